"""Joining a cohort, in time or late, leaving it and coming back."""

from dataclasses import replace
from typing import Annotated, Literal

from bot.domain.cohort import Cohort, Enrollment, came_back
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Ask, Block, Button, Buttons, Card, Divider, Fields, Note, Select, Text
from bot.interface.command import THEN, Commands
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES
from bot.interface.option import Option
from bot.shared.catch_up import catch_up_lines
from bot.shared.cohort_choice import cohorts_here, named_cohort, own_cohort, suggest_cohorts, suggest_own_cohorts
from bot.shared.reminder_reach import out_of_reach
from bot.shared.settings_card import change_buttons
from bot.shared.week_card import cohort_weeks, hours, week_title
from bot.shared.whole_cohort_done import tell_if_others_are_done
from bot.text import Markup, Moment, escape, t

commands = Commands()


@commands.add("cohort join", "Join a cohort at its current week.")
async def join_cohort(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)] = None,
) -> Card:
    chosen = await _joinable(context, cohort)
    week = chosen.week_at(context.now)
    before = await _enter(context, chosen, max(1, week))
    first_week = before.first_week if before else max(1, week)
    asks_how = first_week > 1 and not (before and before.late_start)
    rows = (await _late_start_question(context, chosen, first_week),) if asks_how else _next(context, chosen)
    welcome = Text(await _welcome(context, chosen, before))
    return Card(t("You are in {cohort}", cohort=chosen.name), (welcome, *rows, *_settings(context, chosen)))


@commands.add("cohort start-late", "Choose how to begin after the start.", listed=False)
async def start_late(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    how: Annotated[Literal["catch-up", "skip"], Option("Catch up or skip?")],
) -> Card:
    chosen = await own_cohort(context, cohort, Call("cohort start-late"))
    enrollment = await context.unit.enrollments.get(chosen.id, context.member.person)
    if enrollment is None or enrollment.first_week == 1:
        raise Refusal(t("You were there from the first week: there is nothing to catch up on."))
    await context.unit.enrollments.put(replace(enrollment, late_start=how))
    if how == "skip":
        sentence = t(
            "Weeks before week {week} do not count for you. Look at them any time with </roadmap show>.",
            week=enrollment.first_week,
        )
        return Card(t("Starting fresh"), (Text(sentence), *_next(context, chosen)))
    plan = await catch_up_lines(context, chosen) or (t("There is nothing left to catch up on."),)
    kept = Note(t("</progress> and </milestone> show what is left of it."))
    return Card(t("Your catch-up plan"), (*map(Text, plan), kept, *_next(context, chosen), *_settings(context, chosen)))


def _next(context: Context, cohort: Cohort) -> tuple[Buttons, ...]:
    """The way back to what the caller came from, else to the week under way; none before the first begins."""
    if then := context.values.get(THEN):
        return (Buttons((Button(t("Go on with what you began"), Call.load(then), "primary"),)),)
    if cohort.state(context.now) != "running":
        return ()
    return (Buttons((Button(t("This week's milestone"), Call("milestone", {"cohort": str(cohort.id)}), "primary"),)),)


def _then(context: Context) -> dict[str, str]:
    """What the caller came from, carried on by the question that comes in between."""
    return {THEN: context.values[THEN]} if THEN in context.values else {}


@commands.add("cohort leave", "Leave a cohort; your progress is kept.")
async def leave(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_own_cohorts)] = None,
) -> Card:
    chosen = await _to_leave(context, cohort)
    enrollment = await context.unit.enrollments.get(chosen.id, context.member.person)
    if enrollment is None or enrollment.removed:
        raise Refusal(t("You are not in {cohort}. See the cohorts with </cohort list>.", cohort=chosen.name))
    if enrollment.left_at is None:
        await _go(context, chosen, enrollment)
    back = Button(t("Come back"), Call("cohort join", {"cohort": str(chosen.id)}))
    kept = t("Your progress, check-ins and streak are kept. If you come back, you go on where you were.")
    place = () if chosen.capacity is None else (Text(t("Your place is free for others meanwhile.")),)
    return Card(t("You left {cohort}", cohort=chosen.name), (Text(kept), *place, Buttons((back,))))


