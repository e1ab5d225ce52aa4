"""The entries nearest to what somebody typed: typos, partial names and later words are forgiven."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from rapidfuzz import fuzz

from bot.domain.sameness import folded

LEAST_WORD_SIMILARITY = 70
"""The average similarity of words, from 0 to 100, from which they count as typing errors."""
LONGEST_TYPED = 100

Key = TypeVar("Key")


def nearest(typed: str, names: Mapping[Key, Sequence[str]]) -> list[Key]:
    """The keys one of whose names fits, best first; all of them, in their order, if nothing was typed.

    First come names that begin so, then those with words that begin so, then those that hold it, then those that are alike.
    """
    wanted = folded(typed[:LONGEST_TYPED])
    if not wanted:
        return list(names)
    ranked = {key: min((_rank(wanted, folded(name)) for name in some), default=None) for key, some in names.items()}
    fitting = [(rank, key) for key, rank in ranked.items() if rank is not None and rank[0] < _UNLIKE]
    return [key for _, key in sorted(fitting, key=lambda pair: pair[0])]


_UNLIKE = 4


def _rank(wanted: str, name: str) -> tuple[int, float]:
    """How well a name fits: smaller is better."""
    words, sought = name.split(), wanted.split()
    if name.startswith(wanted):
        return 0, 0
    if all(any(word.startswith(part) for word in words) for part in sought):
        return 1, 0
    if wanted in name:
        return 2, 0
    score = sum(max((_similarity(part, word) for word in words), default=0) for part in sought) / len(sought)
    return (3 if score >= LEAST_WORD_SIMILARITY else _UNLIKE), -score


def _similarity(part: str, word: str) -> float:
    """How alike a typed word is to a name's word, or to as much of its beginning as was typed."""
    return max(fuzz.ratio(part, word), fuzz.ratio(part, word[: len(part)]))
