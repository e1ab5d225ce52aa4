"""`recap`: a member looks back on their way through a cohort, at any time after it too."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from bot.domain.challenge import Attempt
from bot.domain.cohort import Cohort, Progress
from bot.domain.roadmap import Week
from bot.domain.score import Tally, TopicScore, topic_scores
from bot.domain.streak import KeptDays, StreakDay, kept_in
from bot.domain.week_count import WeekCount
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text, fits
from bot.interface.command import Access, Commands
from bot.interface.limits import as_many_as_fit, fitted
from bot.interface.option import Option
from bot.interface.phone import shortest_cut
from bot.shared.break_words import begin_of
from bot.shared.certificate import get_certificate, weeks_done, yet_to_earn
from bot.shared.cohort_choice import suggest_walked_cohorts, walked_cohort
from bot.shared.over_words import check_not_called_off
from bot.shared.pages import more_lines
from bot.shared.recap import Number, recap_picture, topic_bars
from bot.shared.streak_count import days_until_over, own_ledger
from bot.shared.week_card import weeks_held
from bot.text import join, link, n, t

MOST_TOPICS = 6
"""As many as a phone shows; the weakest come first."""
MOST_MADE = 8
CUTS = (
    *((MOST_TOPICS, made) for made in range(MOST_MADE, 0, -1)),
    *((topics, 1) for topics in range(MOST_TOPICS - 1, 0, -1)),
    (0, 1),
    (0, 0),
)
"""How many topics and links there are, less and less."""
WIDEST_LIST = 1800
"""Of what a member made: an address counts twice, as what is read and as where it leads."""
MOST_CHECKINS = 1000
"""Of one cohort: more than its longest roadmap asks for."""
WIDEST_MADE = 120

commands = Commands()


@commands.add("recap", "Look back on your way through a cohort.", access=Access.READ)
async def recap(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_walked_cohorts)] = None,
) -> Card:
    chosen = await walked_cohort(context, cohort, Call("recap"))
    check_not_called_off(chosen)
    if chosen.state(context.now) == "open":
        begins = begin_of(chosen)
        raise Refusal(t("{cohort} begins {at}; from then on there is something to see here.", cohort=chosen.name, at=begins))
    marks = await context.unit.progress.of(chosen.id, context.member.person)
    count, way = await weeks_done(context, chosen, marks)
    answers = await _answers(context, chosen)
    scores, titles = await _topics(context, chosen, answers)
    heading = t("{name} in {cohort}", name=fitted(context.member.name, WIDEST_MADE), cohort=chosen.name)
    numbers = await _numbers(context, chosen, count, len(answers))
    keys = {"cohort": str(chosen.id)}
    ways = (Button(t("All weeks"), Call("progress weeks", keys)), Button(t("What I wrote"), Call("progress history")))
    buttons = Buttons(((get_certificate(chosen),) if way.earned_at else ()) + ways)
    weeks = await weeks_held(context.unit, chosen)
    note = Note(join([*yet_to_earn(chosen, count, way), t("Only you see this.")], " "))

    def blocks(topics: int, most: int) -> Sequence[Block]:
        bars, told = topic_bars(scores[:topics], titles)
        told = [*told, *more_lines(len(scores) - topics)] if told else []
        anything = any(each.count for each in numbers)
        done = recap_picture(heading, numbers, bars, told, " · ") if anything else Text(t("Nothing yet."))
        return (done, *_made(weeks, marks, most), buttons, note)

    variants = [blocks(*cut) for cut in CUTS]
    title = t("Your way through {cohort}", cohort=fitted(chosen.name, WIDEST_MADE))
    return shortest_cut(title, [each for each in variants if fits(each)] or variants[-1:])


async def _numbers(context: Context, cohort: Cohort, weeks: WeekCount, answers: int) -> Sequence[Number]:
    checkins = len(await context.unit.checkins.latest(cohort.id, context.member.person, MOST_CHECKINS))
    kept = kept_in(await _own_days(context, cohort))
    return (
        Number(
            weeks.done,
            n("of {count} week done", "of {count} weeks done", weeks.all),
            n("{done} of {count} week done", "{done} of {count} weeks done", weeks.all, done=weeks.done),
        ),
        *_of_days(kept, of_all=len(context.walked) > 1),
        Number(
            checkins,
            n("check-in", "check-ins", checkins),
            n("**{count}** check-in", "**{count}** check-ins", checkins),
        ),
        Number(
            answers,
            n("challenge", "challenges", answers),
            n("**{count}** challenge answered", "**{count}** challenges answered", answers),
        ),
    )


def _of_days(kept: KeptDays, *, of_all: bool) -> tuple[Number, Number]:
    """Days are kept, and streaks run, through all the cohorts that a member is or was in."""
    days, longest = kept.days, kept.longest
    kept_words = n("**{count}** day kept", "**{count}** days kept", days)
    longest_words = n("Longest streak: **{count}** day", "Longest streak: **{count}** days", longest)
    if not of_all:
        label = n("day in the longest streak", "days in the longest streak", longest)
        return Number(days, n("day kept", "days kept", days), kept_words), Number(longest, label, longest_words)
    label = n("day in a row, in all your cohorts", "days in a row, in all your cohorts", longest)
    return (
        Number(
            days,
            n("day kept in all your cohorts", "days kept in all your cohorts", days),
            t("{days} in all your cohorts", days=kept_words),
        ),
        Number(longest, label, t("{days} in all your cohorts", days=longest_words)),
    )


async def _own_days(context: Context, cohort: Cohort) -> list[StreakDay]:
    """The member's days in the cohort, latest first."""
    ledger, first = await own_ledger(context), cohort.timetable.first_day
    return [day for day in days_until_over(context, cohort, ledger) if day.day >= first]


async def _topics(
    context: Context, cohort: Cohort, attempts: Sequence[Attempt]
) -> tuple[Sequence[TopicScore], Mapping[str, str]]:
    """How the member's answers went, by topic, and the titles of topics; thoughts are not graded."""
    graded = [each for each in attempts if each.verdict != "taken"]
    if not graded:
        return (), {}
    challenges = await context.unit.challenges.all(cohort.pack, cohort.release)
    tallies = [Tally(item=each.item, tried=1, right=each.verdict == "right", hints=each.hints) for each in graded]
    topics = {each.item: challenges[each.item].topics for each in graded if each.item in challenges}
    titles = {topic.id: topic.title for topic in await context.unit.content.topics(cohort.pack, cohort.release)}
    return topic_scores(tallies, topics), titles


async def _answers(context: Context, cohort: Cohort) -> list[Attempt]:
    """The member's answers to the cohort's challenges of the day."""
    every = await context.unit.attempts.of(context.member.person)
    return [each for each in every if each.cohort == cohort.id and each.scored]


def _made(weeks: Sequence[Week], marks: Mapping[str, Progress], most: int) -> tuple[Text, ...]:
    """What the member gave a link to, week by week, at most so many; a button leads to all weeks."""
    given = [(number, marks[week.id].link) for number, week in enumerate(weeks, 1) if week.id in marks]
    lines = [
        t("- Week {number}: {made}", number=number, made=link(fitted(address, WIDEST_MADE), address))
        for number, address in given
        if address
    ]
    shown = as_many_as_fit(lines[:most], WIDEST_LIST)
    return (Text(join([t("**What you made**"), *shown, *more_lines(len(lines) - len(shown))])),) if lines else ()


feature = Feature(commands)
