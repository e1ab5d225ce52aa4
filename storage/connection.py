"""What repositories ask of a database: a connection in the midst of its transaction, whichever kind of database it is."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import sqlalchemy
from sqlalchemy import CursorResult, Executable, ScalarResult, Table
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")


class Connection(Protocol):
    """Runs statements. On PostgreSQL it is SQLAlchemy's asynchronous connection."""

    @property
    def dialect(self) -> sqlalchemy.Dialect: ...
    async def execute(self, statement: Executable, parameters: Any = None, /) -> CursorResult[Any]: ...
    async def scalars(self, statement: Executable, /) -> ScalarResult[Any]: ...
    async def run_sync(self, work: Callable[[sqlalchemy.Connection], T], /) -> T:
        """What `work` returns, which gets SQLAlchemy's own connection."""
        ...


def insert(connection: Connection, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT, in the dialect of the connection."""
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


async def upsert(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    """Insert a row, or give the row of that primary key these values."""
    keys = [column.name for column in table.primary_key]
    changed = {name: value for name, value in values.items() if name not in keys}
    await connection.execute(insert(connection, table).values(values).on_conflict_do_update(index_elements=keys, set_=changed))
