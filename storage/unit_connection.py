"""A unit's connection. The dues of several cohorts run in one unit and ask the same of each: they share statements."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Any, TypeAlias, cast

import sqlalchemy
from sqlalchemy import CursorResult, Executable, Row, Table, UpdateBase
from sqlalchemy.sql.visitors import iterate

from storage.connection import Connection

Question: TypeAlias = tuple[Executable, tuple[tuple[str, Any], ...]]
"""A statement, and the values besides the cohorts that it is executed with."""
Write: TypeAlias = Callable[[Sequence[Any]], Awaitable[None]]
"""Writes several things in one statement, or a few."""


class UnitConnection:
    """Runs statements. Inside `together`, what is asked of one cohort that the unit holds is read for all of them, and stands
    until the unit changes a table that it was read from; what is queued is written together, in the end or before anything else
    touches its table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.run_sync = connection.run_sync
        self.held: frozenset[int] = frozenset()
        """The cohorts that the unit has locked, or looks at together."""
        self._is_together = False
        self._writes_queued = False
        """What it writes then is forgotten already, since it was queued."""
        self._read: dict[Question, dict[int | None, list[Row[Any]]]] = {}
        self._queued: dict[Write, tuple[Table, list[Any]]] = {}

    @property
    def dialect(self) -> sqlalchemy.Dialect:
        return self._connection.dialect

    @asynccontextmanager
    async def together(self, cohorts: Collection[int] = ()) -> AsyncGenerator[None]:
        self.held |= frozenset(cohorts)
        self._is_together = True
        try:
            yield
            await self._write_queued([table for table, _ in self._queued.values()])
        finally:
            self._is_together = False
            self._read.clear()
            self._queued.clear()

    async def execute(self, statement: Executable, parameters: Any = None, /) -> CursorResult[Any]:
        if self._queued:
            await self._write_queued(tables_of(statement))
        if self._read and not self._writes_queued and isinstance(statement, UpdateBase):
            for table in tables_of(statement):
                self._forget(table)
        return await self._connection.execute(statement, parameters)

    async def of_cohort(self, statement: Executable, cohort: int, /, **values: Any) -> Sequence[Row[Any]]:
        """The rows of a cohort that a statement finds, which is executed with `cohorts` and tells the `cohort_id` of each row."""
        together = self.held | {cohort} if self._is_together else {cohort}
        return await self._known(statement, cohort, together, values, cohorts=list(together))

    async def of_community(self, statement: Executable, /, **values: Any) -> Sequence[Row[Any]]:
        """The rows that a statement finds in the community."""
        return await self._known(statement, None, {None}, values)

    async def queue(self, table: Table, write: Write, *things: tuple[int | None, Any]) -> None:
        """Write things to a table, each of which is given with its cohort."""
        if not self._is_together:
            await write([thing for _, thing in things])
            return
        _, queued = self._queued.setdefault(write, (table, []))
        queued += [thing for _, thing in things]
        self._forget(table, {None, *(cohort for cohort, _ in things)})

    async def _known(
        self, statement: Executable, of: int | None, together: set[Any] | frozenset[Any], values: Mapping[str, Any], **named: Any
    ) -> Sequence[Row[Any]]:
        known = self._read.setdefault((statement, tuple(values.items())), {}) if self._is_together else {}
        if of not in known:
            rows = await self.execute(statement, {**values, **named})
            known |= {each: [] for each in together}
            for row in rows:
                known[None if of is None else row.cohort_id].append(row)
        return known[of]

    async def _write_queued(self, tables: Collection[Table]) -> None:
        for write in [write for write, (table, _) in self._queued.items() if table in tables]:
            if write in self._queued:  # else it was written before another of the same table
                _, things = self._queued.pop(write)
                self._writes_queued = True
                try:
                    await write(things)
                finally:
                    self._writes_queued = False

    def _forget(self, table: Any, changed: Collection[int | None] | None = None) -> None:
        """What was read from a table does not stand any more: of some cohorts, None for the community, or of all."""
        for question, known in self._read.items():
            if table in tables_of(question[0]):
                for each in [of for of in known if changed is None or of in changed]:
                    del known[each]


@lru_cache(None)
def tables_of(statement: Any) -> frozenset[Table]:
    """The tables that a statement reads or changes."""
    return frozenset(_tables(statement))


def _tables(statement: Any) -> Iterator[Table]:
    if isinstance(statement, UpdateBase):
        yield cast(Table, statement.table)
    yield from (element for element in iterate(statement) if isinstance(element, Table))
