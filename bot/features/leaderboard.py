"""`leaderboard`: what a cohort did in its week, together first, then by ranks."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from annotated_types import Ge

from bot.domain.cohort import Cohort
from bot.domain.next_step import current_week
from bot.domain.score import (
    ANSWER_POINTS,
    CHECKIN_POINTS,
    MILESTONE_POINTS,
    RIGHT_POINTS,
    Activity,
    Rank,
    WeekScore,
    own_place,
    own_score,
    ranks,
    together,
)
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Card, Divider, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.limits import LONGEST_TITLE, fitted, fitted_ends
from bot.interface.option import Option
from bot.interface.phone import shortest_cut
from bot.interface.table import Table
from bot.shared.bar import bar
from bot.shared.break_words import begin_of
from bot.shared.cohort_choice import own_cohort, suggest_own_cohorts
from bot.shared.over_words import check_not_called_off
from bot.shared.pages import on_page, page_count, page_turns
from bot.shared.week_card import cohort_weeks
from bot.text import Markup, clip, join, n, plain, t

LONGEST_NAME = 100
WIDEST_NAMES = (LONGEST_NAME, 24)
"""Names are as wide as the first of these with which the card fits on a phone: with the second each has one line."""
Page = Annotated[int, Option("Which page?"), Ge(1)]
commands = Commands()


@commands.add("leaderboard", "What your cohort did this week, and who stands where.", access=Access.READ)
async def leaderboard(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_own_cohorts)] = None,
    page: Page = 1,
) -> Card:
    chosen = await own_cohort(context, cohort, Call("leaderboard"))
    if chosen.state(context.now) == "open":
        begins = begin_of(chosen)
        raise Refusal(t("{cohort} begins {at}; from then on there is something to see here.", cohort=chosen.name, at=begins))
    check_not_called_off(chosen)
    number = current_week(chosen, context.now)
    first, last = chosen.timetable.days_of(number)
    week = (await cohort_weeks(context.unit, chosen))[number - 1]
    scores = await context.unit.scores.of(chosen.id, week.id, first, last)
    ranked = ranks(scores)
    goal, shown = Text(await _goal(context, chosen, number, scores)), on_page(ranked, page)
    over = chosen.state(context.now) == "ended"
    below = (
        Text(_own(scores, context.member.person)),
        Note(join([_visibility(context), _rules(first, last)], " ")),
        *page_turns(page_count(ranked), page, Call("leaderboard", {"cohort": str(chosen.id)})),
    )
    variants = ((goal, Divider(), _list(shown, widest, over=over), *below) for widest in WIDEST_NAMES)
    return shortest_cut(fitted(t("{cohort}: week {number}", cohort=chosen.name, number=number), LONGEST_TITLE), variants)


async def _goal(context: Context, cohort: Cohort, number: int, scores: Sequence[WeekScore]) -> Markup:
    """What all did together; numbers only, so it may count those who are not shown."""
    done, now = sum(score.milestone for score in scores), together(scores)
    made = t("{bar} {done} of {all} milestones done", bar=bar(done, len(scores)), done=done, all=len(scores))
    before = await context.unit.scores.together(cohort.id, *cohort.timetable.days_of(number - 1)) if number > 1 else Activity()
    counts = [(t("Check-ins"), now.checkins, before.checkins), (t("Challenges answered"), now.answers, before.answers)]
    over = cohort.state(context.now) == "ended"
    heading = t("**Together in the last week**") if over else t("**Together this week**")
    return join([heading, made, *(_count(*count) for count in counts if any(count[1:]))])


def _count(what: Markup, now: int, before: int) -> Markup:
    """What was done this week, against the week before if anything was done then."""
    if before:
        return t("- {what}: {now} (the whole week before: {before})", what=what, now=now, before=before)
    return t("- {what}: {now}", what=what, now=now)


def _list(ranked: Sequence[Rank], widest: int, *, over: bool) -> Text:
    if not ranked and over:
        return Text(t("Nobody who is shown has points."))
    if not ranked:
        return Text(t("Nobody who is shown has points yet. A check-in or today's challenge brings the first."))
    lines = [
        t(
            "**{rank}** · {name}: {points}",
            rank=each.rank,
            name=fitted_ends(each.score.name, widest),
            points=_points(each.score),
        )
        for each in ranked
    ]
    heads = (plain(t("Name")), plain(t("Place")), plain(t("Points")))
    rows = tuple((clip(each.score.name, LONGEST_NAME), each.rank, each.score.points) for each in ranked)
    return Table(join([t("**Places**"), *lines]), plain(t("Places")), heads, rows)


def _own(scores: Sequence[WeekScore], person: int) -> Markup:
    own = own_score(scores, person)
    place = own_place(scores, own)
    if place is None:
        return t("**You**: {points}", points=_points(own))
    rank, count = place
    return t("**You**: place {rank} of {count}, {points}", rank=rank, count=count, points=_points(own))


def _visibility(context: Context) -> Markup:
    if context.member.visibility == "cohort":
        return t("Your cohort sees you in this list. </me settings visibility=hidden> takes you out.")
    return t("Only you see your place. </me settings visibility=cohort> puts you on the list.")


def _rules(first: date, last: date) -> Markup:
    return t(
        "{days}: {checkin} for each day with a check-in, {answer} for each daily challenge answered, "
        "{right} more where it was right, {milestone} for the week's milestone. Equal points share a place.",
        days=_points_of(first, last),
        checkin=CHECKIN_POINTS,
        answer=ANSWER_POINTS,
        right=RIGHT_POINTS,
        milestone=MILESTONE_POINTS,
    )


def _points_of(first: date, last: date) -> Markup:
    if last == date.max:
        return t("Points since {first}", first=first)
    return t("Points from {first} to {last}", first=first, last=last)


def _points(score: WeekScore) -> Markup:
    return n("{count} point", "{count} points", score.points)


feature = Feature(commands)
