"""What a channel read of a cohort's plan says so in its first line once a newer post tells another plan."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.calendar import local_day
from bot.domain.cohort import Home
from bot.domain.post import Post
from bot.errors import Hindrance, Reason
from bot.interface.card import Card, Text
from bot.ports.unit import Unit
from bot.shared.posts import home_key, home_post, written_for
from bot.text import Markup, t

NEWS = "news"
"""The first part of the keys of these posts."""
READ_FOR = timedelta(days=14)
"""For how long after its day a post is edited: nobody reads one that is older."""
MOST_A_DAY = 5
SPACING = timedelta(minutes=1)
"""Between two edits, so that a change that is taken back at once is not read twice."""


def news_name(day: date, number: int = 1) -> str:
    """The name of one of the posts that tell a change of the plan on a day."""
    return f"{NEWS}/{day}" if number == 1 else f"{NEWS}/{day}/{number}"


async def point_to_newer(unit: Unit, home: Home, newer: str, now: datetime, *, is_newer: bool) -> None:
    """Let the latest news that were sent before the post `newer` say that one tells the plan as it is now; no more if that is not
    posted after all."""
    names = list(_earlier_names(local_day(now, unit.community.zone), newer))
    sent = await unit.outbox.were_sent([home_key(home, name) for name in names])
    name = next((each for each in names if home_key(home, each) in sent), None)
    known = await unit.outbox.known(home_key(home, name)) if name else None
    if name and known:
        with written_for(unit):
            card = _pointing(known.card, is_newer=is_newer)
        await unit.outbox.revise(home_post(home, name, card, now, basis=known.basis), SPACING)


def _earlier_names(today: date, newer: str) -> Iterator[str]:
    """The names of news that may have been posted before, the latest first."""
    for back in range(READ_FOR.days + 1):
        names = [news_name(today - timedelta(days=back), number) for number in range(MOST_A_DAY, 0, -1)]
        yield from names[names.index(newer) + 1 :] if newer in names else names


def _pointing(card: Card, *, is_newer: bool) -> Card:
    line = Text(_changed_since())
    rest = tuple(block for block in card.blocks if block != line)
    return replace(card, blocks=(line, *rest) if is_newer else rest)


def _changed_since() -> Markup:
    return t("**Changed since:** a newer post below tells the plan as it is now.")


async def unless_only_pointing(unit: Unit, post: Post, now: datetime) -> Post | Reason:
    """The post, unless it would be posted anew to point at a newer one, as the platform lets nobody edit it any more."""
    with written_for(unit):
        is_pointing = post.card.blocks[:1] == (Text(_changed_since()),)
    is_gone = is_pointing and await unit.outbox.message(post.key) is None
    return Reason(Hindrance.NOT_EDITABLE) if is_gone else post
