"""The first cohort of a test is launched by its commands once in a process; tests after that begin with the rows of it.

It takes three calls, for as long as all that most tests do themselves.
"""

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import insert, select

from bot.wiring.core import Core
from storage import tables
from storage.connection import Connection
from tests.same_ids import same_ids
from tests.tenant_statements import SETS_UP

Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
"""By table."""

SHIPPING = {"pack", "revision", "release", "release_item", "shipped_link"}
"""Tables that have rows before anybody calls."""
_OURS = {SETS_UP: True}
_COMMUNITIES = select(tables.community.c.id).execution_options(**_OURS)
_RELEASE = tables.release.c
_RELEASES = select(_RELEASE.pack, _RELEASE.version).order_by(_RELEASE.pack, _RELEASE.version).execution_options(**_OURS)
_ROWS = {
    table.name: select(table).execution_options(**_OURS) for table in tables.metadata.sorted_tables if table.name not in SHIPPING
}
_INSERTS = {name: insert(tables.metadata.tables[name]).execution_options(**_OURS) for name in _ROWS}
_known: dict[Hashable, tuple[str, Rows]] = {}


async def launched_once(core: Core, asked: Hashable, launch: Callable[[], Awaitable[str]]) -> str:
    """The cohort that `launch` returns, if it is the first thing that happens in a database; `asked` is what it depends on."""
    if not core.library.shipped:
        return await launch()  # whose calls read what ships, which is not for the test's own to do
    case = (asked, *await core.engines.read.run(_releases), type(core.engines.write))
    if case in _known and await core.engines.write.run(_put, _known[case][1]):
        return _known[case][0]
    if not await core.engines.read.run(_is_empty):
        return await launch()
    with same_ids(str(asked)):  # whichever test of the process comes first
        cohort = await launch()
    _known[case] = cohort, await core.engines.read.run(_rows)
    return cohort


async def _put(connection: Connection, rows: Rows) -> bool:
    """Whether the rows were put into the database, which had none."""
    if not await _is_empty(connection):
        return False
    for table, values in rows.items():
        await connection.execute(_INSERTS[table], values)
    return True


async def _is_empty(connection: Connection) -> bool:
    return not (await connection.execute(_COMMUNITIES)).all()


async def _releases(connection: Connection) -> Sequence[Hashable]:
    return tuple(map(tuple, await connection.execute(_RELEASES)))


async def _rows(connection: Connection) -> Rows:
    found = {table: (await connection.execute(rows)).mappings().all() for table, rows in _ROWS.items()}
    return {table: list(map(dict, rows)) for table, rows in found.items() if rows}
