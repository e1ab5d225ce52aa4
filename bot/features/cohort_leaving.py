"""Leaving a cohort, or the line for a place in one. What goes to the next in line with it is given up by a press of its own."""

from dataclasses import replace
from typing import Annotated

from bot.domain.cohort import Cohort, Enrollment
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Text
from bot.interface.command import Commands
from bot.interface.option import Option
from bot.shared.cohort_choice import any_cohort, locked_cohort, only_cohort, own_cohort
from bot.shared.joining import has_room, join_button
from bot.shared.leaving import let_go
from bot.shared.over_words import kept_text, over_title
from bot.shared.waiting_list import place_comes_free, place_is_lost, suggest_left, waited_for
from bot.text import Markup, join, t

commands = Commands()

CohortKey = Annotated[str, Option("Which cohort?")]


@commands.add("cohort leave", "Leave a cohort, or the line for one; your progress is kept.")
async def leave(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_left)] = None,
) -> Card:
    chosen = await _to_leave(context, cohort)
    if chosen.id in await context.unit.waiting_lists.places(context.member.person):
        return await leave_line(context, str(chosen.id))
    chosen = await locked_cohort(context, str(chosen.id))
    enrollment = await _enrollment(context, chosen)
    if enrollment.left_at is None and await place_is_lost(context.unit, chosen, context.now):
        return _place_question(chosen, comes_free=await place_comes_free(context.unit, chosen))
    return await _out(context, chosen, enrollment)


@commands.add("cohort give-up", "Leave a cohort although the place goes to the next in line.", listed=False)
async def give_up(context: Context, cohort: CohortKey) -> Card:
    chosen = await locked_cohort(context, cohort)
    return await _out(context, chosen, await _enrollment(context, chosen))


@commands.add("cohort leave-line", "Leave the line for a place in a cohort.", listed=False)
async def leave_line(context: Context, cohort: CohortKey) -> Card:
    chosen, person = await locked_cohort(context, cohort), context.member.person
    line = await context.unit.waiting_lists.line(chosen.id)
    return _turn_question(chosen) if person in line[:-1] else await _out_of_line(context, chosen)


@commands.add("cohort give-up-turn", "Leave the line although others wait behind.", listed=False)
async def give_up_turn(context: Context, cohort: CohortKey) -> Card:
    return await _out_of_line(context, await locked_cohort(context, cohort))


async def _to_leave(context: Context, name: str | None) -> Cohort:
    """The named cohort, be the caller in it or not; else one that they are in, or wait for."""
    if name:
        return await any_cohort(context, name, Call("cohort leave"))
    if context.cohorts:
        return await own_cohort(context, None, Call("cohort leave"))
    waited = [cohort for cohort, _ in await waited_for(context)]
    if not waited:
        raise Refusal(t("You are in no cohort, so there is none to leave. See the cohorts with </cohort list>."))
    return only_cohort(context, waited, Call("cohort leave"))


async def _enrollment(context: Context, cohort: Cohort) -> Enrollment:
    """The caller's enrollment, also if they left. Raises Refusal if they never joined, or were taken out."""
    enrollment = await context.unit.enrollments.get(cohort.id, context.member.person)
    if enrollment is None or enrollment.removed:
        raise Refusal(t("You are not in {cohort}. See the cohorts with </cohort list>.", cohort=cohort.name))
    return enrollment


async def _out(context: Context, cohort: Cohort, enrollment: Enrollment) -> Card:
    """The same after a second press."""
    comes_free = await place_comes_free(context.unit, cohort)
    if enrollment.left_at is None:
        await _go(context, cohort, enrollment)
    back = Button(t("Come back"), Call("cohort join", {"cohort": str(cohort.id)}))
    kept = t("Your progress, check-ins and streak are kept. If you come back, you go on where you were.")
    place = [Text(_place_text(comes_free=comes_free))] if cohort.capacity else []
    return Card(t("You left {cohort}", cohort=cohort.name), (Text(kept), *place, Buttons((back,))))


async def _go(context: Context, cohort: Cohort, enrollment: Enrollment) -> None:
    if cohort.state(context.now) == "ended":
        raise Refusal(kept_text(cohort), title=over_title(cohort))
    await let_go(context.unit, cohort, replace(enrollment, left_at=context.now), context.now)


async def _out_of_line(context: Context, cohort: Cohort) -> Card:
    await context.unit.waiting_lists.drop(cohort.id, context.member.person)
    enrollment = await context.unit.enrollments.get(cohort.id, context.member.person)
    if enrollment and enrollment.left_at is None:
        sentence = t("A place came free meanwhile, and it was your turn.")
        leaving = Button(t("Leave"), Call("cohort leave", {"cohort": str(cohort.id)}))
        return Card(t("You are in {cohort}", cohort=cohort.name), (Text(sentence), Buttons((leaving,))))
    sentence = t("You no longer wait for a place. If you join again, you are last in line.")
    again = join_button(cohort, room=await has_room(context.unit, cohort))
    return Card(t("You left the line of {cohort}", cohort=cohort.name), (Text(sentence), Buttons((again,))))


def _place_text(*, comes_free: bool) -> Markup:
    """What becomes of the place of whoever leaves: `comes_free` unless more stay in the cohort than may be."""
    back = t("If no place is free when you come back, you join the line.")
    return join([t("Your place goes to the next who wants it."), back], " ") if comes_free else back


def _place_question(cohort: Cohort, *, comes_free: bool) -> Card:
    passes_on = t("Others wait: your place goes to the next in line at once, and if you come back, you are last in line.")
    too_many = t("More are in it than it has places: your place is gone then, and if you come back, you are last in line.")
    sentence = passes_on if comes_free else too_many
    leaving = Button(t("Leave"), Call("cohort give-up", {"cohort": str(cohort.id)}), "danger")
    return Card(t("Leave {cohort}?", cohort=cohort.name), (Text(sentence), Buttons((leaving,))))


def _turn_question(cohort: Cohort) -> Card:
    sentence = t("Others wait behind you: they move up at once, and if you join again, you are last in line.")
    leaving = Button(t("Leave the line"), Call("cohort give-up-turn", {"cohort": str(cohort.id)}), "danger")
    return Card(t("Leave the line of {cohort}?", cohort=cohort.name), (Text(sentence), Buttons((leaving,))))


feature = Feature(commands)
