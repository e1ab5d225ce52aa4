"""Whatever address an operator gives, each command that needs a database says in a sentence why it cannot use it, and what to do:
a traceback would be raised by `enter`."""

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest

from tests.entered import enter
from tests.pgbouncer import needs_pgbouncer, pooling
from tests.postgresql import Postgresql

COMMANDS = {
    "run": ("run", "worker"),
    "release": ("release",),
    "check": ("check",),
    "upgrade": ("db", "upgrade"),
    "backup": ("db", "backup", "new.backup"),
    "restore": ("db", "restore", "good.backup", "--replace"),
    "copy from": ("db", "copy", "{address}", "{other}"),
    "copy to": ("db", "copy", "{other}", "{address}"),
}
OF_ANY_VERSION = {"backup", "restore"}
"""They keep a database as it is, also one that a newer version made, and replace it."""


@pytest.fixture
def good(prepared_database: Path, tmp_path: Path) -> str:
    copyfile(prepared_database, tmp_path / "good.db")
    return f"sqlite:///{tmp_path / 'good.db'}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cairn.db"


def said_of(folder: Path, command: str, address: str, other: str, good: str) -> str:
    """What a command that is refused says: a sentence with the name of the setting or of the argument, and no password."""
    if command == "restore":
        assert enter(folder, "db", "backup", "good.backup", DATABASE_URL=good).returncode == 0
    line = [part.format(address=address, other=other) for part in COMMANDS[command]]
    done = enter(folder, *line, DATABASE_URL=address)
    assert done.returncode in (1, 2)
    assert "secret" not in done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_no_database_is_said_to_be_none(
    file: Path, good: str, postgresql: Postgresql, tmp_path: Path, command: str
) -> None:
    file.write_text("Nothing but text. " * 100)
    other = postgresql.url(postgresql.create()) if command.startswith("copy") else ""
    told = said_of(tmp_path, command, f"sqlite:///{file}", other, good)
    assert "the file is no database" in told or "cannot be read" in told
    assert "the server runs" not in told
    assert file.read_text().startswith("Nothing but text.")


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - OF_ANY_VERSION))
def test_a_database_of_a_newer_version_is_said_to_be_newer(
    file: Path, good: str, prepared_database: Path, postgresql: Postgresql, tmp_path: Path, command: str
) -> None:
    copyfile(prepared_database, file)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    other = postgresql.url(postgresql.create()) if command.startswith("copy") else ""
    told = said_of(tmp_path, command, f"sqlite:///{file}", other, good)
    assert "newer than this version; update the bot" in told
    assert "db upgrade" not in told


@pytest.mark.parametrize("command", COMMANDS)
def test_a_server_that_does_not_answer_is_said_not_to(good: str, tmp_path: Path, command: str) -> None:
    told = said_of(tmp_path, command, "postgresql://cairn:secret@127.0.0.1:1/cairn", good, good)
    assert "does not answer" in told or "of the other kind" in told


@needs_pgbouncer
@pytest.mark.parametrize("command", ["backup", "copy from", "copy to"])
def test_what_a_pooler_would_spoil_asks_for_the_server_itself(
    good: str, postgresql: Postgresql, prepared_postgresql: str, tmp_path: Path, command: str
) -> None:
    with pooling(postgresql.url(postgresql.create(prepared_postgresql)), tmp_path, 2) as address:
        other = f"sqlite:///{tmp_path / 'fresh.db'}" if command == "copy from" else good
        told = said_of(tmp_path, command, address, other, good)
    name = {"backup": "DATABASE_URL", "copy from": "FROM", "copy to": "TO"}[command]
    assert f"{name} leads to a pooler" in told
    assert "the server itself" in told
