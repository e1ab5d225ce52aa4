"""`challenge stats`: a member's own answers by topic, and what is due for review."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated

from annotated_types import Ge

from bot.domain.review import Backlog
from bot.domain.score import (
    TopicScore,
    topic_scores,
)
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Fields, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.drawing import Bars
from bot.interface.option import Option
from bot.interface.picture import Picture
from bot.shared.bars_picture import share_bar
from bot.shared.pages import on_page, page_turns, pages_on_a_phone
from bot.shared.practice import PracticeGround, practice_ground, review_backlog
from bot.text import Markup, escape, join, n, plain, t

SHORT, LONG = 7, 30
"""The numbers of days, today included, over which answers are counted."""
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
LONGEST_NAME = 100
Page = Annotated[int, Option("Which page?"), Ge(1)]
commands = Commands()


@commands.add("challenge stats", "Your answers by topic, and what is due for review.", access=Access.READ)
async def stats(context: Context, page: Page = 1) -> Card:
    person, today = context.member.person, context.today
    tallies = await context.unit.attempts.tally(person)
    counts = await context.unit.attempts.counts(person, today - (LONG - 1) * DAY)
    if not tallies and not counts:
        return _nothing_answered(context)
    ground = await practice_ground(context)
    scores = topic_scores(tallies, {item.id: item.topics for item in ground.challenges.values()})
    backlog = await review_backlog(context, ground, runs_code=context.runs_code)
    fields = Fields((_reviews(backlog), _answered(counts, today, SHORT), _answered(counts, today, LONG)))

    def blocks(scores: Sequence[TopicScore]) -> tuple[Block, ...]:
        return (fields, *_topics(scores, ground))

    title = t("Your challenges")
    pages = pages_on_a_phone(title, scores, blocks)
    (shown,) = on_page(pages, page, 1)
    turns = page_turns(len(pages), page, Call("challenge stats"), beside=(_practise(),))
    return Card(title, (*blocks(shown), *turns))


def _nothing_answered(context: Context) -> Card:
    walks = any(cohort.state(context.now) != "ended" for cohort in context.cohorts)
    begin = t("Begin with </challenge today>, or practise what your cohort has reached.")
    sentence = join([t("You have answered no challenge yet."), *([begin] if walks else [])], " ")
    return Card(t("Your challenges"), (Text(sentence), Buttons((_practise(),))))


def _practise() -> Button:
    return Button(t("Practise"), Call("challenge practice"), "primary")


def _reviews(backlog: Backlog) -> tuple[Markup, Markup]:
    if backlog.waiting:
        return t("Reviews"), t("{today} today, {waiting} waiting", today=len(backlog.today), waiting=backlog.waiting)
    return t("Reviews"), t("{today} today", today=len(backlog.today))


def _answered(counts: Mapping[date, int], today: date, days: int) -> tuple[Markup, Markup]:
    count = sum(answers for day, answers in counts.items() if day > today - days * DAY)
    return n("Last {count} day", "Last {count} days", days), n("{count} answer", "{count} answers", count)


def _topics(scores: Sequence[TopicScore], ground: PracticeGround) -> tuple[Block, ...]:
    if not scores:
        return (Text(t("Nothing was graded yet; thoughts are not.")),)
    note = t("The weakest topics come first; a challenge counts for each of its topics. Only you see this.")
    bars = tuple(share_bar(_name(score, ground), score.right, score.tried) for score in scores)
    drawing = Bars(plain(t("Right answers by topic")), bars, ("", ""))
    lines = join([_topic(score, ground) for score in scores])
    return (Picture(drawing, t("Bars: how many answers were right in each topic."), lines), Note(note))


def _topic(score: TopicScore, ground: PracticeGround) -> Markup:
    line = t(
        "{share} % · **{topic}**: {right} of {tried} right",
        share=round(100 * score.right / score.tried),
        topic=_name(score, ground),
        right=score.right,
        tried=score.tried,
    )
    hints = n("{count} hint", "{count} hints", score.hints)
    return t("{line}, {hints}", line=line, hints=hints) if score.hints else line


def _name(score: TopicScore, ground: PracticeGround) -> Markup:
    topic = ground.topics.get(score.topic)
    return escape(topic.title) if topic else t("No longer asked")


feature = Feature(commands)
