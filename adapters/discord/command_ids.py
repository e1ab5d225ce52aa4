"""Discord's ids of the commands, with which a command that a card names can be pressed."""

import asyncio

import aiohttp
import discord
import structlog

from adapters.discord import render
from adapters.discord.commands import CHAT_INPUT, OptionType, Payload, known
from adapters.discord.markdown import NO_IDS, CommandIds
from adapters.discord.replies import describe
from bot.interface.card import Card

PATIENCE = 3.0
"""The most seconds that a post waits for the ids: without them its commands are code to copy."""
PAUSE = 300.0
"""The seconds before Discord is asked again for what it did not tell."""

_FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)

log = structlog.get_logger(__name__)


class KnownIds:
    """The ids as Discord told them last, asked for again when a card names a command that is not among them."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._ids = NO_IDS
        self._next = 0.0
        self._lock = asyncio.Lock()

    async def of(self, card: Card) -> CommandIds:
        """The ids for the commands of a card; some or all are missing if Discord does not tell them."""
        named, clock = render.named(card), asyncio.get_running_loop().time
        async with self._lock:
            if named - self._ids.keys() and clock() >= self._next:
                await self._ask()
                self._next = clock() + PAUSE
        return self._ids

    async def _ask(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                self._ids = await uploaded_ids(self._client)
        except _FAILURES as failure:
            log.warning("the ids of commands are not known", failure=describe(failure))


async def uploaded_ids(client: discord.Client) -> CommandIds:
    """The ids of the commands that Discord has, by path. Raises what discord.py does."""
    roots = [root for root in await known(client) if root["type"] == CHAT_INPUT]
    return {path: int(root["id"]) for root in roots for path in _paths(root)}


def _paths(root: Payload) -> list[str]:
    """What people type: the name of a command, or of each command under it."""
    under = [option["name"] for option in root.get("options", ()) if option["type"] == OptionType.SUBCOMMAND]
    return [f"{root['name']} {name}" for name in under] or [root["name"]]
