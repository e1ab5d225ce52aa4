"""The entries nearest to what somebody typed: typos, partial names and later words are forgiven."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import TypeVar

from rapidfuzz import fuzz

from bot.domain.sameness import folded

LEAST_WORD_SIMILARITY = 70
"""The average similarity of words, from 0 to 100, from which they count as typing errors."""
LONGEST_TYPED = 100
"""The most characters that are sought, as they are compared."""
MOST_WORDS = 4
"""How many words may hold typing errors; those after them are not looked at."""

Key = TypeVar("Key")
Similarity = Callable[[str, str], float]


def nearest(typed: str, names: Mapping[Key, Sequence[str]]) -> list[Key]:
    """The keys one of whose names fits, best first; all of them, in their order, if nothing was typed.

    First come names that begin so, then those with words that begin so, then those that hold it, then those that are alike.
    """
    wanted = folded(typed)[:LONGEST_TYPED].rstrip()
    if not wanted:
        return list(names)
    sought = list(dict.fromkeys(wanted.split()))
    rank = partial(_rank, wanted, sought, cache(_similarity))  # names share their words
    ranked = {key: min(map(rank, map(folded, some)), default=None) for key, some in names.items()}
    fitting = [(best, key) for key, best in ranked.items() if best is not None and best[0] < _UNLIKE]
    return [key for _, key in sorted(fitting, key=lambda pair: pair[0])]


_UNLIKE = 4


def _rank(wanted: str, sought: Sequence[str], alike: Similarity, name: str) -> tuple[int, float]:
    """How well a name fits: smaller is better."""
    if name.startswith(wanted):
        return 0, 0
    spaced = f" {name}"
    if all(f" {part}" in spaced for part in sought):
        return 1, 0
    if wanted in name:
        return 2, 0
    return _alikeness(sought[:MOST_WORDS], name.split(), alike)


def _alikeness(sought: Sequence[str], words: Sequence[str], alike: Similarity) -> tuple[int, float]:
    """The rank of a name whose words are only like those that are sought; the first that are not decide."""
    room = (100 - LEAST_WORD_SIMILARITY) * len(sought)
    unlike = 0.0
    for part in sought:
        unlike += 100 - max([alike(part, word) for word in words], default=0)
        if unlike > room:
            return _UNLIKE, 0
    return 3, unlike / len(sought)


def _similarity(part: str, word: str) -> float:
    """How alike a typed word is to a name's word, or to as much of its beginning as was typed."""
    return max(fuzz.ratio(part, word), fuzz.ratio(part, word[: len(part)]))
