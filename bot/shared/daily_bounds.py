"""How often one member may do within a day what others have to look at, or what is kept. Moderators are not counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from bot.errors import Refusal
from bot.feature import Context
from bot.shared.drafts import DraftKind
from bot.text import Markup, Moment, t

COUNTED = DraftKind("counted", timedelta(days=1), lambda: t("It was counted for a day and is gone now."))
"""What somebody did since they did the first of it, by its names. It outlives `me delete`, as nobody's."""
MOST_MISSED = 30
"""The most look-ups of one member in a day that moderators see as missing."""
MOST_STUCK = 20
"""How often within a day one member is stuck so that others are asked to help."""


@dataclass(frozen=True, slots=True)
class Bound:
    """At most so many within a day; `over` says so, with that number and the instant at which it can be done again."""

    name: str
    most: int
    over: Callable[[int, Moment], Markup]


SHARED = Bound(
    "shared",
    20,
    lambda most, at: t(
        "You have shared {most} entries within a day, so this one was not shared. Share it after {at}.", most=most, at=at
    ),
)
SUGGESTED = Bound(
    "suggested",
    20,
    lambda most, at: t(
        "You have suggested {most} entries within a day, so this one was not sent. Suggest it after {at}.", most=most, at=at
    ),
)
REPORTED = Bound(
    "reported",
    20,
    lambda most, at: t(
        "You have reported links {most} times within a day, so nothing was changed. Report this one after {at}.", most=most, at=at
    ),
)
REVIEWED = Bound(
    "reviewed",
    10,
    lambda most, at: t(
        "You have asked for reviews {most} times within a day, so nobody was asked. Ask after {at}.", most=most, at=at
    ),
)


async def count_today(context: Context, bound: Bound) -> None:
    """Raises Refusal if a member has done it as often as they may, upon which it is not done."""
    over = await _counted(context, bound.name, bound.most)
    if over:
        raise Refusal(bound.over(bound.most, Moment(over)))


async def counts_as_missed(context: Context) -> bool:
    """Whether moderators are to hear of a look-up that found nothing: not once there are too many of one member's."""
    return await _counted(context, "missed", MOST_MISSED) is None


async def counts_as_stuck(context: Context) -> bool:
    """Whether somebody is asked to help a member who is stuck: not once they were stuck too often."""
    return await _counted(context, "stuck", MOST_STUCK) is None


async def _counted(context: Context, name: str, most: int) -> datetime | None:
    """Counts what a member did, from the first of all that is counted on for a day; when it ends if they did it often enough."""
    if context.moderator:
        return None
    unit, person, key, counted = context.unit, context.member.person, _key(context), dict[str, str]()
    until = context.now + COUNTED.kept
    erased = await unit.drafts.anybodys(key, COUNTED.name, context.now)
    for kept in (*([erased] if erased else ()), *await unit.drafts.of(person, COUNTED.name, context.now)):
        key, counted, until = kept.id, dict(kept.values), kept.expires
    number = int(counted.get(name, 0))
    if number >= most:
        return until
    await unit.drafts.keep(key, person, COUNTED.name, {**counted, name: str(number + 1)}, until)
    return None


def _key(context: Context) -> int:
    """An id of 48 bits that an account has in its community, whoever it belongs to; the community's own is its salt."""
    account = f"{COUNTED.name} {context.community.id} {context.actor.platform} {context.actor.id}"
    return int.from_bytes(sha256(account.encode()).digest()[:6])
