"""A pack that was copied under another name: its ids are those of the pack that it was copied from."""

from collections import Counter
from collections.abc import Collection, Mapping

FEWEST = 3
"""The ids that make a copy, at least; fewer are named one by one."""


def original_of(ids: Collection[str], taken: Mapping[str, str]) -> str | None:
    """The other pack that has at least half of a pack's `ids`; `taken` tells by id which other pack has it."""
    counts = Counter(taken[known] for known in ids if known in taken)
    return next((pack for pack, count in counts.most_common(1) if count >= max(FEWEST, len(ids) / 2)), None)
