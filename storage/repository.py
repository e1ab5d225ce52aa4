"""What every repository is: questions and changes over one community's rows, in one connection's transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, Row

from storage.connection import Connection


class Repository:
    def __init__(self, connection: Connection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def _rows(self, statement: Executable) -> Sequence[Row[Any]]:
        return (await self._connection.execute(statement)).all()

    async def _first(self, statement: Executable) -> Row[Any] | None:
        return (await self._connection.execute(statement)).first()
