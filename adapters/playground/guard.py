"""Keeps the playground to this machine and this page: no other site may call it, nothing foreign may run in it."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from yarl import URL

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@web.middleware
async def guard(request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> web.StreamResponse:
    """A middleware. Raises HTTPMisdirectedRequest for a foreign Host (a name that was rebound to this machine), HTTPForbidden for
    a POST that another site's page makes."""
    if _host(request) not in LOOPBACK:
        raise web.HTTPMisdirectedRequest(text="The playground answers on this machine only.")
    if request.method == "POST" and request.headers.get("Origin") != f"{request.scheme}://{request.host}":
        raise web.HTTPForbidden(text="Only the playground's own page may call it.")
    return await handler(request)


async def protect(_: web.Request, response: web.StreamResponse) -> None:
    """A response signal: the headers that every answer carries."""
    response.headers.update(HEADERS)


def _host(request: web.Request) -> str | None:
    try:
        return URL.build(scheme="http", authority=request.host).host
    except ValueError:
        return None
