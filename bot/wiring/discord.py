"""Discord's parts of a process: the way out, which its parts share, and the ways in. discord.py is imported only if there is a
token."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import structlog

from adapters.clock import beating, present
from adapters.pace import Books
from bot.config import DISCORD_API, MisconfiguredError, Settings
from bot.logs import Spell
from bot.setting_values import AUTOMATIC, held_shards
from bot.wiring.features import all_commands
from bot.wiring.news import news_of
from bot.wiring.operator_errors import asking_discord
from bot.wiring.process import Process
from bot.wiring.stopping import until
from storage.turns import shared_turns

if TYPE_CHECKING:
    from adapters.discord.client import Client
    from adapters.discord.over_http import DiscordOverHttp

FIRST_SECONDS = 3.0
"""For so long a process waits for the way to Discord before it begins with the rest."""
AWAY = "it is asked again by itself; posts wait until then"
COMPARE_SERVERS_SECONDS = 3600
"""How often Discord is asked which servers the bot is in, where requests alone tell of them."""

log = structlog.get_logger(__name__)


@asynccontextmanager
async def way_to_discord(
    settings: Settings, books: Books, stopped: asyncio.Event, *, uploads: bool
) -> AsyncGenerator["Client | None"]:
    """A client that logs in as soon as Discord can be reached, and if `uploads` brings the commands up to date; what is asked of
    it before has to wait. None without a token. All processes share its turns, unless a proxy counts for them.

    Raises MisconfiguredError if Discord refuses: at once, or at the end, and then the process is told to stop.
    """
    if settings.discord_token is None:
        yield None
        return
    from adapters.discord.client import paced_client
    from adapters.discord.commands import upload

    shares = settings.discord_api_url == DISCORD_API
    async with paced_client(book=books("discord") if shares else None) as client:
        if uploads:
            cast(Any, client).setup_hook = partial(upload, client, all_commands())
        async with entering_discord(client, settings, stopped):
            yield client


@asynccontextmanager
async def entering_discord(client: "Client", settings: Settings, stopped: asyncio.Event) -> AsyncGenerator[None]:
    """Log in while the block runs, which begins after FIRST_SECONDS in any case. Raises as `way_to_discord` does."""
    entering = asyncio.create_task(_enter(client, settings, stopped))
    await asyncio.wait({entering}, timeout=FIRST_SECONDS)
    try:
        if entering.done():
            await entering
        yield
    finally:
        entering.cancel()
        await asyncio.wait({entering})
    if not entering.cancelled():
        await entering


async def _enter(client: "Client", settings: Settings, stopped: asyncio.Event) -> None:
    from adapters.discord.client import log_in

    assert settings.discord_token  # noqa: S101 - required beforehand
    unreached = Spell(log, "Discord cannot be reached", "Discord is reached again")
    try:
        with asking_discord(settings):
            await log_in(client, settings.discord_token.get_secret_value(), partial(unreached.begin, AWAY))
    except MisconfiguredError:
        stopped.set()
        raise
    unreached.end()


async def hear_discord(process: Process) -> None:
    """Hear Discord over its gateway until the process is told to stop."""
    from adapters.discord.gateway import DiscordGateway
    from adapters.discord.sharded import client_of

    settings, core = process.settings, process.core
    assert settings.discord_token  # noqa: S101 - required beforehand
    async with shared_turns(settings.database, core.engines.health) as books:
        client = client_of(settings.discord_shards, books)
        token = settings.discord_token.get_secret_value()
        gateway = DiscordGateway(token, core.dispatch, core.arrive, present, client=client, news=news_of(core))
        process.gateways.append(gateway)
        with asking_discord(settings):
            await until(process.stopped, gateway.run, gateway.close)


def check_shards(settings: Settings) -> None:
    """Raises MisconfiguredError if several processes would share connections without a database that counts for all."""
    if not settings.discord_shards or settings.discord_shards == AUTOMATIC or settings.database.startswith("postgresql"):
        return
    ids, count = held_shards(settings.discord_shards)
    if len(ids) < count:
        raise MisconfiguredError(
            "DISCORD_SHARDS: processes that share the connections begin in turns, which PostgreSQL keeps: set DATABASE_URL to "
            "such a server, or let this process hold all, with `auto`."
        )


@asynccontextmanager
async def discord_over_http(process: Process) -> AsyncGenerator["DiscordOverHttp | None"]:
    """What answers Discord's requests while the block runs; None without the key of the application."""
    key, core = process.settings.discord_public_key, process.core
    if not (key and process.discord):
        yield None
        return
    from adapters.discord.over_http import DiscordOverHttp

    requests = DiscordOverHttp(process.discord, key, core.dispatch, core.arrive, present, news=news_of(core))
    keeping = asyncio.create_task(_keep_up(process.discord, requests))
    try:
        yield requests
    finally:
        keeping.cancel()
        await asyncio.wait({keeping})
    await requests.close()


async def _keep_up(client: "Client", requests: "DiscordOverHttp") -> None:
    """Once Discord is reached, learn what only its answers tell, until cancelled."""
    await client.entered.wait()
    await requests.learn_ids()
    async with beating({"compare the servers": (COMPARE_SERVERS_SECONDS, requests.servers.compare)}):
        await asyncio.Event().wait()
