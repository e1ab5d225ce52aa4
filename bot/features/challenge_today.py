"""`challenge today`: the challenge of the day, answered by buttons and forms, in private."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from annotated_types import Ge, Le

from bot.domain.calendar import local_day
from bot.domain.challenge import DailyChallenge
from bot.domain.cohort import Cohort
from bot.domain.grading import Grade
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.errand import CodeOutcomes
from bot.interface.limits import LONGEST_TITLE, fitted
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.ports.sandbox import CodeRun
from bot.shared.attempts import keep_answer
from bot.shared.challenge_card import (
    Asked,
    asked_answer,
    chosen_options,
    explanation,
    hint_blocks,
    posed,
    question_and_solution,
    read_on,
    statistics,
)
from bot.shared.challenge_grade import code_runs, graded
from bot.shared.cohort_choice import own_cohort, suggest_own_cohorts
from bot.shared.daily_challenge import asked_of, challenge_of, post_name, thread_post
from bot.shared.next_step import answer_count, done_so_far, effect_lines, next_button
from bot.shared.over_words import over_text, over_title
from bot.shared.post_link import home_here, post_link
from bot.shared.streak_count import own_streak
from bot.shared.verdict import verdict_reason, verdict_title, verdict_tone
from bot.text import Channel, Markup, t

commands = Commands()
CohortKey = Annotated[str, Option("Which cohort?")]
DayKey = Annotated[date, Option("Which day?")]
Chosen = Annotated[str, Option("What is chosen so far?", most=40)]
Hints = Annotated[int, Option("How many hints were looked at?"), Ge(0), Le(9)]


@dataclass(frozen=True, slots=True)
class Given:
    """A cohort's challenge of a day, as its members see it."""

    cohort: Cohort
    daily: DailyChallenge
    asked: Asked
    scores: bool
    """Whether its solution is not told yet, so that a first answer is scored."""


@commands.add("challenge today", "Today's challenge.", access=Access.READ)
async def today(
    context: Context, cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_own_cohorts)] = None
) -> Card:
    chosen = await own_cohort(context, cohort, Call("challenge today"))
    given = await _latest(context, chosen)
    if not given.scores:
        return await _solution_card(context, given)
    return Card(_title(given), (*posed(given.asked), *await _before(context, given)))


@commands.add("challenge open", "Choose among several answers.", listed=False, access=Access.READ)
async def open_challenge(context: Context, cohort: CohortKey, day: DayKey, chosen: Chosen = "", hints: Hints = 0) -> Card:
    given = await _given(context, cohort, day, hints)
    return Card(_title(given), posed(given.asked, chosen=chosen_options(given.asked, chosen)))


@commands.add("challenge hint", "A hint to a challenge.", listed=False, access=Access.READ)
async def hint(context: Context, cohort: CohortKey, day: DayKey, chosen: Chosen = "", hints: Hints = 0) -> Card:
    given = await _given(context, cohort, day, hints)
    if given.cohort.state(context.now) == "ended" and not given.scores:
        return await _solution_card(context, given)
    blocks = hint_blocks(given.asked, chosen_options(given.asked, chosen))
    return Card(_title(given), (*blocks, *await _before(context, given)))


@commands.add("challenge solution", "The solution of an earlier challenge.", listed=False, access=Access.READ)
async def solution(context: Context, cohort: CohortKey, day: DayKey) -> Card:
    given = await _given(context, cohort, day, 0)
    if given.scores:
        raise Refusal(t("Its solution comes with the next challenge. Answer it first: </challenge today>."))
    return await _solution_card(context, given)


async def _solution_card(context: Context, given: Given) -> Card:
    day = given.daily.day
    attempts = await context.unit.attempts.between(given.cohort.id, day, day)
    counted = statistics(given.asked.challenge, attempts)
    title = fitted(t("{cohort}: solution of {day}", cohort=given.cohort.name, day=day), LONGEST_TITLE)
    told = (*question_and_solution(given.asked), *((Note(counted),) if counted else ()))
    discuss = await _discussion(context, given)
    rows = (Buttons(discuss),) if discuss else ()
    return Card(title, (*told, *rows, *await read_on(context.unit, given.asked.challenge)))


@commands.add("challenge talk", "Open the thread of a challenge.", listed=False)
async def talk(context: Context, cohort: CohortKey, day: DayKey) -> Card:
    given = await _given(context, cohort, day, 0)
    home = await home_here(context, given.cohort)
    if home is None:
        raise Refusal(t("{cohort} does not speak here, so there is no thread here.", cohort=given.cohort.name))
    url = await post_link(context, home, post_name(day))
    if url is None:
        raise Refusal(t("This challenge has no thread here. Talk about it in {channel}.", channel=Channel(home.channel)))
    await context.unit.outbox.put(thread_post(home, day, context.now))
    way = Buttons((Button(t("Go there"), url=url),))
    where = t("Under the challenge: in its thread, or below it if the channel is a thread itself.")
    return Card(t("Talk about it"), (Text(where), way))


async def as_given(context: Context, call: Call) -> Prefill:
    """The form for a day's challenge. Raises Refusal if the cohort was given none that day."""
    keys = commands[call.path].keys(call)
    return asked_answer((await _given(context, keys["cohort"], keys["day"], keys.get("hints", 0))).asked)


