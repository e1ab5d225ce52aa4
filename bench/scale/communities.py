"""A database with many communities, made out of one by the database itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Insert, String, bindparam, case, delete, func, insert, literal, select, update

from bench.clones import Changed, clone_cohorts, clones
from bench.worlds import world_over
from storage import tables
from storage.connection import Connection
from tests.queued import own_community
from tests.transactions import opened
from tests.world import World

LATER = timedelta(hours=1)
"""How far ahead the hour is at first; `set_hour` moves it once the workers are ready."""
_FIRST_ID = 10**17
"""Discord's ids have so many digits; Slack's begin with a letter."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many communities there are, every other one on Discord and on Slack; cohorts of each; members of each cohort."""

    communities: int
    cohorts: int
    members: int

    @property
    def all_cohorts(self) -> int:
        return self.communities * self.cohorts


@dataclass(frozen=True, slots=True)
class _Origin:
    """The ids of the community that is copied, of its first cohort and of its first member."""

    community: int
    cohort: int
    person: int


async def fill(url: str, size: Size, now: datetime) -> None:
    """Communities whose cohorts are in their second week, which has its milestone and a prompt to come in an hour."""
    async with world_over(url) as world:
        origin = await _first(world, now + LATER)
        await world.core.engines.write.run(_multiply, origin, size, now)


async def _first(world: World, begins: datetime) -> _Origin:
    """A cohort that began a week ago, with somebody in it, and nothing left that was due since."""
    world.clock.now = begins - timedelta(days=8)
    cohort = await world.launch(start=str(begins.date() - timedelta(days=7)), time=f"{begins:%H:%M}")
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("manage edit", cohort=cohort, checkin=f"{begins:%H:%M}", days="every day")
    await world.caller("ann").card("cohort join", cohort=cohort)
    world.clock.now = begins - timedelta(minutes=1)
    await world.core.queue()
    community = await own_community(world)
    async with opened(world.core, community) as unit:
        found = await unit.members.find("test", "account-ann")
    assert found is not None  # noqa: S101 - ann has joined
    return _Origin(community, int(cohort), found.person)


async def _multiply(connection: Connection, origin: _Origin, size: Size, now: datetime) -> None:
    """First the community gets all its cohorts and members, then there are as many as it."""
    await clone_cohorts(connection, size.cohorts - 1)
    people = size.cohorts * size.members
    for statement in _members(origin, size):
        await connection.execute(statement, {"copies": people - 1})
    for statement in _communities(origin, size):
        await connection.execute(statement, {"copies": size.communities})
    await connection.execute(delete(tables.community).where(tables.community.c.id == origin.community))
    await connection.execute(_LOOKED_FOR, {"of_day": f"/departures/{now.date()}", "now": now})


def _members(origin: _Origin, size: Size) -> list[Insert]:
    """Copies of a member, each cohort's as many as the size says."""

    def enrolled(c: Any, number: Any) -> Mapping[str, Any]:
        return {"person_id": c.person_id + number, "cohort_id": c.cohort_id + number // size.members}

    member, enrollment = tables.member, tables.enrollment
    return [
        clones(tables.person, lambda c, number: {"id": c.id + number}, tables.person.c.id == origin.person),
        clones(tables.account, _account, tables.account.c.person_id == origin.person),
        clones(member, lambda c, number: {"person_id": c.person_id + number}, member.c.person_id == origin.person),
        clones(enrollment, enrolled, enrollment.c.person_id == origin.person),
    ]


def _account(c: Any, number: ColumnElement[int]) -> Mapping[str, Any]:
    return {"person_id": c.person_id + number, "external_id": c.external_id + "-" + number.cast(String)}


def _communities(origin: _Origin, size: Size) -> list[Insert]:
    """Copies of the whole community, each under ids of its own."""
    people = size.cohorts * size.members
    persons = (origin.person, origin.person + people - 1)

    def moved(**ids: int) -> Changed:
        def change(c: Any, number: Any) -> Mapping[str, Any]:
            steps = {"community_id": 1, **ids}
            return {name: c[name] + number * step for name, step in steps.items() if name in c}

        return change

    def spoken_in(c: Any, number: Any) -> Mapping[str, Any]:
        of_home = moved(id=size.cohorts, cohort_id=size.cohorts)(c, number)
        return {
            **of_home,
            "platform": _platform(number),
            "space": _id("T", number, number),
            "channel": _id("C", of_home["id"], number),
        }

    def told(c: Any, number: Any) -> Mapping[str, Any]:
        person = c.person_id + number * people
        return {"person_id": person, "platform": _platform(number), "external_id": _id("U", person, number)}

    def added(c: Any, number: Any) -> Mapping[str, Any]:
        return {"community_id": c.community_id + number, "platform": _platform(number), "external_id": _id("T", number, number)}

    community, due = tables.community, tables.due
    ours = {table: table.c.community_id == origin.community for table in (tables.space, tables.cohort, tables.home, due)}
    return [
        clones(community, lambda c, number: {"id": c.id + number}, community.c.id == origin.community),
        clones(tables.space, added, ours[tables.space]),
        clones(tables.person, lambda c, number: {"id": c.id + number * people}, tables.person.c.id.between(*persons)),
        clones(tables.account, told, tables.account.c.person_id.between(*persons)),
        clones(tables.member, moved(person_id=people), tables.member.c.person_id.between(*persons)),
        clones(tables.cohort, moved(id=size.cohorts), ours[tables.cohort]),
        clones(tables.home, spoken_in, ours[tables.home]),
        clones(
            tables.enrollment,
            moved(person_id=people, cohort_id=size.cohorts),
            tables.enrollment.c.community_id == origin.community,
        ),
        clones(due, moved(subject_id=size.cohorts, cohort_id=size.cohorts), ours[due], due.c.subject_kind == "cohort"),
    ]


def _platform(number: Any) -> ColumnElement[str]:
    return case((number % 2 == 0, "discord"), else_="slack")


def _id(letter: str, value: Any, number: Any) -> ColumnElement[str]:
    """The id of something, by an id of ours, on the platform of the community of this number."""
    on_discord = (literal(_FIRST_ID, BigInteger) + value).cast(String)
    return case((number % 2 == 0, on_discord), else_=literal(letter) + value.cast(String))


_LOOKED_FOR = insert(tables.seen).from_select(
    ["community_id", "request_id", "at"],
    select(
        tables.space.c.community_id,
        literal("heard/") + tables.space.c.platform + bindparam("of_day", type_=String),
        bindparam("now", type_=tables.seen.c.at.type),
    ),
)
"""Whether members are still there is looked at once a day; it was today, and takes nothing of the hour that is measured."""

_MOVE_COHORTS = update(tables.cohort).values(start=bindparam("began"), at=bindparam("time"), checkin_at=bindparam("time"))
_MOVE_DUES = (
    update(tables.due)
    .where(tables.due.c.at == select(func.min(tables.due.c.at)).scalar_subquery())
    .values(at=bindparam("begins"), wait_until=bindparam("begins"))
)


async def set_hour(connection: Connection, begins: datetime) -> None:
    """Let the second week of every cohort, and its prompts, begin then."""
    await connection.execute(_MOVE_COHORTS, {"began": begins.date() - timedelta(days=7), "time": begins.time()})
    await connection.execute(_MOVE_DUES, {"begins": begins})
