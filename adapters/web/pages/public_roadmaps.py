"""The page of a community's roadmaps, for everybody who has its address."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

import htpy as h
from aiohttp import web

from adapters.web.pages.cards import card_html, folded_html
from adapters.web.pages.frame import HEADERS, asked_language, document, nothing_here, shown
from adapters.web.pages.reader import Reader
from bot.interface.card import Card
from bot.interface.command import Commands
from bot.interface.drawing import Drawing
from bot.language import ENGLISH, speaking
from bot.text import plain, t

Roadmaps = Callable[[str, str | None, str | None], Awaitable[tuple[Sequence[Card], str] | None]]
"""`(token, slug, locale) → cards and their language`; None if nobody can read them."""

ROADMAPS = ("/roadmaps/{token}", "/roadmaps/{token}/{slug}")


def roadmaps_route(
    roadmaps: Roadmaps, picture_path: Callable[[Drawing], str]
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A handler for each of the paths of `ROADMAPS`."""

    async def answer(request: web.Request) -> web.Response:
        found = await roadmaps(request.match_info["token"], request.match_info.get("slug"), asked_language(request))
        if found is None:
            with speaking(asked_language(request) or ENGLISH):
                page = nothing_here(t("There is no roadmap here, or no more. Ask in the chat for its present address."))
            raise web.HTTPNotFound(text=page, content_type="text/html", headers=HEADERS)
        cards, locale = found
        reader = Reader(zone="UTC", now=datetime.now(UTC), proof="", commands=Commands(), picture_path=picture_path)
        with speaking(locale):
            page = document(plain(cards[0].title), None, shown(_parts(cards, reader)))
        return web.Response(text=page, content_type="text/html", headers=HEADERS)

    return answer


def _parts(cards: Sequence[Card], reader: Reader) -> list[h.Element]:
    """The overview, and the other cards, folded, so that their titles are the list of them."""
    overview, *weeks = cards
    folded = (folded_html(week, reader, f"week-{number}") for number, week in enumerate(weeks, 1))
    return [card_html(overview, reader, titled=False), *folded]
