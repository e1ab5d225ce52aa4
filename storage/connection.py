"""What repositories ask of a database: a connection in the midst of its transaction, whichever kind of database it is."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import sqlalchemy
from sqlalchemy import CursorResult, Executable, UpdateBase

from bot.ports.unit import ReadOnly

T = TypeVar("T")


class Connection(Protocol):
    """Runs statements. On PostgreSQL it is SQLAlchemy's asynchronous connection."""

    @property
    def dialect(self) -> sqlalchemy.Dialect: ...
    async def execute(self, statement: Executable, parameters: Any = None, /) -> CursorResult[Any]: ...
    async def run_sync(self, work: Callable[[sqlalchemy.Connection], T], /) -> T:
        """What `work` returns, which gets SQLAlchemy's own connection."""
        ...


class ReadOnlyConnection:
    """A connection of a unit that only reads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.run_sync = connection.run_sync

    @property
    def dialect(self) -> sqlalchemy.Dialect:
        return self._connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None, /) -> CursorResult[Any]:
        """Raises ReadOnly for an INSERT, an UPDATE or a DELETE."""
        if isinstance(statement, UpdateBase):
            raise ReadOnly
        return await self._connection.execute(statement, parameters)
