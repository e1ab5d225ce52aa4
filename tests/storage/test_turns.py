"""Processes that share a token book their turns in the database."""

import asyncio
from typing import Any, cast

import pytest
from structlog.testing import capture_logs

from bot.ports.unit import Unavailable
from storage import health as healths
from storage.health import Health
from storage.postgresql import PostgresqlEngine
from storage.turns import SharedTurns, shared_turns


class Server:
    """Stands in for an engine: gives turns after 7 seconds while it is well."""

    def __init__(self, health: Health) -> None:
        self.state = "well"
        self.asked = 0
        self.goes_on = asyncio.Event()
        self._health = health

    async def run(self, *_: Any) -> float:
        self.asked += 1
        with self._health.watching():
            if self.state == "hangs":
                await self.goes_on.wait()
            if self.state == "away":
                raise Unavailable("it does not answer")
            if self.state == "broken":
                raise LookupError
            return 7

    async def mark(self) -> None:
        await self.run()


async def test_turns_that_several_processes_book_follow_each_other_evenly(postgresql_database: str) -> None:
    async with shared_turns(postgresql_database, Health()) as here, shared_turns(postgresql_database, Health()) as there:
        one, other, of_another_token = here("discord"), there("discord"), there("slack calls")
        assert one
        assert other
        assert of_another_token
        assert -0.5 < await one(2, 100) <= 0
        assert 199 < await other(1, 100) < 200.1
        assert 299 < await one(4, 100) < 300.1
        assert 699 < await other(1, 100) < 700.1
        assert -0.5 < await of_another_token(1, 100) <= 0


async def test_on_sqlite_a_worker_is_alone(sqlite_database: str) -> None:
    async with shared_turns(sqlite_database, Health()) as turns:
        assert turns("discord") is None


@pytest.mark.parametrize(
    ("state", "told", "over"),
    [
        ("away", "the database cannot be used", "the database can be used again"),
        ("hangs", "the database cannot be used", "the database can be used again"),
        ("broken", "no turns can be booked", "turns can be booked again"),
    ],
)
async def test_a_process_goes_on_at_a_pace_of_its_own_without_turns_and_each_outage_is_told_once(
    monkeypatch: pytest.MonkeyPatch, state: str, told: str, over: str
) -> None:
    monkeypatch.setattr(healths, "GRACE_SECONDS", 0)
    health = Health(patience=0.01)
    server = Server(health)
    turns = SharedTurns(cast(PostgresqlEngine, server), "discord", health)
    for _ in range(2):
        with capture_logs() as logs:
            server.state = state
            server.goes_on.clear()
            server.asked = 0
            assert [await turns(4, 1) for _ in range(5)] == [0] * 5
            assert server.asked == (1 if state == "hangs" else 5)
            server.state = "well"
            server.goes_on.set()
            assert await health.look(server.mark)
            assert await turns(4, 1) == pytest.approx(7, abs=0.5)
        assert [line["event"] for line in logs] == [told, over]
