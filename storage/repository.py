"""What every repository is: questions and changes over one community's rows, in one connection's transaction.

Statements are constants of their modules, built once at import. Conditions name the values they are executed with, the community
`community`: `_GET = select(cohort).where(cohort.c.community_id == bindparam("community"), …)`. In an UPDATE, values that are
named like columns of its table are what these are set to.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Executable, Row

from storage.connection import Connection


class Repository:
    def __init__(self, connection: Connection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def _execute(self, statement: Executable, /, **values: Any) -> CursorResult[Any]:
        return await self._connection.execute(statement, {"community": self._community, **values})

    async def _rows(self, statement: Executable, /, **values: Any) -> Sequence[Row[Any]]:
        return (await self._execute(statement, **values)).all()

    async def _first(self, statement: Executable, /, **values: Any) -> Row[Any] | None:
        return (await self._execute(statement, **values)).first()

    async def _insert(self, statement: Executable, /, *rows: Mapping[str, Any]) -> CursorResult[Any]:
        """Insert at least one row into this community, all in one statement."""
        return await self._connection.execute(statement, [{"community_id": self._community, **row} for row in rows])
