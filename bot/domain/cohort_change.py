"""Changing a cohort that was launched: what may still change and when, and how to go back."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Literal

from bot.domain.break_changes import with_holidays, with_pause
from bot.domain.breaks import ONE_DAY
from bot.domain.calendar import instant, local_day
from bot.domain.cohort import Cohort
from bot.domain.earlier_plans import EarlierPlan, with_plan
from bot.domain.field_texts import text_forms
from bot.domain.timetable import CHANGE_REACH, Occurrence

FARTHEST_START = timedelta(days=366)


def has_begun(cohort: Cohort, now: datetime) -> bool:
    """Whether its first week has begun: from then on progress depends on its roadmap and its first day."""
    return cohort.week_at(now) > 0


def start_fault(start: date, today: date) -> Literal["over", "far"] | None:
    """Why a cohort cannot begin on a day."""
    if start < today:
        return "over"
    return "far" if start > today + FARTHEST_START else None


def ending_on(cohort: Cohort, day: date, now: datetime) -> Cohort:
    """The cohort when it ends on a day, at its usual hour but not in the past: as planned, before that or after.

    A pause without a last day leaves no planned end, so that any day may be the end. One that has ended already ends as planned
    no more, as the days since are a pause if it goes on.
    """
    if day == cohort.timetable.planned_last_day and not cohort.timetable.has_ended(now):
        return replace(cohort, ended_at=None)
    return replace(cohort, ended_at=max(now, instant(day, cohort.at, cohort.zone)))


def resumed(before: Cohort, after: Cohort, now: datetime) -> Cohort:
    """The changed cohort. If it had ended and goes on, or a moderator moves its end up to now, the days meanwhile are a pause, as
    nothing was asked on them, and the day of the end is off if its check-in was not asked for any more. Days before the first
    one asked for nothing anyhow.

    Raises ValueError if that pause is longer than a year.
    """
    is_over = after.timetable.has_ended(now)
    ends_later = not is_over or (after.ended_at is not None and before.timetable.ends < after.ended_at)
    if not before.timetable.has_ended(now) or not ends_later:
        return after
    ended, today = before.timetable.last_day, local_day(now, after.zone)
    unasked = ended >= after.start and before.timetable.ends <= instant(ended, before.checkin_at, before.zone)
    breaks = with_holidays(after.breaks, [ended]) if unasked and ended < today else after.breaks
    first, last = max(ended + ONE_DAY, after.start), today if is_over else today - ONE_DAY
    if first > last:
        return replace(after, breaks=breaks)
    is_open = any(each.last is None and each.first <= today for each in breaks)
    return replace(after, breaks=with_pause(breaks, first, None if is_open else last))


def from_today_on(before: Cohort, after: Cohort, now: datetime) -> Cohort:
    """The changed cohort, whose new hours, check-in days and zone hold from today on: days that are over keep the plan of
    before, be they over in the zone of before or in that of now."""
    plan = EarlierPlan(
        last_day=max(local_day(now, zone) for zone in (before.zone, after.zone)) - ONE_DAY,
        at=before.at,
        zone=before.zone,
        checkin_days=before.checkin_days,
        checkin_at=before.checkin_at,
    )
    changed = any(getattr(after, field.name) != getattr(plan, field.name) for field in fields(plan) if field.name != "last_day")
    return replace(after, earlier_plans=with_plan(after.earlier_plans, plan, after.start)) if changed else after


def without_idle_end(before: Cohort, after: Cohort) -> Cohort:
    """The changed cohort; without its end of before if that was early and by the changed plan is late, or the reverse."""
    stays = after.ended_at is not None and after.ended_at == before.ended_at
    return replace(after, ended_at=None) if stays and _ends_early(before) != _ends_early(after) else after


def _ends_early(cohort: Cohort) -> bool:
    timetable = cohort.timetable
    return cohort.ended_at is not None and (timetable.plan_waits or cohort.ended_at < timetable.planned_end)


def reschedules(before: Cohort, after: Cohort) -> bool:
    """Whether a change moves anything that is due."""
    return (before.timetable, before.roadmap) != (after.timetable, after.roadmap)


def lost_prompt(before: Cohort, after: Cohort, now: datetime) -> Occurrence | None:
    """The next prompt of a cohort, if a change moves it so far into the past that it comes no more."""
    due = next(before.timetable.prompts(now), None)
    moved = takewhile(lambda each: each.until <= now, after.timetable.prompts(now - CHANGE_REACH))
    return due if due and due.day in {each.day for each in moved} else None


def as_texts(cohort: Cohort) -> dict[str, str]:
    """Everything that can change, as texts to keep."""
    return {name: form.written(getattr(cohort, name)) for name, form in _FORMS.items()}


def with_texts(cohort: Cohort, texts: Mapping[str, str]) -> Cohort:
    """The cohort with what some kept texts say; other names are passed over."""
    return replace(cohort, **{name: _FORMS[name].read(text) for name, text in texts.items() if name in _FORMS})


_NEVER_CHANGES = {"id", "slug", "launched_by", "earlier_plans", "earlier_releases", "changes"}
_FORMS = {name: form for name, form in text_forms(Cohort).items() if name not in _NEVER_CHANGES}
