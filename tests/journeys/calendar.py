"""The calendar of the cohort's channel: each post of the six weeks at the hour that was promised, held against what came."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from tests.journeys.cast import BEGIN, CLOSES, DAY_OFF, END, FIRST_DAY, MODERATION, SET_UP, WEEKS
from tests.journeys.journey import Journey
from tests.journeys.lived import DAYS_ASKED
from tests.journeys.seen import named, once_allowed
from tests.journeys.window import Shown

DAYS_AFTER_FIRST = frozenset(FIRST_DAY + timedelta(days=number) for number in range(1, 7 * WEEKS + 1))
CHALLENGED = sorted(DAYS_AFTER_FIRST - {DAY_OFF})
"""The days with a challenge: weekends too, and the one on which the cohort ends."""
PROMPTED = time(18)
CHALLENGED_AT = time(8)
"""When a check-in is asked for and a challenge comes, by the cohort's clock, which is UTC."""
REVIEWED = timedelta(hours=1)
"""How long before the end of a week its review comes."""


@dataclass(frozen=True, kw_only=True)
class Due:
    """Something that is to come to the channel, once."""

    at: datetime
    title: str
    """How its first line begins."""
    says: str = ""
    """What stands somewhere in it."""
    kind: str = "post"


def wrong_posts(journey: Journey) -> Iterator[str]:
    """What did not come once at its time, and what came that nobody was promised."""
    due = [*_of_the_whole(), *_of_weeks(), *_prompts(), *challenges(), *_summaries(journey)]
    yield from not_once(journey, due)
    posts = (each for each in journey.seen if each.is_public and each.kind == "post")
    yield from (f"not in the calendar: {each}" for each in posts if not any(_came(journey, one, each) for one in due))


def not_once(journey: Journey, due: Iterable[Due]) -> Iterator[str]:
    public = [each for each in journey.seen if each.is_public]
    for one in due:
        if (times := sum(_came(journey, one, each) for each in public)) != 1:
            yield f"came {times} times: {one}"


def _came(journey: Journey, due: Due, shown: Shown) -> bool:
    """Soon after its hour; if the bot could not write then, soon after it could."""
    is_it = shown.kind == due.kind and shown.title.startswith(due.title) and due.says in "\n".join((shown.text, *shown.labels))
    return is_it and (journey.shut_out_at(due.at) or due.at) <= shown.at <= once_allowed(journey, due.at)


def _of_the_whole() -> Iterator[Due]:
    (changed,) = [act.at for act in MODERATION if act.what == "gives a day off"]
    yield Due(at=SET_UP, title="A new cohort: ML Spring")
    yield Due(at=changed, title="ML Spring has a new plan", says=named(DAY_OFF))
    yield Due(at=END, title="A new cohort: ML Spring", says="It is over.", kind="edit")
    yield Due(at=_at(END.date() + timedelta(days=1), CHALLENGED_AT), title=f"ML Spring: solution of {named(CHALLENGED[-1])}")
    yield Due(at=CLOSES, title="ML Spring is over")


def _of_weeks() -> Iterator[Due]:
    for number in range(1, WEEKS + 1):
        begins, ends = (BEGIN + timedelta(weeks=week) for week in (number - 1, number))
        yield Due(at=begins, title=f"ML Spring, week {number}: ")
        yield Due(at=ends - REVIEWED, title=f"ML Spring: week {number} in review")


def _prompts() -> Iterator[Due]:
    return (Due(at=_at(day, PROMPTED), title="ML Spring: how did today go?") for day in sorted(DAYS_ASKED))


def challenges() -> Iterator[Due]:
    """Each with the solution of the one before, which the first has not."""
    yield _challenge(CHALLENGED[0])
    yield from (_challenge(day, f"Solution of {before:%a}") for before, day in pairwise(CHALLENGED))


def _challenge(day: date, says: str = "") -> Due:
    return Due(at=_at(day, CHALLENGED_AT), title=f"ML Spring: challenge of {named(day)}", says=says)


def _summaries(journey: Journey) -> Iterator[Due]:
    """One for a day that asked for check-ins with the first of them, for any other with the first that is shared."""
    given = [(day, now, lived) for lived in journey.lived.values() for day, (now, _) in lived.checkins.items()]
    told = [(day, now) for day, now, lived in given if lived.member.shares or day in DAYS_ASKED]
    for day in sorted({day for day, _ in told}):
        first = min(now for one, now in told if one == day)
        yield Due(at=first, title=f"ML Spring, check-ins of {named(day)}")


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, UTC)
