"""What a cohort walks: a roadmap is an ordered list of weeks, each with its goals and its milestone.

These frozen types are also the schema of a content pack: the loader in `content/` validates YAML straight into them, so a
limit is written once. A limit is what cards and tables can hold; what is too little to be good is `content/craft.py`. Lengths are
in characters, times in minutes.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Le, MaxLen, MinLen

Title = Annotated[str, MinLen(1), MaxLen(60)]
ShortTitle = Annotated[str, MinLen(1), MaxLen(24)]
CheckinQuestion = Annotated[str, MinLen(1), MaxLen(100)]
Line = Annotated[str, MinLen(1), MaxLen(200)]
Paragraph = Annotated[str, MinLen(1), MaxLen(600)]
MOST_MINUTES = 2400
"""The longest study time of a week."""
StudyMinutes = Annotated[int, Ge(0), Le(MOST_MINUTES)]
ItemId = Annotated[str, MinLen(3), MaxLen(64)]
"""`kind.slug`, for example `week.metrics`; never reused."""
LONGEST_UNIT = 80
"""The most characters of the unit of a resource, such as "chapters 1 and 2"."""
LONGEST_STARTER = 6000
"""The most characters of a starter."""
STARTER_NAME = r"[a-z0-9]+(-[a-z0-9]+)*\.py"
"""How the file of a starter may be called: nowhere does such a name lead to another folder."""
MOST_WEEKS = 60
"""The most weeks of a roadmap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """Study time of one week, for somebody with little time and for somebody with the usual time."""

    light: StudyMinutes
    standard: StudyMinutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """What to make this week, how to tell that it is done, and where to go further."""

    text: Line
    checklist: Annotated[tuple[Line, ...], MinLen(1), MaxLen(6)]
    stretch: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekResource:
    """A resource of the pack and the part it plays in the week; of a long one the unit that the week needs."""

    ref: ItemId
    role: Literal["primary", "alternative", "reference"]
    unit: Annotated[str, MaxLen(LONGEST_UNIT)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp:
    """The shortest honest way through a missed week."""

    minutes: StudyMinutes
    steps: Annotated[tuple[Line, ...], MinLen(1), MaxLen(4)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    id: ItemId
    rev: Annotated[int, Ge(1)]
    title: Title
    short: ShortTitle
    why: Paragraph
    goals: Annotated[tuple[Line, ...], MinLen(1), MaxLen(5)]
    minutes: Minutes
    milestone: Milestone
    resources: Annotated[tuple[WeekResource, ...], MaxLen(6)] = ()
    question: CheckinQuestion
    """The check-in question of the week."""
    reflection: Line
    catch_up: CatchUp
    topics: Annotated[tuple[ItemId, ...], MaxLen(12)] = ()
    needs: tuple[ItemId, ...] = ()
    """Weeks whose content this one builds on."""
    challenges: tuple[ItemId, ...] = ()
    covers: tuple[str, ...] = ()
    """The ids of the source facts that this week teaches; the tests hold the list."""
    starter: Annotated[str, MaxLen(40)] = ""
    """The name of a small script to begin with, such as first-model.py; empty if the week has none."""
    starter_code: Annotated[str, MaxLen(LONGEST_STARTER)] = ""
    """The script itself, without the end of its last line; a pack keeps it in a file of that name."""
    status: Literal["active", "deprecated"] = "active"
    replaced_by: ItemId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap:
    id: ItemId
    rev: Annotated[int, Ge(1)]
    title: Title
    summary: Paragraph
    weeks: Annotated[tuple[ItemId, ...], MaxLen(MOST_WEEKS)]
    """Of one that ships at least one; a community's own may have none yet."""
    covers: tuple[str, ...] = ()
    """Ids of the source facts this roadmap walks through."""
    status: Literal["active", "deprecated"] = "active"
    replaced_by: ItemId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    id: ItemId
    rev: Annotated[int, Ge(1)]
    title: Title
    status: Literal["active", "deprecated"] = "active"
    replaced_by: ItemId | None = None
