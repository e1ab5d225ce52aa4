"""What somebody sees of a form that was not taken, or that they had sent before."""

from urllib.parse import parse_qsl, urlsplit

from aiohttp import web
from multidict import MultiDict

from adapters.web.pages.forms import values_of
from adapters.web.pages.frame import PAGES
from bot.interface.call import Call
from bot.interface.card import Answer, Buttons, Card, Text
from bot.interface.command import AGAIN
from bot.text import plain

LOOK = "/pages/call"
"""Where the answer to a call that only reads is shown."""


def way_back(answer: Answer) -> Call | None:
    """What opens a refused form again, with all that was filled in; None unless the refusal says nothing but what is wrong with
    one of its inputs."""
    match answer:
        case Card(refused=str(name), blocks=(Text(), Buttons(buttons=(again,)))) if name and again.call:
            return again.call if AGAIN in again.call.values else None
        case _:
            return None


def sentence_of(refusal: Card) -> str:
    return next(plain(block.text) for block in refusal.blocks if isinstance(block, Text))


def left_from(request: web.Request) -> tuple[Call, ...]:
    """What the page shows from which a form was sent; my week if that was itself an answer."""
    left = urlsplit(request.headers.get("Referer", ""))
    query = MultiDict(parse_qsl(left.query))
    if left.path == LOOK and "c" in query:
        return (Call.load(query["c"]).with_values(**values_of(query)),)
    return next((page.calls for page in PAGES if left.path == f"/pages/{page.name}"), PAGES[0].calls)
