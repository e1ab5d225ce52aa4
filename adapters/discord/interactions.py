"""Every interaction becomes a Request, and every Answer goes back in time, whichever way it was heard."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import aiohttp
import discord
import structlog
from discord import InteractionType, app_commands

from adapters.discord.command_ids import uploaded_ids
from adapters.discord.commands import OptionType
from adapters.discord.inbound import (
    PLATFORM,
    Data,
    command_request,
    focused_option,
    pressed_request,
    submitted_request,
    typed_request,
)
from adapters.discord.markdown import NO_IDS, CommandIds
from adapters.discord.replies import Deferral, describe, edit, respond, sent, teller
from bot.app.dispatch import Dispatcher
from bot.interface.call import LONGEST_CALL, Call, Request
from bot.interface.card import Answer, Button, Buttons, Card, Text
from bot.interface.command import MESSAGE
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES
from bot.language import ENGLISH, speaking
from bot.logs import about_request
from bot.ports.outbox import Clock
from bot.text import plain, t

PATIENCE, FORM_PATIENCE = 2.0, 2.5
"""Seconds until an answer is deferred. Discord drops what is not answered in 3 s. A form cannot follow a deferral: a call that
asks for one may take longer."""

FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
"""What discord.py raises if Discord refuses or cannot be reached."""

log = structlog.get_logger(__name__)


class Interactions:
    """Answers everything typed, pressed and submitted."""

    def __init__(self, dispatcher: Dispatcher, clock: Clock, patience: float, form_patience: float) -> None:
        self._dispatcher = dispatcher
        self._clock = clock
        self._patience = patience
        self._form_patience = form_patience
        self._ids: CommandIds = NO_IDS

    async def learn_ids(self, client: discord.Client) -> None:
        """Learn the ids with which commands that a card names can be pressed; without them they are code to copy."""
        try:
            self._ids = await uploaded_ids(client)
        except FAILURES as failure:
            log.warning("the ids of commands are not known", failure=describe(failure))

    async def answer(self, interaction: discord.Interaction) -> None:
        """Answer an interaction, or log why Discord did not take the answer."""
        with about_request(str(interaction.id)):
            try:
                await self._handle(interaction)
            except FAILURES as failure:
                log.warning("an interaction was not answered", failure=describe(failure))

    def ignores(self, kind: int, account: str) -> bool:
        """Whether nothing is read of an interaction, and nothing answered: its account makes so many. Discord leaves a form open
        then, with all that is typed."""
        typing = kind == InteractionType.autocomplete.value
        return bool(self._dispatcher.ignores(PLATFORM, account, typing=typing))

    async def _handle(self, interaction: discord.Interaction) -> None:
        match interaction.type:
            case kind if self.ignores(kind.value, str(interaction.user.id)):
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
                pass  # a kind that is not known yet

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
