"""A database of each released revision with a row in every table is upgraded: all is still there, and the bot goes on."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeAlias

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, text

from bot.interface.stored import dump
from bot.wiring.core import open_core
from storage import migrate
from storage.engine import Engines, open_engines
from storage.revision import MIGRATIONS, is_current
from tests.postgresql import Postgresql
from tests.samples import EVERY_BLOCK
from tests.small_pack import publish_small_pack
from tests.storage.revisions import PostgresqlRevisions, Revisions, SqliteRevisions, upgrade_in_vain
from tests.transactions import begun, opened
from tests.world import MONDAY, Clock, Noticeboard, World, words

Rows: TypeAlias = dict[str, list[dict[str, Any]]]
"""Rows by table."""

REVISIONS = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]
COMMUNITY = {"community_id": 1}
COHORT = {**COMMUNITY, "cohort_id": 12}
MEMBER = {**COMMUNITY, "person_id": 2}
ITEM = {"item_id": "week.old", "rev": 1}
ROWS: Mapping[str, Mapping[str, Any]] = {
    "community": {"id": 1, "name": "Owls", "zone": "UTC", "locale": "en"},
    "space": {**COMMUNITY, "platform": "test", "external_id": "space-1", "name": "Owls"},
    "person": {"id": 2, "zone": "Europe/Berlin"},
    "account": {"platform": "test", "external_id": "account-ann", "person_id": 2, "name": "ann"},
    "member": {
        **MEMBER, "weekly_minutes": 90, "reminders": True, "reminder_from": time(9), "reminder_until": time(20),
        "visibility": "cohort", "unreachable": False,
    },
    "moderator": MEMBER, "erasure": {**COMMUNITY, "digest": "5f", "at": MONDAY},
    "moderator_role": {**COMMUNITY, "role_id": "role-1"},
    "help_offer": {**COHORT, **MEMBER, "week_id": "week.apples", "helper": 2, "asked_at": MONDAY, "answer": "waiting"},
    "review_request": {**COHORT, **MEMBER, "week_id": "week.apples", "asked_at": MONDAY},
    "peer_review": {
        **COHORT, **MEMBER, "week_id": "week.apples", "reviewer": 2, "asked_at": MONDAY, "answer": "given", "answered_at": MONDAY,
        "good": "Clear", "seen": "A plan", "next": "A test", "thanked": True, "reported": False,
    },
    "live_session": {
        **COHORT, "id": 9, "title": "Questions", "link": "https://example.org", "starts_at": MONDAY, "minutes": 60,
        "cancelled": False, "version": 0, "before": "",
    },
    "web_pass": {
        **COHORT, **MEMBER, "digest": "5f", "kind": "calendar", "platform": "test", "account": "account-ann", "made_at": MONDAY,
        "administrator": False, "roles": "", "told_at": None, "token": None, "issued_to": None,
    },
    "member_note": {**MEMBER, "text": "Moves house in March", "author": 2, "at": MONDAY},
    "pack": {"name": "mle", "title": "Fruit"},
    "revision": {"pack": "mle", **ITEM, "kind": "week", "body": {"id": "week.old"}},
    "release": {"pack": "mle", "version": "0.1.0", "published_at": MONDAY - timedelta(days=9)},
    "release_item": {"pack": "mle", "version": "0.1.0", **ITEM, "position": 0},
    "cohort": {
        **COMMUNITY, "id": 12, "slug": "ml", "name": "Ünï", "pack": "mle", "release": "99.0", "roadmap": "roadmap.foundations",
        "weeks": 3, "start": date(2026, 1, 5), "at": time(18), "zone": "UTC", "checkin_days": "mon,tue", "checkin_at": time(18),
    },
    "home": {**COHORT, "platform": "test", "space": "space-1", "channel": "channel-1"},
    "enrollment": {**COHORT, **MEMBER, "joined_at": MONDAY, "first_week": 1},
    "progress": {
        **COHORT, **MEMBER, "week_id": "week.apples", "mark": "done", "at": MONDAY, "link": "", "note": "Made",
        "mark_before": None,
    },
    "checkin": {
        **COHORT, **MEMBER, "day": date(2026, 1, 5), "zone": "UTC", "rule": "day/1", "at": MONDAY, "did": "Read", "next": "",
        "blocker": "", "answer": "", "shared": True,
    },
    "draft": {**MEMBER, "id": 3, "kind": "checkin", "content": {"did": "Read"}, "expires_at": MONDAY + timedelta(days=7)},
    "due": {**COHORT, "routine": "milestone", "at": MONDAY + timedelta(hours=10), "wait_until": MONDAY + timedelta(hours=10)},
    "post": {
        **COHORT, "id": 4, "key": "welcome/12/test/channel-1", "kind": "send", "platform": "test", "space": "space-1",
        "channel": "channel-1", "card": dump(EVERY_BLOCK), "state": "waiting", "due_at": MONDAY, "attempts": 0, "version": 1,
    },
    "seen": {**COMMUNITY, "request_id": "test/one", "at": MONDAY},
    "own_revision": {**COMMUNITY, **ITEM, "kind": "question", "body": {"title": "Owlery"}, "author": 2, "at": MONDAY},
    "waiting": {**COHORT, **MEMBER, "number": 1},
    "own_link": {**COMMUNITY, **ITEM, "url": "https://example.org", "host": "example.org", "due_at": MONDAY},
    "pace": {"name": "discord", "next_at": 0.0},
    "slack_installation": {
        "space": "space-1", "sealed": "gAAAAA", "installed_at": MONDAY, "expires_at": MONDAY, "renewing_until": None,
    },
    "slack_state": {"digest": "5f", "expires_at": MONDAY},
    "shipped_link": {**ITEM, "url": "https://example.org", "host": "example.org", "due_at": MONDAY},
    "stand_in": {**COMMUNITY, "item_id": "resource.owls", "own_id": "resource.own.1"},
    "saved": {**MEMBER, "item_id": "week.old", "at": MONDAY},
    "report": {**MEMBER, "item_id": "week.old", "at": MONDAY},
    "suggestion": {**MEMBER, "id": 5, "content": {"url": "https://example.org"}, "at": MONDAY},
    "gap": {**COMMUNITY, "id": 6, "query": "owls", "count": 2, "at": MONDAY},
    "daily_challenge": {**COHORT, "day": date(2026, 1, 5), "item_id": "challenge.apple", "rev": 1, "seed": 7, "at": MONDAY},
    "attempt": {
        **MEMBER, **COHORT, "id": 8, "item_id": "challenge.apple", "rev": 1, "seed": 7, "day": date(2026, 1, 5), "zone": "UTC",
        "at": MONDAY, "answer": "apple", "verdict": "right", "scored": True, "hints": 0, "rule": "text/1",
    },
    "review_state": {**MEMBER, "item_id": "challenge.apple", "state": 1, "step": 0, "due": MONDAY + timedelta(days=3)},
    "pause": {**COHORT, "id": 9, "first": date(2026, 2, 2), "last": date(2026, 2, 3)},
    "repair": {**COHORT, "day": date(2026, 1, 4), "by": 2, "at": MONDAY, "reason": "The server was down"},
}  # fmt: skip
"""By table, with what was required in the revision that brought the table; a new table needs a row here."""

LATER: Mapping[str, Mapping[str, Any]] = {
    "due": {"subject_kind": "cohort", "subject_id": 12},
    "home": {"id": 10},
    "post": {"home_id": 10, "key": "welcome/10"},
}
"""What later revisions require, and what they call otherwise."""


@pytest.fixture(scope="module")
def sqlite_revisions(tmp_path_factory: pytest.TempPathFactory) -> Revisions:
    return SqliteRevisions(tmp_path_factory.mktemp("revisions"))


@pytest.fixture(scope="module")
def postgresql_revisions(postgresql: Postgresql) -> Revisions:
    return PostgresqlRevisions(postgresql)


@pytest.fixture(params=["sqlite", "postgresql"])
def revisions(request: pytest.FixtureRequest) -> Revisions:
    return request.getfixturevalue(f"{request.param}_revisions")


@pytest.fixture
def of_revision(revisions: Revisions, revision: str) -> Iterator[str]:
    """The address of a throw-away database with the tables of a revision."""
    with revisions.copy(revision) as address:
        yield address


@pytest.mark.parametrize("revision", REVISIONS)
async def test_everything_is_still_there_and_the_bot_goes_on(
    of_revision: str, revision: str, clock: Clock, board: Noticeboard
) -> None:
    async with open_core(of_revision, clock, {"test": board}) as core:
        before = await filled(core.engines, revision)
        if revision in REVISIONS[:-1:9]:  # the first of them undoes every migration there is
            await checked_in_vain(core.engines, before)
        await migrate.upgrade(core.engines)
        assert await is_current(core.engines)
        async with begun(core.engines.read) as connection:
            after = await connection.run_sync(rows_by_table)
        if before.pop("pause", None):
            assert [row["breaks"] for row in after["cohort"]] == ["pause:2026-02-02/2026-02-03"]
        _compare(before, after)
        await publish_small_pack(core.engines)
        await _go_on(World(core, clock, board))


async def checked_in_vain(engines: Engines, before: Rows) -> None:
    await upgrade_in_vain(engines)
    async with begun(engines.read) as connection:
        assert await connection.run_sync(rows_by_table) == before


async def test_what_earlier_versions_have_room_for_survives_the_way_back_to_each(
    empty: str, clock: Clock, board: Noticeboard
) -> None:
    async with open_core(empty, clock, {"test": board}) as core:
        before = await filled(core.engines, "head")
        for revision in reversed(REVISIONS):
            await migrate.downgrade(core.engines, revision)
            async with begun(core.engines.read) as connection:
                after = await connection.run_sync(rows_by_table)
            _compare({table: rows for table, rows in before.items() if table in after}, after)
        await migrate.upgrade(core.engines)
        await publish_small_pack(core.engines)
        await _go_on(World(core, clock, board))


async def test_a_migration_refuses_a_database_that_checks_its_keys(empty_sqlite: str) -> None:
    engines = open_engines(empty_sqlite)
    await migrate.upgrade(engines)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    async with begun(engines.write) as connection:
        config.attributes["connection"] = await connection.run_sync(lambda opened: opened)
        with pytest.raises(RuntimeError, match="foreign keys off"):
            await connection.run_sync(lambda opened: command.downgrade(config, "0003"))
    assert await is_current(engines)
    await engines.dispose()


async def _go_on(world: World) -> None:
    """A waiting post is sent, a due runs, and a member finds what they did: each once, however often the clock ticks."""
    for _ in range(3):
        await world.tick()
    async with opened(world.core, 1) as unit:
        (home,) = await unit.cohorts.homes(12)
    (welcome,) = world.board.posts("welcome/")
    assert (welcome.post.key, welcome.post.home) == (f"welcome/{home.id}", home.id)
    world.clock.advance(hours=10, minutes=1)
    for _ in range(3):
        await world.tick()
    assert len(world.board.posts("week/1/")) == 2  # the message and its thread
    ann = world.caller("ann")
    assert "Ünï" in words(await ann.card("cohort info", cohort="ml"))
    assert "You: done" in words(await ann.card("milestone", cohort="ml", week="1"))
    assert "1 h 30 min" in words(await ann.card("me settings"))


async def filled(engines: Engines, revision: str) -> Rows:
    """Make the tables of a revision with a row in each; returns the rows by table."""

    def fill(connection: Connection) -> Rows:
        found = MetaData()
        found.reflect(connection)
        for table in found.sorted_tables:
            if table.name != "alembic_version":
                values = {name: value for name, value in ROWS[table.name].items() if name in table.c}
                later = LATER.get(table.name, {})
                values |= later if set(later) <= set(table.c.keys()) else {}
                connection.execute(table.insert().values(values))
        return rows_by_table(connection)

    await migrate.upgrade(engines, revision)
    async with begun(engines.write) as connection:
        return await connection.run_sync(fill)


def rows_by_table(connection: Connection) -> Rows:
    """As the database keeps them, whatever a version makes of them."""
    return {name: _rows_of(name, connection) for name in inspect(connection).get_table_names() if name != "alembic_version"}


def _rows_of(name: str, connection: Connection) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(text(f'SELECT * FROM "{name}"')).mappings()]  # noqa: S608 - a table's name


def _compare(before: Rows, after: Rows) -> None:
    for table, (row,) in before.items():
        assert any(_kept(row, other) for other in after[table]), f"{table}: {row} is not in {after[table]}"


def _kept(row: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether a row is there with all that it had, except the keys of posts, which may have changed."""
    return all(_plain(other[name]) == _plain(value) for name, value in row.items() if name in other and name != "key")


def _plain(value: Any) -> Any:
    """An instant as both databases have it."""
    return value.replace(tzinfo=value.tzinfo or UTC) if isinstance(value, datetime) else value
