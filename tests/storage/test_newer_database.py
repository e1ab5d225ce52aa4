"""A database that a newer version has changed, and a process that an update leaves behind."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.config import MisconfiguredError
from bot.wiring.operator_errors import asking_the_database
from storage import migrate, revision
from storage.engine import Engines
from tests.started import environment
from tests.storage.test_migrations import WIDENED
from tests.transactions import begun


async def test_a_database_of_a_newer_version_is_said_as_such_and_left_alone(engines: Engines) -> None:
    (head,) = ScriptDirectory(str(revision.MIGRATIONS)).get_heads()
    change = text("UPDATE alembic_version SET version_num = :revision")
    async with begun(engines.write) as connection:
        await connection.execute(change, {"revision": "9999"})
    with pytest.raises(MisconfiguredError, match="newer than this version; update the bot, or put back"), asking_the_database():
        await migrate.upgrade(engines)
    assert not await revision.is_current(engines)
    async with begun(engines.write) as connection:
        assert (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one() == "9999"
        await connection.execute(change, {"revision": head})


async def test_an_update_in_the_same_folder_changes_nothing_for_a_process_that_runs(
    engines: Engines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(revision.MIGRATIONS, tmp_path / "migrations"))
    monkeypatch.setattr(revision, "MIGRATIONS", folder)
    assert await revision.is_current(engines)
    (head,) = ScriptDirectory(str(folder)).get_heads()
    (folder / "versions" / "9998_widened.py").write_text(WIDENED.format(head=head), encoding="utf-8")
    assert await revision.is_current(engines)


def test_the_files_of_the_migrations_are_named_after_their_revisions() -> None:
    scripts = ScriptDirectory(str(revision.MIGRATIONS))
    assert sorted(Path(script.path).name.partition("_")[0] for script in scripts.walk_revisions()) == sorted(
        script.revision for script in scripts.walk_revisions()
    )
    assert (revision.newest(),) == tuple(scripts.get_heads())


def test_a_process_whose_tables_are_current_goes_without_alembic(tmp_path: Path) -> None:
    """Alembic and what it imports take 7 MB of a process and 0.2 s of its start."""
    code = (
        "import sys, bot.wiring.platforms, bot.wiring.local; print([name for name in ('alembic', 'mako') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment(tmp_path))
    assert done.stdout == "[]\n"
