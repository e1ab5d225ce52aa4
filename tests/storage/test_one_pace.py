"""Two workers with one token ask a platform no oftener than one would, whoever counts their turns."""

import asyncio
import shutil
import subprocess
from collections.abc import Awaitable, Callable, Generator
from contextlib import AsyncExitStack
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from aiohttp import web
from discord.http import Route
from structlog.testing import capture_logs

from adapters.discord.client import logged_in
from adapters.pace import Books
from adapters.redis_turns import redis_turns
from adapters.slack.web import Web
from bench.wires import QuickDiscord
from bot.config import read_settings
from bot.wiring.pace import shared_pace
from storage.health import Health
from storage.turns import shared_turns
from tests.ports import free_port, wait_until_listening
from tests.slack.fake import BOT_TOKEN, serving

REDIS = shutil.which("redis-server") or shutil.which("valkey-server")
PER_SECOND, EACH = 20, 30
MOST = 23
"""Requests that one worker may have brought to a platform in a second: those of its pace, and what came late on the way."""


@pytest.fixture
def redis(tmp_path: Path) -> Generator[str]:
    if REDIS is None:
        pytest.skip("neither of the system's packages redis-server and valkey-server is installed")
    port = free_port()
    command = [REDIS, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            wait_until_listening(process, port)
            yield f"redis://127.0.0.1:{port}"
        finally:
            process.kill()


async def test_two_workers_share_the_pace_of_a_token_by_the_database(postgresql_database: str) -> None:
    async with shared_turns(postgresql_database, Health()) as here, shared_turns(postgresql_database, Health()) as there:
        await _ask_both_platforms(here, there)


async def test_two_workers_share_the_pace_of_a_token_by_redis(redis: str) -> None:
    async with redis_turns(redis) as here, redis_turns(redis) as there:
        await _ask_both_platforms(lambda token: here(token, None), lambda token: there(token, None))


async def test_while_redis_is_away_turns_are_booked_in_the_database_and_that_is_told_once(postgresql_database: str) -> None:
    settings = read_settings(None).model_copy(update={"database_url": postgresql_database, "redis_url": "redis://127.0.0.1:9"})
    async with AsyncExitStack() as stack:
        with capture_logs() as logs:
            books = [await stack.enter_async_context(shared_pace(settings, Health())) for _ in range(2)]
            one, other = (book("discord") for book in books)
            assert one
            assert other
            assert await one(2, 100) <= 0
            assert 199 < await other(1, 100) < 200.1
            assert await one(1, 100) > 299
    assert [line["event"] for line in logs] == ["Redis gives no turns"] * 2  # each worker says so


async def _ask_both_platforms(here: Books, there: Books) -> None:
    discord, slack = _Counting(), _Counting()
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(_CountingDiscord(discord))
        app = web.Application()
        app.router.add_route("*", "/api/{method}", slack.answer)
        url = f"{await stack.enter_async_context(serving(app))}/api/"
        work: list[Awaitable[None]] = []
        for books in (here, there):
            client = await stack.enter_async_context(logged_in("token", PER_SECOND, books("discord")))
            way = await stack.enter_async_context(Web(BOT_TOKEN, url, PER_SECOND, books=books))
            work += [_repeat(lambda client=client: client.http.request(Route("GET", "/users/@me")))]
            work += [_repeat(lambda way=way: way.post("chat.postMessage", {"channel": "C1"}))]
        discord.at.clear()  # nobody's pace holds who logs in
        await asyncio.gather(*work)
    assert len(discord.at) == 2 * EACH
    assert len(slack.at) == 2 * EACH
    assert discord.most <= MOST
    assert slack.most <= MOST


async def _repeat(ask: Callable[[], Awaitable[object]]) -> None:
    await asyncio.gather(*(ask() for _ in range(EACH)))


class _CountingDiscord(QuickDiscord):
    def __init__(self, counting: "_Counting") -> None:
        super().__init__()
        self._counting = counting

    @web.middleware
    async def _watch(self, request: web.Request, handler: Any) -> web.StreamResponse:
        await self._counting.answer(request)
        return await super()._watch(request, handler)


class _Counting:
    """When requests came."""

    def __init__(self) -> None:
        self.at: list[float] = []

    @property
    def most(self) -> int:
        """The most in any second."""
        return max(sum(begin <= at < begin + 1 for at in self.at) for begin in self.at)

    async def answer(self, _: web.Request) -> web.Response:
        self.at.append(monotonic())
        return web.json_response({"ok": True})
