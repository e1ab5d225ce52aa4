"""What is open for a member in a cohort today."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.cohort import Cohort
from bot.domain.leave import leave_on
from bot.domain.next_step import DoneSoFar, Step, asks_on, challenge_is_open, rests
from bot.domain.roadmap import Week
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, ButtonStyle, Select, Text
from bot.interface.inputs import Choice
from bot.shared.break_words import begin_of, break_lines
from bot.shared.cohort_offers import short_name
from bot.shared.extension import longer_open_lines
from bot.shared.next_step import done_so_far, step_in
from bot.shared.week_card import cohort_weeks, mark_word, week_title
from bot.text import Markup, escape, join, t


@dataclass(frozen=True, slots=True)
class CohortToday:
    """A member's state in one of their cohorts; `week` is None before the first begins."""

    cohort: Cohort
    week: Week | None
    so_far: DoneSoFar
    step: Step | None
    longer: Sequence[Markup]
    """The earlier weeks for which they have more time."""


async def cohort_today(context: Context, cohort: Cohort) -> CohortToday:
    so_far = await done_so_far(context, cohort)
    weeks, number = await cohort_weeks(context.unit, cohort), cohort.week_at(context.now)
    week = weeks[number - 1] if number else None
    return CohortToday(cohort, week, so_far, step_in(context, cohort, so_far), await longer_open_lines(context, cohort))


def cohort_blocks(context: Context, cohort_today: CohortToday) -> tuple[Block, ...]:
    cohort, keys = cohort_today.cohort, {"cohort": str(cohort_today.cohort.id)}
    name = t("**{cohort}**", cohort=short_name(cohort))
    if cohort_today.week is None:
        begins = t("Begins {at}.", at=begin_of(cohort))
        return (
            Text(join([name, begins, *break_lines(cohort, context.now)])),
            Buttons((Button(t("More"), Call("cohort info", keys)),)),
        )
    title = week_title(cohort.week_at(context.now), cohort_today.week)
    so_far = cohort_today.so_far
    challenge = challenge_is_open(cohort, so_far, context.now)
    buttons = [
        Button(t("Check in"), Call("checkin", keys), _style(cohort_today, "check in")),
        *([Button(t("Challenge"), Call("challenge today", keys), _style(cohort_today, "answer"))] if challenge else []),
        Button(t("Milestone"), Call("milestone", keys), _style(cohort_today, "start", "finish", "ask")),
    ]
    lines = _state_lines(context, cohort_today)
    return (
        Text(join([name, title, *break_lines(cohort, context.now, 1), *lines, *cohort_today.longer])),
        Buttons(tuple(buttons)),
    )


def in_short(context: Context, others: Sequence[CohortToday]) -> tuple[Block, ...]:
    """Cohorts beside the one in which something comes next, with the way to each."""
    texts = [Text(join([t("**{cohort}**", cohort=short_name(each.cohort)), _one_line(context, each)])) for each in others]
    choices = tuple(Choice(escape(each.cohort.name), str(each.cohort.id)) for each in others)
    return (*texts, Select(t("Open another cohort"), Call("today cohort"), "cohort", choices)) if others else ()


def _one_line(context: Context, cohort_today: CohortToday) -> Markup:
    if cohort_today.week is None:
        return t("Begins {at}.", at=begin_of(cohort_today.cohort))
    week = t("Week {number}", number=cohort_today.cohort.week_at(context.now))
    return join([week, *_state_lines(context, cohort_today)], " · ")


def _state_lines(context: Context, cohort_today: CohortToday) -> list[Markup]:
    cohort, so_far = cohort_today.cohort, cohort_today.so_far
    waits = challenge_is_open(cohort, so_far, context.now) and (so_far.has_answered or not rests(cohort, context.now))
    challenge = [_challenge_line(so_far)] if waits else []  # in a break nothing is left to do
    return [_checkin_line(context, cohort, so_far), *challenge, _milestone_line(so_far)]


def _style(cohort_today: CohortToday, *steps: Step) -> ButtonStyle:
    """What comes next stands out."""
    return "primary" if cohort_today.step in steps else "plain"


def _checkin_line(context: Context, cohort: Cohort, so_far: DoneSoFar) -> Markup:
    if so_far.has_checked_in:
        return t("✓ Checked in today.")
    if asks_on(cohort, context.now, context.today) and leave_on(context.member.leaves, context.today) is None:
        return t("☐ Not checked in today.")
    return t("No check-in is asked today.")


def _challenge_line(so_far: DoneSoFar) -> Markup:
    return t("✓ Challenge answered.") if so_far.has_answered else t("☐ Challenge not answered.")


def _milestone_line(so_far: DoneSoFar) -> Markup:
    mark = mark_word(so_far.mark) if so_far.mark else t("not started")
    return t("✓ Milestone: {mark}.", mark=mark) if so_far.mark in ("done", "skipped") else t("☐ Milestone: {mark}.", mark=mark)
