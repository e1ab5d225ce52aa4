"""Starters of weeks, as plain text, for everybody."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from adapters.web.app import Handler

STARTERS = r"/starters/{pack:[a-z0-9-]+}/{release:\d+\.\d+}/{name:[a-z0-9-]+\.py}"
Starter = Callable[[str, str, str], Awaitable[str | None]]
"""`(pack, release, name) → the script`; None if there is none."""

HEADERS = {
    "Cache-Control": "public, max-age=3600",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def starter_route(starter: Starter) -> Handler:
    async def answer(request: web.Request) -> web.Response:
        code = await starter(*(request.match_info[part] for part in ("pack", "release", "name")))
        if code is None:
            raise web.HTTPNotFound(text="There is no such starter.", headers={"X-Content-Type-Options": "nosniff"})
        return web.Response(text=code, content_type="text/plain", charset="utf-8", headers=HEADERS)

    return answer
