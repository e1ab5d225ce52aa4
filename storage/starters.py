"""The starters of packs that ship, which everybody can read."""

from sqlalchemy import bindparam, select

from bot.domain.pack_version import version_numbers
from storage import tables
from storage.connection import Connection
from storage.engine import Engines
from storage.releases import in_line

_revision, _item = tables.revision.c, tables.release_item.c
_FOUND = (
    select(_item.version, _revision.body)
    .join(tables.pack, tables.pack.c.name == _item.pack)
    .join(
        tables.revision,
        (_revision.pack == _item.pack) & (_revision.item_id == _item.item_id) & (_revision.rev == _item.rev),
    )
    .where(tables.pack.c.community_id.is_(None), _item.pack == bindparam("pack"), in_line(_item.version))
    .where(_revision.kind == "week", _revision.body["starter"].as_string() == bindparam("starter"))
)


class SqlStarters:
    """Implements `bot.ports.packs.Starters` on the engines of one database."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    async def code(self, pack: str, release: str, name: str) -> str | None:
        return await self._engines.read.run(_code, pack, release, name)


async def _code(connection: Connection, pack: str, release: str, name: str) -> str | None:
    rows = (await connection.execute(_FOUND, {"pack": pack, "line": release, "starter": name})).all()
    newest = max(rows, key=lambda row: version_numbers(row.version), default=None)
    return f"{newest.body['starter_code']}\n" if newest else None
