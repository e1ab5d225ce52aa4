"""The item that the texts of a form describe: a new one, or the next revision of one that is there."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from bot.domain.items import OwnItem
from bot.domain.lookup import Figure, Question
from bot.domain.written_item import written
from bot.errors import Refusal
from bot.feature import Context
from bot.shared.challenge_written import challenge_from
from bot.shared.figure_form import figure_from
from bot.shared.resource_form import MOST_ALIASES, chosen_topics, listed, resource_from
from bot.text import t

NOT_WRITTEN = ("licence", "checked", "see", "covers", "source", "review", "limits", "status", "replaced_by")
"""Fields that no form asks, but for the source of a salary figure: an edit leaves them as they are."""
Reader = Callable[[Context, str, Mapping[str, str], Sequence[str]], Awaitable[OwnItem]]
"""`(context, id, texts, topics that it has already) → item`; raises Refusal for what cannot be meant."""


async def item_from(context: Context, draft: Mapping[str, str], base: OwnItem | None) -> OwnItem:
    """The item that a draft describes: a new one, or `base` with what was written. Raises Refusal if a value cannot be meant."""
    read = _READERS[draft["of"]]
    if base is None:
        return await read(context, f"{draft['of']}.own.{context.unit.new_id():x}", draft, ())
    made = await read(context, base.id, draft, () if isinstance(base, Figure) else base.topics)
    asked = written(base)
    kept = {name: getattr(base, name) for name in NOT_WRITTEN if hasattr(base, name) and name not in asked}
    return replace(made, **kept, rev=base.rev + 1)


async def _question_from(context: Context, id: str, draft: Mapping[str, str], kept: Sequence[str]) -> Question:
    question = " ".join(draft.get("question", "").split())
    if not any(character.isalnum() for character in question):
        raise Refusal(t("The question needs a letter or a digit."), "question")
    return Question(
        id=id,
        rev=1,
        question=question,
        answer=draft.get("answer", ""),
        aliases=listed(draft, "aliases", MOST_ALIASES, 60, t("other words")),
        topics=await chosen_topics(context, draft.get("topics", ""), kept),
    )


_READERS: Mapping[str, Reader] = {
    "resource": resource_from,
    "question": _question_from,
    "figure": figure_from,
    "challenge": challenge_from,
}
"""By the kind of the item."""
