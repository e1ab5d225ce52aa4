"""What one revision changed of an item that a community added, and the item without that change."""

from dataclasses import dataclass, fields, replace

from bot.domain.challenge import Challenge
from bot.domain.items import OwnItem, Revision


@dataclass(frozen=True, slots=True)
class Change:
    """A revision, and the item as it was before it: None if the revision added it."""

    revision: Revision
    before: OwnItem | None


def taken_back(change: Change, newest: OwnItem) -> OwnItem | None:
    """As `without`; the item as it is if the change is taken back already."""
    before = change.before or replace(change.revision.item, status="deprecated")
    return newest if replace(before, rev=newest.rev) == newest else without(change, newest)


def without(change: Change, newest: OwnItem) -> OwnItem | None:
    """The next revision of an item, in which a change is taken back; None if something of what it changed is not as it made it
    any more. What was added is retired, if nobody edited it since;
    what was copied from a pack is retired in any case.

    The parts of a challenge hang together: its last change alone can be taken back.
    """
    made = change.revision.item
    before = change.before or replace(made, status="deprecated")
    names = [field.name for field in fields(made) if field.name != "rev"]
    changed = [name for name in names if getattr(made, name) != getattr(before, name)]
    kept = names if change.revision.deed == "added" or isinstance(made, Challenge) else changed
    if any(getattr(newest, name) != getattr(made, name) for name in kept):
        return None
    return replace(newest, **{name: getattr(before, name) for name in changed}, rev=newest.rev + 1)
