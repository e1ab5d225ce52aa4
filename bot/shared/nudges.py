"""Nudges: at most one in seven days reaches a member, whoever sends it and in whichever cohort, and moderators see what became of
the last one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.member import Community, Member
from bot.domain.post import QueuedPost
from bot.ports.unit import Unit
from bot.shared.direct_posts import arrives_text
from bot.text import Markup, join, t

NUDGE = "nudge"
"""The first part of the keys of nudges."""
BETWEEN_NUDGES = timedelta(days=7)


def nudge_key(person: int, day: date) -> str:
    return f"{NUDGE}/{person}/{day}"


async def last_nudge(unit: Unit, cohort: Cohort, person: int, now: datetime) -> QueuedPost | None:
    """The nudge of these days, whatever became of it; None if there is none."""
    return (await last_nudges(unit, cohort, [person], now)).get(person)


async def last_nudges(unit: Unit, cohort: Cohort, persons: Sequence[int], now: datetime) -> Mapping[int, QueuedPost]:
    """The same of several, by person."""
    today = local_day(now, cohort.zone)
    days = [today - timedelta(days=back) for back in range(-1, BETWEEN_NUDGES.days)]  # one may be held until tomorrow
    keys = {nudge_key(person, day): person for person in persons for day in days}
    queued = await unit.outbox.queued([*keys])
    in_order = sorted(queued, key=lambda key: queued[key].due_at)
    return {keys[key]: queued[key] for key in in_order}


def holds_back(nudge: QueuedPost) -> bool:
    """Whether no other is sent yet after a nudge: one that nobody wanted any more as it was to be sent does not count."""
    return nudge.state not in ("unwanted", "left out")


def nudge_text(nudge: QueuedPost, member: Member, community: Community, zone: str, now: datetime) -> Markup:
    """What became of a nudge to a member, and when the next can be sent."""
    day = local_day(nudge.due_at, zone)
    following = [t("The next can be sent from {day} on.", day=day + BETWEEN_NUDGES)] if holds_back(nudge) else []
    arrives = [arrives_text(member, community, nudge.due_at, now)] if nudge.state == "waiting" else []
    return join([_outcome(nudge, day), *arrives, *following], " ")


def _outcome(nudge: QueuedPost, day: date) -> Markup:
    match nudge.state:
        case "waiting":
            return t("A nudge is on its way.")
        case "failed" | "expired":
            return t("The nudge of {day} could not reach them in private; they read it when they next use the bot.", day=day)
        case "unwanted" | "left out":
            return t("The nudge of {day} was not sent.", day=day)
        case "sent" | "gone" | "told" | "uncertain" | "arrived":
            return t("They were nudged on {day}.", day=day)
