"""What every repository is: questions and changes over one community's rows, in one connection's transaction.

Statements are constants of their modules, built once at import. Conditions name the values they are executed with, the community
`community`: `_GET = select(cohort).where(cohort.c.community_id == bindparam("community"), …)`. In an UPDATE, values that are
named like columns of its table are what these are set to.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Executable, Row

from storage.unit_connection import UnitConnection


class Repository:
    def __init__(self, connection: UnitConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def _execute(self, statement: Executable, /, **values: Any) -> CursorResult[Any]:
        return await self._connection.execute(statement, {"community": self._community, **values})

    async def _rows(self, statement: Executable, /, **values: Any) -> Sequence[Row[Any]]:
        return (await self._execute(statement, **values)).all()

    async def _of_cohort(self, statement: Executable, cohort: int, /, **values: Any) -> Sequence[Row[Any]]:
        """The rows of a cohort, by a statement about several `cohorts` that tells the `cohort_id` of each row."""
        return await self._connection.of_cohort(statement, cohort, community=self._community, **values)

    async def _of_community(self, statement: Executable, /, **values: Any) -> Sequence[Row[Any]]:
        """Rows that routines of several cohorts ask for alike."""
        return await self._connection.of_community(statement, community=self._community, **values)

    async def _first(self, statement: Executable, /, **values: Any) -> Row[Any] | None:
        return (await self._execute(statement, **values)).first()

    async def _execute_all(self, statement: Executable, changes: Sequence[Mapping[str, Any]]) -> None:
        """Change rows in one statement, executed with the values of each change; none if there is no change."""
        if changes:
            await self._connection.execute(statement, [{"community": self._community, **change} for change in changes])

    async def _insert(self, statement: Executable, /, *rows: Mapping[str, Any]) -> CursorResult[Any]:
        """Insert at least one row into this community, all in one statement."""
        return await self._connection.execute(statement, [{"community_id": self._community, **row} for row in rows])
