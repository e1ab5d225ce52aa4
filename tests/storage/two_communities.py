"""Two communities: one with everything in it, and somebody of the other who must not reach it."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, Text, bindparam, cast, literal, null, select, union_all

from bot.domain.challenge import Attempt, DailyChallenge, ReviewState
from bot.interface.card import Card
from bot.ports.unit import Unit
from storage.engine import Engines
from storage.tables import metadata
from tests.owned_pack import owned_pack, publish_owned
from tests.transactions import begun, opened
from tests.world import MONDAY, Caller, World, press

ACCOUNT = "U7"
"""The account of a member of the first community."""


@dataclass(frozen=True, slots=True)
class Other:
    """What somebody from outside could have learned of a community: its ids, its slug, an account."""

    community: int
    cohort: int
    slug: str
    draft: str
    person: int
    item: str
    suggestion: str
    gap: str


async def another_community(world: World) -> Other:
    """A community with everything in it: a cohort, a pack, members, progress, check-ins, drafts, posts that wait."""
    where = {"space": "space-a", "channel": "channel-a"}
    cohort = await world.launch("Owlery", **where)
    hermione = world.caller("Hermione", **where)  # pyright: ignore[reportArgumentType]
    hermione.actor = replace(hermione.actor, id=ACCOUNT)
    await hermione.card("cohort join", cohort=cohort)
    await hermione.card("me settings", visibility="cohort", reminders="on")
    administrator = world.caller("moderator", administrator=True, **where)  # pyright: ignore[reportArgumentType]
    await administrator.card("manage settings", log="channel-a")
    await publish_owned(world, administrator, owned_pack("Alohomora"))
    dry_run = await administrator.submit(
        await administrator.form("manage create"), name="Owlery two", roadmap="foundations", channel="channel-a"
    )
    await world.tick()
    world.clock.advance(hours=11)
    await hermione.card("milestone done", "submit", cohort=cohort, week="1", note="Alohomora")
    await hermione.card("checkin", "submit", cohort=cohort, did="Alohomora", share="yes")
    (community,) = await world.core.units.communities_of(hermione.actor)
    preview = await administrator.card("content add-resource", "submit", title="Owlery", url="https://example.org/b")
    published = await administrator.make(press(preview, "Publish"), "press")
    assert isinstance(published, Card)
    item = press(published, "Show").values["item"]
    await hermione.card("resource suggest", title="Alohomora", url="https://example.org/c")
    await hermione.card("find", query="Alohomora Hermione zzz")
    await hermione.card("resource save", "press", item=item)
    await hermione.card("resource broken", "press", item=item)
    await administrator.card("manage note", member="Hermione", note="Alohomora")
    repair = await administrator.card("manage repair", "submit", date="2026-01-05", reason="Alohomora")
    await administrator.make(press(repair, "Repair"), "press")
    async with opened(world.core, community.id) as unit:
        await _answer(unit, int(cohort))
        (suggestion,), (gap,) = await unit.suggestions.all(9), await unit.gaps.all(9)
        found = await unit.cohorts.get(int(cohort))
        member = await unit.members.find("test", hermione.actor.id)
        assert found
        assert member
    return Other(
        community.id,
        found.id,
        found.slug,
        press(dry_run, "Launch").values["draft"],
        member.person,
        item,
        str(suggestion.id),
        str(gap.id),
    )


async def _answer(unit: Unit, cohort: int) -> None:
    """Hermione missed a challenge on Sunday and again on Monday, so it is in her reviews; and she waits for a place."""
    member = await unit.members.find("test", ACCOUNT)
    assert member
    await unit.waiting_lists.add(cohort, member.person)
    day, who = MONDAY.date(), {"person": member.person, "item": "challenge.owls"}
    await unit.challenges.put_daily(DailyChallenge(cohort=cohort, day=day, item="challenge.owls", rev=1, seed=1, at=MONDAY))
    for number, days in ((1, 0), (2, -1)):
        attempt = Attempt(
            id=number, cohort=cohort, rev=1, seed=1, day=day + timedelta(days=days), zone="UTC", at=MONDAY, answer="Alohomora",
            verdict="wrong", scored=True, hints=1, **who,
        )  # fmt: skip
        await unit.attempts.put(attempt)
    state = {"state": 2, "step": None, "stability": 1.0, "difficulty": 5.0, "due": MONDAY, "last_review": MONDAY}
    await unit.reviews.put(ReviewState(**who, **state))


async def outsider(world: World, who: str) -> Caller:
    """Somebody of a second community, who is in a cohort there."""
    where = {"space": "space-b", "channel": "channel-b"}
    cohort = await world.launch("Snakes", **where)
    outsider = world.caller("Draco", administrator=who == "administrator", **where)  # pyright: ignore[reportArgumentType]
    await outsider.card("cohort join", cohort=cohort)
    return world.caller("Draco", space=None, channel="direct") if who == "by direct message" else outsider


async def outside(world: World) -> AbstractAsyncContextManager[Unit]:
    """A unit of the second community."""
    outsider = world.caller("Draco", space="space-b")
    (community,) = await world.core.units.communities_of(outsider.actor)
    return opened(world.core, community.id)


async def everything(engines: Engines, other: Other) -> list[tuple[Any, ...]]:
    """Every row of the other community: the name of its table, and what each column holds, as text."""
    async with begun(engines.read) as connection:
        return sorted(
            (await connection.execute(_EVERYTHING, {"community": other.community, "person": other.person})).all(), key=str
        )


def _of_other(table: Table) -> ColumnElement[bool] | None:
    """What is true for the rows of the other community; None if the table has rows of none."""
    if table.name == "community":
        return table.c.id == bindparam("community")
    if "community_id" in table.columns:
        return table.c.community_id == bindparam("community")
    if "pack" in table.columns:
        return table.c.pack.in_(select(metadata.tables["pack"].c.name).filter_by(community_id=bindparam("community")))
    if table.name in ("person", "account"):
        return table.c["id" if table.name == "person" else "person_id"] == bindparam("person")
    return None


def _as_texts(table: Table, among: ColumnElement[bool]) -> Select[Any]:
    """Rows as wide as those of the widest table, so that one statement reads them all."""
    texts = [cast(column, Text) for column in table.columns]
    return select(literal(table.name), *texts, *[null()] * (_WIDEST - len(texts))).where(among)


_WIDEST = max(len(table.columns) for table in metadata.tables.values())
_EVERYTHING = union_all(
    *(_as_texts(table, among) for table in metadata.tables.values() if (among := _of_other(table)) is not None)
)
"""One statement and not one for each table: it is asked after every command."""
