"""A pack that was copied under another name: its ids are those of the pack that it was copied from."""

from collections import Counter
from collections.abc import Collection, Mapping

FEWEST = 3
"""The ids that make a copy, at least; fewer are named one by one."""


def original_of(ids: Collection[str], taken: Mapping[str, str]) -> str | None:
    """The other pack that shares at least half of a pack's `ids`, and half of its own; `taken` tells by id which other pack has
    it."""
    counts, wholes = Counter(taken[known] for known in ids if known in taken), Counter(taken.values())
    return next(
        (pack for pack, count in counts.most_common(1) if count >= max(FEWEST, len(ids) / 2, wholes[pack] / 2)),
        None,
    )
