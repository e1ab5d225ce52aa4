"""What members look up: resources, questions, glossary terms and salary figures; and what a look-up leaves behind.

Like the types of `bot/domain/roadmap.py` these are also the schema of a content pack.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from annotated_types import Ge, Le, MaxLen, MinLen

from bot.domain.roadmap import ItemId

Name = Annotated[str, MinLen(1), MaxLen(100)]
Alias = Annotated[str, MinLen(1), MaxLen(60)]
Aliases = Annotated[tuple[Alias, ...], MaxLen(60)]
"""Other words people type for the item: short forms, usual misnomers, the title in fewer words."""
Level = Literal["beginner", "intermediate", "advanced"]
LEVELS: Mapping[int, Level] = {1: "beginner", 2: "intermediate", 3: "advanced"}
Cost = Literal["free", "freemium", "paid"]
STALE_AFTER_YEARS = 2
"""The age in years from which a figure, like one without a year, is shown with a warning."""
BROKEN_AFTER = 2
"""The number of members who must report a resource before the community's look-ups leave it out."""
Amount = Annotated[int, Ge(1), Le(1_000_000_000)]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """That look-ups leave a resource out as broken."""

    since: date | None
    """The day since which its site has no page there; None if members reported it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Something to read, watch or do, on somebody else's site."""

    id: ItemId
    rev: Annotated[int, Ge(1)]
    title: Name
    url: Annotated[str, MinLen(10), MaxLen(500)]
    kind: Annotated[str, MaxLen(24)] = ""
    """docs, course, book, video … as members would name it. Empty, like the next two if they are None, if nobody said it."""
    level: Literal[1, 2, 3] | None = None
    cost: Cost | None = None
    hours: Annotated[float, Ge(0), Le(2000)]
    """The hours it takes; 0 for a place to return to, such as a forum."""
    topics: Annotated[tuple[ItemId, ...], MaxLen(6)]
    language: Annotated[str, MinLen(2), MaxLen(8)] = "en"
    authors: Annotated[tuple[Name, ...], MaxLen(6)] = ()
    licence: Annotated[str, MaxLen(40)] = ""
    """Empty if it is not known for sure."""
    checked: Annotated[str, MaxLen(10)] = ""
    """The day the address was last seen to work, as 2026-01-31; empty if nobody looked."""
    aliases: Aliases = ()
    covers: tuple[str, ...] = ()
    """Here and below: ids of the source facts the item restates; the tests hold the list."""
    status: Literal["active", "deprecated"] = "active"
    replaced_by: ItemId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that members ask, with its answer."""

    id: ItemId
    rev: Annotated[int, Ge(1)]
    question: Annotated[str, MinLen(1), MaxLen(150)]
    answer: Annotated[str, MinLen(1), MaxLen(900)]
    """A few short lines at most; a line that starts with `- ` is an entry of a list."""
    aliases: Aliases = ()
    topics: Annotated[tuple[ItemId, ...], MaxLen(6)] = ()
    see: Annotated[tuple[ItemId, ...], MaxLen(6)] = ()
    """Items of any kind to go on with."""
    covers: tuple[str, ...] = ()
    status: Literal["active", "deprecated"] = "active"
    replaced_by: ItemId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the field and what it means."""

    id: ItemId
    rev: Annotated[int, Ge(1)]
    term: Annotated[str, MinLen(1), MaxLen(60)]
    meaning: Annotated[str, MinLen(1), MaxLen(400)]
    aliases: Aliases = ()
    topics: Annotated[tuple[ItemId, ...], MaxLen(6)] = ()
    see: Annotated[tuple[ItemId, ...], MaxLen(6)] = ()
    covers: tuple[str, ...] = ()
    status: Literal["active", "deprecated"] = "active"
    replaced_by: ItemId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What one source says about pay: a span, a lower bound, or one number.

    Sources disagree, and their figures stand side by side.
    """

    id: ItemId
    rev: Annotated[int, Ge(1)]
    role: Annotated[str, MaxLen(60)] = ""
    """The occupation whose pay it is, in a pack about one occupation; else empty."""
    region: Annotated[str, MinLen(1), MaxLen(80)]
    level: Annotated[str, MinLen(1), MaxLen(60)]
    low: Amount
    high: Amount | None = None
    """Equal to `low` if the source gives one number; None if it gives only a lower bound."""
    or_more: bool = False
    """Whether the source leaves the upper end open: "or more", "exceeding"."""
    currency: Annotated[str, MinLen(1), MaxLen(3)]
    """ISO 4217. The same symbol can mean yen or yuan; a code cannot."""
    period: Literal["year", "month", "day", "hour"] = "year"
    year: Annotated[int, Ge(2000), Le(2100)] | None = None
    """The year the figure is from; None if the source is undated."""
    source: Annotated[str, MinLen(1), MaxLen(120)]
    note: Annotated[str, MaxLen(200)] = ""
    aliases: Aliases = ()
    covers: tuple[str, ...] = ()
    status: Literal["active", "deprecated"] = "active"
    replaced_by: ItemId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """Names of one thing in the field of a pack, such as "rl" and "reinforcement learning": who types one means all."""

    id: ItemId
    rev: Annotated[int, Ge(1)]
    names: Annotated[tuple[Alias, ...], MinLen(2), MaxLen(8)]
    status: Literal["active", "deprecated"] = "active"
    replaced_by: ItemId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A look-up that found nothing, kept without who asked."""

    id: int
    query: str
    """What was typed, in small letters and with single spaces."""
    count: int
    at: datetime
    """When it was last asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A resource that a member proposes; moderators make an item of it, or decline."""

    id: int
    person: int
    content: Mapping[str, str]
    """The values of the form it came from, with the platform and the space in which it was filled in."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """A suggestion that a moderator declined."""

    suggestion: Suggestion
    by: int
    at: datetime
    reason: str


Act = Literal["change", "decline"]
"""What moderators do to the content of their community."""
