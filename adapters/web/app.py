"""What operators and platforms reach over HTTP: health, numbers, and what Slack and Discord tell if they tell it by HTTP."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog
from aiohttp import web

from bot.interface.limits import LARGEST_FILE

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PRIVATE = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
"""Of everything that only one person is to see."""

log = structlog.get_logger(__name__)

LARGEST_REQUEST = 2 * LARGEST_FILE
"""In bytes: a file, and what it comes with."""
SHUTDOWN_SECONDS = 5.0
"""How long requests under way may take to end when the process stops."""


Numbers = Callable[[], Awaitable[tuple[bytes, str]]]
"""`() → the numbers of a process, and of which type that text is`."""
Calendar = Callable[[str], Awaitable[bytes | None]]
"""`(token) → the file of a calendar`; None if the token opens none."""


def web_app(
    *, hindrance: Callable[[], Awaitable[str]], slack: Handler | None = None, discord: Handler | None = None
) -> web.Application:
    """The application that every process with the `web` role serves; `hindrance` says why it is not ready, in a few
    words, or nothing; without `slack` there is no Slack endpoint, without `discord` none for Discord."""
    app = _well_app(hindrance, LARGEST_REQUEST)
    if slack:
        app.router.add_post("/slack/events", slack)
    if discord:
        app.router.add_post("/discord/interactions", discord)
    return app


def numbers_app(*, hindrance: Callable[[], Awaitable[str]], numbers: Numbers) -> web.Application:
    """The application for whoever watches over a process, apart from what people reach: `/metrics` gives its numbers."""

    async def metrics(_: web.Request) -> web.Response:
        text, kind = await numbers()
        return web.Response(body=text, headers={"Content-Type": kind})

    app = _well_app(hindrance, 0)
    app.router.add_get("/metrics", metrics)
    return app


def _well_app(hindrance: Callable[[], Awaitable[str]], largest_request: int) -> web.Application:
    async def readyz(_: web.Request) -> web.Response:
        try:
            why = await hindrance()
        except Exception:
            log.exception("the readiness check failed")
            why = "unknown"
        return web.Response(text=f"not ready: {why}", status=503) if why else web.Response(text="ok")

    app = web.Application(client_max_size=largest_request)
    app.router.add_get("/healthz", _healthz)
    app.router.add_get("/readyz", readyz)
    return app


@asynccontextmanager
async def serve(app: web.Application, host: str, port: int) -> AsyncGenerator[int]:
    """Serve `app` while the block runs; yields the port, which the system chooses if `port` is 0."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def calendar_route(calendar: Calendar) -> Handler:
    """Gives out calendars to whoever holds their token, which is in the address, so that nothing between keeps it."""

    async def answer(request: web.Request) -> web.Response:
        file = await calendar(request.match_info["token"])
        if file is None:
            raise web.HTTPNotFound(text="There is no calendar here any more. Ask for a new address in the chat.", headers=PRIVATE)
        return web.Response(body=file, headers={**PRIVATE, "Content-Type": "text/calendar; charset=utf-8"})

    return answer


async def _healthz(_: web.Request) -> web.Response:
    return web.Response(text="ok")
