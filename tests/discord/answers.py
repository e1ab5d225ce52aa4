"""A card and a form that the stub of the core answers with, and what is read of them."""

from types import SimpleNamespace
from typing import Any

import simcord

from adapters.discord import render
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Form
from bot.interface.inputs import TextInput
from bot.text import t

JOIN_CARD = Card(t("ML in January"), (Buttons((Button(t("Done"), Call("milestone done", {"cohort": "12"})),)),))
LINK_FORM = Form(t("Done"), Call("milestone done", {"cohort": "12"}), (TextInput("link", t("Link")),), t("Send"))


def words(message: simcord.ResponseMessage) -> str:
    """All text of a card."""
    [box] = message.components
    return "\n".join(component["content"] for component in box["components"] if "content" in component)


async def post(server: SimpleNamespace, card: Card) -> Any:
    """A public post with the card."""
    channel = server.guild._env.bot.get_channel(server.channel.id)
    return await channel.send(view=render.layout(card, mark=1))
