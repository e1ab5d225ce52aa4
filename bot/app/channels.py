"""Channels that a call names, looked at before anything is made of them."""

from bot.errors import Refusal
from bot.interface.binding import bind
from bot.interface.call import Call
from bot.interface.command import Command
from bot.ports.outbox import Sender
from bot.text import clean, t


def check_channels(command: Command, call: Call, sender: Sender | None) -> None:
    """Raises Refusal for what cannot be a channel on the caller's platform, such as a name that was typed in its place."""
    for parameter in command.parameters:
        text = clean(call.values.get(parameter.name, "")) if parameter.kind == "channel" else ""
        channel = bind(parameter, text) if text else ""
        if channel and sender and not sender.is_channel_id(channel):
            raise Refusal(t("“{text}” is not a channel here; type # and pick one from the list.", text=text[:50]))
