"""A challenge is given to a cohort, and somebody answers it."""

from datetime import UTC, date, datetime

from bot.domain.challenge import Challenge, DailyChallenge
from bot.domain.items import Revision
from bot.interface.card import Card
from tests.transactions import community_of, opened
from tests.world import Caller, World

DAY = date(2026, 1, 6)


async def give(world: World, cohort: str, challenge: Challenge, day: date = DAY, seed: int = 1) -> None:
    """Let the cohort's challenge of a day be this one."""
    community = await community_of(world.core, cohort)
    async with opened(world.core, community) as unit:
        await unit.own_content.put(Revision(item=challenge, author=1, at=world.clock()))
        at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
        await unit.challenges.put_daily(DailyChallenge(cohort=int(cohort), day=day, item=challenge.id, rev=1, seed=seed, at=at))


async def answer(caller: Caller, cohort: str, text: str, day: date = DAY) -> Card:
    return await caller.card("challenge answer", "submit", cohort=cohort, day=day.isoformat(), answer=text)


async def next_day(world: World) -> None:
    world.clock.advance(days=1)
    await world.tick()
