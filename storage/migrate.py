"""Brings a database to the tables of this version. Done by the release step, never while the bot runs."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.engine import Engines

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerDatabase(Exception):
    """The database has tables of a later version than this process."""


@cache
def _scripts(folder: Path) -> ScriptDirectory:
    """The migrations as they are when first asked for: an update in the same folder changes nothing for a process that runs."""
    scripts = ScriptDirectory(str(folder))
    scripts.get_heads()  # reads the folder, once
    return scripts


async def upgrade(engines: Engines, revision: str = "head") -> None:
    """Apply what is missing; of two processes that try at once, the second waits. Raises NewerDatabase."""
    await refuse_newer(engines)
    await _migrate(engines, command.upgrade, revision)


async def downgrade(engines: Engines, revision: str) -> None:
    """Back to the tables of an earlier version; only what they have no room for is lost."""
    await _migrate(engines, command.downgrade, revision)


def newest() -> str:
    """The newest migration of this version."""
    return ", ".join(_scripts(MIGRATIONS).get_heads())


async def is_current(engines: Engines) -> bool:
    """Whether the database has the tables of this version."""
    return await engines.read.run(lambda connection: connection.run_sync(_is_current))


async def refuse_newer(engines: Engines) -> None:
    """Raises NewerDatabase if the database has tables that this version does not know."""
    applied = await engines.read.run(lambda connection: connection.run_sync(_applied))
    known = {script.revision for script in _scripts(MIGRATIONS).walk_revisions()}
    if not known.issuperset(applied):
        raise NewerDatabase(", ".join(applied))


async def _migrate(engines: Engines, change: Callable[[Config, str], None], revision: str) -> None:
    await engines.write.change_tables(partial(_apply, change, revision))


def _apply(change: Callable[[Config, str], None], revision: str, connection: Connection) -> None:
    change(_configuration(connection), revision)


def _configuration(connection: Connection) -> Config:
    """Alembic's configuration, for a connection that is open already."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _is_current(connection: Connection) -> bool:
    return _applied(connection) == tuple(_scripts(MIGRATIONS).get_heads())


def _applied(connection: Connection) -> tuple[str, ...]:
    """The newest migrations that were applied."""
    return MigrationContext.configure(connection).get_current_heads()
