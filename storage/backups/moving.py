"""The rows of a whole database carried into the tables of one of the other kind, and compared there."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any, Protocol

import sqlalchemy
from sqlalchemy import (
    JSON,
    Column,
    Executable,
    Insert,
    Row,
    Select,
    Table,
    Text,
    TypeDecorator,
    bindparam,
    cast,
    delete,
    insert,
    make_url,
    select,
    type_coerce,
)
from sqlalchemy.exc import DBAPIError

from storage.backups.archive import NOTHING, Tables, Tally, Tell, added, tally
from storage.backups.keeping import compare
from storage.engine import open_engines
from storage.revision import is_current
from storage.tables import metadata
from storage.tables.columns import Instant

BATCH = 1000
"""Rows that are carried at a time."""
_UNFIT = {
    "22021": "a text with the zero character, which PostgreSQL does not take",
    "22001": "a text longer than its column",
}
"""By PostgreSQL's code of an error."""
_ONE_INSTANT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


class Outdated(Exception):
    """A database without the tables of this version."""


class Unfit(Exception):
    """A row that the other kind of database does not take: its table, and why."""


def _kind(column: Column[Any]) -> Any:
    """The type as which a column is carried: texts as they are written, so that nothing is read and written anew."""
    if isinstance(column.type, JSON):
        return Text()
    if isinstance(column.type, TypeDecorator) and not isinstance(column.type, Instant):
        return column.type.impl_instance
    return column.type


def _reading(table: Table) -> Select[Any]:
    read = [cast(each, Text) if isinstance(each.type, JSON) else type_coerce(each, _kind(each)) for each in table.c]
    return select(*read).execution_options(across_communities="a whole database is carried")


def _writing(table: Table, kind: str) -> Insert:
    given = {each.name: bindparam(f"given_{number}", type_=_kind(each)) for number, each in enumerate(table.c)}
    if kind == "postgresql":  # which takes no text for JSON
        given = {each.name: cast(given[each.name], JSON) if isinstance(each.type, JSON) else given[each.name] for each in table.c}
    return insert(table).values(given).execution_options(across_communities="a whole database is carried")


TABLES = metadata.sorted_tables
"""Each after those that it refers to."""
_READ = {table: _reading(table) for table in TABLES}
_WRITE = {kind: {table: _writing(table, kind) for table in TABLES} for kind in ("sqlite", "postgresql")}
_EMPTY = {table: delete(table).execution_options(across_communities="a whole database is carried") for table in TABLES}
"""What a fresh release has loaded comes with the rows that are carried."""


class Side(Protocol):
    """A database in the midst of its transaction."""

    kind: str

    def rows(self, statement: Select[Any]) -> AsyncIterator[Sequence[Row[Any]]]:
        """What a statement finds, so many at a time."""
        ...

    async def change(self, statement: Executable, rows: Sequence[Mapping[str, Any]] | None = None) -> None:
        """Execute a statement, once for each of the rows if there are any."""
        ...


class _Sqlite:
    """Implements `Side`. It waits for nothing: beside it only the other side is at work, which waits for it."""

    kind = "sqlite"

    def __init__(self, connection: sqlalchemy.Connection) -> None:
        self._connection = connection

    async def rows(self, statement: Select[Any]) -> AsyncIterator[Sequence[Row[Any]]]:
        for rows in self._connection.execute(statement).partitions(BATCH):
            yield rows

    async def change(self, statement: Executable, rows: Sequence[Mapping[str, Any]] | None = None) -> None:
        self._connection.execute(statement, rows)


class _Postgresql:
    """Implements `Side`."""

    kind = "postgresql"

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def rows(self, statement: Select[Any]) -> AsyncIterator[Sequence[Row[Any]]]:
        async with self._connection.stream(statement) as found:
            async for rows in found.partitions(BATCH):
                yield rows

    async def change(self, statement: Executable, rows: Sequence[Mapping[str, Any]] | None = None) -> None:
        await self._connection.execute(statement, rows)


async def move(source: str, target: str, tell: Tell) -> Tables:
    """Carry all rows from one address to another of the other kind, whose tables are emptied before, in one transaction of each;
    returns what the target holds then, which is what the source does. Interrupted, the target is as it was.

    Raises Outdated with the address whose tables are not of this version; Unfit; Differs.
    """
    kinds = {make_url(address).get_backend_name(): address for address in (source, target)}
    file, server = open_engines(kinds["sqlite"]), open_engines(kinds["postgresql"])
    try:
        for address in (source, target):
            if not await is_current(file if address == kinds["sqlite"] else server):
                raise Outdated(address)
        if source == kinds["sqlite"]:
            return await server.own.run(_into_server, file.read.sync_engine, tell)
        return await server.own.run(_into_file, file.write.sync_engine, tell)
    finally:
        await server.dispose()
        await file.dispose()


async def _into_server(connection: Any, file: sqlalchemy.Engine, tell: Tell) -> Tables:
    with file.begin() as read:
        return await _carried(_Sqlite(read), _Postgresql(connection), tell)


async def _into_file(connection: Any, file: sqlalchemy.Engine, tell: Tell) -> Tables:
    await connection.exec_driver_sql(_ONE_INSTANT)
    with file.begin() as written:
        return await _carried(_Postgresql(connection), _Sqlite(written), tell)


async def _carried(source: Side, target: Side, tell: Tell) -> Tables:
    for table in reversed(TABLES):
        await target.change(_EMPTY[table])
    carried, count = dict[str, Tally](), 0
    for table in TABLES:
        carried[table.name] = NOTHING
        async for rows in source.rows(_READ[table]):
            await _write(target, table, rows)
            carried[table.name] = added(carried[table.name], _tally_of(rows))
            count += len(rows)
            tell(f"Carried {count} rows")
    compare(carried, await _found_in(target, tell))
    return carried


async def _write(target: Side, table: Table, rows: Sequence[Row[Any]]) -> None:
    """Raises Unfit."""
    given = [{f"given_{number}": value for number, value in enumerate(row)} for row in rows]
    try:
        await target.change(_WRITE[target.kind][table], given)
    except DBAPIError as error:
        code = str(getattr(error.orig, "sqlstate", ""))
        raise Unfit(table.name, _UNFIT.get(code, f"{type(error.orig).__name__} {code}".strip())) from None


async def _found_in(side: Side, tell: Tell) -> Tables:
    held = dict[str, Tally]()
    for table in TABLES:
        held[table.name] = NOTHING
        async for rows in side.rows(_READ[table]):
            held[table.name] = added(held[table.name], _tally_of(rows))
            tell(f"Read {len(held)} tables back")
    return held


def _tally_of(rows: Iterable[Row[Any]]) -> Tally:
    return tally(repr(tuple(row)).encode() for row in rows)
