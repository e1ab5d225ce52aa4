"""Requests over HTTP to a platform, told as operations: how long each took, and whether it was refused for coming too often."""

from types import SimpleNamespace
from typing import Any

from aiohttp import ClientSession, TraceConfig

from bot.telemetry import FAILED, Kind, Operation

TOO_MANY = 429
_OUTCOMES = {4: "refused", 5: "unavailable"}
"""By the hundreds of a status."""


def told_requests(platform: str) -> TraceConfig:
    """For the session of everything that is asked of a platform. No address is told: those of some answers are as good as a
    key."""

    async def begin(_: ClientSession, request: SimpleNamespace, started: Any) -> None:
        request.told = Operation(Kind.REQUEST, started.method, platform).__enter__()

    async def end(_: ClientSession, request: SimpleNamespace, answered: Any) -> None:
        status: int = answered.response.status
        outcome = "rate limited" if status == TOO_MANY else _OUTCOMES.get(status // 100)
        request.told.outcome = outcome or request.told.outcome
        request.told.__exit__(None, None, None)

    async def fail(_: ClientSession, request: SimpleNamespace, failed: Any) -> None:
        request.told.outcome = FAILED
        request.told.__exit__(type(failed.exception), failed.exception, None)

    trace = TraceConfig()
    trace.on_request_start.append(begin)
    trace.on_request_end.append(end)
    trace.on_request_exception.append(fail)
    return trace