async def find_code(context: Context, arguments: Mapping[str, Any]) -> tuple[CodeRun, ...]:
    """The code to be tried, if the challenge asks for a function. Raises Refusal if the cohort was given none that day."""
    given = await _given(context, arguments["cohort"], arguments["day"], 0)
    challenge = given.asked.challenge
    return code_runs(challenge, arguments["answer"])


@commands.add(
    "challenge answer", "Answer a challenge.", listed=False, title="Your answer", prefill=as_given, before=CodeOutcomes(find_code)
)
async def answer(
    context: Context,
    cohort: CohortKey,
    day: DayKey,
    answer: Annotated[str, Option("Your answer.", asked=True, long=True, code=True, most=2000)],
    hints: Hints = 0,
) -> Card:
    given = await _given(context, cohort, day, hints)
    result = graded(context, given.asked, answer)
    before = await context.unit.attempts.at(context.member.person, given.daily.item, given.daily.day - timedelta(days=2))
    here = [attempt for attempt in before if attempt.cohort == given.cohort.id]
    if here and here[0].is_repeated(answer, context.now):
        return await _verdict(context, given, result, scored=here[0].scored, late=len(here) == 1 and not here[0].scored)
    scored, challenge, cohort_id = given.scores and not here, given.asked.challenge, given.cohort.id
    await keep_answer(context, challenge, given.daily.seed, answer, result, hints=hints, scored=scored, cohort=cohort_id)
    return await _verdict(context, given, result, scored=scored, late=not here and not scored)


async def _latest(context: Context, cohort: Cohort) -> Given:
    """The newest challenge of a cohort. Raises Refusal if there was none yet."""
    today = local_day(context.now, cohort.zone)
    given = await context.unit.challenges.given(cohort.id, cohort.timetable.seven_days_before(today))
    if not given:
        if cohort.state(context.now) == "ended":
            raise Refusal(over_text(cohort), title=over_title(cohort))
        if not cohort.challenge_days or not await context.unit.challenges.all(cohort.pack, cohort.release):
            raise Refusal(t("{cohort} has no daily challenges.", cohort=cohort.name))
        raise Refusal(t("{cohort} has had no challenge yet; the next comes with its post in the channel.", cohort=cohort.name))
    return await _given(context, str(cohort.id), given[0].day, 0)


async def _given(context: Context, cohort: str, day: date, hints: int) -> Given:
    chosen = await own_cohort(context, cohort, Call("challenge today"))
    daily = await context.unit.challenges.daily(chosen.id, day)
    challenge = await challenge_of(context.unit, chosen, daily) if daily else None
    if daily is None or challenge is None:
        raise Refusal(t("{cohort} had no challenge on {day}. See today's with </challenge today>.", cohort=chosen.name, day=day))
    solution_at = chosen.timetable.solution_at(daily.day)
    scores = solution_at is None or context.now < solution_at
    return Given(chosen, daily, asked_of(chosen, daily, challenge, hints), scores)


async def _verdict(context: Context, given: Given, result: Grade, *, scored: bool, late: bool) -> Card:
    """The private answer: right or not, why, where to talk about it, and another try; `late`: a first one for which it was too
    late to be scored."""
    can_change = given.scores and given.asked.challenge.kind != "reflection"
    again = [Button(t("Try again"), Call("challenge today", {"cohort": str(given.cohort.id)}))] if can_change else []
    so_far = await done_so_far(context, given.cohort)
    effect = effect_lines(await own_streak(context), answer_count(so_far)) if scored else ()
    buttons = (*next_button(context, given.cohort, so_far), *again, *await _discussion(context, given))
    rows = (Buttons(buttons),) if buttons else ()
    return Card(
        verdict_title(result),
        (
            *verdict_reason(result),
            *_told(given.asked, scored=scored, late=late),
            *effect,
            *rows,
            *await read_on(context.unit, given.asked.challenge),
        ),
        tone=verdict_tone(result),
    )


def _told(asked: Asked, *, scored: bool, late: bool) -> tuple[Block, ...]:
    """The solution, and whether the answer was scored; a thought has neither."""
    if asked.challenge.kind == "reflection":
        return ()
    if late:
        note = t("Its solution was told before you answered, so this was a free try.")
    else:
        note = t("This was your scored answer.") if scored else t("A free try; only the first answer is scored.")
    return (*explanation(asked), Note(note))


async def _discussion(context: Context, given: Given) -> tuple[Button, ...]:
    """To the thread, for members who have answered: a link once it is open, else what opens it."""
    home = await home_here(context, given.cohort)
    if home is None:
        return ()
    url = await post_link(context, home, post_name(given.daily.day))
    if url and await context.unit.outbox.message(thread_post(home, given.daily.day, context.now).key):
        return (Button(t("Talk about it"), url=url),)
    talk = Call("challenge talk", {"cohort": str(given.cohort.id), "day": given.daily.day.isoformat()})
    return (Button(t("Talk about it"), talk),) if url else ()


async def _before(context: Context, given: Given) -> tuple[Note, ...]:
    tried = await context.unit.attempts.at(context.member.person, given.daily.item, given.daily.day - timedelta(days=2))
    if not tried:
        return ()
    if given.asked.challenge.kind == "reflection":
        return (Note(t("You have answered it already.")),)
    return (Note(t("You have answered it already; more tries are free.")),)


def _title(given: Given) -> Markup:
    return fitted(t("{cohort}: challenge of {day}", cohort=given.cohort.name, day=given.daily.day), LONGEST_TITLE)


feature = Feature(commands)
