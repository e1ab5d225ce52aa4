"""Moderators let the coming weeks of a cohort begin later, and take days of such a shift back."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

from bot.domain.break_changes import with_less_shift, with_shift
from bot.domain.breaks import Break
from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.command import Commands
from bot.interface.option import Option
from bot.shared.break_words import breaks_listed, coming_breaks
from bot.shared.cohort_choice import suggest_cohorts
from bot.shared.cohort_rules import checked_start
from bot.shared.length_of_time import chosen_length
from bot.shared.plan_change import changing_cohort, with_new_breaks, with_new_plan
from bot.text import t

LONGEST_SHIFT = timedelta(weeks=26)
JUST_SHIFTED = "just shifted"
"""The kind of drafts that tell how a cohort was shifted of late; no command has this path."""
OF_LATE = timedelta(minutes=2)

commands = Commands()


@commands.add(
    "manage shift",
    "Let the coming weeks of a cohort begin later, or take days of a shift back.",
    moderator=True,
    title="Shift",
    submit="Shift",
)
async def shift(
    context: Context,
    by: Annotated[
        str,
        Option(
            "By how much, such as 1 week, or -3 days to take days back?", label="By how much?", hint="1 week, or -3 days", most=50
        ),
    ],
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)] = None,
) -> Card:
    chosen = await changing_cohort(context, cohort, Call("manage shift", {"by": by}))
    length = chosen_length(by, LONGEST_SHIFT, "by")
    if who := await _just_shifted(context, chosen, length):
        return _question(chosen, by, who)
    return await _shifted(context, chosen, length)


@commands.add("manage shift-again", "Shift a cohort once more by as much.", listed=False, moderator=True)
async def shift_again(
    context: Context,
    by: Annotated[str, Option("By how much?")],
    cohort: Annotated[str, Option("Which cohort?")],
    seen: Annotated[str, Option("How often was its plan changed when this was asked?")],
) -> Card:
    chosen = await changing_cohort(context, cohort, Call("manage shift", {"by": by}))
    if str(chosen.changes) != seen:
        return await shift(context, by, cohort)
    return await _shifted(context, chosen, chosen_length(by, LONGEST_SHIFT, "by"))


async def _just_shifted(context: Context, cohort: Cohort, length: timedelta) -> str:
    """The name of who shifted a cohort by as much of late: the same may be meant once, and have come twice."""
    kept = [each.values for each in await context.unit.drafts.of_everybody(JUST_SHIFTED, context.now)]
    same = (values["who"] for values in kept if (values["cohort"], values["days"]) == (str(cohort.id), str(length.days)))
    return next(same, "")


def _question(cohort: Cohort, by: str, who: str) -> Card:
    again = Call("manage shift-again", {"by": by, "cohort": str(cohort.id), "seen": str(cohort.changes)})
    said = t("{who} shifted {cohort} by just as much a moment ago.", who=who, cohort=cohort.name)
    buttons = Buttons((Button(t("Shift once more"), again, "danger"),))
    return Card(t("Shift {cohort} once more?", cohort=cohort.name), (Text(said), buttons, Note(t("Nothing has changed yet."))))


async def _shifted(context: Context, chosen: Cohort, length: timedelta) -> Card:
    timetable = chosen.timetable
    following = timetable.week_at(context.now) + 1
    if timetable.waits(following):
        raise Refusal(t("{cohort} is paused; let it go on first with </manage resume>.", cohort=chosen.name))
    kept = {"cohort": str(chosen.id), "days": str(length.days), "who": context.member.name}
    await context.unit.drafts.put(context.member.person, JUST_SHIFTED, kept, context.now + OF_LATE)
    if chosen.state(context.now) == "open":
        moved = replace(chosen, start=checked_start(timetable.first_day + length, chosen.zone, context.now))
        return await with_new_plan(context, chosen, moved)
    if length < timedelta():
        return await with_new_breaks(context, chosen, _earlier(chosen, -length, context.now))
    return await with_new_breaks(context, chosen, with_shift(chosen.breaks, timetable.days_of(following)[0], length))


def _earlier(cohort: Cohort, length: timedelta, now: datetime) -> tuple[Break, ...]:
    """The breaks when the coming weeks begin earlier. Raises Refusal if no shift puts them off for so long: weeks
    have seven days."""
    breaks = with_less_shift(cohort.breaks, length, local_day(now, cohort.zone))
    if breaks != cohort.breaks:
        return breaks
    shifts = [each for each in coming_breaks(cohort, now) if each.kind == "shift"]
    if shifts:
        sentence = t(
            "The next shift has no {count} days left to take back: {shift}.", count=length.days, shift=breaks_listed(shifts[:1])
        )
    else:
        sentence = t(
            "A week of {cohort} has seven days, and no shift puts the next one off, so that it cannot begin earlier. "
            "</manage end day=…> lets the cohort end earlier.",
            cohort=cohort.name,
        )
    raise Refusal(sentence, option="by")


feature = Feature(commands)
