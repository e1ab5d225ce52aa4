"""What moderators are told of the suggestions of somebody who is forgotten: that they were withdrawn, and not what they said."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.lookup import Suggestion
from bot.interface.card import Card, Text
from bot.ports.unit import Unit
from bot.shared.audit import revise_told
from bot.shared.suggestions import suggestion_key
from bot.text import t


async def withdraw(unit: Unit, suggestions: Sequence[Suggestion], now: datetime) -> None:
    """What was not told yet is left untold."""
    for key in map(suggestion_key, suggestions):
        if not await unit.outbox.cancel(key):
            await revise_told(unit, key, _withdrawn, now)


def _withdrawn(_: Card) -> Card:
    sentence = t("It was withdrawn: whoever made this suggestion deleted their data.")
    return Card(t("A member suggests a resource"), (Text(sentence),))
