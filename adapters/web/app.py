"""What operators and Slack reach over HTTP: health, metrics, and Slack's events if they come by HTTP."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

log = structlog.get_logger(__name__)

SHUTDOWN_SECONDS = 5.0
"""How long requests under way may take to end when the process stops."""


def web_app(*, ready: Callable[[], Awaitable[bool]], slack: Handler | None) -> web.Application:
    """The application that every process with the `web` role serves; without `slack` there is no Slack endpoint."""

    async def readyz(_: web.Request) -> web.Response:
        try:
            fine = await ready()
        except Exception:
            log.exception("the readiness check failed")
            fine = False
        return web.Response(text="ok") if fine else web.Response(text="not ready", status=503)

    app = web.Application()
    app.router.add_get("/healthz", _healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", _metrics)
    if slack:
        app.router.add_post("/slack/events", slack)
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


async def _healthz(_: web.Request) -> web.Response:
    return web.Response(text="ok")


async def _metrics(_: web.Request) -> web.Response:
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})