async def _to_leave(context: Context, name: str | None) -> Cohort:
    """The named cohort, be the caller in it or not; else one that they are in."""
    if name:
        return await named_cohort(context, name)
    if not await context.unit.cohorts.of(context.member.person):
        raise Refusal(t("You are in no cohort, so there is none to leave. See the cohorts with </cohort list>."))
    return await own_cohort(context, None, Call("cohort leave"))


async def _go(context: Context, cohort: Cohort, enrollment: Enrollment) -> None:
    if cohort.state(context.now) == "ended":
        raise Refusal(t("{cohort} has ended; what you did is kept. See it with </progress>.", cohort=cohort.name))
    await context.unit.enrollments.put(replace(enrollment, left_at=context.now))
    await tell_if_others_are_done(context, cohort)


async def _joinable(context: Context, name: str | None) -> Cohort:
    if name:
        cohort = await named_cohort(context, name)
        if cohort.state(context.now) == "ended":
            raise Refusal(t("{cohort} has ended. Use </cohort list> to see what is open.", cohort=cohort.name))
        return cohort
    current = [cohort for cohort in await context.unit.cohorts.all() if cohort.state(context.now) != "ended"]
    here = await cohorts_here(context)
    near = [cohort for cohort in current if cohort in here] or current
    if not near:
        raise Refusal(t("There is no cohort to join yet. A moderator can start one with </manage create>."))
    if len(near) > 1:
        choices = tuple(Choice(escape(cohort.name[:75]), str(cohort.id)) for cohort in near[:MOST_CHOICES])
        raise Ask(Card(t("Which cohort?"), (Select(t("Choose a cohort"), Call("cohort join"), "cohort", choices),)))
    return near[0]


async def _enter(context: Context, cohort: Cohort, week: int) -> Enrollment | None:
    """Enroll the caller; returns the enrollment there was. Places are counted under a lock, so that none is taken twice."""
    await context.unit.cohorts.lock(cohort.id)
    before = await context.unit.enrollments.get(cohort.id, context.member.person)
    if before and before.left_at is None:
        return before
    if before and before.removed:
        raise Refusal(t("A moderator took you out of {cohort}. Ask a moderator to let you in again.", cohort=cohort.name))
    if cohort.capacity is not None and await context.unit.enrollments.count(cohort.id) >= cohort.capacity:
        raise Refusal(t("{cohort} is full. Use </cohort list> to see other cohorts.", cohort=cohort.name))
    new = Enrollment(cohort=cohort.id, person=context.member.person, joined_at=context.now, first_week=week)
    await context.unit.enrollments.put(came_back(before, context.now, cohort.zone) if before else new)
    return before


async def _welcome(context: Context, cohort: Cohort, before: Enrollment | None) -> Markup:
    if before and before.left_at is None:
        return t("You were in already; nothing has changed.")
    if before:
        return t("Welcome back. Your progress was kept, and you go on where you were.")
    if cohort.state(context.now) == "open":
        return t("It begins {at}.", at=Moment(cohort.timetable.begins(1)))
    weeks = await cohort_weeks(context.unit, cohort)
    number = cohort.week_at(context.now)
    return t("This week: **{week}**.", week=week_title(number, weeks[number - 1]))


async def _late_start_question(context: Context, cohort: Cohort, first_week: int) -> Buttons:
    weeks = await cohort_weeks(context.unit, cohort)
    minutes = sum(item.catch_up.minutes for item in weeks[: first_week - 1])
    keys = {"cohort": str(cohort.id), **_then(context)}
    return Buttons(
        (
            Button(
                t("Catch up ({time} in all)", time=hours(minutes)),
                Call("cohort start-late", {**keys, "how": "catch-up"}),
                "primary",
            ),
            Button(t("Skip the weeks before"), Call("cohort start-late", {**keys, "how": "skip"})),
        )
    )


def _settings(context: Context, cohort: Cohort) -> tuple[Block, ...]:
    """The member's settings in short, with the way to change them; that their hours leave no time for reminders, if so."""
    missed = out_of_reach(context, context.member, [cohort])
    return (
        Divider(),
        Fields(
            (
                (t("Your time zone"), escape(context.zone)),
                (t("Reminders"), t("on") if context.member.reminders else t("off until you turn them on")),
            )
        ),
        *((Note(missed),) if missed else ()),
        Note(t("Days count in your own time zone.")),
        Buttons(change_buttons()),
    )


feature = Feature(commands)
