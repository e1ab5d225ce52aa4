"""A whole database is copied into one of the other kind and back, and is the same there."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from bot.config import MisconfiguredError
from bot.wiring.backups import RefusedError
from bot.wiring.core import open_core
from bot.wiring.moving import copy
from storage.engine import Engines
from storage.tables import metadata
from tests.postgresql import Postgresql
from tests.storage.test_personal import fill, value_for
from tests.storage.two_communities import ACCOUNT, Other, another_community
from tests.transactions import begun
from tests.world import Caller, Clock, Noticeboard, World, words

HOSTILE = '\\N\t\\. \'; DROP TABLE post; -- \u202e\u2028 𝔘𝔫𝔦 e\u0301 \x01 \r\n {"a": %s}'
LARGEST_ID = 2**48 - 1


def file_of(address: str) -> Path:
    return Path(address.removeprefix("sqlite:///"))


def rows_of(address: str) -> dict[str, list[str]]:
    """All rows of a SQLite file as the driver reads them, which knows nothing of our types."""
    with closing(sqlite3.connect(file_of(address))) as connection:
        found = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in metadata.tables}  # noqa: S608
    return {name: sorted(map(repr, rows)) for name, rows in found.items()}


def change(address: str, *statements: tuple[str, object]) -> None:
    with closing(sqlite3.connect(file_of(address))) as connection, connection:
        for statement, value in statements:
            connection.execute(statement, (value,))


def hermione(world: World) -> Caller:
    caller = world.caller("Hermione", space="space-a", channel="channel-a")
    caller.actor = replace(caller.actor, id=ACCOUNT)
    return caller


async def fill_the_rest(engines: Engines, other: Other) -> None:
    async with begun(engines.write) as connection:
        for table in metadata.sorted_tables:
            if not (await connection.execute(select(func.count()).select_from(table))).scalar_one():
                await connection.execute(insert(table), {column.name: value_for(column, other) for column in table.c})


async def test_everything_goes_to_postgresql_and_comes_back_as_it_was(
    sqlite_database: str, empty_postgresql: str, tmp_path: Path, clock: Clock, board: Noticeboard
) -> None:
    told = list[str]()
    async with open_core(sqlite_database, clock, {"test": board}) as core:
        world = World(core, clock, board)
        other = await another_community(world)
        await fill(core.engines, other)
        await fill_the_rest(core.engines, other)
        before = words(await hermione(world).card("progress"))
        with pytest.raises(RefusedError, match="stop all parts of the bot"):
            await copy(sqlite_database, empty_postgresql, told.append)
    change(
        sqlite_database,
        ("UPDATE member_note SET text = ?", HOSTILE),
        ("UPDATE draft SET content = ?", json.dumps({"said": HOSTILE, "zero": "\0"})),
        ("UPDATE suggestion SET content = ?", "null"),
        ("UPDATE checkin SET next = ?", "ж" * 1_000_000),
        ("UPDATE gap SET id = ?", LARGEST_ID),
    )
    there, back = rows_of(sqlite_database), f"sqlite:///{tmp_path / 'back.db'}"
    assert [name for name, rows in there.items() if not rows] == []
    table, *said = await copy(sqlite_database, empty_postgresql, told.append)
    assert f"{sum(map(len, there.values()))} rows in {len(there)} tables" in table
    assert "read back" in said[0]
    with pytest.raises(RefusedError, match="nobody has used"):
        await copy(sqlite_database, empty_postgresql, told.append)
    async with open_core(empty_postgresql, clock, {"test": board}) as core:
        world = World(core, clock, board)
        assert words(await hermione(world).card("progress")) == before
    await copy(empty_postgresql, back, told.append)
    assert rows_of(back) == there == rows_of(sqlite_database)


@pytest.mark.parametrize(
    ("statement", "value", "reason"),
    [
        ("UPDATE community SET name = ?", "Owl\0ery", "the zero character"),
        ("UPDATE community SET locale = ?", "x" * 400, "longer than its column"),
    ],
)
async def test_what_postgresql_does_not_take_is_named_and_nothing_is_copied(
    sqlite_database: str, postgresql_database: str, clock: Clock, statement: str, value: str, reason: str
) -> None:
    async with open_core(sqlite_database, clock, {}) as core:
        await World(core, clock, Noticeboard()).caller("ann").card("me settings")
    change(sqlite_database, (statement, value))
    with pytest.raises(RefusedError, match=reason) as refused:
        await copy(sqlite_database, postgresql_database, print)
    assert "The table community" in str(refused.value)
    async with open_core(postgresql_database, clock, {"test": Noticeboard()}) as core:
        world = World(core, clock, Noticeboard())
        assert "Nothing found" not in words(await world.caller("ben").card("find", query="gradient descent"))


async def test_what_cannot_be_copied_is_refused_with_the_cure(
    sqlite_database: str, postgresql: Postgresql, postgresql_database: str, tmp_path: Path
) -> None:
    nowhere = f"sqlite:///{tmp_path / 'none.db'}"
    with pytest.raises(RefusedError, match="Both are of one kind"):
        await copy(sqlite_database, nowhere, print)
    with pytest.raises(RefusedError, match=r"There is no database at .*none\.db: look at FROM"):
        await copy(nowhere, postgresql_database, print)
    with pytest.raises(MisconfiguredError, match="TO: write sqlite:///path"):
        await copy(sqlite_database, "mysql://host/cairn", print)
    with pytest.raises(MisconfiguredError, match="TO: there is no database of that name"):
        await copy(sqlite_database, postgresql.url("nobody_made_it"), print)
    change(sqlite_database, ("UPDATE alembic_version SET version_num = ?", "0001"))
    with pytest.raises(RefusedError, match="bring it up to date with `db upgrade`"):
        await copy(sqlite_database, postgresql_database, print)
    assert not (tmp_path / "none.db").exists()
