"""How a receipt leads on: what was done so far, in a line, and the one press that comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.cohort import Cohort, Progress
from bot.domain.leave import leave_on
from bot.domain.next_step import DoneSoFar, Step, current_week, next_step
from bot.domain.post import PostInHome
from bot.domain.roadmap import Week
from bot.domain.week_count import is_done
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Text
from bot.shared.week_card import cohort_weeks
from bot.text import Markup, join, n, t


async def done_so_far(context: Context, cohort: Cohort) -> DoneSoFar:
    """What the caller and a cohort have done of what is asked now."""
    week = await _week_id(context, cohort)
    return await context.unit.scores.done_so_far(cohort.id, context.member.person, week, context.today)


async def done_and_shown(context: Context, cohort: Cohort, name: str) -> tuple[DoneSoFar, Sequence[PostInHome]]:
    """The same, and what became of the post `name` in each home of the cohort."""
    week = await _week_id(context, cohort)
    return await context.unit.scores.done_and_shown(cohort.id, context.member.person, week, context.today, name)


async def done_and_marks(context: Context, cohort: Cohort, week: Week) -> tuple[DoneSoFar, Mapping[str, Progress]]:
    """The same with the milestone of `week`, and what the caller said of each week, by its id."""
    return await context.unit.scores.done_and_marks(cohort.id, context.member.person, week.id, context.today)


def with_one_more(so_far: DoneSoFar, before: Progress | None) -> DoneSoFar:
    """The same once the caller has done the week's milestone, of which they said `before` what they had done till then."""
    return replace(so_far, milestones=so_far.milestones + (not is_done(before)))


async def _week_id(context: Context, cohort: Cohort) -> str:
    return (await cohort_weeks(context.unit, cohort))[current_week(cohort, context.now) - 1].id


def step_in(context: Context, cohort: Cohort, so_far: DoneSoFar) -> Step | None:
    """What comes next for the caller in a cohort."""
    away = leave_on(context.member.leaves, context.today) is not None
    enrollment = context.enrollment_in(cohort)
    return next_step(cohort, so_far, context.now, context.today, enrollment=enrollment, is_away=away)


def next_button(context: Context, cohort: Cohort, so_far: DoneSoFar) -> tuple[Button, ...]:
    """The press that comes next in a cohort; empty if nothing is left."""
    keys = {"cohort": str(cohort.id)}
    match step_in(context, cohort, so_far):
        case "check in":
            return (Button(t("Check in"), Call("checkin", keys), "primary"),)
        case "answer":
            return (Button(t("Answer the challenge"), Call("challenge today", keys), "primary"),)
        case "start" | "finish" | "ask":
            return (Button(t("This week's milestone"), Call("milestone", keys), "primary"),)
        case None:
            return ()


async def lead_on(context: Context) -> tuple[Buttons, ...]:
    """The press that comes next for the caller in any of their cohorts, after an act that belongs to none."""
    for cohort in context.cohorts:
        if button := next_button(context, cohort, await done_so_far(context, cohort)):
            return (Buttons(button),)
    return ()


def effect_lines(streak: int, count: Markup) -> tuple[Text, ...]:
    """What an act did, in one line: the streak and how many did the same; empty if neither says anything."""
    own = [n("Your streak: **{count} day**.", "Your streak: **{count} days**.", streak)] if streak else []
    said = [*own, *([count] if count else [])]
    return (Text(join(said, " ")),) if said else ()


def checkin_count(so_far: DoneSoFar) -> Markup:
    """How many have checked in today; empty, as the other counts, for a number that tells nothing."""
    sentence = n(
        "{count} of {all} has checked in today.", "{count} of {all} have checked in today.", so_far.checkins, all=so_far.members
    )
    return _told(so_far.checkins, so_far.members, sentence)


def answer_count(so_far: DoneSoFar) -> Markup:
    sentence = n("{count} of {all} has answered it.", "{count} of {all} have answered it.", so_far.answers, all=so_far.members)
    return _told(so_far.answers, so_far.members, sentence)


def milestone_count(so_far: DoneSoFar) -> Markup:
    sentence = n("{count} of {all} has finished it.", "{count} of {all} have finished it.", so_far.milestones, all=so_far.members)
    return _told(so_far.milestones, so_far.members, sentence)


def _told(count: int, members: int, sentence: Markup) -> Markup:
    """A count of nobody is not said, and neither is one of the only member."""
    return sentence if count and members > 1 else Markup()
