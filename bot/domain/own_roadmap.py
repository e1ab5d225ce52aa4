"""Weeks and roadmaps of a community's own: as texts of their forms, and copies of weeks that ship."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace

from bot.domain.roadmap import Roadmap, Week, WeekResource


def written_week(week: Week) -> Mapping[str, str]:
    """The texts by the names of their options, the topics left out; a list has a line for each entry."""
    return {
        "title": week.title,
        "make": week.milestone.text,
        "why": week.why,
        "goals": "\n".join(week.goals),
        "minutes": str(week.minutes.standard),
        "checklist": "\n".join(week.milestone.checklist),
        "resources": "\n".join(map(_written_resource, week.resources)),
        "question": week.question,
        "further": week.milestone.stretch,
        "short": week.short,
        "light": str(week.minutes.light),
        "reflection": week.reflection,
        "steps": "\n".join(week.catch_up.steps),
        "catch_up": str(week.catch_up.minutes),
    }


def written_roadmap(roadmap: Roadmap) -> Mapping[str, str]:
    """The texts by the names of their options; the weeks are ids, a line each."""
    return {"title": roadmap.title, "summary": roadmap.summary, "weeks": "\n".join(roadmap.weeks)}


def is_own(id: str) -> bool:
    """Whether an entry is a community's own, by its id."""
    return id.partition(".")[2].startswith("own.")


def with_copies(
    roadmap: Roadmap, weeks: Mapping[str, Week], resources: Container[str], new_key: Callable[[], str]
) -> tuple[Roadmap, Mapping[str, Week]]:
    """The roadmap with a copy, which the community can change, in place of each week that is not its own; and these copies.

    `weeks` has those by id, `resources` the ids of what can be found; a copy names nothing else.
    """
    copies = {key: _copy(weeks[key], resources, new_key()) for key in roadmap.weeks if not is_own(key)}
    named = (copies[key].id if key in copies else key for key in roadmap.weeks)
    return replace(roadmap, weeks=tuple(named)), {copy.id: copy for copy in copies.values()}


def _copy(week: Week, resources: Container[str], key: str) -> Week:
    """What a week builds on and restates is known in its pack alone, so the copy says nothing of that."""
    found = tuple(part for part in week.resources if part.ref in resources)
    bare = replace(week, needs=(), challenges=(), covers=(), status="active", replaced_by=None)
    return replace(bare, id=key, rev=1, resources=found)


def read_resource(line: str) -> tuple[str, str, str]:
    """The part that a resource plays in a week, empty if the line does not say, how the resource is called, and its unit, which
    stands behind a semicolon."""
    whole, _, unit = line.partition(";")
    role, colon, name = whole.partition(":")
    said = role.strip().casefold()
    return (said, name.strip(), unit.strip()) if colon and said in ROLES else ("", whole.strip(), unit.strip())


ROLES = ("primary", "alternative", "reference")
"""The parts that a resource can play in a week, in the order in which they are shown."""


def usual_role(position: int) -> str:
    """The part of a resource of which nothing is said: the first is where to start."""
    return "alternative" if position else "primary"


def _written_resource(part: WeekResource) -> str:
    return f"{part.role}: {part.ref}" + (f"; {part.unit}" if part.unit else "")


def lines_of(text: str) -> Iterable[str]:
    """The lines of a list as somebody wrote it, without the marks or numbers before them."""
    return filter(None, (_bare(line) for line in text.splitlines()))


def _bare(line: str) -> str:
    words = line.strip()
    head, _, rest = words.partition(" ")
    is_mark = head in ("-", "*", "•", "–") or (head[:-1].isdigit() and head[-1:] in ".)")
    return _bare(rest) if is_mark else words
