"""What makes weeks good: enough goals that say what to do, a checklist, and a resource that costs nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.lookup import Resource
from bot.domain.roadmap import Week
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
            yield from _lengths(entry, entry.value)
            yield from _goals(entry, entry.value, english=english)
            yield from _free_resource(entry, entry.value, known)


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
