"""Opening databases: addresses as operators have them, and a new file that several processes open at once."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from bot.config import MisconfiguredError
from bot.wiring.operator_errors import asking_the_database
from storage.engine import Engines, open_engines
from storage.migrate import upgrade
from tests.postgresql import HANGING_UP, Postgresql
from tests.transactions import begun

TLS_REQUEST = bytes.fromhex("0000000804d2162f")
"""How a PostgreSQL client asks for TLS before it says anything else."""


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
    async with begun(engines.read) as connection:
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
    async with begun(engines.write) as connection:
        await connection.exec_driver_sql(f"CREATE TABLE {table} (id INTEGER)")


async def test_a_statement_that_fails_does_not_tell_what_somebody_wrote(database: str) -> None:
    engines = open_engines(database)
    with pytest.raises(DBAPIError) as failed:
        async with begun(engines.write) as connection:
            await connection.execute(text("INSERT INTO nowhere (text) VALUES (:text)"), {"text": "zymurgy"})
    assert "zymurgy" not in str(failed.value)
    await engines.dispose()


async def test_a_database_that_is_not_there_is_no_server_that_does_not_run(
    prepared_postgresql: str, postgresql: Postgresql
) -> None:
    engines = open_engines(postgresql.url(prepared_postgresql).replace(prepared_postgresql, "nowhere"))
    with pytest.raises(MisconfiguredError, match="there is no database of that name; create it"), asking_the_database():
        async with begun(engines.read) as connection:
            await connection.exec_driver_sql("SELECT 1")
    await engines.dispose()


async def test_connections_that_the_server_closed_while_nobody_used_them_fail_no_work(
    prepared_postgresql: str, postgresql: Postgresql
) -> None:
    engines = open_engines(postgresql.url(prepared_postgresql))
    for _ in range(2):
        async with begun(engines.read) as one, begun(engines.read) as other:
            for connection in (one, other):
                await connection.exec_driver_sql("SELECT 1")
        postgresql.run(HANGING_UP, database=prepared_postgresql)
    await engines.dispose()


@pytest.mark.parametrize("name", ["ssl", "sslmode"])
async def test_a_connection_that_must_be_encrypted_is_never_made_in_the_clear(name: str) -> None:
    hung_up = asyncio.Event()

    async def without_tls(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A PostgreSQL server that refuses what asks for TLS, and hangs up on what does not."""
        if await reader.readexactly(8) == TLS_REQUEST:
            writer.write(b"N")
            await reader.read()
        writer.close()
        await writer.wait_closed()
        hung_up.set()

    async with await asyncio.start_server(without_tls, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        engines = open_engines(f"postgresql://cairn@127.0.0.1:{port}/cairn?{name}=require")
        with pytest.raises(MisconfiguredError, match="has no TLS"), asking_the_database():
            async with begun(engines.read):
                pass
        await engines.dispose()
        await hung_up.wait()


async def test_a_user_who_may_make_no_tables_is_told_so(postgresql: Postgresql) -> None:
    database = postgresql.create()
    postgresql.run("CREATE ROLE guest LOGIN")
    engines = open_engines(make_url(postgresql.url(database)).set(username="guest").render_as_string(hide_password=False))
    with pytest.raises(MisconfiguredError, match="make that user the owner of the database"), asking_the_database():
        await upgrade(engines)
    await engines.dispose()
    postgresql.drop(database)
    postgresql.run("DROP ROLE guest")
