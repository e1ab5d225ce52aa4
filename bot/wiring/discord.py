"""Discord's parts of a process: the way out, which its parts share, and the ways in. discord.py is imported only if there is a
token."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from adapters.clock import beating, present
from adapters.pace import Books
from bot.config import DISCORD_API, MisconfiguredError, Settings
from bot.setting_values import AUTOMATIC, held_shards
from bot.wiring.news import news_of
from bot.wiring.operator_errors import asking_discord
from bot.wiring.process import Process
from bot.wiring.stopping import until
from storage.turns import shared_turns

if TYPE_CHECKING:
    import discord

    from adapters.discord.over_http import DiscordOverHttp

COMPARE_SERVERS_SECONDS = 3600
"""How often Discord is asked which servers the bot is in, where requests alone tell of them."""


@asynccontextmanager
async def way_to_discord(settings: Settings, books: Books) -> AsyncGenerator["discord.Client | None"]:
    """A client that is logged in; None without a token. All processes share its turns, unless a proxy counts for them."""
    if settings.discord_token is None:
        yield None
        return
    from adapters.discord.client import logged_in

    async with AsyncExitStack() as stack:
        with asking_discord(settings):
            shares = settings.discord_api_url == DISCORD_API
            book = books("discord") if shares else None
            client = await stack.enter_async_context(logged_in(settings.discord_token.get_secret_value(), book=book))
        yield client


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
    await requests.learn_ids()
    async with beating({"compare the servers": (COMPARE_SERVERS_SECONDS, requests.servers.compare)}):
        yield requests
    await requests.close()
