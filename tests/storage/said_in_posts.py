"""Posts in every state that show what somebody said."""

from datetime import date, timedelta
from typing import get_args

from sqlalchemy import insert, select, update

from bot.domain.cohort import Checkin
from bot.domain.post import PostState
from bot.shared.summary import revise_summaries
from storage import tables
from storage.engine import Engines
from tests.storage.two_communities import Other
from tests.transactions import begun, opened
from tests.world import MONDAY, World


async def say_in_posts(engines: Engines, world: World, other: Other, said: str) -> None:
    """Somebody said something each day: the summaries are posts in each state, and of each there is a copy, and a
    message in a channel that the cohort has left."""
    async with opened(world.core, other.community) as unit:
        cohort = await unit.cohorts.get(other.cohort)
        assert cohort
        for number, _ in enumerate(get_args(PostState)):
            day = MONDAY.date() + timedelta(days=number)
            entry = Checkin(
                cohort=other.cohort, person=other.person, day=day, zone="UTC", rule="day/1", at=MONDAY, did=said, shared=True
            )
            await unit.checkins.put(entry, {"did", "shared"})
        await revise_summaries(unit, cohort, date.min, date.max, MONDAY)
    async with begun(engines.write) as connection:
        for number, state in enumerate(get_args(PostState)):
            day = MONDAY.date() + timedelta(days=number)
            of_day = tables.post.c.key.startswith(f"summary/{day}/")
            of_day &= tables.post.c.community_id == other.community
            message = f"s{number}" if state in ("sent", "gone", "failed") else None
            await connection.execute(update(tables.post).where(of_day).values(state=state, message=message, changed_at=MONDAY))
            row = (await connection.execute(select(tables.post).where(of_day))).mappings().one()
            assert said in str(row["card"])
            for place, key in enumerate((f"copy/{row['id']}/1", f"left/apart/{row['key']}")):
                copy = {**row, "id": 100 + 2 * number + place, "key": key, "state": "sent", "message": f"{place}{number}"}
                await connection.execute(insert(tables.post), copy)


async def differing_copies(engines: Engines, other: Other) -> list[str]:
    """The keys of copies, and of messages in the channel that was left, that say something else than the summary of their day."""
    post = tables.post.c
    async with begun(engines.read) as connection:
        found = (await connection.execute(select(tables.post).where(post.community_id == other.community))).all()
    cards = {key: row.card for row in found for key in (row.key, str(row.id))}
    original = {row.key: row.key.removeprefix("left/apart/").removeprefix("copy/").removesuffix("/1") for row in found}
    copies = [row for row in found if row.key.startswith(("copy/", "left/")) and original[row.key] in cards]
    assert len(copies) > len(get_args(PostState))  # a summary that nobody asked for and that shows nothing is forgotten
    return [row.key for row in copies if row.card != cards[original[row.key]]]
