"""Moderators change the plan of a cohort that is not over: it is kept, and they read what it means, with Undo."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.breaks import Break
from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Fields, Text, texts_of
from bot.shared.break_news import news_lines
from bot.shared.break_words import all_breaks_button, coming_breaks, first_breaks, what_follows
from bot.shared.cohort_choice import lasting_cohort, locked_cohort
from bot.shared.cohort_saved import save
from bot.shared.cohort_terms import terms_of
from bot.shared.live_sessions import keep_their_hour, moved_under
from bot.shared.over_words import over_text, over_title
from bot.text import Markup, join, t


async def changing_cohort(context: Context, name: str | None, call: Call) -> Cohort:
    """The cohort that is meant, as it is once nobody else can change it. Raises Refusal if it is over."""
    chosen = await lasting_cohort(context, name, call)
    cohort = await locked_cohort(context, str(chosen.id))
    if cohort.state(context.now) == "ended":
        raise Refusal(over_text(cohort), title=over_title(cohort))
    return cohort


async def with_new_plan(context: Context, before: Cohort, after: Cohort, reasons: Sequence[Markup] = ()) -> Card:
    """Keep the cohort and say what its plan is. Raises Refusal if a week of which members have read would begin once more."""
    check_weeks(context, before, after)
    terms = [await terms_of(context.unit, cohort, context.place.platform, context.place.space) for cohort in (before, after)]
    saved = await save(context, *terms)
    coming = coming_breaks(after, context.now)
    keys = {"cohort": str(after.id), "after": saved.undo.values["draft"]}
    going_on = Button(t("Let it go on"), Call("manage go-on", keys))
    paused = after.timetable.is_paused_on(local_day(context.now, after.zone))
    buttons = Buttons((*((going_on,) if paused else ()), *all_breaks_button(after, coming), Button(t("Undo"), saved.undo)))
    told = join(told_of(before, after, context.now))
    shown = texts_of(reasons) if reasons else (Fields(((t("Breaks"), first_breaks(coming)),)),)
    sessions = await sessions_beside(context, before, after)
    return Card(t("{cohort} has a new plan", cohort=after.name), (Text(told), *shown, *sessions, buttons))


async def with_new_breaks(context: Context, before: Cohort, breaks: tuple[Break, ...], reasons: Sequence[Markup] = ()) -> Card:
    """The same, of a cohort with other breaks."""
    return await with_new_plan(context, before, replace(before, breaks=breaks), reasons)


async def sessions_beside(context: Context, before: Cohort, after: Cohort) -> tuple[Block, ...]:
    """The live sessions that do not move along with a changed plan."""
    sessions = await context.unit.live_sessions.of(after.id)
    return keep_their_hour(moved_under(sessions, before, after, context.now), after)


def told_of(before: Cohort, after: Cohort, now: datetime) -> list[Markup]:
    """What a changed plan means for those who read of it."""
    return [*news_lines(before, after, now), *what_follows(before, after, now)]


def check_weeks(context: Context, before: Cohort, after: Cohort) -> None:
    """Raises Refusal if a week of which members have read would begin once more."""
    week = before.week_at(context.now)
    if after.week_at(context.now) < week and before.timetable.begins(week) <= context.now:
        raise Refusal(t("Week {number} has begun today; choose tomorrow or a later day.", number=week))
