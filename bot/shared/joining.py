"""How somebody comes into a cohort, and what greets them: how it stands, how to begin if it is late, and what comes next."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.cohort import Cohort, Enrollment, entered
from bot.domain.waiting_list import has_place
from bot.interface.call import Call
from bot.interface.card import Button, Buttons
from bot.ports.unit import Unit
from bot.shared.break_words import begin_of, break_lines
from bot.shared.shown_words import revise_words
from bot.shared.week_card import cohort_weeks, hours, week_title
from bot.text import Markup, join, t


async def has_room(unit: Unit, cohort: Cohort) -> bool:
    """Whether whoever joins now gets a place; else they wait in line."""
    return bool(await with_room(unit, [cohort]))


async def with_room(unit: Unit, cohorts: Sequence[Cohort]) -> set[int]:
    """The ids of those cohorts that have a place for whoever joins now."""
    members = await unit.enrollments.counts([cohort.id for cohort in cohorts if cohort.capacity is not None])
    return {cohort.id for cohort in cohorts if has_place(cohort, members.get(cohort.id, 0))}


async def come_in(unit: Unit, cohort: Cohort, person: int, before: Enrollment | None, now: datetime) -> Enrollment:
    """Keep the enrollment of somebody who joins, or who comes back to the one they had `before`, with all that they shared.

    The cohort must be locked.
    """
    [enrollment] = await let_in(unit, cohort, [person], {person: before} if before else {}, now)
    return enrollment


async def let_in(
    unit: Unit, cohort: Cohort, persons: Sequence[int], before: Mapping[int, Enrollment], now: datetime
) -> Sequence[Enrollment]:
    """The same for several at once, at least one; `before` has the enrollments of those who come back."""
    enrollments = [entered(cohort, person, before.get(person), now) for person in persons]
    await unit.enrollments.put(*enrollments)
    for person in before:
        await revise_words(unit, cohort, person, now, ever=True)
    return enrollments


async def let_back_in(unit: Unit, cohort: Cohort, out: Enrollment, now: datetime) -> Enrollment:
    """Keep the enrollment of somebody who may come back: they are in at once if a place is free. The cohort must be locked."""
    if cohort.state(now) != "ended" and await has_room(unit, cohort):
        return await come_in(unit, cohort, out.person, out, now)
    await unit.enrollments.put(out)
    return out


async def has_to_wait(unit: Unit, cohort: Cohort, enrollment: Enrollment, now: datetime) -> bool:
    """Whether somebody is out of a cohort of which they can join the line alone."""
    out = enrollment.left_at is not None and not enrollment.removed
    return out and cohort.state(now) != "ended" and not await has_room(unit, cohort)


def join_button(cohort: Cohort, *, room: bool) -> Button:
    label = t("Join") if room else t("Join the line")
    return Button(label, Call("cohort join", {"cohort": str(cohort.id)}), "primary")


def taken_out_text(cohort: Cohort) -> Markup:
    """For whoever a moderator took out of a cohort."""
    return t("A moderator took you out of {cohort}. Ask a moderator to let you in again.", cohort=cohort.name)


async def welcome_text(unit: Unit, cohort: Cohort, enrollment: Enrollment, now: datetime) -> Markup:
    """For whoever has joined, or come back: how the cohort stands, and its breaks."""
    return join([await _standing(unit, cohort, enrollment, now), *break_lines(cohort, now)])


async def _standing(unit: Unit, cohort: Cohort, enrollment: Enrollment, now: datetime) -> Markup:
    if enrollment.away:
        return t("Welcome back. Your progress was kept, and you go on where you were.")
    if cohort.state(now) == "open":
        return t("It begins {at}.", at=begin_of(cohort))
    weeks = await cohort_weeks(unit, cohort)
    number = cohort.week_at(now)
    return t("This week: **{week}**.", week=week_title(number, weeks[number - 1]))


async def onward_buttons(
    unit: Unit, cohort: Cohort, enrollment: Enrollment, now: datetime, then: str = ""
) -> tuple[Buttons, ...]:
    """How to begin, for whoever came late and did not say yet; else what comes next. `then` is the dumped call that they came
    from."""
    if enrollment.first_week == 1 or enrollment.late_start:
        return next_buttons(cohort, now, then)
    weeks = await cohort_weeks(unit, cohort)
    minutes = sum(week.catch_up.minutes for week in weeks[: enrollment.first_week - 1])
    keys = {"cohort": str(cohort.id)}
    catch_up = Call("cohort start-late", {**keys, "how": "catch-up"}).before(then)
    skip = Call("cohort start-late", {**keys, "how": "skip"}).before(then)
    return (
        Buttons(
            (
                Button(t("Catch up ({time} in all)", time=hours(minutes)), catch_up, "primary"),
                Button(t("Skip the weeks before"), skip),
            )
        ),
    )


def next_buttons(cohort: Cohort, now: datetime, then: str = "") -> tuple[Buttons, ...]:
    """The way back to what the caller came from, else to the week under way; none before the first begins."""
    if then:
        return (Buttons((Button(t("Go on with what you began"), Call.load(then), "primary"),)),)
    if cohort.state(now) != "running":
        return ()
    return (Buttons((Button(t("This week's milestone"), Call("milestone", {"cohort": str(cohort.id)}), "primary"),)),)
