"""What a process does goes to a collector as spans that hang together, without a word that people wrote."""

from collections.abc import Sequence
from gzip import decompress

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from adapters.telemetry.traces import tracing
from bot.telemetry import Kind, Operation, observing
from tests.telemetry.collectors import Received, collecting
from tests.world import World

SECRET = "Alohomora"


def said(received: Received) -> str:
    return "".join(map(str, spans(received)))


def spans(received: Received) -> Sequence[Span]:
    found: list[Span] = []
    for path, encoding, body in received.bodies:
        assert path == "/v1/traces"
        request = ExportTraceServiceRequest.FromString(decompress(body) if encoding == "gzip" else body)
        found += [span for resource in request.resource_spans for scope in resource.scope_spans for span in scope.spans]
    return found


def told(span: Span) -> dict[str, str]:
    return {each.key: each.value.string_value for each in span.attributes}


async def test_a_command_and_what_it_does_are_spans_of_one_trace(world: World, cohort: str) -> None:
    ann = world.caller("ann")
    with collecting() as received, tracing(f"http://{received.address}/") as tracer, observing(tracer):
        await ann.card("cohort join", cohort=cohort)
        await ann("checkin", "submit", id="request-of-ann", did=SECRET, share="yes")
        await world.tick()
    sent = spans(received)
    (command,) = [span for span in sent if told(span).get("cairn.id") == "request-of-ann"]
    assert command.name == "command checkin"
    assert told(command) == {"cairn.id": "request-of-ann", "cairn.platform": "test", "cairn.outcome": "done"}
    units = [span for span in sent if span.parent_span_id == command.span_id]
    assert {span.name for span in units} == {"unit transaction"}
    assert {span.trace_id for span in units} == {command.trace_id}
    assert [span for span in sent if span.name == "send send"]
    assert SECRET not in said(received)
    assert ann.actor.id not in said(received)


def fail() -> None:
    with Operation(Kind.BEAT, "queue"):
        raise LookupError(SECRET)


async def test_what_fails_is_marked_and_its_message_stays_here() -> None:
    failing = pytest.raises(LookupError)
    with collecting() as received, tracing(f"http://{received.address}") as tracer, observing(tracer), failing:
        fail()
    (span,) = spans(received)
    assert span.status.code == Status.STATUS_CODE_ERROR
    assert SECRET not in said(received)
