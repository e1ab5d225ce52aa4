"""A database into which a backup was put back is marked until what fell due since is queued: the bot would say things twice."""

import sqlalchemy
from sqlalchemy import inspect
from sqlalchemy.schema import DropTable, MetaData, Table

from storage.engine import Engines

MARKED = "backup_put_back"
"""The table that is the mark."""
MARK_IT = f"CREATE TABLE IF NOT EXISTS {MARKED} (id INTEGER)"
"""Part of what puts a backup back, so that there is no instant without the mark."""
_END = DropTable(Table(MARKED, MetaData()), if_exists=True)


class NotCaughtUp(Exception):
    """A backup was put back, and that was cut off before it was caught up."""


async def refuse_unfinished(engines: Engines) -> None:
    """Raises NotCaughtUp if a backup was put back and not caught up."""
    if await engines.read.run(lambda connection: connection.run_sync(_is_marked)):
        raise NotCaughtUp


async def finish(engines: Engines) -> None:
    """A backup that was put back is caught up."""
    await engines.write.change_tables(_unmark)


def _is_marked(connection: sqlalchemy.Connection) -> bool:
    return inspect(connection).has_table(MARKED)


def _unmark(connection: sqlalchemy.Connection) -> None:
    connection.execute(_END)
