"""A process that is killed in the midst of its migrations leaves the database as it was, and the next one goes on."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from storage import migrate
from storage.engine import open_engines
from storage.revision import is_current
from tests.started import environment
from tests.storage.test_released_revisions import (
    REVISIONS,
    checked_in_vain,
    filled,
    of_revision,
    postgresql_revisions,
    revisions,
    rows_by_table,
    sqlite_revisions,
)
from tests.transactions import begun

__all__ = ["of_revision", "postgresql_revisions", "revisions", "sqlite_revisions"]

KILLED = """
import asyncio, os, signal, sys
from sqlalchemy import event
from storage import migrate
from storage.engine import open_engines
from tests.storage.revisions import is_last_word

def kill(connection, cursor, statement, *more):
    if is_last_word(statement):
        os.kill(os.getpid(), signal.SIGKILL)

engines = open_engines(sys.argv[1])
event.listen(engines.write.sync_engine, "before_cursor_execute", kill)
asyncio.run(migrate.upgrade(engines))
"""


@pytest.mark.slow
@pytest.mark.parametrize("revision", ["0001"])
async def test_what_was_half_done_is_undone_and_done_by_the_next(of_revision: str, revision: str, tmp_path: Path) -> None:
    engines = open_engines(of_revision)
    before = await filled(engines, revision)
    line = (sys.executable, "-c", KILLED, of_revision)
    process = await asyncio.create_subprocess_exec(*line, env=environment(tmp_path))
    assert await process.wait() == -signal.SIGKILL
    async with begun(engines.read) as connection:
        assert await connection.run_sync(rows_by_table) == before
    await migrate.upgrade(engines)
    assert await is_current(engines)
    await engines.dispose()


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.parametrize("revision", REVISIONS[:-1])
async def test_what_is_cut_off_at_its_last_word_is_undone_and_done_by_the_next(of_revision: str, revision: str) -> None:
    engines = open_engines(of_revision)
    await checked_in_vain(engines, await filled(engines, revision))
    await migrate.upgrade(engines)
    assert await is_current(engines)
    await engines.dispose()
