"""A database that a newer version has changed, and a process that an update leaves behind."""

import shutil
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.config import MisconfiguredError
from bot.wiring.operator_errors import asking_the_database
from storage import migrate
from storage.engine import Engines
from tests.storage.test_migrations import WIDENED
from tests.transactions import begun


async def test_a_database_of_a_newer_version_is_said_as_such_and_left_alone(engines: Engines) -> None:
    (head,) = ScriptDirectory(str(migrate.MIGRATIONS)).get_heads()
    change = text("UPDATE alembic_version SET version_num = :revision")
    async with begun(engines.write) as connection:
        await connection.execute(change, {"revision": "9999"})
    with pytest.raises(MisconfiguredError, match="newer than this version; restore the backup"), asking_the_database():
        await migrate.upgrade(engines)
    assert not await migrate.is_current(engines)
    async with begun(engines.write) as connection:
        assert (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one() == "9999"
        await connection.execute(change, {"revision": head})


async def test_an_update_in_the_same_folder_changes_nothing_for_a_process_that_runs(
    engines: Engines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(migrate.MIGRATIONS, tmp_path / "migrations"))
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    assert await migrate.is_current(engines)
    (head,) = ScriptDirectory(str(folder)).get_heads()
    (folder / "versions" / "widened.py").write_text(WIDENED.format(head=head), encoding="utf-8")
    assert await migrate.is_current(engines)
