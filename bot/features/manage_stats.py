"""A cohort in numbers, for moderators: check-ins by day, weeks that are done, how questions are answered. Nothing here tells of a
single member's answers."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, Literal, get_args

from annotated_types import Ge

from bot.domain.breaks import ONE_DAY
from bot.domain.calendar import local_day
from bot.domain.challenge import ChallengeOption
from bot.domain.cohort import Cohort
from bot.domain.week_count import is_done
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Select, Text
from bot.interface.command import Access, Commands
from bot.interface.drawing import Bar, Bars
from bot.interface.inputs import Choice
from bot.interface.limits import fitted
from bot.interface.option import Option
from bot.interface.picture import Picture
from bot.shared.answered import Answered, answered_between
from bot.shared.bars_picture import share_bar
from bot.shared.challenge_card import FEWEST_TO_COUNT, Asked, short_solution
from bot.shared.cohort_choice import any_cohort, pressed_cohort, suggest_cohorts
from bot.shared.cohort_offers import short_name
from bot.shared.pages import on_page, page_count, page_turns
from bot.shared.text_with_code import without_code_marks
from bot.shared.week_card import week_title, weeks_so_far
from bot.text import Markup, join, plain, t

Show = Literal["checkins", "weeks", "questions"]
A_PAGE, A_PAGE_OF_QUESTIONS = 6, 4
"""How many bars with their words a phone shows."""
WIDEST_QUESTION = 100
WIDEST_LABEL = 50
WIDEST_ANSWER = 80
MOST_WRONG = 8
"""Answers that are listed, of those that people typed."""

Line = tuple[Markup, int, int]
"""What a share is of, the part, and the whole."""

commands = Commands()


@commands.add(
    "manage stats", "Check-ins by day, weeks done, how questions go.", moderator=True, access=Access.READ, title="Numbers"
)
async def stats(
    context: Context,
    show: Annotated[Show, Option("What about?", labels={"checkins": "check-ins"})] = "checkins",
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)] = None,
    page: Annotated[int, Option("Which page?"), Ge(1)] = 1,
) -> Card:
    chosen = await any_cohort(context, cohort, Call("manage stats", {"show": show}))
    title = t("{cohort}: {what}", cohort=short_name(chosen), what=_LABELS[show]())
    if show == "questions":
        return Card(title, (*await _questions(context, chosen, page), _others(chosen, show)))
    lines = await (_checkins if show == "checkins" else _weeks)(context, chosen)
    call = Call("manage stats", {"cohort": str(chosen.id), "show": show})
    return Card(title, (*_shares(_LABELS[show](), lines, page, call), _others(chosen, show)))


async def _checkins(context: Context, cohort: Cohort) -> list[Line]:
    """How many of those who are in it now, or were forgotten since, checked in on each day that asked for it, latest first."""
    timetable, today = cohort.timetable, local_day(context.now, cohort.zone)
    first, last = timetable.first_day, min(today, timetable.last_day)
    members = {member.person for member in await context.unit.enrollments.members(cohort.id)}
    given = await context.unit.checkins.between(cohort.id, first, last)
    until = await _forgotten(context, cohort)
    counts = Counter(each.day for each in given if each.person in members or each.day < until.get(each.person, date.min))
    days = [last - number * ONE_DAY for number in range((last - first) // timedelta(days=1) + 1)]
    asked = [day for day in days if timetable.asks_on(day) or counts[day]]
    return [(t("{day}", day=day), counts[day], len(members) + sum(day < left for left in until.values())) for day in asked]


async def _weeks(context: Context, cohort: Cohort) -> list[Line]:
    """How many of those who are in it now, or were forgotten since, have done each week so far, latest first."""
    weeks = await weeks_so_far(context.unit, cohort, context.now)
    done = await context.unit.progress.done(cohort.id)
    members = await context.unit.enrollments.count(cohort.id)
    until, marks = await _forgotten(context, cohort), await context.unit.progress.of_all(cohort.id)
    lines: list[Line] = []
    for number, week in enumerate(weeks, 1):
        were_in = [person for person, left in until.items() if cohort.timetable.days_of(number)[1] < left]
        also = sum(is_done(marks.get(person, {}).get(week.id)) for person in were_in)
        lines.append((week_title(number, week), len(done.get(week.id, ())) + also, members + len(were_in)))
    return lines[::-1]


async def _forgotten(context: Context, cohort: Cohort) -> dict[int, date]:
    """Whoever was forgotten while they were in it, and the first day on which they are counted no more."""
    return {
        each.person: local_day(each.left_at, cohort.zone)
        for each in await context.unit.enrollments.forgotten(cohort.id)
        if each.left_at
    }


def _shares(heading: Markup, lines: Sequence[Line], page: int, call: Call) -> tuple[Block, ...]:
    """A page of shares, drawn and in words."""
    shown = on_page(lines, page, A_PAGE)
    if not shown:
        return (Text(t("Nothing yet: it has not begun.")),)
    words = [t("- {name}: {part} of {whole}", name=name, part=part, whole=whole) for name, part, whole in shown]
    bars = tuple(share_bar(*line) for line in shown)
    return (_picture(heading, bars, words), *page_turns(page_count(lines, A_PAGE), page, call))


async def _questions(context: Context, cohort: Cohort, page: int) -> tuple[Block, ...]:
    """How its questions were answered, the hardest first."""
    found = [each for each in await _answered(context, cohort) if len(each.attempts) >= FEWEST_TO_COUNT]
    hardest = sorted(found, key=lambda each: each.share)
    shown = on_page(hardest, page, A_PAGE_OF_QUESTIONS)
    few = t("A question counts once {few} members have answered it.", few=FEWEST_TO_COUNT)
    if not shown:
        return (Text(t("No question was answered by enough members yet.")), Note(few))
    lines = [(fitted(_question(each), WIDEST_QUESTION), each.right, len(each.attempts)) for each in shown]
    words = [
        t("- {right} of {tried} right: “{question}”", right=right, tried=tried, question=name) for name, right, tried in lines
    ]
    bars = tuple(share_bar(*line) for line in lines)
    choices = tuple(Choice(fitted(_question(each), WIDEST_LABEL), each.day.isoformat()) for each in shown)
    keys = {"cohort": str(cohort.id)}
    return (
        _picture(t("Right answers"), bars, words),
        Select(t("Look at one"), Call("manage question", keys), "day", choices),
        *page_turns(page_count(hardest, A_PAGE_OF_QUESTIONS), page, Call("manage stats", {**keys, "show": "questions"})),
        Note(few),
    )


@commands.add("manage question", "How one question was answered.", listed=False, moderator=True, access=Access.READ)
async def question(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    day: Annotated[date, Option("The challenge of which day?")],
) -> Card:
    chosen = await pressed_cohort(context, cohort)
    found = next((each for each in await _answered(context, chosen) if each.day == day), None)
    if found is None or len(found.attempts) < FEWEST_TO_COUNT:
        raise Refusal(t("Too few have answered that one. Look at </manage stats show=questions>."))
    spread = _spread(found)
    words = [t("- {answer}: {part} of {whole}", answer=name, part=part, whole=whole) for name, part, whole in spread]
    back = Button(t("All questions"), Call("manage stats", {"cohort": cohort, "show": "questions"}))
    asked = Text(fitted(_question(found), 4 * WIDEST_QUESTION))
    drawn = _picture(t("Answers"), tuple(share_bar(*line) for line in spread), words)
    return Card(t("The question of {day}", day=day), (asked, drawn, Buttons((back,))))


def _spread(answered: Answered) -> list[Line]:
    """How often each answer was given, and which are right, given or not."""
    return (_spread_of_choices if answered.asked.challenge.options else _spread_of_typed)(answered)


def _spread_of_choices(answered: Answered) -> list[Line]:
    """Every choice, the most frequent first."""
    given = Counter(option for attempt in answered.attempts for option in attempt.answer.split(","))
    options = sorted(answered.asked.challenge.options, key=lambda option: -given[option.id])
    return [(_choice(option), given[option.id], len(answered.attempts)) for option in options]


def _choice(option: ChallengeOption) -> Markup:
    text = fitted(option.text, WIDEST_ANSWER)
    return t("{answer} (right)", answer=text) if option.ok else text


def _spread_of_typed(answered: Answered) -> list[Line]:
    """All right ones together, then wrong ones, the most frequent first; what only a few gave is counted together,
    and what was given by those who are forgotten."""
    wrong = Counter(attempt.answer for attempt in answered.attempts if attempt.verdict != "right")
    often = [(answer, count) for answer, count in wrong.most_common(MOST_WRONG) if answer and count >= FEWEST_TO_COUNT]
    rest, tried = sum(wrong.values()) - sum(count for _, count in often), len(answered.attempts)
    lines = [(_right_answer(answered.asked), answered.right, tried)]
    lines += [(fitted(answer, WIDEST_ANSWER), count, tried) for answer, count in often]
    return [*lines, *([(t("others"), rest, tried)] if rest else [])]


def _right_answer(asked: Asked) -> Markup:
    """The answer in a line; code has none."""
    return t("Right") if asked.challenge.kind == "python" else fitted(plain(short_solution(asked)), WIDEST_ANSWER)


async def _answered(context: Context, cohort: Cohort) -> list[Answered]:
    today = local_day(context.now, cohort.zone)
    return await answered_between(context.unit, cohort, cohort.timetable.first_day, today + ONE_DAY)


def _question(answered: Answered) -> str:
    return " ".join(without_code_marks(answered.asked.variant.prompt).split())


def _picture(heading: Markup, bars: tuple[Bar, ...], words: Sequence[Markup]) -> Picture:
    alt = t("Bars: {heading}. Their numbers stand below.", heading=plain(heading))
    return Picture(Bars(plain(heading), bars, ("", "")), alt, join([*words]))


def _others(cohort: Cohort, show: Show) -> Buttons:
    """The ways to what else there is."""
    keys = {"cohort": str(cohort.id)}
    others = [each for each in get_args(Show) if each != show]
    return Buttons(tuple(Button(_LABELS[each](), Call("manage stats", {**keys, "show": each})) for each in others))


_LABELS: Mapping[str, Callable[[], Markup]] = {
    "checkins": lambda: t("Check-ins by day"),
    "weeks": lambda: t("Weeks done"),
    "questions": lambda: t("Questions"),
}

feature = Feature(commands)
