"""What becomes of a call whose unit is open: its handler answers, once only if it uses something up."""

from collections.abc import Mapping
from typing import Any

from bot.app.earlier_answers import earlier_answer, keep_answer
from bot.app.unheard import with_unheard
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Answer, Card
from bot.interface.command import Command


async def carry_out(context: Context, command: Command, call: Call, arguments: Mapping[str, Any]) -> Answer:
    """The answer to a call. Raises what its handler raises."""
    return await with_unheard(context, await _handled(context, command, call, arguments))


async def _handled(context: Context, command: Command, call: Call, arguments: Mapping[str, Any]) -> Answer:
    """What the handler answers; for a call that uses something up, kept to be answered again."""
    earlier = await earlier_answer(command, call, context) if command.once else None
    answer = earlier or await command.handler(context, **arguments)
    if command.once and isinstance(answer, Card):
        await keep_answer(command, call, answer, context)
    return answer
