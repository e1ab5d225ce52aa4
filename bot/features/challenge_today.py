"""The challenge of the day: chosen, posted and revealed for each cohort; answered by buttons and forms, in private."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Annotated, Any
from zlib import crc32

from annotated_types import Ge, Le

from bot.domain.calendar import local_day
from bot.domain.challenge import Attempt, Challenge, DailyChallenge
from bot.domain.cohort import Cohort, Home
from bot.domain.grading import Grade
from bot.domain.post import PostState
from bot.domain.timetable import Occurrence, Timetable
from bot.domain.variant import variant_of
from bot.errors import Refusal
from bot.feature import Context, Feature, Routine
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Form, Note, Text
from bot.interface.command import Access, Command, Commands
from bot.interface.errand import CodeOutcomes
from bot.interface.limits import LONGEST_TITLE, fitted
from bot.interface.option import Option
from bot.ports.sandbox import CodeRun
from bot.ports.unit import Unit
from bot.shared.attempts import keep_answer
from bot.shared.challenge_card import Asked, answer_form, controls, explanation, hint_blocks, question, read_on
from bot.shared.challenge_choice import candidates, for_the_week, reached_weeks, topics_of
from bot.shared.challenge_grade import code_runs, graded
from bot.shared.cohort_choice import own_cohort, suggest_own_cohorts
from bot.shared.posts import home_post, state_at
from bot.shared.verdict import verdict_reason, verdict_title
from bot.text import Markup, join, n, t

ROUTINE = "challenge"
NOT_AGAIN_FOR = timedelta(days=365)

commands = Commands()

CohortKey = Annotated[str, Option("Which cohort?")]
DayKey = Annotated[date, Option("Which day?")]
Hints = Annotated[int, Option("How many hints were looked at?"), Ge(0), Le(9)]


@dataclass(frozen=True, slots=True)
class Given:
    """A cohort's challenge of a day, as its members see it."""

    cohort: Cohort
    daily: DailyChallenge
    asked: Asked
    scores: bool
    """Its solution is not told yet: a first answer is scored."""


@commands.add("challenge today", "Today's challenge: answer it here.", access=Access.READ)
async def today(
    context: Context, cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_own_cohorts)] = None
) -> Card:
    chosen = await own_cohort(context, cohort, Call("challenge today"))
    given = await _latest(context, chosen)
    return Card(_title(given), (*question(given.asked), *controls(given.asked), *await _before(context, given)))


@commands.add("challenge open", "Choose among several answers.", listed=False, access=Access.READ)
async def open_challenge(
    context: Context,
    cohort: CohortKey,
    day: DayKey,
    chosen: Annotated[str, Option("What is chosen so far?", most=40)] = "",
    hints: Hints = 0,
) -> Card:
    given = await _given(context, cohort, day, hints)
    picked = [option.id for option in given.asked.challenge.options if option.id in chosen.split(",")]
    return Card(_title(given), (*question(given.asked), *controls(given.asked, picked)))


@commands.add("challenge hint", "A hint to a challenge.", listed=False, access=Access.READ)
async def hint(context: Context, cohort: CohortKey, day: DayKey, hints: Hints = 0) -> Card:
    given = await _given(context, cohort, day, hints)
    more = replace(given.asked, hints=min(hints + 1, len(given.asked.challenge.hint)))
    return Card(_title(given), hint_blocks(more))


async def form_of_day(context: Context, command: Command, call: Call) -> Form:
    """The form that fits the challenge; what was typed before is in it again."""
    keys = command.bind(Call(call.path, {**call.values, "answer": call.values.get("answer") or "-"}))
    given = await _given(context, keys["cohort"], keys["day"], keys.get("hints", 0))
    form = answer_form(given.asked)
    kept = call.values.get("answer")
    return replace(form, inputs=tuple(replace(item, value=kept) for item in form.inputs)) if kept else form


async def find_code(context: Context, arguments: Mapping[str, Any]) -> tuple[CodeRun, ...]:
    """The code to be tried, where the challenge asks for a function."""
    given = await _given(context, arguments["cohort"], arguments["day"], 0)
    challenge = given.asked.challenge
    return code_runs(challenge, arguments["answer"])


