"""The kinds of item a pack can hold, and how a stored body becomes the domain's own type again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import TypeAlias, Union, cast, get_args, get_origin, get_type_hints

from bot.domain.challenge import Challenge
from bot.domain.lookup import Figure, Question, Resource, Synonym, Term
from bot.domain.roadmap import Roadmap, Topic, Week

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
ContentItem: TypeAlias = Week | Roadmap | Topic | Resource | Question | Term | Synonym | Figure | Challenge
Findable: TypeAlias = Week | Roadmap | Resource | Question | Term | Figure
OwnItem: TypeAlias = Resource | Question | Challenge
"""What moderators add by command."""


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
    """The person."""
    at: datetime


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


def read_item(kind: str, body: Mapping[str, Json]) -> ContentItem:
    """Build the item that a stored body describes.

    The body was checked when it was loaded, so this only rebuilds. A key that this version does not know is left out,
    so that during a roll-out the older process reads what the newer one has stored.
    """
    return cast(ContentItem, _builder(KINDS[kind].type)(body))


@cache
def _builder(wanted: object) -> Callable[[object], object]:
    """The function that turns JSON into `wanted`; made once for each type, because packs hold hundreds of items."""
    if isinstance(wanted, type) and is_dataclass(wanted):
        return _record_builder(wanted)
    if get_origin(wanted) is tuple:
        build = _builder(cast(object, get_args(wanted)[0]))
        return lambda values: tuple(build(value) for value in cast(list[object], values))
    if get_origin(wanted) in (Union, UnionType):
        return _optional_builder([cast(object, part) for part in get_args(wanted) if part is not NoneType])
    return lambda value: value


def _optional_builder(parts: list[object]) -> Callable[[object], object]:
    """For a type that may be missing; a union of plain types needs no building."""
    build = _builder(parts[0] if len(parts) == 1 else object)
    return lambda value: None if value is None else build(value)


def _record_builder(wanted: type[object]) -> Callable[[object], object]:
    hints = cast(Mapping[str, object], get_type_hints(wanted))
    builders = {name: _builder(hints[name]) for name in _field_names(wanted)}

    def build(value: object) -> object:
        body = cast(Mapping[str, object], value)
        return wanted(**{name: make(body[name]) for name, make in builders.items() if name in body})

    return build


def _field_names(record: type[object]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record)) if is_dataclass(record) else ()


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


def kind_of(item: ContentItem) -> str:
    """The item's kind, as its id begins."""
    return item.id.partition(".")[0]
