"""What may answer, as tantivy finds it."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

import tantivy
from tantivy import Occur, Query

from search.entry import FINDABLE_KINDS, SearchEntry
from search.reading import Word
from search.score import Document
from search.terms import SMALL_WORDS

HEAP = 256 * 1024 * 1024
"""The most bytes for building an index, enough for 100,000 entries; only what is needed is taken, and given back when the index
is built."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("names", "rest"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("position", fast=True)
    return builder.build()


_SCHEMA = _schema()


def written(entries: Sequence[SearchEntry], documents: Sequence[Document]) -> tantivy.Searcher:
    """What finds entries, each by its `position`. They are written by one thread in one go: which of two even ones comes first
    must not depend on chance."""
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


def query_of(words: Sequence[Word], kinds: AbstractSet[str]) -> Query:
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
