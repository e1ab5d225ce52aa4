"""Opening databases: addresses as operators have them, and a new file that several processes open at once."""

import asyncio
from pathlib import Path

from storage.engine import Engines, open_engines


async def test_an_address_may_ask_for_encryption_in_the_way_hosts_hand_it_out() -> None:
    engines = open_engines("postgresql://cairn:hush@db.example/cairn?sslmode=require")
    assert dict(engines.write.url.query) == {"ssl": "require"}
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
