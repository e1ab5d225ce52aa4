"""The post of a daily challenge: chosen for each cohort, posted, and its solution told with the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from zlib import crc32

from bot.domain.breaks import ONE_DAY
from bot.domain.calendar import local_day
from bot.domain.challenge import Attempt, Challenge, DailyChallenge
from bot.domain.challenge_choice import NOT_AGAIN_FOR, next_given
from bot.domain.closing import last_solutions
from bot.domain.cohort import Cohort, Home
from bot.domain.post import Post, PostState
from bot.domain.timetable import Occurrence, Timetable
from bot.errors import Hindrance, Reason
from bot.feature import Feature, Recheck, Routine
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Divider, Note, Text
from bot.interface.command import Commands
from bot.interface.limits import MOST_BUTTONS
from bot.ports.unit import Unit
from bot.shared.challenge_card import Asked, explanation, posed, short_solution, statistics
from bot.shared.daily_challenge import CHALLENGE, asked_of, challenge_of, post_name, thread_post
from bot.shared.posts import after_the_week, home_key, home_post, state_at, unless_resting, was_queued, was_sent
from bot.shared.text_with_code import blocks_with_code
from bot.shared.week_card import weeks_so_far
from bot.text import Weekday, join, plain, t

A_LINE, A_BUTTON, MOST_LINES = 42, 5, 19
"""How many letters a line has on a phone, how many of them the edges of a button take, and how many lines of a post it shows."""


async def post_challenge(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime, *, runs_code: bool) -> None:
    """Give the cohort its challenge and tell the solution before; after a time when nothing ran only the newest day counts.

    A cohort that has ended meanwhile gets no challenge.
    """
    if not due:
        return
    newest = due[-1]
    over, year = cohort.timetable.has_ended(now), await _within_a_year(unit, cohort, newest.day)
    challenges = await unit.challenges.all(cohort.pack, cohort.release)
    before = await _before(unit, cohort, newest.day, year)  # first, as it asks what is given to the unit's other cohorts too
    given = None if over else await _give(unit, cohort, newest, year, challenges, runs_code=runs_code)
    state = state_at(newest, now)
    together = given is not None and state == "waiting" and not cohort.solutions_apart
    for home in await unit.cohorts.homes(cohort.id):
        if before and not together:
            await _tell(unit, cohort, home, before, newest.at, now)
        if given:
            await _post(unit, cohort, home, given, before if together else None, newest.until, state)


async def post_last_solution(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """Reveal the challenge that no other follows: the last one that was given, be it on a day on which a pause began later, or
    before challenges were switched off."""
    for occurrence in due:
        day = local_day(occurrence.at, cohort.zone) + ONE_DAY
        last = await _before(unit, cohort, day, await _within_a_year(unit, cohort, day))
        told_at = cohort.timetable.solution_at(last.daily.day) if last else None
        if last and told_at and told_at <= occurrence.at and now < occurrence.until:
            for home in await unit.cohorts.homes(cohort.id):
                await _tell(unit, cohort, home, last, occurrence.at, now)


async def _within_a_year(unit: Unit, cohort: Cohort, day: date) -> Sequence[DailyChallenge]:
    """What the cohort was given in the year up to a day, latest first."""
    return await unit.challenges.given(cohort.id, day - NOT_AGAIN_FOR)


async def _give(
    unit: Unit,
    cohort: Cohort,
    occurrence: Occurrence,
    given: Sequence[DailyChallenge],
    challenges: Mapping[str, Challenge],
    *,
    runs_code: bool,
) -> DailyChallenge | None:
    """Choose of `challenges` what the cohort gets on a day, unless it has one; nothing that it was `given` within a year."""
    day, at = occurrence.day, occurrence.at
    known = next((daily for daily in given if daily.day == day), None)
    if known:
        return known
    weeks = await weeks_so_far(unit, cohort, at)
    chosen = next_given(cohort, weeks, challenges, {daily.item: daily.day for daily in given}, runs_code=runs_code)
    if chosen is None:
        return None
    seed = crc32(f"{cohort.id}/{day}".encode()) & 0x7FFFFFFF
    daily = DailyChallenge(cohort=cohort.id, day=day, item=chosen.id, rev=chosen.rev, seed=seed, at=at)
    await unit.challenges.put_daily(daily)
    return daily


@dataclass(frozen=True, slots=True)
class Solved:
    """A challenge whose solution is told, and the answers to it."""

    daily: DailyChallenge
    asked: Asked
    attempts: Sequence[Attempt]


async def _before(unit: Unit, cohort: Cohort, day: date, given: Sequence[DailyChallenge]) -> Solved | None:
    """The newest of the challenges `given` before a day that anybody saw, unless its solution was told in a post of its own."""
    seen = await _last_seen(unit, cohort, [daily for daily in given if daily.day < day])
    if seen is None:
        return None
    daily, attempts = seen
    challenge = await challenge_of(unit, cohort, daily)
    if challenge is None or await was_queued(unit, cohort, _reveal_name(daily.day)):
        return None
    return Solved(daily, asked_of(cohort, daily, challenge), attempts)


async def _last_seen(
    unit: Unit, cohort: Cohort, given: Sequence[DailyChallenge]
) -> tuple[DailyChallenge, Sequence[Attempt]] | None:
    """The newest of some challenges, latest first, that was sent or that somebody answered, and the answers to it. It takes no
    more statements if the channel was out of reach for long."""
    if not given:
        return None
    newest = given[0]
    attempts = await unit.attempts.between(cohort.id, newest.day, newest.day)
    if attempts or await was_sent(unit, cohort, post_name(newest.day)):
        return newest, attempts
    homes = await unit.cohorts.homes(cohort.id)
    keys = {home_key(home, post_name(daily.day)): daily.item for daily in given for home in homes}
    sent = {keys[key] for key in await unit.outbox.were_sent(list(keys))}
    since = next((daily for daily in given if daily.item in sent), given[-1])
    answers = await unit.attempts.between(cohort.id, since.day, newest.day)
    seen = sent | {attempt.item for attempt in answers}
    daily = next((daily for daily in given if daily.item in seen), None)
    return (daily, [attempt for attempt in answers if attempt.item == daily.item]) if daily else None


def _reveal_name(day: date) -> str:
    return f"reveal/{day}"


async def _post(
    unit: Unit, cohort: Cohort, home: Home, daily: DailyChallenge, solved: Solved | None, until: datetime, state: PostState
) -> None:
    challenge = await challenge_of(unit, cohort, daily)
    if challenge is None:
        return
    asked = asked_of(cohort, daily, challenge)
    title = t("{cohort}: challenge of {day}", cohort=cohort.name, day=daily.day)
    name = post_name(daily.day)
    asking = posed(asked, public=True)
    card = Card(title, _with_solution(cohort, solved, asking) if solved else asking)
    due_at = after_the_week(daily.at)
    post = home_post(home, name, card, due_at, state=state, until=until)
    thread = (thread_post(home, daily.day, due_at, state=state, until=until),) if cohort.challenge_threads else ()
    await unit.outbox.put_all((post, *thread))


def _with_solution(cohort: Cohort, solved: Solved, asking: tuple[Block, ...]) -> tuple[Block, ...]:
    """The solution before, above the new question; or a press beside its controls, if a phone has no room for both."""
    whole = Call("challenge solution", {"cohort": str(cohort.id), "day": solved.daily.day.isoformat()})
    heading = t("**Solution of {day}**", day=solved.daily.day)
    counted = statistics(solved.asked.challenge, solved.attempts)
    told = Text(join([line for line in (heading, short_solution(solved.asked), counted) if line]))
    if _lines((told, *asking)) <= MOST_LINES:
        return (told, Buttons((Button(t("The whole solution"), whole),)), Divider(), *asking)
    weekday = Weekday(solved.daily.day.weekday(), "abbreviated")  # a whole date would not fit beside the other buttons
    last = Button(t("Solution of {day}", day=weekday), whole)
    *others, controls = asking
    if isinstance(controls, Buttons) and len(controls.buttons) < MOST_BUTTONS:
        return (*others, Buttons((*controls.buttons, last)))
    return (*asking, Buttons((last,)))


def _lines(blocks: Sequence[Block]) -> int:
    """About how many lines of a phone these take: a row of buttons is as high as two."""
    texts = [plain(block.text) for block in blocks if isinstance(block, Text | Note)]
    rows = [_rows(block) for block in blocks if isinstance(block, Buttons)]
    return 2 * sum(rows) + sum(1 + len(line) // A_LINE for text in texts for line in text.split("\n"))


def _rows(buttons: Buttons) -> int:
    """In how many rows a phone shows these: what has no room beside the one before it begins another."""
    rows, filled = 1, 0
    for button in buttons.buttons:
        wide = len(button.label) + A_BUTTON
        rows, filled = (rows, filled + wide) if filled + wide <= A_LINE else (rows + bool(filled), wide)
    return rows


async def _tell(unit: Unit, cohort: Cohort, home: Home, solved: Solved, at: datetime, now: datetime) -> None:
    """The solution in a post of its own, due at the time at which it comes: after a downtime too, it goes before what follows."""
    title = t("{cohort}: solution of {day}", cohort=cohort.name, day=solved.daily.day)
    counted = statistics(solved.asked.challenge, solved.attempts)
    prompt = blocks_with_code(solved.asked.variant.prompt, 600)
    card = Card(title, (*prompt, *explanation(solved.asked), *((Note(counted),) if counted else ())))
    await unit.outbox.put_all([home_post(home, _reveal_name(solved.daily.day), card, at, until=now + timedelta(days=1))])


async def unless_followed(unit: Unit, post: Post, now: datetime) -> Post | Reason:
    """The challenge of a day or its thread, unless the cohort rests, is over, or has read a later one: nothing would tell its
    solution then."""
    wanted, cohort = await unless_resting(unit, post, now), await unit.cohorts.get(post.cohort or 0)
    if cohort is None or isinstance(wanted, Reason):
        return wanted
    day = date.fromisoformat(post.key.split("/")[1])
    later = await unit.challenges.given(cohort.id, day + ONE_DAY)
    followed = any([await was_sent(unit, cohort, post_name(daily.day)) for daily in later])
    return Reason(Hindrance.FOLLOWED) if followed else wanted


def feature(*, runs_code: bool) -> Feature:
    """The feature; if the process cannot run code, challenges that ask for a function are never chosen."""
    routine = Routine(CHALLENGE, partial(post_challenge, runs_code=runs_code), Timetable.challenges)
    last = Routine("last-solution", post_last_solution, last_solutions, Timetable.moved_at)
    return Feature(Commands(), (routine, last), (Recheck(CHALLENGE, unless_followed),))
