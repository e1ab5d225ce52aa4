"""Faults told to Sentry: what is logged as an error, without anything that people wrote. Its package is an extra."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

import sentry_sdk
from sentry_sdk.integrations.logging import LoggingIntegration

TAGS = ("reference", "command", "request", "beat", "post", "platform")
"""What of a line is told: ids and names of our own, by which the whole line is found in the log."""
FLUSH_SECONDS = 5


@contextmanager
def telling_faults(dsn: str) -> Generator[None]:
    """While the block runs, errors that are logged go to the project of a DSN; at the end what was not sent yet is."""
    sentry_sdk.init(
        dsn=dsn,
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        server_name="",
        auto_session_tracking=False,
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[LoggingIntegration(level=None)],
        before_send=told,
    )
    try:
        yield
    finally:
        sentry_sdk.flush(FLUSH_SECONDS)
        sentry_sdk.get_client().close()
        sentry_sdk.get_global_scope().set_client(None)


def told(event: Any, hint: Mapping[str, Any]) -> Any:
    """What is sent of an event: which line it is, the kinds of errors and where in the code they were raised. Messages of errors
    may hold what people wrote, and stay in the log."""
    line = _line(hint)
    return {
        **_kept(event, ("event_id", "timestamp", "level", "platform", "sdk")),
        "logger": event.get("logger", ""),
        "message": str(line.get("event", "an error of a library")),
        "tags": {name: str(value) for name, value in _kept(line, TAGS).items()},
        "exception": {"values": [_plain(error) for error in event.get("exception", {}).get("values", ())]},
    }


def _line(hint: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was logged, as structlog hands it over; nothing of a library's line, which says what it likes."""
    record = hint.get("log_record")
    logged: Any = getattr(record, "msg", None)
    return cast("Mapping[str, Any]", logged) if isinstance(logged, dict) else {}


def _plain(error: Any) -> Mapping[str, Any]:
    frames = cast("Sequence[Any]", error["stacktrace"]["frames"]) if error.get("stacktrace") else ()
    code = ("filename", "module", "function", "lineno", "in_app")
    return {**_kept(error, ("type", "module")), "stacktrace": {"frames": [_kept(frame, code) for frame in frames]}}


def _kept(told: Mapping[str, Any], names: Iterable[str]) -> Mapping[str, Any]:
    return {name: told[name] for name in names if name in told}
