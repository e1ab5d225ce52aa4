"""What a moderator wishes to change of a cohort, and whether it can be."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.cohort_change import ending_on, has_begun, without_idle_end
from bot.errors import Refusal
from bot.feature import Context
from bot.shared.cohort_rules import checked_name, checked_start
from bot.shared.roadmap_choice import chosen_roadmap, newest_roadmaps
from bot.shared.weekday_words import NO_DAYS, challenge_days_text, chosen_days, days_text
from bot.shared.zone_choice import chosen_zone
from bot.text import Moment, t


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a call asks to change, as it was given; None is left as it is, and so is what is as it was."""

    name: str | None = None
    roadmap: str | None = None
    start: date | None = None
    channel: str | None = None
    at: time | None = None
    zone: str | None = None
    days: str | None = None
    checkin_at: time | None = None
    challenge_days: str | None = None
    challenge_at: time | None = None
    capacity: int | None = None
    """0 is no limit."""
    end: date | None = None


async def wished(context: Context, cohort: Cohort, wish: Wish) -> Cohort:
    """The cohort as wished, its channel aside. Raises Refusal for what cannot be meant."""
    changed = replace(
        cohort,
        name=cohort.name if wish.name in (None, cohort.name) else checked_name(wish.name),
        start=wish.start or cohort.start,
        at=cohort.at if wish.at is None else wish.at,
        zone=cohort.zone if wish.zone in (None, cohort.zone) else chosen_zone(wish.zone),
        checkin_days=cohort.checkin_days if wish.days in (None, days_text(cohort.checkin_days)) else chosen_days(wish.days),
        checkin_at=cohort.checkin_at if wish.checkin_at is None else wish.checkin_at,
        challenge_days=_challenge_days(cohort, wish.challenge_days),
        challenge_at=cohort.challenge_at if wish.challenge_at is None else wish.challenge_at,
        capacity=cohort.capacity if wish.capacity is None else wish.capacity or None,
    )
    return _with_end(cohort, await _with_roadmap(context, changed, wish.roadmap), wish.end, context.now)


def check_change(before: Cohort, after: Cohort, now: datetime) -> None:
    """Raises Refusal for a change that comes too late, and for a first day that cannot be one."""
    moved = after.start != before.start
    if not has_begun(before, now):
        if moved:
            checked_start(after.start, after.zone, now)
    elif moved or after.roadmap != before.roadmap:
        raise Refusal(
            t(
                "{cohort} has begun, and progress hangs on its roadmap and first day. End it and start another one.",
                cohort=before.name,
            )
        )
    elif not has_begun(after, now):
        again = Moment(after.timetable.begins(1))
        raise Refusal(
            t("{cohort} has begun; so changed it would begin again {at}. Choose an earlier hour.", cohort=before.name, at=again)
        )


def slug_of(cohort: Cohort) -> str:
    """Its roadmap as people type it."""
    return cohort.roadmap.partition(".")[2]


async def _with_roadmap(context: Context, cohort: Cohort, name: str | None) -> Cohort:
    """A new roadmap is read from the newest release."""
    if name is None or name.casefold() == slug_of(cohort):
        return cohort
    pack, release, chosen = chosen_roadmap(await newest_roadmaps(context), name)
    if chosen.id == cohort.roadmap:
        return cohort
    return replace(cohort, pack=pack, release=release, roadmap=chosen.id, weeks=len(chosen.weeks))


def _with_end(before: Cohort, changed: Cohort, end: date | None, now: datetime) -> Cohort:
    same_plan = changed.timetable.planned_last_day == before.timetable.planned_last_day
    if end is None or (end == before.timetable.last_day and same_plan):
        return without_idle_end(changed)
    if end < local_day(now, changed.zone):
        raise Refusal(t("{day} is over; choose today or a later day.", day=end))
    return ending_on(changed, end, now)


def _challenge_days(cohort: Cohort, text: str | None) -> frozenset[str]:
    """The days of its challenges; `none` turns them off."""
    if text in (None, challenge_days_text(cohort.challenge_days)):
        return cohort.challenge_days
    return frozenset() if text.casefold() in NO_DAYS else chosen_days(text)
