"""The words that entries have, and those that somebody who misspelt a word may have meant."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import chain, islice, takewhile
from string import ascii_lowercase

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.terms import ENGLISH, OTHERS, longest

SOME = 5
"""The number of longer words that are looked at to tell whether what was typed is a beginning and no misspelling."""


LONGEST_NAME = longest(OTHERS)


class Vocabulary:
    """The words of one index."""

    def __init__(self, counts: Mapping[str, Counter[str]], named: Counter[str], others: Mapping[str, tuple[str, ...]]) -> None:
        self.counts = counts
        """For each kind of entry its words, with how many entries have them."""
        self.in_names = named.keys()
        self._named = named
        self.others = others
        """For each name of a thing what else it is called, beside what plain English calls it."""
        self.longest_name = longest(others)
        self._sorted = sorted(named)
        self._shelves = _shelves(self._sorted)

    def less(self, counts: Mapping[str, Counter[str]], named: Counter[str]) -> "Vocabulary":
        """The words that stay without some entries, of which are so many."""
        left = {kind: _less(count, counts[kind]) for kind, count in self.counts.items()}
        return Vocabulary(left, _less(self._named, named), self.others)

    def longer(self, typed: str) -> Iterator[str]:
        """Words that begin so and go on."""
        after = bisect_left(self._sorted, typed + "\0")
        return takewhile(lambda word: word.startswith(typed), map(self._sorted.__getitem__, range(after, len(self._sorted))))

    def similar_words(self, typed: str, most: int, longer: int) -> Iterator[tuple[int, str]]:
        """Words with the same first letter and at most so many others wrong, each after that number.

        They are at most so many letters longer or shorter.
        """
        for length in range(len(typed) - longer, len(typed) + longer + 1):
            shelf = self._shelves.get((typed[0], length), ())
            near = process.extract(typed, shelf, scorer=OSA.distance, score_cutoff=most, limit=None)
            yield from ((int(wrong), word) for word, wrong, _ in near)


class Lexicon:
    """The words of several indexes, in entries of some kinds."""

    def __init__(self, vocabularies: Sequence[Vocabulary], kinds: AbstractSet[str]) -> None:
        self._vocabularies = vocabularies
        self._counts = [vocabulary.counts[kind] for vocabulary in vocabularies for kind in kinds]
        self.frequency = cache(self._frequency)
        self._others = [OTHERS, *(vocabulary.others for vocabulary in vocabularies)]
        self.longest_name = max([LONGEST_NAME, *(vocabulary.longest_name for vocabulary in vocabularies)])
        """The length in words of the longest name of what has other names."""

    def has_others(self, name: str) -> bool:
        """Whether the same thing is called something else too."""
        return any(name in others for others in self._others)

    def others(self, name: str) -> tuple[str, ...]:
        """What else the same thing is called; of a word of another language also what its English name is called."""
        if english := ENGLISH.get(name, ()):
            return tuple(dict.fromkeys((*english, *self._called(name), *chain.from_iterable(map(self._called, english)))))
        return self._called(name)

    def _called(self, name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(other for others in self._others for other in others.get(name, ())))

    def _frequency(self, word: str) -> int:
        """How many entries have the word."""
        return sum([counts.get(word, 0) for counts in self._counts])

    def longer(self, typed: str) -> Iterator[str]:
        """Some words that begin so and go on."""
        return (word for vocabulary in self._vocabularies for word in islice(vocabulary.longer(typed), SOME))

    def similar_words(self, typed: str, most: int, longer: int) -> list[tuple[int, str]]:
        """Words of names with one letter wrong, missing, too many or swapped; if there is none, those with up to `most`."""
        edits = _one_letter_wrong(typed)
        found = {(1, word) for vocabulary in self._vocabularies for word in edits & vocabulary.in_names}
        if not found:
            found = {pair for vocabulary in self._vocabularies for pair in vocabulary.similar_words(typed, most, longer)}
        return sorted(pair for pair in found if pair[1] != typed)


def _less(count: Counter[str], gone: Counter[str]) -> Counter[str]:
    """What is left of a count; to subtract one from the other would look at every word of the larger one."""
    left = count.copy()
    for word, times in gone.items():
        left[word] -= times
        if left[word] <= 0:
            del left[word]
    return left


def _shelves(words: Iterable[str]) -> Mapping[tuple[str, int], Sequence[str]]:
    """Words by their first letter and length."""
    found: dict[tuple[str, int], list[str]] = {}
    for word in words:
        found.setdefault((word[0], len(word)), []).append(word)
    return found


def _one_letter_wrong(typed: str) -> set[str]:
    """All that a word with one mistake may have been, in Latin letters: quicker than to compare it with every word."""
    cuts = [(typed[:at], typed[at:]) for at in range(len(typed) + 1)]
    fewer = [left + right[1:] for left, right in cuts]
    swapped = [left + right[1:2] + right[:1] + right[2:] for left, right in cuts]
    more = [left + letter + right for left, right in cuts for letter in ascii_lowercase]
    other = [left + letter + right[1:] for left, right in cuts for letter in ascii_lowercase]
    return {*fewer, *swapped, *more, *other} - {typed}
