"""The kinds of item a pack can hold, and what all of them have: a kind and a title."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from bot.domain.challenge import Challenge
from bot.domain.lookup import Figure, Question, Resource, Synonym, Term
from bot.domain.roadmap import Roadmap, Topic, Week

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
ContentItem: TypeAlias = Week | Roadmap | Topic | Resource | Question | Term | Synonym | Figure | Challenge
Findable: TypeAlias = Week | Roadmap | Resource | Question | Term | Figure
OwnItem: TypeAlias = Week | Roadmap | Resource | Question | Figure | Challenge
"""What moderators add by command."""
Deed: TypeAlias = Literal["added", "copied", "edited", "retired", "undone", "redone"]
"""What somebody did to an item of their community; copied are weeks of packs that were put into a roadmap, redone is what was
undone and is so no more."""


@dataclass(frozen=True, slots=True)
class ItemKind:
    """A kind of item: its type, which is its schema too, and the files of a pack that can hold it."""

    type: type[ContentItem]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An item that answers a look-up; one that is not sure is a guess: did you mean …?"""

    item: Findable
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One immutable state of an item that a community added, and who made it when. Undoing makes another."""

    item: OwnItem
    author: int
    """The person who made it."""
    at: datetime
    deed: Deed = "added"
    reason: str = ""
    """Why it was retired, in the author's words; of a revision from an import the name of the file, of what
    stands in place of what ships the old and the new address."""
    batch: int | None = None
    """The import that it came with, or with which it was taken back."""


KINDS: Mapping[str, ItemKind] = {
    "topic": ItemKind(Topic, ("topics.yaml",)),
    "resource": ItemKind(Resource, ("resources.yaml", "resources/*.yaml")),
    "week": ItemKind(Week, ("weeks/*.yaml",)),
    "roadmap": ItemKind(Roadmap, ("roadmaps.yaml",)),
    "question": ItemKind(Question, ("faq.yaml", "career.yaml")),
    "term": ItemKind(Term, ("glossary.yaml",)),
    "synonym": ItemKind(Synonym, ("synonyms.yaml",)),
    "figure": ItemKind(Figure, ("salary.yaml",)),
    "challenge": ItemKind(Challenge, ("challenges/*.yaml",)),
}


def title_of(item: ContentItem) -> str:
    """What the item is called."""
    match item:
        case Question():
            return item.question
        case Term():
            return item.term
        case Figure():
            return f"{item.region}: {item.level}"
        case Synonym():
            return item.names[0]
        case Challenge():
            return item.prompt
        case _:
            return item.title


def is_own(id: str) -> bool:
    """Whether an id is that of an item that a community added."""
    return ".own." in id


def kind_of(item: ContentItem) -> str:
    """The item's kind, as its id begins."""
    return item.id.partition(".")[0]