@commands.add(
    "challenge answer", "Answer a challenge.", listed=False, title="Your answer", form=form_of_day, before=CodeOutcomes(find_code)
)
async def answer(
    context: Context,
    cohort: CohortKey,
    day: DayKey,
    answer: Annotated[str, Option("Your answer.", asked=True, long=True, most=2000)],
    hints: Hints = 0,
) -> Card:
    given = await _given(context, cohort, day, hints)
    result = graded(context, given.asked, answer)
    before = await context.unit.attempts.at(context.member.person, given.daily.item, given.daily.day - timedelta(days=2))
    scored = given.scores and not any(attempt.cohort == given.cohort.id for attempt in before)
    await keep_answer(
        context,
        given.asked.challenge,
        given.daily.seed,
        answer,
        result,
        hints=hints,
        scored=scored,
        cohort=given.cohort.id,
    )
    return await _verdict(context, given, result, scored=scored)


async def post_challenge(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime, *, runs_code: bool) -> None:
    """Give the cohort its challenge and reveal the one before; after a time when nothing ran only the newest day counts."""
    if due:
        newest = due[-1]
        given = await _give(unit, cohort, newest, runs_code=runs_code)
        for home in await unit.cohorts.homes(cohort.id):
            await _reveal(unit, cohort, home, newest.day, now)
            if given:
                await _post(unit, cohort, home, given, state_at(newest, now))


async def _give(unit: Unit, cohort: Cohort, occurrence: Occurrence, *, runs_code: bool) -> DailyChallenge | None:
    """Choose what the cohort gets on a day: of this week's topics, else of earlier ones; nothing it had within a year."""
    day, at = occurrence.day, occurrence.at
    known = await unit.challenges.daily(cohort.id, day)
    if known:
        return known
    weeks = await reached_weeks(unit, cohort, at)
    given = await unit.challenges.given(cohort.id, day - NOT_AGAIN_FOR)
    all_of_them = await unit.challenges.all(cohort.pack, cohort.release)
    had = {daily.item for daily in given}
    fresh = [item for item in candidates(all_of_them, topics_of(weeks), runs_code=runs_code) if item.id not in had]
    if not fresh:
        return None
    begun, _ = cohort.timetable.days_of(len(weeks))
    asked = {topic for d in given if d.day >= begun and d.item in all_of_them for topic in all_of_them[d.item].topics}
    chosen = min(fresh, key=lambda item: (for_the_week(weeks[-1], item, asked), crc32(f"{cohort.id}/{item.id}".encode())))
    seed = crc32(f"{cohort.id}/{day}".encode()) & 0x7FFFFFFF
    daily = DailyChallenge(cohort=cohort.id, day=day, item=chosen.id, rev=chosen.rev, seed=seed, at=at)
    await unit.challenges.put_daily(daily)
    return daily


async def _post(unit: Unit, cohort: Cohort, home: Home, daily: DailyChallenge, state: PostState) -> None:
    challenge = await _challenge(unit, cohort, daily)
    if challenge is None:
        return
    asked = _asked(cohort, daily, challenge)
    title = t("{cohort}: challenge of {day}", cohort=cohort.name, day=daily.day)
    name = f"challenge/{daily.day}"
    card = Card(title, (*question(asked), *controls(asked, public=True)))
    await unit.outbox.put(home_post(home, name, card, daily.at, state=state))
    room = Card(t("Challenge of {day}", day=daily.day), (Text(t("Talk about it here once you have answered.")),))
    await unit.outbox.put(home_post(home, f"{name}/thread", room, daily.at, kind="thread", parent=name, state=state))


async def _reveal(unit: Unit, cohort: Cohort, home: Home, day: date, now: datetime) -> None:
    """The solution of the challenge before, with how many tried and how they did."""
    since = cohort.timetable.seven_days_before(day)
    earlier = [daily for daily in await unit.challenges.given(cohort.id, since) if daily.day < day]
    challenge = await _challenge(unit, cohort, earlier[0]) if earlier else None
    if challenge is None:
        return
    daily = earlier[0]
    asked = _asked(cohort, daily, challenge)
    attempts = await unit.attempts.between(cohort.id, daily.day, daily.day)
    title = t("{cohort}: solution of {day}", cohort=cohort.name, day=daily.day)
    prompt = Text(fitted(asked.variant.prompt, 600))
    card = Card(title, (prompt, *explanation(asked), Note(_statistics(challenge, attempts))))
    await unit.outbox.put(home_post(home, f"reveal/{daily.day}", card, now))


