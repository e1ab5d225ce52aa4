"""Look-ups over the items of a release, typos and all.

An index lives in the process and never changes, as its release never does. It only gathers candidates: what answers best is
decided by `score`, so that the order is the same for every database and however many indexes are asked.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import NamedTuple, cast

import tantivy
from tantivy import Occur, Query

from bot.domain.items import ContentItem
from bot.domain.lookup import Synonym
from search.entry import FINDABLE_KINDS, NO_TOPICS, SearchEntry, entries_of
from search.reading import LookUp, Word, read
from search.score import Document, says_enough, score
from search.terms import SMALL_WORDS, normal, only_letter, other_names, spelt_words
from search.vocabulary import Lexicon, Vocabulary

FOUND, SUGGESTED = 32, 6
"""The number of entries of each index that are scored; fewer while somebody types."""
FILLER = 0.5
"""The share of the best answer's score below which another only fills the list."""
HEAP = 256 * 1024 * 1024
"""The most bytes for building an index, enough for 100,000 entries; only what is needed is taken, and given back when the index
is built."""


@dataclass(frozen=True, slots=True)
class Hit:
    entry: SearchEntry
    score: float
    sure: bool
    """Whether it has what was asked for; otherwise it is a guess: did you mean …?"""
    document: Document = field(repr=False, compare=False)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("names", "rest"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("position", fast=True)
    return builder.build()


_SCHEMA = _schema()


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
        self.vocabulary = _vocabulary(self.entries, self.documents, other_names(synonyms))
        self._names = _names(self.entries, self.documents)
        self._searcher = _written(self.entries, self.documents)

    def matching(self, asked: LookUp, kinds: AbstractSet[str], most: int) -> set[int]:
        """Positions of the entries that may answer."""
        hits = self._searcher.search(_query(asked.words, kinds), limit=most, count=False).hits
        found = cast(list[int], self._searcher.fast_field_values("position", [address for _, address in hits]))
        called = (name for kind in kinds for name in islice(_starting(self._names.get(kind, ()), asked.whole), most))
        return {*found, *(name.position for name in called)}

    def named(self, beginning: str, kinds: AbstractSet[str]) -> Iterator[Name]:
        """Names that begin so, in the order of the alphabet."""
        return merge(*(_starting(self._names[kind], beginning) for kind in kinds if kind in self._names))


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
    asked = read(query, Lexicon([index.vocabulary for index in indexes], kinds), sum(len(index.entries) for index in indexes))
    if asked is None:
        return []
    letter = only_letter(query)
    hits = [
        hit for index in indexes for hit in _hits(index, asked, kinds, closely) if not letter or _is_called(hit.entry, letter)
    ]
    found = _without_fillers(hits)
    return sorted(found if any(hit.sure for hit in found) else [_second_look(hit, asked) for hit in found], key=_order)


def _without_fillers(hits: Sequence[Hit]) -> list[Hit]:
    """No guess far behind the best answer, and no resource that is far behind the best of what is answered here."""
    best = max((hit.score for hit in hits), default=0.0)
    here = max((hit.score for hit in hits if hit.entry.kind != "resource"), default=0.0)
    return [
        hit
        for hit in hits
        if (hit.sure or hit.score >= FILLER * best) and (hit.entry.kind != "resource" or hit.score >= FILLER * here)
    ]


def _second_look(guess: Hit, asked: LookUp) -> Hit:
    """A guess, as an answer if half a sentence is meant for it; not asked when there are better answers."""
    return replace(guess, sure=says_enough(asked, guess.document))


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


def _order(hit: Hit) -> tuple[bool, float, str, str]:
    return not hit.sure, -hit.score, hit.entry.id, hit.entry.title


def _document(entry: SearchEntry) -> Document:
    names = tuple(dict.fromkeys(normal(name) for name in (entry.title, *entry.aliases)))
    traits = normal(" ".join((*entry.topics, entry.kind)))
    sizes = tuple(sum(word not in SMALL_WORDS for word in name.split()) for name in names)
    return Document(names, sizes, "".join(names), traits, normal(entry.text), strict=entry.kind == "figure")


def _vocabulary(
    entries: Sequence[SearchEntry], documents: Sequence[Document], others: Mapping[str, tuple[str, ...]]
) -> Vocabulary:
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in FINDABLE_KINDS}
    for entry, document in zip(entries, documents, strict=True):
        counts[entry.kind].update(set(f"{document.called}{document.traits}{document.text}".split()))
    return Vocabulary(counts, {word for document in documents for word in document.called.split()}, others)


def _names(entries: Sequence[SearchEntry], documents: Sequence[Document]) -> dict[str, list[Name]]:
    """For each kind the names of its entries, sorted."""
    found: dict[str, list[Name]] = {}
    for position, (entry, document) in enumerate(zip(entries, documents, strict=True)):
        found.setdefault(entry.kind, []).extend(Name(name, at > 0, position) for at, name in enumerate(document.names))
    return {kind: sorted(names) for kind, names in found.items()}


def _starting(names: Sequence[Name], beginning: str) -> Iterator[Name]:
    first, after = bisect_left(names, (beginning,)), bisect_left(names, (f"{beginning}{_LAST_CHARACTER}",))
    return map(names.__getitem__, range(first, after))


def _written(entries: Sequence[SearchEntry], documents: Sequence[Document]) -> tantivy.Searcher:
    index = tantivy.Index(_SCHEMA)
    writer = index.writer(HEAP, num_threads=1)
    for position, (entry, document) in enumerate(zip(entries, documents, strict=True)):
        # Small words apart: who has many questions for names is not to be behind who has few.
        named = f"{document.called}{document.traits}".split()
        names = " ".join(word for word in named if word not in SMALL_WORDS)
        rest = " ".join((*(word for word in named if word in SMALL_WORDS), document.text))
        writer.add_document(tantivy.Document(names=names, rest=rest, kind=entry.kind, position=position))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index.searcher()


def _query(words: Sequence[Word], kinds: AbstractSet[str]) -> Query:
    anything = Query.boolean_query([(Occur.Should, query) for word in words if word.role != "small" for query in _queries(word)])
    if kinds == FINDABLE_KINDS:
        return anything
    wanted = Query.boolean_query([(Occur.Should, _term("kind", kind)) for kind in sorted(kinds)])
    return Query.boolean_query([(Occur.Must, Query.const_score_query(wanted, 0)), (Occur.Must, anything)])


def _queries(word: Word) -> Iterator[Query]:
    if word.rare and word.begun != word.typed:
        yield Query.fuzzy_term_query(_SCHEMA, "names", word.typed.strip(), distance=0, prefix=True)
    called = "".join((word.typed, *word.others))
    for part in dict.fromkeys((called + "".join((*word.likely, *word.possible))).split()):
        yield Query.boost_query(_term("names", part), 3)
    for part in dict.fromkeys(called.split()):
        yield _term("rest", part)


def _term(field: str, word: str) -> Query:
    return Query.term_query(_SCHEMA, field, word)
