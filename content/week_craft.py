"""What makes weeks good: enough goals that say what to do, a checklist, and a resource that costs nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.items import ContentItem
from bot.domain.lookup import Question, Resource, Term
from bot.domain.roadmap import Roadmap, Week
from content.checks import Entry
from content.faults import Fault

FEWEST_GOALS = 3
FEWEST_CHECKS = 3

_NO_VERB = re.compile(r"(An?|And|How|It|That|The|This|To|Understanding|What|When|Where|Which|Why|Your?)")


def week_craft(weeks: Sequence[Entry], entries: Sequence[Entry], *, english: bool) -> Iterator[Fault]:
    """Every fault of craft in `weeks`; `entries` are all of the pack. Only `english` goals start with a verb and a capital."""
    known = {entry.id: entry for entry in reversed(entries)}
    for entry in weeks:
        if isinstance(entry.value, Week):
            yield from _file(entry)
            yield from _lengths(entry, entry.value)
            yield from _goals(entry, entry.value, english=english)
            yield from _free_resource(entry, entry.value, known)
            yield from _too_long(entry, entry.value, known)


def unreached_weeks(entries: Sequence[Entry]) -> Iterator[Fault]:
    """A fault for each week that no roadmap has and no answer leads to."""
    named = {name for entry in entries for name in _leads_to(entry.value)}
    for entry in entries:
        if isinstance(entry.value, Week) and entry.id not in named:
            yield entry.fault(f"Name `{entry.id}` in a roadmap; nobody gets to it.", "id")


def _leads_to(item: ContentItem | None) -> Sequence[str]:
    match item:
        case Roadmap():
            return item.weeks
        case Question() | Term():
            return item.see
        case _:
            return ()


def _file(entry: Entry) -> Iterator[Fault]:
    file = f"weeks/{entry.id.removeprefix('week.')}.yaml"
    if entry.location:
        yield entry.fault(f"Move this to {file}; a week has a file of its own.", "id")
    elif entry.document.file != file:
        yield entry.fault(f"Call this file {file}; it holds `{entry.id}`.", "id")


def _lengths(entry: Entry, week: Week) -> Iterator[Fault]:
    if len(week.goals) < FEWEST_GOALS:
        yield entry.fault(f"Give `goals` at least {FEWEST_GOALS} entries.", "goals")
    if len(week.milestone.checklist) < FEWEST_CHECKS:
        yield entry.fault(f"Give `milestone` `checklist` at least {FEWEST_CHECKS} entries.", "milestone", "checklist")


def _goals(entry: Entry, week: Week, *, english: bool) -> Iterator[Fault]:
    for position, goal in enumerate(week.goals):
        first = goal.split()[0] if goal.split() else ""
        if english and (not first[:1].isupper() or _NO_VERB.fullmatch(first)):
            yield entry.fault("Start the goal with a verb and a capital letter, such as Explain.", "goals", position)
        if goal.endswith("."):
            yield entry.fault("Remove the full stop; goals are shown as a list.", "goals", position)


def _free_resource(entry: Entry, week: Week, known: Mapping[str, Entry]) -> Iterator[Fault]:
    values = [known[part.ref].value if part.ref in known else None for part in week.resources]
    # A resource with faults of its own, or without an entry, gets the benefit of the doubt; it is reported already.
    if not any(value is None or (isinstance(value, Resource) and value.cost == "free") for value in values):
        yield entry.fault("Add a resource whose cost is free; nobody should have to pay to do the week.", "resources")


def _too_long(entry: Entry, week: Week, known: Mapping[str, Entry]) -> Iterator[Fault]:
    """A fault for what a week begins with, if the whole of it takes longer than the week."""
    for position, part in enumerate(week.resources):
        value = known[part.ref].value if part.ref in known else None
        if part.role != "primary" or part.unit or not isinstance(value, Resource):
            continue
        if value.hours * 60 > week.minutes.standard:
            yield entry.fault(
                f"Add `unit`, such as chapter 2, for {part.ref}; all of it takes {value.hours:g} hours and the week "
                f"{week.minutes.standard / 60:.2g}.", "resources", position,
            )  # fmt: skip
