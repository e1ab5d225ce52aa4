"""How an interaction is answered: in time, again if the answer may not have arrived, on the card it came from."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import aiohttp
import discord
import structlog

from adapters.discord import render
from adapters.discord.inbound import on_private_card
from adapters.discord.markdown import CommandIds
from adapters.discord.refusals import Code
from adapters.pictures.png import drawn
from bot.app.files import without_files
from bot.app.progress import waiting_card
from bot.interface.call import Tell
from bot.interface.card import Answer, Card, Form, has_attachments, without_pictures
from bot.text import Markup

PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds before an answer is tried again, each time; Discord drops what is not answered in three, unless it was deferred."""
TOO_MANY_REQUESTS = 429

log = structlog.get_logger(__name__)


class Deferral:
    """Acknowledges an interaction by itself, unless it is answered in time."""

    def __init__(self, interaction: discord.Interaction, patience: float) -> None:
        self._interaction = interaction
        self._acknowledgement: asyncio.Task[object] | None = None
        self._timer = asyncio.get_running_loop().call_later(patience, self._acknowledge)

    async def happen(self) -> None:
        """Acknowledge it now, unless it was."""
        self._timer.cancel()
        if self._acknowledgement is None:
            self._acknowledge()
        await self.happened()

    async def happened(self) -> bool:
        """Settle whether it was acknowledged; from now on it will not be."""
        self._timer.cancel()
        if self._acknowledgement:
            await self._acknowledgement
        return self._acknowledgement is not None

    def _acknowledge(self) -> None:
        """A private card stays as it is until it is edited; anything else shows a private "thinking"."""
        thinking = not on_private_card(self._interaction)
        acknowledge = self._interaction.response.defer(ephemeral=thinking, thinking=thinking)
        self._acknowledgement = asyncio.ensure_future(acknowledge)


def describe(failure: BaseException) -> str:
    """A failure for the log: codes only, never what was sent."""
    if isinstance(failure, discord.HTTPException):
        return f"HTTP {failure.status}, code {failure.code}"
    return type(failure).__name__


async def tried(attempt: Callable[[], Awaitable[None]]) -> None:
    """Answer, again if it may not have arrived: what was asked for is done already. discord.py itself repeats after a 5xx."""
    for pause in PAUSES:
        try:
            return await attempt()
        except (aiohttp.ClientError, OSError, discord.HTTPException) as failure:
            if isinstance(failure, discord.HTTPException) and not _comes_later(failure):
                raise
            log.info("an answer is tried again", failure=describe(failure))
        await asyncio.sleep(pause)
    return await attempt()


def _comes_later(refusal: discord.HTTPException) -> bool:
    """Whether Discord may take it in a moment: it was too much at once, or a deferral that went back in a response is not known
    yet to that part of Discord which takes the answer."""
    return refusal.status == TOO_MANY_REQUESTS or refusal.code == Code.UNKNOWN_WEBHOOK


async def sent(send: Callable[[Any], Awaitable[None]], answer: Answer) -> None:
    """Send an answer, without its files and pictures if Discord refuses them: no answer at all looks like a bot that is down."""
    try:
        await tried(lambda: send(answer))
    except discord.HTTPException as failure:
        if not (isinstance(answer, Card) and has_attachments(answer)):
            raise
        log.warning("Discord took no file", failure=describe(failure))
        await tried(lambda: send(without_files(answer) if answer.files else without_pictures(answer)))


def teller(interaction: discord.Interaction, deferral: Deferral, ids: CommandIds) -> Tell:
    """Shows how far long work is where its answer will be, which is deferred for that."""

    async def tell(sentence: Markup) -> None:
        await deferral.happen()
        await tried(partial(edit, interaction, waiting_card(sentence), ids))

    return tell


async def edit(interaction: discord.Interaction, card: Card, ids: CommandIds) -> None:
    card, pictures = await drawn(card, render.THEME)
    await interaction.edit_original_response(view=render.layout(card, ids=ids), attachments=render.files(card, pictures))


async def respond(interaction: discord.Interaction, answer: Answer, ids: CommandIds) -> None:
    if isinstance(answer, Form):
        await interaction.response.send_modal(render.modal(answer))
        return
    card, pictures = await drawn(answer, render.THEME)
    layout, files = render.layout(card, ids=ids), render.files(card, pictures)
    if on_private_card(interaction):
        await interaction.response.edit_message(view=layout, attachments=files)
    else:
        await interaction.response.send_message(view=layout, files=files, ephemeral=True)
