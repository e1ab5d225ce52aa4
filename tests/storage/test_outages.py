"""A database that cannot be used for a while: people are told plainly, the log tells it once, and all goes on by itself."""

import asyncio
import contextlib
import shutil
import sqlite3
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, make_url

import storage.sqlite
from bot.ports.unit import Unavailable
from bot.wiring.core import Core, open_core
from storage.engine import open_engines
from storage.health import Health
from storage.releases import Library
from tests.postgresql import HANGING_UP, Postgresql
from tests.world import Clock, Noticeboard, World, press, words

Outage = Callable[[Core, str], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def locked(_: Core, url: str) -> AsyncGenerator[None]:
    with contextlib.closing(sqlite3.connect(str(make_url(url).database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@asynccontextmanager
async def read_only(core: Core, _: str) -> AsyncGenerator[None]:
    await say(core, "PRAGMA query_only = ON")
    yield
    await say(core, "PRAGMA query_only = OFF")


async def say(core: Core, pragma: str) -> None:
    engine: Any = core.engines.own

    def said() -> None:
        with engine.sync_engine.connect() as connection:
            connection.connection.driver_connection.execute(pragma)

    await engine._in_thread(said)


@asynccontextmanager
async def full(core: Core, _: str) -> AsyncGenerator[None]:
    """As the driver says it; a real disk is filled only by hand."""
    refused = sqlite3.OperationalError("database or disk is full")
    refused.sqlite_errorcode = sqlite3.SQLITE_FULL

    def refuse(_: object) -> None:
        raise refused

    event.listen(core.engines.own.sync_engine, "begin", refuse)
    yield
    event.remove(core.engines.own.sync_engine, "begin", refuse)


class Road:
    """The way to a PostgreSQL server, which can be shut."""

    def __init__(self, server: Path, place: Path) -> None:
        self._server = server
        self._place = place
        self._open: list[asyncio.StreamWriter] = []
        self._gate: asyncio.Server | None = None

    async def open(self) -> None:
        self._gate = await asyncio.start_unix_server(self._pass, self._place)

    async def shut(self) -> None:
        if self._gate:
            self._gate.close()
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()
        self._place.unlink(missing_ok=True)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, onwards = await asyncio.open_unix_connection(self._server)
        self._open += [writer, onwards]
        await asyncio.gather(_poured(reader, onwards), _poured(there, writer))


async def _poured(source: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while part := await source.read(1 << 16):
            into.write(part)
    into.transport.abort()


@pytest.fixture
async def road(postgresql_database: str, tmp_path: Path) -> AsyncGenerator[Road]:
    road = Road(Path(str(make_url(postgresql_database).query["host"]), ".s.PGSQL.5432"), tmp_path / ".s.PGSQL.5432")
    await road.open()
    yield road
    await road.shut()


async def lives_through(
    url: str, outage: Callable[[Core], AbstractAsyncContextManager[None]], clock: Clock, library: Library
) -> None:
    """A cohort with a member before, in and after an outage; nothing is lost, nothing comes twice."""
    board = Noticeboard()
    async with open_core(url, clock, {"test": board}, library=library) as core:
        world = World(core, clock, board)
        cohort = await world.launch()
        ann = world.caller("ann")
        await ann("cohort join", cohort=cohort)
        clock.advance(hours=11)  # a milestone and a prompt are due
        async with outage(core):
            assert not await core.engines.is_well(at_once=True)
            for _ in range(3):
                with contextlib.suppress(Unavailable, ExceptionGroup):
                    await world.tick()
            typed = await ann.card("checkin", did="the chain rule", share="yes")
            assert "cannot use its database" in words(typed)
            assert "the chain rule" in words(typed)
            again = press(await ann.card("me settings", kind="press", reminders="on"), "Try again")
            assert not await core.engines.is_well(at_once=True)
        assert await core.engines.is_well(at_once=True)
        assert "Settings saved" in words(await ann.make(again, kind="press"))
        clock.advance(minutes=3)  # leases that were taken meanwhile end
        await world.tick()
        await world.tick()
        keys = [delivery.post.key for delivery in board.posts()]
        assert len(keys) == len(set(keys)) >= 3
        assert "Checked in" in words(await ann.card("checkin", did="the chain rule", share="yes"))


@pytest.mark.parametrize(("outage", "reason"), [(locked, "it is locked"), (read_only, "not written"), (full, "its disk is full")])
async def test_a_file_that_cannot_be_written_for_a_while(
    sqlite_database: str,
    outage: Outage,
    reason: str,
    clock: Clock,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(storage.sqlite, "LOCK_TIMEOUT_SECONDS", 0.01)
    await lives_through(sqlite_database, lambda core: outage(core, sqlite_database), clock, library)
    told = capsys.readouterr().out
    assert reason in told
    assert [told.count(line) for line in ("cannot be used", "can be used again", "Traceback")] == [1, 1, 0]


async def test_a_database_that_went_away_or_refuses_for_another_reason_is_not_well(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    volume, away = tmp_path / "volume", tmp_path / "away"
    volume.mkdir()
    shutil.copy(str(make_url(sqlite_database).database), volume / "cairn.db")
    engines = open_engines(f"sqlite:///{volume}/cairn.db")
    try:
        assert await engines.is_well(at_once=True)
        volume.rename(away)
        assert not await engines.is_well(at_once=True)
        away.rename(volume)
        assert await engines.is_well(at_once=True)
    finally:
        await engines.dispose()
    health = Health()

    async def refused() -> None:
        raise LookupError("no such table")

    assert not await health.look(refused)
    assert not await health.look(refused, at_once=True)
    told = capsys.readouterr().out
    assert [told.count(line) for line in ("cannot be read or written", "LookupError: no such table", "be used again")] == [
        1,
        1,
        1,
    ]


async def test_a_server_that_is_away_for_a_while(
    road: Road,
    postgresql_database: str,
    clock: Clock,
    library: Library,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    @asynccontextmanager
    async def away(_: Core) -> AsyncGenerator[None]:
        await road.shut()
        yield
        await road.open()

    url = make_url(postgresql_database)
    await lives_through(
        url.update_query_dict({"host": str(tmp_path)}).render_as_string(hide_password=False), away, clock, library
    )
    told = capsys.readouterr().out
    assert "it does not answer" in told
    assert [told.count(line) for line in ("cannot be used", "can be used again", "Traceback")] == [1, 1, 0]


async def test_a_server_that_only_reads_for_a_while(
    postgresql: Postgresql, prepared_postgresql: str, postgresql_database: str, clock: Clock, library: Library,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    @asynccontextmanager
    async def standing_by(_: Core) -> AsyncGenerator[None]:
        postgresql.run(f"ALTER DATABASE {prepared_postgresql} SET default_transaction_read_only = on")
        postgresql.run(HANGING_UP, database=prepared_postgresql)
        yield
        postgresql.run(f"ALTER DATABASE {prepared_postgresql} RESET default_transaction_read_only")
        postgresql.run("SET default_transaction_read_only = off", HANGING_UP, database=prepared_postgresql)

    await lives_through(postgresql_database, standing_by, clock, library)
    told = capsys.readouterr().out
    assert "not written" in told
    assert [told.count(line) for line in ("cannot be used", "can be used again", "Traceback")] == [1, 1, 0]


async def test_whoever_asks_hears_within_a_second_that_the_database_hangs_and_the_log_tells_it_once_it_lasts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    health, answered = Health(patience=1.2), asyncio.Event()

    async def mark() -> None:
        await answered.wait()

    async with asyncio.timeout(1):
        assert not await health.look(mark, at_once=True)
    assert "cannot be used" not in capsys.readouterr().out
    while health.is_well:
        assert not await health.look(mark)
    async with asyncio.timeout(1):
        assert not await health.look(mark)
    answered.set()
    assert await health.look(mark)
    told = capsys.readouterr().out
    assert [told.count(line) for line in ("cannot be used", "can be used again")] == [1, 1]
