"""Channels and accounts that a call names, looked at before anything is made of them."""

from bot.errors import Refusal, about
from bot.interface.binding import bind
from bot.interface.call import Call
from bot.interface.command import Command
from bot.interface.option import Parameter
from bot.ports.outbox import Sender
from bot.text import clean, t


def check_picked(command: Command, call: Call, sender: Sender | None) -> None:
    """Raises Refusal for what cannot be a channel or an account on the caller's platform, such as a name that was typed in its
    place."""
    for parameter in command.parameters:
        text = clean(call.values.get(parameter.name, "")) if parameter.kind in ("channel", "account") else ""
        if text and sender:
            with about(parameter.name):
                _check(parameter, text, sender)


def _check(parameter: Parameter, text: str, sender: Sender) -> None:
    picked = bind(parameter, text)
    if picked and parameter.kind == "channel" and not sender.is_channel_id(picked):
        raise Refusal(t("“{text}” is not a channel here; type # and pick one from the list, or paste its link.", text=text[:50]))
    if picked and parameter.kind == "account" and not sender.is_account_id(picked):
        raise Refusal(t("“{text}” is nobody here; type @ and pick somebody from the list.", text=text[:50]))
