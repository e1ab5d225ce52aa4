"""The connection to Discord: every interaction becomes a Request, every Answer goes back in time."""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, cast

import aiohttp
import discord
import structlog
from discord import InteractionType, app_commands

from adapters.discord.client import new_client, stay_connected
from adapters.discord.command_ids import uploaded_ids
from adapters.discord.commands import OptionType
from adapters.discord.inbound import (
    PLATFORM,
    Data,
    arrived_place,
    command_request,
    focused_option,
    pressed_request,
    submitted_request,
    typed_request,
)
from adapters.discord.markdown import NO_IDS, CommandIds
from adapters.discord.news import Rooms
from adapters.discord.replies import Deferral, describe, edit, respond, sent, teller
from adapters.hearing import DEAF_SECONDS, News, watch
from bot.app.dispatch import Dispatcher
from bot.interface.call import LONGEST_CALL, Call, Place, Request
from bot.interface.card import Answer, Button, Buttons, Card, Text
from bot.interface.command import MESSAGE
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES
from bot.language import ENGLISH, speaking
from bot.ports.outbox import Clock
from bot.text import plain, t

FAREWELL = 3.0
"""The seconds that answers under way may take when the gateway closes."""

Arrive = Callable[[Place, datetime], Awaitable[None]]
"""Called with a server and the instant when the bot was added to it; it may be called again for the same server at any time."""

_FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)

log = structlog.get_logger(__name__)


