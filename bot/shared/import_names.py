"""Entries of a file that name others of it: in which order they are read, and how those that were read are named."""

from bot.shared.entry_table import WrittenEntry
from bot.shared.resource_form import Known

_ORDER = {"week": 1, "roadmap": 2}
"""Weeks name resources, and roadmaps weeks."""


def named_first(entry: WrittenEntry) -> int:
    """What entries are sorted by, so that what is named is read before what names it."""
    return _ORDER.get(entry.of, 0)


def learn(known: Known, entry: WrittenEntry, key: str, title: str) -> None:
    """Let other entries of the file name one whose id is `key`; it is empty for a faulty one, so that only that fault is told."""
    entries = {"week": known.weeks, "resource": known.resources}.get(entry.of)
    if entries is not None:
        entries.learn(key or f"{entry.of}.own.0", title, entry.named)
