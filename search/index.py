"""Look-ups over the items of a release, typos and all.

An index lives in the process and never changes, as its release never does. It only gathers candidates: what answers best is
decided by `score`, so that the order is the same for every database and however many indexes are asked.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from dataclasses import dataclass, field, replace
from heapq import merge
from itertools import islice
from math import inf
from operator import attrgetter, itemgetter
from typing import NamedTuple, cast

from bot.domain.items import ContentItem, is_own
from bot.domain.lookup import Synonym
from search.candidates import query_of, written
from search.entry import FINDABLE_KINDS, NO_TOPICS, SearchEntry, entries_of
from search.reading import LookUp, read
from search.score import Document, says_enough, score
from search.terms import SMALL_WORDS, normal, only_letter, other_names, spelt_words
from search.vocabulary import Lexicon, Vocabulary

FOUND, SUGGESTED = 32, 6
"""The number of entries of each index that are scored; fewer while somebody types."""
AS_GOOD = 0.7
"""The share of the surest answer's score from which a guess is looked at once more."""
FILLER = 0.5
"""The share of the best answer's score below which another only fills the list."""


@dataclass(frozen=True, slots=True)
class Hit:
    entry: SearchEntry
    score: float
    sure: bool
    """Whether it has what was asked for; otherwise it is a guess: did you mean …?"""
    document: Document = field(repr=False, compare=False)


_LAST_CHARACTER = "\U0010ffff"
"""Sorts behind every letter."""


class Name(NamedTuple):
    """A name as `normal` writes it; of the same ones titles come before aliases."""

    text: str
    alias: bool
    position: int
    """The position of its entry in the index."""


class Index:
    """The entries of one release."""

    def __init__(self, entries: Iterable[SearchEntry], synonyms: Iterable[Sequence[str]] = ()) -> None:
        """`synonyms` are groups of names of one thing."""
        # Sorted, and written by one thread in one go: which of two even candidates comes first must not depend on chance.
        self.entries = sorted(entries, key=lambda entry: (entry.id, entry.title))
        self.documents = [_document(entry) for entry in self.entries]
        self.vocabulary = Vocabulary(*_counted(self.entries, self.documents), other_names(synonyms))
        self._names = _names(self.entries, self.documents)
        self._searcher = written(self.entries, self.documents)
        self.gone: AbstractSet[int] = frozenset()
        """The positions of entries that do not count any more."""

    def __len__(self) -> int:
        """The number of entries that count."""
        return len(self.entries) - len(self.gone)

    def without(self, ids: Collection[str]) -> "Index":
        """The index as if there were no entries of these ids, in a small part of the time that another one takes."""
        other, key = copy(self), attrgetter("id")
        found = {
            at for one in ids for at in range(bisect_left(self.entries, one, key=key), bisect_right(self.entries, one, key=key))
        }
        found -= self.gone
        other.gone = self.gone | found
        words = _counted([self.entries[position] for position in found], [self.documents[position] for position in found])
        other.vocabulary = self.vocabulary.less(*words)
        return other

    def matching(self, asked: LookUp, kinds: AbstractSet[str], most: int) -> set[int]:
        """Positions of the entries that may answer."""
        hits = self._searcher.search(query_of(asked.words, kinds), limit=most + len(self.gone), count=False).hits
        found = cast(list[int], self._searcher.fast_field_values("position", [address for _, address in hits]))
        called = (name for kind in kinds for name in islice(self._called(kind, asked.whole), most))
        there = [position for position in found if position not in self.gone]
        return {*there[:most], *(name.position for name in called)}

    def named(self, beginning: str, kinds: AbstractSet[str]) -> Iterator[Name]:
        """Names that begin so, in the order of the alphabet."""
        return merge(*(self._called(kind, beginning) for kind in kinds))

    def _called(self, kind: str, beginning: str) -> Iterator[Name]:
        return (name for name in _starting(self._names.get(kind, ()), beginning) if name.position not in self.gone)


def index_of(items: Collection[ContentItem], topics: Mapping[str, str] = NO_TOPICS) -> Index:
    """The index of some items, such as those of a release; `topics` are the titles of topics that do not stand among them."""
    return Index(
        entries_of(items, topics), [item.names for item in items if isinstance(item, Synonym) and item.status == "active"]
    )


def find(indexes: Sequence[Index], query: str, kinds: AbstractSet[str] | None, most: int) -> list[Hit]:
    """The best answers of all the indexes together, sure ones first."""
    return _answers(indexes, query, _known(kinds), FOUND)[:most]


def suggest(indexes: Sequence[Index], typed: str, kinds: AbstractSet[str] | None, most: int) -> list[SearchEntry]:
    """What somebody may be typing: what is named so, in the order of the alphabet, then what else may be meant."""
    named = merge(*(_begun(index, normal(typed).rstrip(), _known(kinds)) for index in indexes), key=itemgetter(0))
    letter = only_letter(typed)
    begun = (entry for _, entry in named if letter.isascii() or _begins(entry, letter))
    found = list(islice(_different(begun), most))
    if len(found) < most:
        found += (hit.entry for hit in _answers(indexes, typed, _known(kinds), SUGGESTED))
    return list(islice(_different(found), most))


