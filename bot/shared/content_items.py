"""The item that the texts of a form describe: a new one, or the next revision of one that is there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.domain.items import OwnItem, kind_of
from bot.domain.lookup import Figure, Question
from bot.domain.roadmap import Roadmap, Week
from bot.domain.written_item import written
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.option import Parameter
from bot.shared.challenge_form import CHALLENGE
from bot.shared.challenge_written import challenge_from
from bot.shared.content_forms import FORMS
from bot.shared.figure_form import figure_from
from bot.shared.resource_form import (
    MOST_ALIASES,
    Known,
    all_that_is_known,
    chosen_topics,
    listed,
    resource_from,
    what_is_known,
)
from bot.shared.roadmap_form import roadmap_from, week_from
from bot.text import t

NOT_WRITTEN = (
    "licence", "checked", "see", "covers", "source", "review", "limits", "equivalent_mutants", "needs", "challenges", "starter",
    "starter_code", "status", "replaced_by",
)  # fmt: skip
"""Fields that no form of an entry asks, but for the source of a salary figure: an edit leaves them as they are. What is put in
place of a broken link says its licence."""
OPTIONS: Mapping[str, Sequence[Parameter]] = {**{of: form.typed for of, form in FORMS.items()}, "challenge": CHALLENGE}
"""What is written of an item, by its kind."""
DERIVED = ("short", "light", "checklist", "catch_up", "steps")
"""Texts of a week that are made of others if nobody writes them, in the order in which they are."""
LASTING = ("week", "roadmap")
"""The kinds that name others."""
Reader = Callable[[Known, str, Mapping[str, str], Sequence[str]], OwnItem]
"""`(what is known, id, texts, ids that it names already) → item`; raises Refusal for what cannot be meant."""
HAD = "had"
"""What a draft of a list named before it was changed, so that its titles mean what they meant."""


async def item_from(context: Context, draft: Mapping[str, str], base: OwnItem | None) -> OwnItem:
    """The item that a draft describes: a new one, or `base` with what was written. Raises Refusal if a value cannot be meant."""
    of = draft["of"]
    known = await (all_that_is_known(context) if of in LASTING else what_is_known(context))
    return next_item(known, of, draft, base) if base else new_item(known, new_key(of, context.unit.new_id()), of, draft)


def new_key(of: str, number: int) -> str:
    """The id of an item of a kind that a community adds."""
    return f"{of}.own.{number:x}"


def new_item(known: Known, id: str, of: str, texts: Mapping[str, str]) -> OwnItem:
    """The first revision of an item. Raises Refusal for what cannot be meant."""
    return _READERS[of](known, id, texts, _had(texts))


def next_item(known: Known, of: str, texts: Mapping[str, str], base: OwnItem) -> OwnItem:
    """The next revision of an item. Raises Refusal for what cannot be meant."""
    asked, kept_names = written(base), (*_named(base), *_had(texts))
    derived = {name: "" for name in DERIVED if name in asked and _is_derived(known, base, texts, name)}
    made = _READERS[of](known, base.id, {**texts, **derived}, kept_names)
    kept = {name: getattr(base, name) for name in NOT_WRITTEN if hasattr(base, name) and name not in {*asked, *texts}}
    return replace(made, **kept, rev=base.rev + 1)


def _is_derived(known: Known, base: OwnItem, texts: Mapping[str, str], name: str) -> bool:
    """Whether nobody wrote a text of an item, which was made of others of it, and nobody writes it now: it follows those."""
    held = written(base)
    if texts.get(name) != held[name] or all(texts.get(other) == text for other, text in held.items()):
        return False
    usual = _READERS[kind_of(base)](known, base.id, {**held, name: ""}, _named(base))
    return written(usual)[name] == held[name]


def _named(item: OwnItem) -> Sequence[str]:
    """The ids that an item names."""
    match item:
        case Roadmap():
            return item.weeks
        case Week():
            return (*item.topics, *(part.ref for part in item.resources))
        case Figure():
            return ()
        case _:
            return item.topics


def _had(texts: Mapping[str, str]) -> Sequence[str]:
    return texts.get(HAD, "").split()


def _question_from(known: Known, id: str, draft: Mapping[str, str], kept: Sequence[str]) -> Question:
    question = " ".join(draft.get("question", "").split())
    if not any(character.isalnum() for character in question):
        raise Refusal(t("The question needs a letter or a digit."), "question")
    return Question(
        id=id,
        rev=1,
        question=question,
        answer=draft.get("answer", ""),
        aliases=listed(draft, "aliases", MOST_ALIASES, 60, t("other words")),
        topics=chosen_topics(known, draft.get("topics", ""), kept),
    )


_READERS: Mapping[str, Reader] = {
    "roadmap": roadmap_from,
    "week": week_from,
    "resource": resource_from,
    "question": _question_from,
    "figure": figure_from,
    "challenge": challenge_from,
}
"""By the kind of the item."""
