"""Look-ups among many entries, and what is suggested while somebody types; synthetic, of an invented language."""

import random
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from time import perf_counter

import tantivy

from bench.frame import Figure, Row, Sides, Stage, at_most
from bench.timing import percentiles
from bot.domain.items import ContentItem
from bot.wiring.core import PACK
from content.loader import load_pack
from search.entry import SearchEntry
from search.index import Index, find, index_of, suggest
from storage.bodies import read_item

MANY, MILLION = 100_000, 1_000_000
QUERIES = 300
"""The number of queries of each kind."""
SYLLABLES = [first + vowel + last for first in "bcdfglmnprstv" for vowel in "aeiou" for last in ("", "n", "r", "s", "x")]
KINDS = ("resource", "question", "term", "week")

Queries = Mapping[str, Sequence[str]]


def shipped_items() -> list[ContentItem]:
    return [read_item(item.kind, item.body) for item in load_pack(PACK).items]


def synthetic(number: int, chance: random.Random) -> list[SearchEntry]:
    """Entries of invented words, of which some are far commoner than others, as in a language."""
    vocabulary = sorted(
        {"".join(chance.choices(SYLLABLES, k=chance.choice([2, 3, 3, 4]))) for _ in range(min(50_000, number * 60))}
    )
    chance.shuffle(vocabulary)
    weights = [1 / (rank + 20) for rank in range(len(vocabulary))]
    stream = iter(chance.choices(vocabulary, weights, k=number * 60))

    def words(least: int, most: int) -> str:
        return " ".join(next(stream) for _ in range(chance.randint(least, most)))

    return [
        SearchEntry(kind, f"{kind}.{at}", words(2, 6), (words(1, 3), words(1, 2)), (words(1, 2), words(1, 2)), words(20, 40))
        for at, kind in enumerate(chance.choices(KINDS, k=number))
    ]


def look_ups(titles: Sequence[Sequence[str]], chance: random.Random) -> Queries:
    return {
        "words": [" ".join(title[:3]) for title in titles],
        "a whole title": [" ".join(title) for title in titles],
        "a question": [f"how much {title[0]} and {title[-1]} do i need for {title[1]}" for title in titles],
        "a typo": [" ".join((misspelt(title[0], chance), *title[1:3])) for title in titles],
        "one word, a typo": [misspelt(title[0], chance) for title in titles],
        "begun": [" ".join((title[0], title[1][:4])) for title in titles],
    }


def beginnings(titles: Sequence[Sequence[str]], chance: random.Random) -> Queries:
    return {
        "one letter": [title[0][:1] for title in titles],
        "four letters": [title[0][:4] for title in titles],
        "nine letters": [" ".join(title)[:9] for title in titles],
        "a later word": [title[1][:5] for title in titles],
        "a typo": [misspelt(title[0], chance) for title in titles],
        "two words, a typo": [f"{misspelt(title[0], chance)} {title[1][:5]}" for title in titles],
    }


def misspelt(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    before, after = word[:at], word[at:]
    return chance.choice([before + after[1:], f"{before}e{after}", before[:-1] + after[0] + before[-1] + after[1:]])


SCHEMA = tantivy.SchemaBuilder().add_text_field("text", tokenizer_name="whitespace").build()


def bare_tantivy(entries: Sequence[SearchEntry]) -> tantivy.Searcher:
    index = tantivy.Index(SCHEMA)
    writer = index.writer()
    for entry in entries:
        writer.add_document(tantivy.Document(text=" ".join((entry.title, *entry.aliases, *entry.topics, entry.text))))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index.searcher()


def any_word(query: str) -> tantivy.Query:
    terms = [(tantivy.Occur.Should, tantivy.Query.term_query(SCHEMA, "text", word)) for word in query.split()]
    return tantivy.Query.boolean_query(terms)


def last_begun(typed: str) -> tantivy.Query:
    return tantivy.Query.fuzzy_term_query(SCHEMA, "text", typed.rsplit(maxsplit=1)[-1], distance=0, prefix=True)


@asynccontextmanager
async def _sides(stage: Stage, entries: int) -> AsyncGenerator[Sides]:
    """Cairn looks into the entries of a community and into what ships, as it does for whoever asks."""
    chance = random.Random(7)  # noqa: S311 - the same queries each time
    made = synthetic(stage.part(entries, least=100), chance)
    indexes, floor = [Index(made), index_of(shipped_items())], bare_tantivy(made)
    titles = [entry.title.split() for entry in chance.choices(made, k=stage.part(QUERIES))]
    asked, begun = look_ups(titles, chance), beginnings(titles, chance)

    async def cairn() -> Mapping[str, float]:
        found = _taken(asked, lambda query: find(indexes, query, None, 5))
        return {**found, **_suggested(_taken(begun, lambda typed: suggest(indexes, typed, None, 25)))}

    async def bare() -> Mapping[str, float]:
        found = _taken(asked, lambda query: floor.search(any_word(query), limit=5, count=False))
        return {**found, **_suggested(_taken(begun, lambda typed: floor.search(last_begun(typed), limit=25, count=False)))}

    yield Sides(cairn, bare)


def _taken(queries: Queries, act: Callable[[str], object]) -> Mapping[str, float]:
    """Percentiles over all queries, and for each kind of them."""
    taken = {kind: [_seconds(act, query) for query in those] for kind, those in queries.items()}
    each = {f"{kind}, {name}": value for kind, those in taken.items() for name, value in percentiles(those).items()}
    return {**each, **percentiles([seconds for those in taken.values() for seconds in those])}


def _suggested(measured: Mapping[str, float]) -> Mapping[str, float]:
    return {f"autocomplete, {name}": value for name, value in measured.items()}


def _seconds(act: Callable[[str], object], query: str) -> float:
    began = perf_counter()
    act(query)
    return perf_counter() - began


_FIGURES = (
    Figure("p50 ms"),
    Figure("p95 ms", at_most(2)),
    Figure("a question, p95 ms"),
    Figure("a typo, p95 ms"),
    Figure("autocomplete, p50 ms"),
    Figure("autocomplete, p95 ms", at_most(0.5)),
    Figure("autocomplete, two words, a typo, p95 ms"),
)
ROWS = tuple(
    Row(
        name,
        f"look-ups of six kinds and six kinds of beginnings among {entries:,} entries and what ships",
        "bare tantivy, which neither ranks by names nor takes a typo",
        _FIGURES,
        partial(_sides, entries=entries),
        rounds=3,
        large=entries > MANY,
    )
    for name, entries in (("lookups", MANY), ("lookups-million", MILLION))
)