def _begins(entry: SearchEntry, letter: str) -> bool:
    """Whether a name of an entry begins with a letter that has an accent."""
    return any(name and name[0].startswith(letter) for name in map(spelt_words, (entry.title, *entry.aliases)))


def _known(kinds: AbstractSet[str] | None) -> AbstractSet[str]:
    return FINDABLE_KINDS if kinds is None else FINDABLE_KINDS & kinds


def _answers(indexes: Sequence[Index], query: str, kinds: AbstractSet[str], closely: int) -> list[Hit]:
    asked = read(query, Lexicon([index.vocabulary for index in indexes], kinds), sum(map(len, indexes)))
    if asked is None:
        return []
    letter = only_letter(query)
    hits = [
        hit for index in indexes for hit in _hits(index, asked, kinds, closely) if not letter or _is_called(hit.entry, letter)
    ]
    found = _without_fillers(hits, normal(query))
    best = max((hit.score for hit in found if hit.sure), default=0.0)
    told = any(hit.sure and hit.document.strict for hit in found)
    looked_at = [hit if told or hit.score < AS_GOOD * best else _second_look(hit, asked) for hit in found]
    answered = max((hit.score for hit in looked_at if hit.sure), default=inf)
    better = [hit if told or hit.document.strict or hit.score < answered else replace(hit, sure=True) for hit in looked_at]
    return sorted(better, key=lambda hit: _order(hit, asked.whole))


def _without_fillers(hits: Sequence[Hit], topic: str) -> list[Hit]:
    """No guess far behind the best answer, and no resource far behind the best of what is answered here but those on a topic that
    is called just so."""
    best = max((hit.score for hit in hits), default=0.0)
    here = max((hit.score for hit in hits if hit.entry.kind != "resource"), default=0.0)
    return [
        hit
        for hit in hits
        if (hit.sure or hit.score >= FILLER * best)
        and (hit.entry.kind != "resource" or hit.score >= FILLER * here or topic in map(normal, hit.entry.topics))
    ]


def _second_look(guess: Hit, asked: LookUp) -> Hit:
    """A guess, as an answer if half a sentence is meant for it; not asked when a figure answers all that was typed."""
    return guess if guess.sure else replace(guess, sure=says_enough(asked, guess.document))


def _is_called(entry: SearchEntry, letter: str) -> bool:
    """Whether a letter is a word of what an entry is called, with its accent: a single one stands in nearly every text."""
    return any(letter in spelt_words(name) for name in (entry.title, *entry.aliases, *entry.topics))


def _begun(index: Index, beginning: str, kinds: AbstractSet[str]) -> Iterator[tuple[tuple[str, bool, str, str], SearchEntry]]:
    """The entries with a name that begins so, each with its sort key before it."""
    for name in index.named(beginning, kinds):
        entry = index.entries[name.position]
        yield (name.text, name.alias, entry.id, entry.title), entry


def _different(entries: Iterable[SearchEntry]) -> Iterator[SearchEntry]:
    seen: set[str] = set()
    for entry in entries:
        if entry.id not in seen:
            seen.add(entry.id)
            yield entry


def _hits(index: Index, asked: LookUp, kinds: AbstractSet[str], most: int) -> Iterator[Hit]:
    for position in index.matching(asked, kinds, most):
        document = index.documents[position]
        scored = score(asked, document)
        if scored:
            yield Hit(index.entries[position], scored.value, scored.sure, document)


def _order(hit: Hit, whole: str) -> tuple[bool, bool, float, bool, str, str]:
    """Of entries that answer equally well a community's own come first, and so does one of them that is called just as asked."""
    own = is_own(hit.entry.id)
    return not hit.sure, not (own and whole in hit.document.names), -hit.score, not own, hit.entry.id, hit.entry.title


def _document(entry: SearchEntry) -> Document:
    names = tuple(dict.fromkeys(normal(name) for name in (entry.title, *entry.aliases)))
    traits = normal(" ".join((*entry.topics, entry.kind)))
    sizes = tuple(sum(word not in SMALL_WORDS for word in name.split()) for name in names)
    return Document(names, sizes, "".join(names), traits, normal(entry.text), entry.kind == "figure", entry.kind == "question")


def _counted(entries: Sequence[SearchEntry], documents: Sequence[Document]) -> tuple[Mapping[str, Counter[str]], Counter[str]]:
    """For each kind the words of its entries, and those of names, with how many have them."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in FINDABLE_KINDS}
    in_names = Counter[str]()
    for entry, document in zip(entries, documents, strict=True):
        counts[entry.kind].update(set(f"{document.called}{document.traits}{document.text}".split()))
        in_names.update(set(document.called.split()))
    return counts, in_names


def _names(entries: Sequence[SearchEntry], documents: Sequence[Document]) -> dict[str, list[Name]]:
    """For each kind the names of its entries, sorted."""
    found: dict[str, list[Name]] = {}
    for position, (entry, document) in enumerate(zip(entries, documents, strict=True)):
        found.setdefault(entry.kind, []).extend(Name(name, at > 0, position) for at, name in enumerate(document.names))
    return {kind: sorted(names) for kind, names in found.items()}


def _starting(names: Sequence[Name], beginning: str) -> Iterator[Name]:
    first, after = bisect_left(names, (beginning,)), bisect_left(names, (f"{beginning}{_LAST_CHARACTER}",))
    return map(names.__getitem__, range(first, after))
