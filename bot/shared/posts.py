"""Posts of a cohort: the same card under a key of its own in each of its homes; and the language in which cards are written."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import TypeVar

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort, Home
from bot.domain.member import Member
from bot.domain.post import Post, PostKind, PostState
from bot.domain.timetable import A_MOMENT, Occurrence
from bot.errors import Hindrance, Reason
from bot.interface.card import Card
from bot.language import speaking
from bot.ports.unit import Unit

Said = TypeVar("Said")
PROMPT = "prompt"
"""The first part of the keys of check-in prompts."""
WEEK = "week"
"""The first part of the keys of milestones' posts."""
CHECKIN_REMINDER = "checkin-reminder"
"""The routine that reminds of check-ins."""
REMINDERS_ANEW = "reminders-anew"
"""The routine that plans reminders which somebody wants now, or wants otherwise."""
SUMMARY = "summary"
"""The first part of the keys of the summaries of days."""
REPORT = "report"
"""The first part of the keys of the posts that sum weeks up."""
FINISHED = "finished"
"""The first part of the keys of the posts of finished work."""
REMINDER = "remind"
"""The first part of the keys of reminders."""


def written_for(unit: Unit, to: Member | None = None) -> AbstractContextManager[None]:
    """Everything said inside is in the language of a post's readers: the community's, or the member's in a direct message."""
    return speaking((to and to.locale) or unit.community.locale)


def compose(unit: Unit, build: Callable[[], Said], to: Member | None = None) -> Said:
    """What `build` says, in the language of the post's readers."""
    with written_for(unit, to):
        return build()


def home_post(
    home: Home,
    name: str,
    card: Card,
    due_at: datetime,
    *,
    kind: PostKind = "send",
    parent: str | None = None,
    state: PostState = "waiting",
    until: datetime | None = None,
    basis: Mapping[str, str] | None = None,
) -> Post:
    """The post `name` of a cohort in one home; `parent` names the post in whose thread it is sent.

    What could not be sent before `until` is not worth sending any more; `basis` is what the card tells a change of.
    """
    return Post(
        key=home_key(home, name),
        platform=home.platform,
        space=home.space,
        channel=home.channel,
        card=card,
        due_at=due_at,
        kind=kind,
        cohort=home.cohort,
        home=home.id,
        parent=home_key(home, parent) if parent else None,
        state=state,
        until=until,
        basis=basis,
    )


def state_at(occurrence: Occurrence, now: datetime) -> PostState:
    """What becomes of the posts of something that is due: they wait, but once it is too late for them they have expired."""
    return "waiting" if now < occurrence.until else "expired"


def after_the_week(at: datetime) -> datetime:
    """When a post of a day is due: after that of the week that may begin at the same instant, and which it asks about."""
    return at + A_MOMENT


def reminder_key(cohort: Cohort, thing: str, person: int) -> str:
    """The key of the one reminder of a thing, for one person."""
    return f"{REMINDER}/{cohort.id}/{thing}/{person}"


def reminders_of_week(cohort: Cohort, week: int) -> str:
    """How the keys of the reminders of a week begin."""
    return f"{REMINDER}/{cohort.id}/week/{week}/"


def reminded_of(key: str) -> tuple[str, str]:
    """What the key of a reminder says that it is about: ("day", "2026-01-05") or ("week", "3")."""
    _, _, kind, which, _ = key.split("/")
    return kind, which


def prompt_name(day: date) -> str:
    """The name of the prompt for a day, which is the same in each home."""
    return f"{PROMPT}/{day}"


def week_name(week: int) -> str:
    """The name of the post of a week's milestone, which is the same in each home; its thread is named after it."""
    return f"{WEEK}/{week}"


def thread_name(name: str) -> str:
    """The name of the post that opens the thread under the post `name`."""
    return f"{name}/thread"


def report_name(week: int) -> str:
    """The name of the post that sums a week up, which is the same in each home."""
    return f"{REPORT}/{week}"


def finished_name(week: int) -> str:
    """The name of the post that shows what members made in a week, which is the same in each home."""
    return f"{FINISHED}/{week}"


def week_keys(home: Home, week: int) -> tuple[str, ...]:
    """The keys of a home's posts of a week: its milestone, its thread and what members made, which hangs there."""
    names = (week_name(week), thread_name(week_name(week)), finished_name(week))
    return tuple(home_key(home, name) for name in names)


async def was_queued(unit: Unit, cohort: Cohort, name: str) -> bool:
    """Whether a post was queued in one of a cohort's homes, whatever became of it."""
    return any(home.state for home in await unit.outbox.in_homes(cohort.id, name))


async def was_sent(unit: Unit, cohort: Cohort, name: str) -> bool:
    """Whether a post was sent in one of a cohort's homes."""
    return any(home.is_sent for home in await unit.outbox.in_homes(cohort.id, name))


def home_key(home: Home, name: str) -> str:
    """The key of the post `name` in one home."""
    return f"{name}/{home.id}"


async def unless_over(unit: Unit, post: Post, now: datetime) -> Post | Reason:
    """The post, unless its cohort has ended since it was queued."""
    cohort = await unit.cohorts.get(post.cohort or 0)
    return post if cohort and not cohort.timetable.has_ended(now) else Reason(Hindrance.COHORT_ENDED)


async def if_still_over(unit: Unit, post: Post, now: datetime) -> Post | Reason:
    """The post, unless its cohort has got more time since it was queued."""
    cohort = await unit.cohorts.get(post.cohort or 0)
    return post if cohort and cohort.timetable.has_ended(now) else Reason(Hindrance.COHORT_GOES_ON)


async def unless_resting(unit: Unit, post: Post, now: datetime) -> Post | Reason:
    """The post, unless its cohort has ended or taken a break since it was queued."""
    cohort = await unit.cohorts.get(post.cohort or 0)
    if cohort and not cohort.timetable.has_ended(now) and cohort.timetable.rests_on(local_day(now, cohort.zone)):
        return Reason(Hindrance.COHORT_RESTS)
    return await unless_over(unit, post, now)
