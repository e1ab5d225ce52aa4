"""What is asked of Discord comes at the pace of its token, also when Discord refuses for a while, and when many wait."""

import asyncio
from collections.abc import AsyncIterator, Container, Sequence
from dataclasses import replace
from time import monotonic
from typing import Any

import discord
import pytest
from aiohttp import web
from discord.http import Route

from adapters.discord.client import logged_in
from adapters.discord.sender import DiscordSender
from bench.wires import QuickDiscord
from bot.errors import RetryLater
from tests.discord.fake import FakeDiscord
from tests.discord.objects import channel
from tests.discord.rooms import reply
from tests.discord.test_sender import delivery

PER_SECOND, REFUSED_SECONDS = 25, 0.6
ROOMS = range(7000, 7030)


class Refusing(QuickDiscord):
    """Tells some requests that they, or all, may not come for a while."""

    def __init__(self) -> None:
        super().__init__()
        self.came_at: list[float] = []
        self.refuses: Container[int] = ()
        """The numbers of the requests, from one, that it refuses."""
        self.refuses_all = True

    @web.middleware
    async def _watch(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.came_at.append(monotonic())
        if len(self.came_at) in self.refuses:
            body = {"message": "limited", "retry_after": REFUSED_SECONDS, "global": self.refuses_all}
            return reply(body, 429, {"Via": "1.1"})
        return await super()._watch(request, handler)


@pytest.fixture
async def refusing() -> AsyncIterator[Refusing]:
    async with Refusing() as fake:
        yield fake


async def ask(client: discord.Client, room: int) -> None:
    await client.http.request(Route("GET", "/channels/{channel_id}", channel_id=room))


def most_within(seconds: float, came_at: Sequence[float]) -> int:
    return max(sum(begin <= at < begin + seconds for at in came_at) for begin in came_at)


async def test_those_that_waited_out_a_refusal_of_all_come_one_after_the_other(refusing: Refusing) -> None:
    async with logged_in("token", PER_SECOND) as client:
        refusing.channels |= {str(room): channel(str(room)) for room in ROOMS}
        refusing.came_at.clear()
        refusing.refuses = [2]
        await asyncio.gather(*(ask(client, room) for room in ROOMS))
    assert len(refusing.came_at) == len(ROOMS) + 1
    assert most_within(0.2, refusing.came_at[2:]) <= 0.2 * PER_SECOND + 3


async def test_what_the_library_tries_again_waits_for_a_turn_too(refusing: Refusing) -> None:
    async with logged_in("token", PER_SECOND) as client:
        refusing.channels |= {str(room): channel(str(room)) for room in ROOMS}
        refusing.came_at.clear()
        refusing.refuses, refusing.refuses_all = range(1, 11), False
        await asyncio.gather(*(ask(client, room) for room in ROOMS))
    assert len(refusing.came_at) == len(ROOMS) + 10
    assert most_within(0.2, refusing.came_at) <= 0.2 * PER_SECOND + 3


async def test_a_post_that_had_no_turn_was_not_sent_and_waits(fake: FakeDiscord) -> None:
    rooms = [str(7000 + number) for number in range(40)]
    fake.channels |= {room: channel(room) for room in rooms}
    async with logged_in("token", PER_SECOND) as client:
        way, posts = DiscordSender(client, timeout=2), [replace(delivery(channel=room), id=int(room)) for room in rooms]
        outcomes = await asyncio.gather(*(way.send(post) for post in posts), return_exceptions=True)
    waits = [outcome for outcome in outcomes if isinstance(outcome, RetryLater)]
    assert waits
    assert len(waits) + sum(map(len, fake.messages.values())) == len(posts), outcomes
    assert not [sent for sent in fake.sent if sent.method == "GET" and sent.path.endswith("/messages")]
