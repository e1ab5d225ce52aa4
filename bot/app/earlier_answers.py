"""A press that uses something up, such as Launch, answers the same when it is pressed again: the card of the first time."""

import json
from datetime import datetime, timedelta
from hashlib import sha256

from bot.interface import stored
from bot.interface.call import Call
from bot.interface.card import Card
from bot.ports.unit import Unit

EARLIER_ANSWER = "earlier answer"
"""The kind of draft that holds such a card."""
REMEMBERED = timedelta(days=1)


async def earlier_answer(unit: Unit, person: int, call: Call, now: datetime) -> Card | None:
    """What a person was answered when they made this very call before."""
    kept = await unit.drafts.get(_key(person, call), person, EARLIER_ANSWER, now)
    return stored.load(json.loads(kept["card"])) if kept else None


async def keep_answer(unit: Unit, person: int, call: Call, card: Card, now: datetime) -> None:
    kept = {"card": json.dumps(stored.dump(card))}
    await unit.drafts.keep(_key(person, call), person, EARLIER_ANSWER, kept, now + REMEMBERED)


def _key(person: int, call: Call) -> int:
    """An id of 48 bits that every call of a person has of its own."""
    return int.from_bytes(sha256(f"{person} {call.dump()}".encode()).digest()[:6])
