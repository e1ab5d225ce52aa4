"""PostgreSQL behind PgBouncer in transaction mode: each transaction may meet another connection of the server's."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

import storage.postgresql
from bot.config import MisconfiguredError, Settings
from bot.ports.unit import Unavailable
from bot.wiring.backups import RefusedError, back_up
from bot.wiring.operator import check
from bot.wiring.operator_errors import asking_the_database
from storage import tables
from storage.connection import Connection
from storage.engine import Engines, open_engines
from storage.migrate import upgrade
from storage.revision import is_current
from tests.pgbouncer import needs_pgbouncer, pooling
from tests.storage import test_at_once

pytestmark = needs_pgbouncer
CONNECTIONS, TRANSACTIONS, WORKERS = 3, 100, 3
POOLED = "a pooler stands before the database: no statement is kept for the next transaction"


test_clocks_that_tick_at_once_queue_each_post_once = test_at_once.test_clocks_that_tick_at_once_queue_each_post_once
test_deliverers_at_once_send_each_post_once = test_at_once.test_deliverers_at_once_send_each_post_once
test_workers_that_claim_at_once_never_get_the_same_post = test_at_once.test_workers_that_claim_at_once_never_get_the_same_post


@pytest.fixture
def database(postgresql_database: str, tmp_path: Path) -> Iterator[str]:
    with pooling(postgresql_database, tmp_path, CONNECTIONS) as address:
        yield address


async def test_all_of_a_hundred_transactions_at_once_pass_through_few_connections_and_nobody_had_to_set_anything(
    database: str,
) -> None:
    with capture_logs() as logs:
        assert await _pass_through(database) == TRANSACTIONS
    told = [line["event"] for line in logs]
    assert told == [POOLED] * WORKERS


async def test_a_check_tells_once_of_a_pooler(database: str) -> None:
    with capture_logs() as logs:
        await check(Settings(_env_file=None, database_url=database))  # pyright: ignore[reportCallIssue]
    assert [line["event"] for line in logs] == [POOLED]


async def test_a_pooler_that_is_told_is_not_looked_for(database: str) -> None:
    with capture_logs() as logs:
        assert await _pass_through(f"{database}?pgbouncer=true") == TRANSACTIONS
    assert logs == []


async def test_a_pooler_that_is_neither_told_nor_recognised_is_named_with_what_to_set(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def shows_nothing(_: object) -> bool:
        return False

    monkeypatch.setattr(storage.postgresql, "_is_pooled", shows_nothing)
    with pytest.raises(MisconfiguredError, match="set DATABASE_POOLER=transaction"), asking_the_database():
        await _pass_through(database)


async def test_what_a_pooler_refuses_is_told_in_its_own_words(database: str) -> None:
    engines = open_engines(f"{database}?statement_timeout=5000")
    with pytest.raises(MisconfiguredError, match="refuses: unsupported startup parameter"), asking_the_database():
        await engines.write.run(_counted)
    await engines.dispose()


async def test_tables_are_made_through_a_pooler_by_two_at_once(empty_postgresql: str, tmp_path: Path) -> None:
    with pooling(empty_postgresql, tmp_path, CONNECTIONS) as address:
        both = [open_engines(address) for _ in range(2)]
        await asyncio.gather(*map(upgrade, both))
        assert await is_current(both[0])
        for engines in both:
            await engines.dispose()


async def test_a_backup_is_made_at_the_server_itself(database: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="DATABASE_URL leads to a pooler, and a backup needs the server itself"):
        await back_up(Settings(_env_file=None, database_url=database), tmp_path / "kept", print)  # pyright: ignore[reportCallIssue]


async def _pass_through(database: str) -> int:
    """The number of transactions that passed, of several workers at once."""
    workers = [open_engines(database) for _ in range(WORKERS)]
    asked = [workers[number % WORKERS].write.run(_counted) for number in range(TRANSACTIONS)]
    try:
        passed = await asyncio.gather(*asked, return_exceptions=True)
        for failed in passed:
            if isinstance(failed, Unavailable):
                raise failed
        return sum(isinstance(each, int) for each in passed)
    finally:
        await asyncio.gather(*map(Engines.dispose, workers))


async def _counted(connection: Connection) -> int:
    """Two statements in a transaction, the second of them with a value."""
    await connection.execute(select(tables.pack.c.name))
    return len((await connection.execute(select(tables.pack.c.name).where(tables.pack.c.name == "mle"))).all())
