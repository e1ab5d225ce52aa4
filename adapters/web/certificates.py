"""The page at which anybody can check a certificate."""

from base64 import b64encode
from collections.abc import Awaitable, Callable

import htpy as h
from aiohttp import web
from babel import Locale

from adapters.pictures.png import png
from adapters.pictures.scene import WIDTH
from bot.interface.card import Card
from bot.interface.picture import Picture
from bot.text import plain

Certificates = Callable[[str], Awaitable[tuple[Card, str] | None]]
"""`(id) → the card of a certificate, and its language`; None if there is none of that id."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def certificate_route(certificates: Certificates) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        found = await certificates(request.match_info["id"])
        if found is None:
            raise web.HTTPNotFound(text="There is no certificate here, or no more.", headers=HEADERS)
        return web.Response(text=await _page(*found), content_type="text/html", headers=HEADERS)

    return answer


async def _page(card: Card, locale: str) -> str:
    title = plain(card.title)
    shown = [await _picture(block) for block in card.blocks if isinstance(block, Picture)]
    head = h.head[h.meta(charset="utf-8"), h.meta(name="viewport", content="width=device-width, initial-scale=1"), h.title[title]]
    direction = Locale.parse(locale).text_direction
    return str(h.html(lang=locale.replace("_", "-"), dir=direction)[head, h.body[h.main[h.h1[title], shown]]])


async def _picture(picture: Picture) -> h.Fragment:
    content = b64encode(await png(picture.drawing, "light")).decode()
    image = h.img(src=f"data:image/png;base64,{content}", alt=plain(picture.alt), width=str(WIDTH))
    return h.fragment[h.p[image], [h.p[line] for line in plain(picture.text).split("\n")]]
