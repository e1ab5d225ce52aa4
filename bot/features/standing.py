"""Where a member stands: their own answers by topic, and their cohort's week, together first and then by places."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated

from annotated_types import Ge

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.review import Backlog
from bot.domain.standing import (
    ANSWER_POINTS,
    CHECKIN_POINTS,
    MILESTONE_POINTS,
    RIGHT_POINTS,
    Place,
    Standing,
    TopicScore,
    own_place,
    places,
    together,
    topic_scores,
)
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import LONGEST_TITLE, Block, Button, Buttons, Card, Divider, Fields, Note, Text, fitted
from bot.interface.command import Access, Commands, Option
from bot.shared.bar import bar
from bot.shared.cohort_choice import own_cohort, suggest_own_cohorts
from bot.shared.pages import on_page, page_turns
from bot.shared.practice import Ground, practice_ground, review_backlog
from bot.shared.week_card import cohort_weeks
from bot.text import Markup, Moment, join, n, t

SHORT, LONG = 7, 30
"""Days, today included, over which answers are counted."""
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
LONGEST_NAME = 100

Page = Annotated[int, Option("Which page?"), Ge(1)]

commands = Commands()


@commands.add("challenge stats", "How your answers go, by topic, and what is due for review.", access=Access.READ)
async def stats(context: Context, page: Page = 1) -> Card:
    person, today = context.member.person, local_day(context.now, context.zone)
    tallies = await context.unit.attempts.tally(person)
    counts = await context.unit.attempts.counts(person, today - (LONG - 1) * DAY)
    if not tallies and not counts:
        return _nothing_answered()
    ground = await practice_ground(context)
    scores = topic_scores(tallies, {item.id: item.topics for item in ground.challenges.values()})
    backlog = await review_backlog(context, ground, runs_code=context.runs_code)
    practise = Buttons((Button(t("Practise"), Call("challenge practice"), "primary"),))
    turns = page_turns(scores, page, Call("challenge stats"))
    fields = Fields((_reviews(backlog), _answered(counts, today, SHORT), _answered(counts, today, LONG)))
    return Card(t("Your challenges"), (fields, *_topics(on_page(scores, page), ground), practise, *turns))


@commands.add("leaderboard", "What your cohort did together this week, and who stands where.", access=Access.READ)
async def leaderboard(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_own_cohorts)] = None,
    page: Page = 1,
) -> Card:
    chosen = await own_cohort(context, cohort, Call("leaderboard"))
    if chosen.state(context.now) == "open":
        begins = Moment(chosen.plan.begins(1))
        raise Refusal(t("{cohort} begins {at}; from then on there is something to see here.", cohort=chosen.name, at=begins))
    number, first = _week(context, chosen)
    week = (await cohort_weeks(context.unit, chosen))[number - 1]
    standings = await context.unit.standings.of(chosen.id, week.id, first, first + WEEK - DAY)
    ranked = places(standings)
    blocks: tuple[Block, ...] = (
        Text(await _goal(context, chosen, number, first, standings)),
        Divider(),
        Text(_list(on_page(ranked, page))),
        Text(_own(standings, context.member.person)),
        Note(_visibility(context)),
        Note(_rules(first)),
        *page_turns(ranked, page, Call("leaderboard", {"cohort": str(chosen.id)})),
    )
    return Card(fitted(t("{cohort}: week {number}", cohort=chosen.name, number=number), LONGEST_TITLE), blocks)


def _nothing_answered() -> Card:
    sentence = t("You have answered no challenge yet. Begin with `challenge today`, or practise what your cohort has reached.")
    buttons = Buttons((Button(t("Practise"), Call("challenge practice"), "primary"),))
    return Card(t("Your challenges"), (Text(sentence), buttons))


def _reviews(backlog: Backlog) -> tuple[Markup, Markup]:
    if backlog.waiting:
        return t("Reviews"), t("{today} today, {waiting} waiting", today=len(backlog.today), waiting=backlog.waiting)
    return t("Reviews"), t("{today} today", today=len(backlog.today))


def _answered(counts: Mapping[date, int], today: date, days: int) -> tuple[Markup, Markup]:
    count = sum(answers for day, answers in counts.items() if day > today - days * DAY)
    return n("Last {count} day", "Last {count} days", days), n("{count} answer", "{count} answers", count)


def _topics(scores: Sequence[TopicScore], ground: Ground) -> tuple[Block, ...]:
    if not scores:
        return (Text(t("Nothing was graded yet; thoughts are not.")),)
    note = t("The weakest topics come first; a challenge counts for each of its topics. Only you see this.")
    return (Text(join([_topic(score, ground) for score in scores])), Note(note))


def _topic(score: TopicScore, ground: Ground) -> Markup:
    topic = ground.topics.get(score.topic)
    line = t(
        "{bar} {share} % · **{topic}**: {right} of {tried} right",
        bar=bar(score.right, score.tried),
        share=round(100 * score.right / score.tried),
        topic=topic.title if topic else t("No longer asked"),
        right=score.right,
        tried=score.tried,
    )
    hints = n("{count} hint", "{count} hints", score.hints)
    return t("{line}, {hints}", line=line, hints=hints) if score.hints else line


def _week(context: Context, cohort: Cohort) -> tuple[int, date]:
    """The number of the week to look at and its first day: the one under way, or the last one of a cohort that ended."""
    until = min(context.now, cohort.ended_at) if cohort.ended_at else context.now
    number = max(1, min(cohort.week_at(until), cohort.weeks))
    return number, cohort.start + (number - 1) * WEEK


async def _goal(context: Context, cohort: Cohort, number: int, first: date, standings: Sequence[Standing]) -> Markup:
    """What all did together; numbers only, so it may count those who are not shown."""
    done, now = sum(standing.milestone for standing in standings), together(standings)
    made = t("{bar} {done} of {all} milestones done", bar=bar(done, len(standings)), done=done, all=len(standings))
    counts = [(t("Check-ins"), now.checkins), (t("Challenges answered"), now.answered)]
    if number == 1:
        return join(
            [t("**Together this week**"), made, *(t("- {what}: {count}", what=what, count=count) for what, count in counts)]
        )
    before = await context.unit.standings.together(cohort.id, first - WEEK, first - DAY)
    lines = [
        t("- {what}: {count} (the whole week before: {before})", what=what, count=count, before=earlier)
        for (what, count), earlier in zip(counts, (before.checkins, before.answered), strict=True)
    ]
    return join([t("**Together this week**"), made, *lines])


def _list(ranked: Sequence[Place]) -> Markup:
    if not ranked:
        return t("Nobody who is shown has points yet. A check-in or today's challenge brings the first.")
    lines = [
        t(
            "**{rank}** · {name}: {points}",
            rank=place.rank,
            name=fitted(place.standing.name, LONGEST_NAME),
            points=_points(place.standing),
        )
        for place in ranked
    ]
    return join([t("**Places**"), *lines])


def _own(standings: Sequence[Standing], person: int) -> Markup:
    place, count = own_place(standings, person)
    return t("**You**: place {rank} of {count}, {points}", rank=place.rank, count=count, points=_points(place.standing))


def _visibility(context: Context) -> Markup:
    if context.member.visibility == "cohort":
        return t("Your cohort sees you in this list. `me settings visibility=hidden` takes you out.")
    return t("Only you see your place. `me settings visibility=cohort` puts you on the list.")


def _rules(first: date) -> Markup:
    return t(
        "Points from {first} to {last}: {checkin} for each day with a check-in, {answer} for each daily challenge answered, "
        "{right} more where it was right, {milestone} for the week's milestone. Equal points share a place.",
        first=first,
        last=first + WEEK - DAY,
        checkin=CHECKIN_POINTS,
        answer=ANSWER_POINTS,
        right=RIGHT_POINTS,
        milestone=MILESTONE_POINTS,
    )


def _points(standing: Standing) -> Markup:
    return n("{count} point", "{count} points", standing.points)


feature = Feature(commands)
