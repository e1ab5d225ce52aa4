"""A press that uses something up, such as Launch, answers the same when it is pressed again: the card of the first time."""

import json
from datetime import timedelta
from hashlib import sha256

from bot.feature import Context
from bot.interface import stored
from bot.interface.call import Call
from bot.interface.card import Card

EARLIER_ANSWER = "earlier answer"
"""The kind of draft that holds such a card."""
REMEMBERED = timedelta(days=1)


async def earlier_answer(call: Call, context: Context) -> Card | None:
    """What the caller was answered when they made this very call before."""
    person = context.member.person
    kept = await context.unit.drafts.get(_key(person, call), person, EARLIER_ANSWER, context.now)
    return stored.load(json.loads(kept["card"])) if kept else None


async def keep_answer(call: Call, card: Card, context: Context) -> None:
    person, kept = context.member.person, {"card": json.dumps(stored.dump(card))}
    await context.unit.drafts.keep(_key(person, call), person, EARLIER_ANSWER, kept, context.now + REMEMBERED)


def _key(person: int, call: Call) -> int:
    """An id of 48 bits that every call of a person has of its own."""
    return int.from_bytes(sha256(f"{person} {call.dump()}".encode()).digest()[:6])
