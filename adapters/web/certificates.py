"""The page at which anybody can check a certificate."""

from base64 import b64encode
from collections.abc import Awaitable, Callable

import htpy as h
from aiohttp import web

from adapters.pictures.palette import Theme
from adapters.pictures.png import in_letters, png
from adapters.pictures.scene import WIDTH
from adapters.web.pages.frame import HEADERS, asked_language, document, nothing_here
from bot.interface.card import Block, Card, Note, Text
from bot.interface.drawing import Drawing
from bot.interface.picture import Picture
from bot.language import ENGLISH, speaking
from bot.text import plain, t

Certificates = Callable[[str, str | None], Awaitable[tuple[Card, str] | None]]
"""`(id, the reader's language) → the card of a certificate, and its language`; None if there is none of that id."""

UNLISTED = {**HEADERS, "X-Robots-Tag": "noindex"}


def certificate_route(certificates: Certificates) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        asked = asked_language(request)
        found = await certificates(request.match_info["id"], asked)
        if found is None:
            with speaking(asked or ENGLISH):
                said = t("There is no certificate here, or no more. Look whether the address is written as it is printed.")
                page = nothing_here(said)
            raise web.HTTPNotFound(text=page, content_type="text/html", headers=UNLISTED)
        card, locale = found
        with speaking(locale):
            shown = h.section(".card")[[await _shown(block) for block in card.blocks]]
            page = document(plain(card.title), None, shown)
        return web.Response(text=page, content_type="text/html", headers=UNLISTED)

    return answer


async def _shown(block: Block) -> h.Node:
    match in_letters(block):
        case Picture() as picture:
            return await _picture(picture)
        case Text(text) | Note(text):
            return [h.p[line] for line in plain(text).split("\n")]
        case _:
            return None


async def _picture(picture: Picture) -> h.Element:
    """In the colours that the browser asks for, above its text."""
    light, dark = await _inlined(picture.drawing, "light"), await _inlined(picture.drawing, "dark")
    image = h.img(src=light, alt=plain(picture.alt), width=str(WIDTH))
    drawn = h.picture[h.source(srcset=dark, media="(prefers-color-scheme: dark)"), image]
    return h.div(".drawing")[drawn, [h.p[line] for line in plain(picture.text).split("\n")]]


async def _inlined(drawing: Drawing, theme: Theme) -> str:
    """A picture as an address that holds it: pictures are served where there is a key alone."""
    return f"data:image/png;base64,{b64encode(await png(drawing, theme)).decode()}"
