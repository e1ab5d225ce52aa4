"""What operators watch of a process, as far as settings ask for it; a library is imported only then."""

from collections.abc import AsyncGenerator, Generator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

import structlog

from adapters.clock import present
from adapters.web.app import numbers_app
from bot.config import MisconfiguredError, Settings
from bot.telemetry import observing
from bot.wiring.operator_errors import check_port, served
from bot.wiring.process import Process

if TYPE_CHECKING:
    from adapters.telemetry.metrics import Metrics

OTHER_PORT = "give each process a METRICS_PORT of its own, or 0 for none."

log = structlog.get_logger(__name__)


def check_telemetry(settings: Settings) -> None:
    """Raises MisconfiguredError if the port for the numbers is taken, or packages are missing that a setting needs."""
    if settings.metrics_port:
        check_port(settings.metrics_host, settings.metrics_port, OTHER_PORT, "METRICS_HOST")
    needed = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": ("opentelemetry.exporter.otlp.proto.http", settings.otel_exporter_otlp_endpoint),
        "SENTRY_DSN": ("sentry_sdk", settings.sentry_dsn),
    }
    for name, (package, value) in needed.items():
        if value and not _is_there(package):
            cure = f"install it with `python3 bootstrap.py --scale -m bot run`, or leave {name} empty."
            raise MisconfiguredError(f"{name}: the extra `scale` is not installed; {cure}")


@contextmanager
def observed(settings: Settings) -> Generator["Metrics | None"]:
    """While the block runs, what the process does is measured and traced, and its faults are told, as settings ask for it. Yields
    the numbers; None if nobody can read them."""
    metrics = None
    with ExitStack() as stack:
        if settings.sentry_dsn:
            from adapters.telemetry.faults import telling_faults

            stack.enter_context(telling_faults(settings.sentry_dsn.get_secret_value()))
        if settings.otel_exporter_otlp_endpoint:
            from adapters.telemetry.traces import tracing

            stack.enter_context(observing(stack.enter_context(tracing(settings.otel_exporter_otlp_endpoint))))
        if settings.metrics_port:
            from adapters.telemetry.metrics import Metrics

            metrics = Metrics()
            stack.enter_context(observing(metrics))
        yield metrics


@asynccontextmanager
async def exposed(process: Process, metrics: "Metrics | None") -> AsyncGenerator[None]:
    """While the block runs, whoever watches over the process can read its numbers, and whether it is well."""
    if metrics is None:
        yield
        return
    from adapters.telemetry.exposed import Exposed

    settings = process.settings
    numbers = Exposed(metrics, process.core.system, present, process.hindrance)
    app = numbers_app(hindrance=process.hindrance, numbers=numbers.text)
    async with served(app, settings.metrics_host, settings.metrics_port, OTHER_PORT, "METRICS_HOST") as port:
        log.info("numbers can be read", port=port)
        yield


def _is_there(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:  # not even what it is in
        return False
