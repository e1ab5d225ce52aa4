"""What becomes of a call whose unit is open: its handler answers, once only if it uses something up."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.app.earlier_answers import earlier_answer, keep_answer
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Answer, Card, Form, Note
from bot.interface.command import Command
from bot.text import t


async def carry_out(context: Context, command: Command, call: Call, arguments: Mapping[str, Any]) -> Answer:
    """The answer to a call. Raises what its handler raises."""
    return await _told(context, await _handled(context, command, call, arguments))


async def _handled(context: Context, command: Command, call: Call, arguments: Mapping[str, Any]) -> Answer:
    """What the handler answers; for a call that uses something up, kept to be answered again."""
    earlier = await earlier_answer(call, context) if command.once else None
    answer = earlier or await command.handler(context, **arguments)
    if command.once and isinstance(answer, Card):
        await keep_answer(call, answer, context)
    return answer


async def _told(context: Context, answer: Answer) -> Answer:
    """The answer, with what the member has to be told privately: that direct messages did not reach them."""
    if not context.member.unreachable or isinstance(answer, Form):
        return answer
    member = await context.unit.members.get(context.member.person)
    if member:
        await context.unit.members.save(replace(member, unreachable=False))
    note = Note(t("A message could not reach you: your direct messages are closed to this bot. </today> shows how you stand."))
    return replace(answer, blocks=(*answer.blocks, note))
