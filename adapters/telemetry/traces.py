"""Operations as spans of OpenTelemetry, sent to a collector over HTTP. Its packages are an extra."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

from opentelemetry import context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import StatusCode, Tracer, set_span_in_context

from bot.telemetry import FAILED, Observer, Operation

FAULTS = {FAILED, "unavailable", "unknown"}
"""Outcomes that make a span one of an error."""
TRACES = "/v1/traces"
"""Where a collector takes spans, by the OpenTelemetry Protocol, below its address."""


@contextmanager
def tracing(endpoint: str) -> Generator[Observer]:
    """What makes spans and sends them to the collector at an address; at the end what was not sent yet is. Headers, sampling and
    bounds are read from the environment, under OpenTelemetry's own names."""
    provider = TracerProvider(resource=Resource.create({SERVICE_NAME: "cairn"}), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint.rstrip("/") + TRACES)))
    try:
        yield _Spans(provider.get_tracer("cairn"))
    finally:
        provider.shutdown()


class _Spans:
    """An observer. What happens during an operation becomes its children, in whichever thread or task that is."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer

    def __call__(self, told: Operation) -> Callable[[], None]:
        known = {"cairn.platform": told.platform, "cairn.id": told.id}
        span = self._tracer.start_span(
            f"{told.kind} {told.name}", attributes={name: value for name, value in known.items() if value}
        )
        token = context.attach(set_span_in_context(span))

        def end() -> None:
            context.detach(token)
            span.set_attribute("cairn.outcome", told.outcome)
            if told.outcome in FAULTS:
                span.set_status(StatusCode.ERROR)
            span.end()

        return end
