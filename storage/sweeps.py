"""Work that comes up in many communities: they are looked for without a lock, then each is seen to in its own transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Delete, Insert, Select, Update

from storage.connection import Connection
from storage.engine import Engine


@dataclass(frozen=True, slots=True)
class Sweep:
    """What is to be done in each community in which something is found."""

    communities: Select[tuple[int]]
    """Those in which something is found; nothing is locked."""
    change: Insert | Update | Delete
    """Is executed for each, as `community`."""

    async def carry_out(self, engine: Engine, values: Mapping[str, Any]) -> None:
        for community in await engine.run(self._found, values):
            await engine.run(self._changed, {**values, "community": community})

    async def _found(self, connection: Connection, values: Mapping[str, Any]) -> list[int]:
        return list((await connection.execute(self.communities, values)).scalars())

    async def _changed(self, connection: Connection, values: Mapping[str, Any]) -> None:
        await connection.execute(self.change, values)
