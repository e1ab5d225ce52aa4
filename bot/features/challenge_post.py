"""The post of a daily challenge: chosen for each cohort, posted, and its solution told with the next."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from zlib import crc32

from bot.domain.challenge import Attempt, Challenge, DailyChallenge
from bot.domain.challenge_choice import candidates, for_the_week, topics_of
from bot.domain.closing import last_solutions
from bot.domain.cohort import Cohort, Home
from bot.domain.post import PostState
from bot.domain.timetable import Occurrence, Timetable
from bot.feature import Feature, Recheck, Routine
from bot.interface.card import Card, Note, Text
from bot.interface.command import Commands
from bot.interface.limits import fitted
from bot.ports.unit import Unit
from bot.shared.challenge_card import controls, explanation, question
from bot.shared.daily_challenge import CHALLENGE, asked_of, challenge_of, post_name
from bot.shared.posts import home_post, state_at, unless_resting
from bot.shared.week_card import weeks_so_far
from bot.text import Markup, join, n, t

NOT_AGAIN_FOR = timedelta(days=365)


async def post_challenge(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime, *, runs_code: bool) -> None:
    """Give the cohort its challenge and reveal the one before. After a downtime only the newest day counts."""
    if due:
        newest = due[-1]
        given = await _give(unit, cohort, newest, runs_code=runs_code)
        for home in await unit.cohorts.homes(cohort.id):
            await _reveal(unit, cohort, home, newest.day, now)
            if given:
                await _post(unit, cohort, home, given, newest.until, state_at(newest, now))


async def post_last_solution(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """Reveal the challenge that no other follows."""
    for occurrence in due:
        for home in await unit.cohorts.homes(cohort.id):
            await _reveal(unit, cohort, home, occurrence.day + timedelta(days=1), now)


async def _give(unit: Unit, cohort: Cohort, occurrence: Occurrence, *, runs_code: bool) -> DailyChallenge | None:
    """Choose what the cohort gets on a day: of this week's topics, else of earlier ones; nothing it had within a year."""
    day, at = occurrence.day, occurrence.at
    known = await unit.challenges.daily(cohort.id, day)
    if known:
        return known
    weeks = await weeks_so_far(unit, cohort, at)
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


async def _post(unit: Unit, cohort: Cohort, home: Home, daily: DailyChallenge, until: datetime, state: PostState) -> None:
    challenge = await challenge_of(unit, cohort, daily)
    if challenge is None:
        return
    asked = asked_of(cohort, daily, challenge)
    title = t("{cohort}: challenge of {day}", cohort=cohort.name, day=daily.day)
    name = post_name(daily.day)
    card = Card(title, (*question(asked), *controls(asked, public=True)))
    await unit.outbox.put(home_post(home, name, card, daily.at, state=state, until=until))
    room = Card(t("Challenge of {day}", day=daily.day), (Text(t("Talk about it here once you have answered.")),))
    await unit.outbox.put(home_post(home, f"{name}/thread", room, daily.at, kind="thread", parent=name, state=state, until=until))


async def _reveal(unit: Unit, cohort: Cohort, home: Home, day: date, now: datetime) -> None:
    """Post the solution of the challenge before, with the number of answers and how they did."""
    since = cohort.timetable.seven_days_before(day)
    earlier = [daily for daily in await unit.challenges.given(cohort.id, since) if daily.day < day]
    challenge = await challenge_of(unit, cohort, earlier[0]) if earlier else None
    if challenge is None:
        return
    daily = earlier[0]
    asked = asked_of(cohort, daily, challenge)
    attempts = await unit.attempts.between(cohort.id, daily.day, daily.day)
    title = t("{cohort}: solution of {day}", cohort=cohort.name, day=daily.day)
    prompt = Text(fitted(asked.variant.prompt, 600))
    card = Card(title, (prompt, *explanation(asked), Note(_statistics(challenge, attempts))))
    await unit.outbox.put(home_post(home, f"reveal/{daily.day}", card, now, until=now + timedelta(days=1)))


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


def feature(*, runs_code: bool) -> Feature:
    """The feature; if the process cannot run code, challenges that ask for a function are never chosen."""
    routine = Routine(CHALLENGE, partial(post_challenge, runs_code=runs_code), Timetable.challenges)
    last = Routine("last-solution", post_last_solution, last_solutions, Timetable.moved_at)
    return Feature(Commands(), (routine, last), (Recheck(CHALLENGE, unless_resting),))
