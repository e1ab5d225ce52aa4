"""Brings a database to the tables of this version. Done by the release step, never while the bot runs."""

from collections.abc import Callable
from functools import partial

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from storage import revision
from storage.engine import Engines


async def upgrade(engines: Engines, to: str = "head") -> None:
    """Apply what is missing; of two processes that try at once, the second waits. Raises NewerDatabase."""
    await revision.refuse_newer(engines)
    await _migrate(engines, command.upgrade, to)


async def downgrade(engines: Engines, to: str) -> None:
    """Back to the tables of an earlier version; only what they have no room for is lost."""
    await _migrate(engines, command.downgrade, to)


async def _migrate(engines: Engines, change: Callable[[Config, str], None], to: str) -> None:
    await engines.write.change_tables(partial(_apply, change, to))


def _apply(change: Callable[[Config, str], None], to: str, connection: Connection) -> None:
    change(_configuration(connection), to)


def _configuration(connection: Connection) -> Config:
    """Alembic's configuration, for a connection that is open already."""
    config = Config()
    config.set_main_option("script_location", str(revision.MIGRATIONS))
    config.attributes["connection"] = connection
    return config
