"""What is answered to a call that something known keeps from being carried out."""

from bot.app.refused import joined_nothing, refusal_card, typed_blocks
from bot.errors import Refusal
from bot.interface.call import LONGEST_CALL, Request
from bot.interface.card import Block, Button, Buttons, Card, Text
from bot.interface.command import Command
from bot.ports.unit import NotAMember, Unavailable
from bot.text import t

HINDERED = (Refusal, NotAMember, Unavailable)


def outcome_of(hindrance: Exception) -> str:
    """What a call that raised one of `HINDERED` counts as."""
    return "unavailable" if isinstance(hindrance, Unavailable) else "refused"


def hindered_card(hindrance: Exception, command: Command | None, request: Request) -> Card:
    """The answer to a call that raised one of `HINDERED`."""
    match hindrance:
        case Refusal():
            return refusal_card(hindrance)
        case NotAMember():
            return refusal_card(joined_nothing())
        case _:
            return _outage_card(command, request)


def _outage_card(command: Command | None, request: Request) -> Card:
    """Without the database nothing can be kept: what was pressed is offered anew, what was written is shown to be copied."""
    sentence = t("Cairn cannot use its database at the moment, so this was probably not kept. Try again in a minute.")
    typed = typed_blocks(command, request.call) if command else ()
    return Card(t("Not just now"), (Text(sentence), *typed, *_again(request)), refused="", tone="attention")


def _again(request: Request) -> tuple[Block, ...]:
    fits = request.kind == "press" and len(request.call.dump()) <= LONGEST_CALL
    return (Buttons((Button(t("Try again"), request.call, "primary"),)),) if fits else ()