def _statistics(challenge: Challenge, attempts: Sequence[Attempt]) -> Markup:
    """How many tried, the share that was right, and the wrong option that most chose."""
    tried = n("{count} tried.", "{count} tried.", len(attempts))
    if not attempts or challenge.kind == "reflection":
        return tried
    right = sum(attempt.verdict == "right" for attempt in attempts)
    lines = [tried, t("{share} % were right.", share=round(100 * right / len(attempts)))]
    wrong = [option for option in challenge.options if not option.ok]
    chosen = {option.id: sum(option.id in attempt.answer.split(",") for attempt in attempts) for option in wrong}
    if chosen and max(chosen.values()):
        hardest = max(wrong, key=lambda option: chosen[option.id])
        lines.append(t("Most were tempted by “{option}”.", option=hardest.text))
    return join(lines, " ")


async def _latest(context: Context, cohort: Cohort) -> Given:
    """The newest challenge of a cohort. Raises Refusal where there was none yet."""
    today = local_day(context.now, cohort.zone)
    given = await context.unit.challenges.given(cohort.id, cohort.timetable.seven_days_before(today))
    if not given:
        raise Refusal(t("{cohort} has had no challenge yet; the next comes with its post in the channel.", cohort=cohort.name))
    return await _given(context, str(cohort.id), given[0].day, 0)


async def _given(context: Context, cohort: str, day: date, hints: int) -> Given:
    chosen = await own_cohort(context, cohort, Call("challenge today"))
    daily = await context.unit.challenges.daily(chosen.id, day)
    challenge = await _challenge(context.unit, chosen, daily) if daily else None
    if daily is None or challenge is None:
        raise Refusal(t("{cohort} had no challenge on {day}. See today's with `challenge today`.", cohort=chosen.name, day=day))
    return Given(chosen, daily, _asked(chosen, daily, challenge, hints), context.now < chosen.timetable.solution_at(daily.at))


async def _challenge(unit: Unit, cohort: Cohort, daily: DailyChallenge) -> Challenge | None:
    return await unit.challenges.get(cohort.pack, cohort.release, daily.item, daily.rev)


def _asked(cohort: Cohort, daily: DailyChallenge, challenge: Challenge, hints: int = 0) -> Asked:
    call = Call("challenge answer", {"cohort": str(cohort.id), "day": daily.day.isoformat()})
    return Asked(challenge, variant_of(challenge, daily.seed), call, hints)


async def _verdict(context: Context, given: Given, result: Grade, *, scored: bool) -> Card:
    """Private: right or not, why, where to talk about it, and another try."""
    told = () if given.asked.challenge.kind == "reflection" else explanation(given.asked)
    note = t("This was your scored answer.") if scored else t("A free try; only the first answer is scored.")
    buttons = [Button(t("Try again"), Call("challenge today", {"cohort": str(given.cohort.id)}))] if given.scores else []
    discuss = await _discussion(context, given)
    rows = (Buttons((*buttons, *discuss)),) if buttons or discuss else ()
    return Card(
        verdict_title(result),
        (*verdict_reason(result), *told, Note(note), *rows, *await read_on(context.unit, given.asked.challenge)),
    )


async def _discussion(context: Context, given: Given) -> tuple[Button, ...]:
    """The way to the thread, for who has answered."""
    for home in await context.unit.cohorts.homes(given.cohort.id):
        if home.platform == context.place.platform:
            post = home_post(home, f"challenge/{given.daily.day}", Card(Markup("-")), context.now)
            message = await context.unit.outbox.message(post.key)
            url = context.link_to(home.platform, home.space, home.channel, message) if message else None
            if url:
                return (Button(t("Talk about it"), url=url),)
    return ()


async def _before(context: Context, given: Given) -> tuple[Note, ...]:
    tried = await context.unit.attempts.at(context.member.person, given.daily.item, given.daily.day - timedelta(days=2))
    return (Note(t("You have answered it already; more tries are free.")),) if tried else ()


def _title(given: Given) -> Markup:
    return fitted(t("{cohort}: challenge of {day}", cohort=given.cohort.name, day=given.daily.day), LONGEST_TITLE)


def feature(*, runs_code: bool) -> Feature:
    """The feature of a process that can run code, or of one that cannot: then functions are left out of the choice."""
    return Feature(commands, (Routine(ROUTINE, partial(post_challenge, runs_code=runs_code), Timetable.challenges),))
