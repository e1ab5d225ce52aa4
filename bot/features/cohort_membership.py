"""Joining a cohort, in time or late, waiting for a place in a full one, and coming back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal

from bot.domain.cohort import Cohort, Enrollment, entered
from bot.errors import Refusal
from bot.feature import Context, Feature, Recheck
from bot.interface.call import Call, record_id
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.interface.command import THEN, Commands
from bot.interface.option import Option
from bot.shared.catch_up import catch_up_lines, whole_plan
from bot.shared.cohort_choice import (
    cohorts_here,
    named_among,
    none_to_join,
    only_cohort,
    own_cohort,
    suggest_cohorts,
)
from bot.shared.drafts import BEGUN, begun
from bot.shared.joining import (
    come_in,
    has_room,
    next_buttons,
    onward_buttons,
    taken_out_text,
    welcome_text,
)
from bot.shared.over_words import kept_text, others_text, over_title
from bot.shared.own_reminders import plan_anew
from bot.shared.reminder_reach import out_of_reach
from bot.shared.settings_card import change_buttons
from bot.shared.waiting_list import (
    GIVEN_PLACE,
    if_still_theirs,
    leave_line_button,
    place_text,
)
from bot.text import join, t

commands = Commands()


@commands.add("cohort join", "Join a cohort at its current week.")
async def join_cohort(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)] = None,
) -> Card:
    chosen, then = await _joinable(context, cohort)
    room, new = await has_room(context.unit, chosen), entered(chosen, context.member.person, None, context.now)
    if room and await context.unit.enrollments.add(new):
        return await _come(context, chosen, new, then)
    before = await _before(context, chosen)
    if before and before.left_at is None:
        return await _inside(context, chosen, before, then)
    if not room:
        return await _in_line(context, chosen, then)
    return await _come(context, chosen, await come_in(context.unit, chosen, context.member.person, before, context.now), then)


@commands.add("cohort start-late", "Choose how to begin after the start.", listed=False)
async def start_late(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    how: Annotated[Literal["catch-up", "skip"], Option("Catch up or skip?")],
) -> Card:
    chosen = await own_cohort(context, cohort, Call("cohort start-late"))
    before = context.enrollment_in(chosen)
    if before is None or before.first_week == 1:
        raise Refusal(t("You were there from the first week: there is nothing to catch up on."))
    enrollment = replace(before, late_start=how)
    await context.unit.enrollments.put(enrollment)
    onward = next_buttons(chosen, context.now, context.values.get(THEN, ""))
    if how == "skip":
        sentence = t(
            "Weeks before week {week} do not count for you; only a certificate needs them. "
            "Look at them any time with </roadmap show>.",
            week=enrollment.first_week,
        )
        return Card(t("Starting fresh"), (Text(sentence), *onward))
    plan = await catch_up_lines(context, chosen, enrollment) or [t("There is nothing left to catch up on.")]
    kept = Note(t("</progress> and </milestone> show what is left of it."))
    return Card(t("Your catch-up plan"), (Text(whole_plan(plan)), kept, *onward))


async def _joinable(context: Context, name: str | None) -> tuple[Cohort, str]:
    """The cohort to join, locked, and the dumped call that the caller goes on with: the one that a press carries, else what they
    wrote before they joined; empty if there is none.

    A name is looked for among all cohorts: they are all locked, which takes a statement less than to find one and lock it then.
    Raises Refusal if the cohort has ended, Ask if several may be meant.
    """
    pressed, join_it = record_id(name or ""), Call("cohort join")
    lock, person = context.unit.cohorts.lock_with_drafts, context.member.person
    cohorts, drafts = await lock(pressed, person, BEGUN, context.now)
    if pressed and not cohorts:  # a number that is a name
        cohorts, drafts = await lock(None, person, BEGUN, context.now)
    chosen = only_cohort(context, named_among(cohorts, name) if name else await _near(context, cohorts), join_it)
    if chosen.state(context.now) == "ended":
        raise Refusal(kept_text(chosen) if context.enrollment_in(chosen) else others_text(chosen), title=over_title(chosen))
    return chosen, context.values.get(THEN) or begun(drafts, join_it.with_values(cohort=str(chosen.id)))


async def _near(context: Context, every: Sequence[Cohort]) -> Sequence[Cohort]:
    """The cohorts that may be meant if none is named: those here, else all that have not ended.

    Raises Refusal if there is none.
    """
    current = [cohort for cohort in every if cohort.state(context.now) != "ended"]
    if not current:
        raise Refusal(none_to_join(every, moderator=context.moderator))
    here = await cohorts_here(context) if len(current) > 1 else ()
    return [cohort for cohort in current if cohort in here] or current


async def _before(context: Context, cohort: Cohort) -> Enrollment | None:
    """The caller's enrollment that there is. Raises Refusal if they were taken out."""
    before = await context.unit.enrollments.get(cohort.id, context.member.person)
    if before and before.removed:
        raise Refusal(taken_out_text(cohort))
    return before


async def _come(context: Context, cohort: Cohort, enrollment: Enrollment, then: str) -> Card:
    """The caller is in from now on: reminders of this evening come to them too."""
    inside = await _inside(context, cohort, enrollment, then)
    await plan_anew(context.unit, context.member, [cohort], context.now)
    return inside


async def _inside(context: Context, cohort: Cohort, enrollment: Enrollment, then: str) -> Card:
    """The same for whoever comes in and for whoever was in already, as after a second press."""
    welcome = await welcome_text(context.unit, cohort, enrollment, context.now)
    onward = await onward_buttons(context.unit, cohort, enrollment, context.now, then)
    return Card(t("You are in {cohort}", cohort=cohort.name), (Text(welcome), *onward, *_settings(context, cohort)), tone="good")


async def _in_line(context: Context, cohort: Cohort, then: str) -> Card:
    """The caller waits, as the last one or where they wait already; `then` they go on with that call."""
    person = context.member.person
    line = await context.unit.waiting_lists.line(cohort.id)
    if person not in line:
        await context.unit.waiting_lists.add(cohort.id, person)
    place = [*line, person].index(person) + 1
    promise = t("When it is your turn you are in at once, and a direct message tells you.")
    onward = next_buttons(cohort, context.now, then) if then else ()  # which can be pressed once the place is theirs
    buttons = Buttons((leave_line_button(cohort), Button(t("Other cohorts"), Call("cohort list"))))
    note = Note(t("</today> shows your place in line."))
    return Card(t("{cohort} is full", cohort=cohort.name), (Text(join([place_text(place), promise])), note, *onward, buttons))


def _settings(context: Context, cohort: Cohort) -> tuple[Block, ...]:
    """The member's settings in short, with the way to change them; that their hours leave no time for reminders, if so."""
    missed = out_of_reach(context, context.member, [cohort])
    reminders = t("on") if context.member.reminders else t("off until you turn them on")
    return (
        Note(t("Your time zone: {zone} · Reminders: {reminders}", zone=context.zone, reminders=reminders)),
        Note(join([t("Days count in your own time zone."), *((missed,) if missed else ())], " ")),
        Buttons(change_buttons()),
    )


feature = Feature(commands, rechecks=(Recheck(GIVEN_PLACE, if_still_theirs),))
