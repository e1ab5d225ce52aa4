"""What direct messages could not tell somebody is said below the next answer that they get, once."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.post import Unheard
from bot.errors import Hindrance
from bot.feature import Context
from bot.interface.card import Answer, Block, Fields, Form, Note, Text, fits
from bot.text import Moment, join, t


async def with_unheard(context: Context, answer: Answer) -> Answer:
    """The answer, with the words of the messages that did not reach its reader, as many as there is room for. What has no room
    follows with the next answer."""
    if not context.member.unreachable or isinstance(answer, Form):
        return answer
    unheard = await context.unit.outbox.unheard(context.member.person)
    worth = [post for post in unheard if post.until is None or context.now <= post.until]
    told = _fitting(answer.blocks, unheard, worth)
    if worth and not told:
        return answer
    left = worth[len(told) :]
    await context.unit.outbox.mark_told(*(post.key for post in unheard if post not in left))
    member = await context.unit.members.get(context.member.person)
    if member and not left:
        await context.unit.members.save(replace(member, unreachable=False))
    return replace(answer, blocks=_below(answer.blocks, unheard, told))


def _fitting(blocks: Sequence[Block], unheard: Sequence[Unheard], worth: Sequence[Unheard]) -> Sequence[Unheard]:
    """As many of the messages, from the earliest on, as an answer has room for."""
    counts = (count for count in range(len(worth), 0, -1) if fits(_below(blocks, unheard, worth[:count])))
    return worth[: next(counts, 0)]


def _below(blocks: Sequence[Block], unheard: Sequence[Unheard], told: Sequence[Unheard]) -> tuple[Block, ...]:
    return (*blocks, _note(unheard, told), *(block for post in told for block in _said(post)))


def _note(unheard: Sequence[Unheard], told: Sequence[Unheard]) -> Note:
    lost = t("A message could not reach you: your direct messages are closed to this bot.")
    closed = any(post.reason and post.reason.kind is Hindrance.CLOSED_MESSAGES for post in unheard)
    cure = t("Allow direct messages in the privacy settings of this server, and the next ones come.")
    rest = t("This is what it said:") if told else t("</today> shows how you stand.")
    return Note(join([lost, *([cure] if closed else []), rest], " "))


def _said(post: Unheard) -> tuple[Block, ...]:
    """The title and the words of a message, without its presses: the answer may have the same."""
    words = (block for block in post.card.blocks if isinstance(block, Text | Note | Fields))
    return (Text(t("**{title}** ({at})", title=post.card.title, at=Moment(post.at))), *words)
