"""discord.py's client, set up the way Cairn needs it."""

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, cast

import discord

from adapters.pace import Pace

REQUESTS_PER_SECOND = 49.2
"""Discord allows a bot 50 in any second; answers to interactions do not count among them."""
LONGEST_WAIT = 30.0
"""Seconds that discord.py may wait out a rate limit by itself (its own minimum); longer ones are raised."""

# At DEBUG the library writes whole requests: texts of people, and the tokens of interactions.
logging.getLogger("discord").setLevel(logging.INFO)
# Cairn never speaks, so what voice needs is not missing.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


def new_client() -> discord.Client:
    """A client without privileged intents, that can ping nobody and remembers no messages."""
    return discord.Client(
        intents=discord.Intents(guilds=True),
        allowed_mentions=discord.AllowedMentions.none(),
        member_cache_flags=discord.MemberCacheFlags.none(),
        chunk_guilds_at_startup=False,
        max_messages=None,
        max_ratelimit_timeout=LONGEST_WAIT,
    )


@asynccontextmanager
async def logged_in(token: str, requests_per_second: float = REQUESTS_PER_SECOND) -> AsyncGenerator[discord.Client]:
    """A client that can call Discord and hears nothing: for the worker and the release step."""
    async with new_client() as client:
        _pace_requests(client, requests_per_second)
        await client.login(token)
        yield client


async def stay_connected(client: discord.Client, token: str) -> None:
    """Log in and hear until the client is closed. The library connects anew by itself, but not before its first socket: it fails
    over the one that it would resume."""
    await client.login(token)
    while not client.is_closed():
        try:
            await client.connect()
        except AttributeError:
            if client.ws:
                raise


def _pace_requests(client: discord.Client, per_second: float) -> None:
    """Have each request wait for its turn: the library only reacts, once Discord has refused one."""
    pace, http = Pace(1 / per_second), cast(Any, client.http)
    request = http.request

    async def paced(*route: object, **options: object) -> object:
        await pace.turn()
        return await request(*route, **options)

    http.request = paced