class DiscordGateway:
    """Hears Discord with one token. Discord drops what is not answered in 3 s, so after `patience` seconds an answer is
    deferred. A form cannot follow a deferral: a call that asks for one may take `form_patience`."""

    def __init__(
        self,
        token: str,
        dispatcher: Dispatcher,
        arrive: Arrive,
        clock: Clock,
        *,
        news: News | None = None,
        patience: float = 2.0,
        form_patience: float = 2.5,
        deaf_seconds: float = DEAF_SECONDS,
    ) -> None:
        self.client = new_client()
        for event in (
            self.setup_hook,
            self.on_ready,
            self.on_interaction,
            self.on_guild_join,
            self.on_guild_available,
            self.on_guild_remove,
        ):
            self.client.event(event)
        Rooms(self.client, self._heed_room, self._heed_thread)
        self._token = token
        self._dispatcher = dispatcher
        self._arrive = arrive
        self._news = news or News()
        self._clock = clock
        self._patience = patience
        self._form_patience = form_patience
        self._deaf_seconds = deaf_seconds
        self._closed = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._ids: CommandIds = NO_IDS

    @property
    def hears(self) -> bool:
        """Whether Discord can be heard at present."""
        socket = cast(Any, self.client.ws)
        return bool(socket is not None and socket.open and socket.session_id)  # which Discord gives once it has let the bot in

    async def run(self) -> None:
        """Stay connected until closed. Raises Deaf if Discord cannot be heard for too long."""
        try:
            async with self.client:
                await self._hear()
        finally:
            await self.client.http.close()  # closed while it logged in, the client leaves its session open

    async def close(self) -> None:
        """Let answers under way arrive, then disconnect, and let what was heard last come to its end."""
        await self._finish()
        await self.client.close()
        await asyncio.sleep(0)  # what was heard last begins
        await self._finish()
        self._closed.set()

    async def _finish(self) -> None:
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=FAREWELL)

    async def _hear(self) -> None:
        connected = asyncio.ensure_future(stay_connected(self.client, self._token))
        watched = asyncio.ensure_future(watch("Discord", lambda: self.hears, self._closed, self._deaf_seconds))
        try:
            ended, _ = await asyncio.wait([connected, watched], return_when=asyncio.FIRST_COMPLETED)
            await ended.pop()
        finally:
            for task in (connected, watched):
                task.cancel()
            await asyncio.wait([connected, watched])  # so that nothing that is heard while they end outlives the gateway

    async def setup_hook(self) -> None:
        """Logged in, before anything is heard: learn the ids with which commands can be pressed."""
        try:
            self._ids = await uploaded_ids(self.client)
        except _FAILURES as failure:
            log.warning("the ids of commands are not known", failure=describe(failure))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """The one way in: discord.py calls this for everything typed, pressed and submitted."""
        with self._waited_for():
            try:
                await self._handle(interaction)
            except _FAILURES as failure:
                log.warning("an interaction was not answered", request=interaction.id, failure=describe(failure))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was added to a server."""
        joined = guild.me.joined_at
        if joined:
            with self._waited_for():
                await self._arrive(arrived_place(guild), joined)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server is in sight, after the start or an outage: the bot may have been added while it was not."""
        await self.on_guild_join(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was taken out of a server, or the server is no more; an outage of Discord's own is not told by this."""
        with self._waited_for():
            await self._news.departed(Place(PLATFORM, str(guild.id), None))

    async def _heed_room(self, place: Place) -> None:
        with self._waited_for():
            await self._news.channel_changed(place)

    async def _heed_thread(self, place: Place, messages: Sequence[str]) -> None:
        with self._waited_for():
            await self._news.thread_deleted(place, messages)

    async def on_ready(self) -> None:
        """Discord has named all servers that the bot is in, also those that an outage hides; it was taken out of the others while
        nobody heard. Each shard answers for its own."""
        with self._waited_for():
            known = await self._news.known(PLATFORM)
            gone = {space for space in known if self._is_of_shard(space)} - {str(guild.id) for guild in self.client.guilds}
            for space in gone:
                await self._news.departed(Place(PLATFORM, space, None))

    def _is_of_shard(self, server: str) -> bool:
        """Whether a server would be told to this connection."""
        return (int(server) >> 22) % (self.client.shard_count or 1) == (self.client.shard_id or 0)

    @contextmanager
    def _waited_for(self) -> Generator[None]:
        """While the block runs, the gateway waits for the current task when it closes."""
        task = cast("asyncio.Task[None]", asyncio.current_task())
        self._under_way.add(task)
        try:
            yield
        finally:
            self._under_way.discard(task)

    async def _handle(self, interaction: discord.Interaction) -> None:
        ignored = self._dispatcher.ignores(PLATFORM, str(interaction.user.id))
        match interaction.type:
            case InteractionType.autocomplete | InteractionType.application_command | InteractionType.component if ignored:
                pass
            case InteractionType.autocomplete:
                await self._suggest(interaction)
            case InteractionType.application_command:
                await self._answer(interaction, command_request(interaction, self._clock(), self._dispatcher.commands))
            case InteractionType.component:
                await self._answer(interaction, pressed_request(interaction, self._clock()))
            case InteractionType.modal_submit:
                await self._answer(interaction, submitted_request(interaction, self._clock()))
            case _:
                pass  # Discord's own ping, which comes over HTTP alone

    async def _suggest(self, interaction: discord.Interaction) -> None:
        request, option = typed_request(interaction, self._clock()), focused_option(interaction)
        choices = await self._dispatcher.suggest(request, option["name"], str(option["value"]))
        await interaction.response.autocomplete(_suggestions(option, choices))

    async def _answer(self, interaction: discord.Interaction, request: Request) -> None:
        deferral = Deferral(interaction, self._patience_for(request))
        tell = teller(interaction, deferral, self._ids)
        answer = await self._dispatcher(replace(request, tell=tell))
        with speaking(request.actor.locale or ENGLISH):
            if await deferral.happened():
                await sent(partial(edit, interaction, ids=self._ids), _late(answer, request))
            else:
                await sent(partial(respond, interaction, ids=self._ids), answer)

    def _patience_for(self, request: Request) -> float:
        command = self._dispatcher.commands.find(request.call.path)
        asks = command is not None and request.opens_forms and command.asks(request.call)
        return self._form_patience if asks else self._patience


def _late(answer: Answer, request: Request) -> Card:
    """A form that comes too late to be opened becomes a card that asks for it again."""
    if isinstance(answer, Card):
        return answer
    return Card(answer.title, (Text(t("That took too long. Try again.")), *_again(request)))


def _again(request: Request) -> tuple[Buttons, ...]:
    """A button for the same call without what people typed or wrote, which stays out of ids; empty if the call is too long for an
    id."""
    typed = request.call.values.keys() if request.kind == "command" else {MESSAGE}
    call = Call(request.call.path, {name: value for name, value in request.call.values.items() if name not in typed})
    fits = len(call.dump()) <= LONGEST_CALL
    return (Buttons((Button(t("Try again"), call, "primary"),)),) if fits else ()


def _suggestions(option: Data, choices: Sequence[Choice]) -> list[app_commands.Choice[str | int]]:
    number = option["type"] == OptionType.INTEGER
    return [
        app_commands.Choice(name=plain(choice.label), value=int(choice.value) if number else choice.value)
        for choice in choices[:MOST_CHOICES]
    ]
