"""A press that uses something up, such as Launch, answers the same when it is pressed again: the card of the first time."""

import json
from datetime import timedelta
from hashlib import sha256

from bot.feature import Context
from bot.interface import stored
from bot.interface.call import Call
from bot.interface.card import Card
from bot.interface.command import Command

EARLIER_ANSWER = "earlier answer"
"""The kind of draft that holds such a card."""
REMEMBERED = timedelta(days=1)


async def earlier_answer(command: Command, call: Call, context: Context) -> Card | None:
    """What the caller was answered when they made this very call before, while that is true."""
    person = context.member.person
    kept = await context.unit.drafts.get(_key(person, call), person, EARLIER_ANSWER, context.now)
    holds = kept is not None and kept.get("since", "") == await _since(command, context)
    return stored.load(json.loads(kept["card"])) if kept and holds else None


async def keep_answer(command: Command, call: Call, card: Card, context: Context) -> None:
    person = context.member.person
    kept = {"card": json.dumps(stored.dump(card)), "since": await _since(command, context)}
    await context.unit.drafts.keep(_key(person, call), person, EARLIER_ANSWER, kept, context.now + REMEMBERED)


async def _since(command: Command, context: Context) -> str:
    return await command.true_until(context) if command.true_until else ""


def _key(person: int, call: Call) -> int:
    """An id of 48 bits that every call of a person has of its own."""
    return int.from_bytes(sha256(f"{person} {call.dump()}".encode()).digest()[:6])
