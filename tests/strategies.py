"""Text, markup and cards as hypothesis makes them up."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Code, Divider, Fields, Note, Select, Text
from bot.interface.command import Command
from bot.interface.inputs import Choice
from bot.interface.picture import Picture
from bot.text import Account, Channel, Markup, Moment, Piece, Role, Span, escape, join, link, t
from tests.samples import HOSTILE, JOURNEY

T = TypeVar("T")
SPECIAL = st.text(st.sampled_from("\\*_`[]()<>#:|~@&t.-+ \na1"))
TYPED = SPECIAL | st.text(st.characters(exclude_characters="\ufdd0\ufdd1\ufdd2")) | st.sampled_from(HOSTILE)
SOME_TYPED = TYPED.filter(bool)
URLS = SPECIAL.map(lambda text: "https://example.org/" + "".join(text.split()))


def option_texts(commands: Iterable[Command], texts: st.SearchStrategy[T]) -> st.SearchStrategy[list[T]]:
    """One for each option of whichever command has the most."""
    most = max(len(command.parameters) for command in commands)
    return st.lists(texts, min_size=most, max_size=most)


MOMENTS = st.builds(
    Moment,
    st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(ZoneInfo("UTC"))).map(  # noqa: DTZ001
        lambda at: at.replace(microsecond=0)
    ),
    st.sampled_from(["date", "time", "both", "relative"]),
)
CHANNELS = st.builds(Channel, st.from_regex(r"[A-Za-z0-9_-]+", fullmatch=True))
STYLED = st.builds(Span, SOME_TYPED, st.sampled_from(["plain", "bold", "italic", "code"]))
LINKS = st.builds(Span, SOME_TYPED, url=URLS)
ACCOUNTS = st.builds(Account, st.from_regex(r"[A-Za-z0-9_-]+", fullmatch=True))
ROLES = st.builds(Role, st.from_regex(r"[A-Za-z0-9_-]+", fullmatch=True))
PIECES = STYLED | LINKS | MOMENTS | CHANNELS | ACCOUNTS | ROLES


def written(piece: Piece) -> Markup:
    """A piece as a sentence holds it."""
    match piece:
        case Span(text, url=str(url)):
            return link(text, url)
        case Span(text, style):
            return t({"plain": "{x}", "bold": "**{x}**", "italic": "_{x}_", "code": "`{x}`"}[style], x=text)
        case _:
            return t("{x}", x=piece)


MARKUP = st.lists(PIECES.map(written), min_size=1, max_size=6).map(lambda parts: join(parts, ""))

LABELS = st.text(min_size=1, max_size=75).map(escape)
PATHS = st.from_regex(r"[a-z]{1,10}( [a-z-]{1,10})?", fullmatch=True)
VALUES = st.dictionaries(
    st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.text(st.characters(codec="utf-8"), max_size=8), max_size=3
)
CALLS = st.builds(Call, PATHS, VALUES).filter(lambda call: len(call.dump()) <= 90)
CHOICES = st.builds(Choice, LABELS, st.text(min_size=1, max_size=75))
BUTTONS = st.builds(Button, LABELS, CALLS, st.sampled_from(["plain", "primary", "danger"])) | st.builds(Button, LABELS, url=URLS)
BLOCKS = (
    st.builds(Text, MARKUP)
    | st.builds(Note, MARKUP)
    | st.builds(Code, st.text(min_size=1, max_size=200).filter(str.strip))
    | st.builds(Fields, st.lists(st.tuples(MARKUP, MARKUP), min_size=1, max_size=4).map(tuple))
    | st.just(Divider())
    | st.builds(Picture, st.just(JOURNEY), LABELS, MARKUP)
    | st.builds(Buttons, st.lists(BUTTONS, min_size=1, max_size=5).map(tuple))
    | st.builds(Select, LABELS, CALLS, st.just("to"), st.lists(CHOICES, min_size=1, max_size=4).map(tuple))
)
ENTRIES = st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3)


def different_calls(blocks: tuple[Block, ...]) -> bool:
    """Whether no two controls make the same call, as a card demands."""
    rows = [block.buttons for block in blocks if isinstance(block, Buttons)]
    calls = [button.call.dump() for row in rows for button in row if button.call]
    selects = [block.call.dump() for block in blocks if isinstance(block, Select)]
    return len(set(calls)) == len(calls) and len(set(selects)) == len(selects)


CARDS = st.builds(
    Card,
    st.text(max_size=20).map(escape),
    st.lists(BLOCKS, max_size=3).map(tuple).filter(different_calls),
    st.lists(ENTRIES, max_size=2).map(tuple),
)
