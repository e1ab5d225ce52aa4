"""Opening databases: addresses as operators have them, and a new file that several processes open at once."""

import asyncio
from pathlib import Path

import pytest

from bot.config import MisconfiguredError
from bot.wiring.operator_errors import asking_the_database
from storage.engine import Engines, open_engines
from tests.storage.conftest import Postgresql


@pytest.mark.parametrize(
    "query",
    [
        "sslmode=disable",
        "sslmode=prefer&channel_binding=require",
        "application_name=cairn&connect_timeout=10",
        "pgbouncer=true&connection_limit=1",
    ],
)
async def test_what_hosts_put_behind_an_address_works(prepared_postgresql: str, postgresql: Postgresql, query: str) -> None:
    url = postgresql.url(prepared_postgresql)
    engines = open_engines(f"{url}{'&' if '?' in url else '?'}{query}")
    async with engines.read.begin() as connection:
        name = await connection.exec_driver_sql("SELECT current_setting('application_name')")
        assert (name.scalar() == "cairn") is ("cairn" in query)
    await engines.dispose()


async def test_a_new_file_can_be_opened_by_several_processes_at_once(tmp_path: Path) -> None:
    for number in range(20):
        processes = [open_engines(f"sqlite:///{tmp_path / f'{number}.db'}") for _ in range(8)]
        await asyncio.gather(*(_write(engines, f"t{index}") for index, engines in enumerate(processes)))
        for engines in processes:
            await engines.dispose()


async def _write(engines: Engines, table: str) -> None:
    async with engines.write.begin() as connection:
        await connection.exec_driver_sql(f"CREATE TABLE {table} (id INTEGER)")


async def test_a_database_that_is_not_there_is_no_server_that_does_not_run(
    prepared_postgresql: str, postgresql: Postgresql
) -> None:
    engines = open_engines(postgresql.url(prepared_postgresql).replace(prepared_postgresql, "nowhere"))
    with pytest.raises(MisconfiguredError, match="there is no database of that name; create it"), asking_the_database():
        async with engines.read.begin() as connection:
            await connection.exec_driver_sql("SELECT 1")
    await engines.dispose()
