"""How fast look-ups are among 100,000 entries, with their floors beside them: `python bench/search.py [entries]`.

The floors are SQLite's FTS5 and bare tantivy, neither of which ranks, forgives or joins communities as `find` does.
"""

import gc
import random
import resource
import sqlite3
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import tantivy

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bot.domain.items import ContentItem  # noqa: E402 (the project is run from its checkout, not installed)
from content.loader import load_pack  # noqa: E402
from search.entry import SearchEntry  # noqa: E402
from search.index import Index, find, index_of, suggest  # noqa: E402
from storage.bodies import read_item  # noqa: E402 (the project is run from its checkout, not installed)

ROUNDS = 1000
SYLLABLES = [first + vowel + last for first in "bcdfglmnprstv" for vowel in "aeiou" for last in ("", "n", "r", "s", "x")]
KINDS = ("resource", "question", "term", "week")
Made = TypeVar("Made")


def main() -> None:
    chance = random.Random(7)  # noqa: S311
    entries = synthetic(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, chance)
    items = pack()
    shipped = timed(f"build, shipped pack of {len(items)} items", lambda: index_of(items))
    before = memory()
    index = timed(f"build, {len(entries):,} entries", lambda: Index(entries))
    print(f"memory of those: {memory() - before} MB more at the peak, without the entries themselves")
    floor = timed("build, FTS5", lambda: fts5(entries))
    bare = timed("build, bare tantivy", lambda: bare_tantivy(entries))
    print(f"\n{'ms':40}{'p50':>9}{'p95':>9}{'p99':>9}")
    for name, typed in look_ups(entries, chance).items():
        report(f"find, {name}", typed, lambda query: find([index, shipped], query, None, 5))
        report(f"find among resources, {name}", typed, lambda query: find([index, shipped], query, {"resource"}, 5))
        report(f"FTS5, {name}", typed, lambda query: matches(floor, query))
        report(f"bare tantivy, {name}", typed, lambda query: bare.search(any_word(query), limit=5, count=False))
    for name, typed in beginnings(entries, chance).items():
        report(f"suggest, {name}", typed, lambda query: suggest([index, shipped], query, None, 25))
        report(f"suggest among resources, {name}", typed, lambda query: suggest([index, shipped], query, {"resource"}, 25))
        report(f"bare tantivy, {name}", typed, lambda query: bare.search(last_begun(query), limit=25, count=False))


def pack() -> list[ContentItem]:
    return [read_item(item.kind, item.body) for item in load_pack(ROOT / "content" / "mle").items]


def synthetic(number: int, chance: random.Random) -> list[SearchEntry]:
    """Entries of invented words, of which some are far commoner than others, as in a language."""
    vocabulary = sorted({"".join(chance.choices(SYLLABLES, k=chance.choice([2, 3, 3, 4]))) for _ in range(50_000)})
    chance.shuffle(vocabulary)
    weights = [1 / (rank + 20) for rank in range(len(vocabulary))]
    stream = iter(chance.choices(vocabulary, weights, k=number * 60))

    def words(least: int, most: int) -> str:
        return " ".join(next(stream) for _ in range(chance.randint(least, most)))

    return [
        SearchEntry(kind, f"{kind}.{at}", words(2, 6), (words(1, 3), words(1, 2)), (words(1, 2), words(1, 2)), words(20, 40))
        for at, kind in enumerate(chance.choices(KINDS, k=number))
    ]


def look_ups(entries: Sequence[SearchEntry], chance: random.Random) -> dict[str, list[str]]:
    titles = [entry.title.split() for entry in chance.sample(entries, ROUNDS)]
    return {
        "words": [" ".join(title[:3]) for title in titles],
        "a whole title": [" ".join(title) for title in titles],
        "a question": [f"how much {title[0]} and {title[-1]} do i need for {title[1]}" for title in titles],
        "a typo": [" ".join((misspelt(title[0], chance), *title[1:3])) for title in titles],
        "one word, a typo": [misspelt(title[0], chance) for title in titles],
        "begun": [" ".join((title[0], title[1][:4])) for title in titles],
    }


def beginnings(entries: Sequence[SearchEntry], chance: random.Random) -> dict[str, list[str]]:
    titles = [entry.title for entry in chance.sample(entries, ROUNDS)]
    firsts, seconds = ([title.split()[at] for title in titles] for at in (0, 1))
    return {
        "one letter": [title[:1] for title in titles],
        "four letters": [title[:4] for title in titles],
        "nine letters": [title[:9] for title in titles],
        "a later word": [second[:5] for second in seconds],
        "a typo": [misspelt(first, chance) for first in firsts],
        "two words, a typo": [f"{misspelt(first, chance)} {second[:5]}" for first, second in zip(firsts, seconds, strict=True)],
    }


def misspelt(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    before, after = word[:at], word[at:]
    return chance.choice([before + after[1:], f"{before}e{after}", before[:-1] + after[0] + before[-1] + after[1:]])


def fts5(entries: Sequence[SearchEntry]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE entry USING fts5(id UNINDEXED, names, rest, tokenize='porter unicode61')")
    rows = ((entry.id, " ".join((entry.title, *entry.aliases)), " ".join((*entry.topics, entry.text))) for entry in entries)
    connection.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
    return connection


def matches(connection: sqlite3.Connection, query: str) -> list[str]:
    """The floor: it takes no typos."""
    quoted = " OR ".join(f'"{word}"' for word in query.split())
    best = "SELECT id FROM entry WHERE entry MATCH ? ORDER BY bm25(entry, 0, 3, 1) LIMIT 5"
    return [row[0] for row in connection.execute(best, [quoted])]


def bare_schema() -> tantivy.Schema:
    return tantivy.SchemaBuilder().add_text_field("text", tokenizer_name="whitespace").build()


SCHEMA = bare_schema()


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
    """The floor of `find`: it takes no typos."""
    terms = [(tantivy.Occur.Should, tantivy.Query.term_query(SCHEMA, "text", word)) for word in query.split()]
    return tantivy.Query.boolean_query(terms)


def last_begun(typed: str) -> tantivy.Query:
    """The floor of `suggest`: it takes no typos."""
    return tantivy.Query.fuzzy_term_query(SCHEMA, "text", typed.rsplit(maxsplit=1)[-1], distance=0, prefix=True)


def report(name: str, typed: Sequence[str], act: Callable[[str], object]) -> None:
    taken: list[float] = []
    for query in typed:
        start = perf_counter()
        act(query)
        taken.append((perf_counter() - start) * 1000)
    taken.sort()
    shares = "".join(f"{taken[int(len(taken) * share)]:9.3f}" for share in (0.5, 0.95, 0.99))
    print(f"{name:40}{shares}", flush=True)


def timed(name: str, make: Callable[[], Made]) -> Made:
    gc.collect()
    start = perf_counter()
    made = make()
    print(f"{name}: {perf_counter() - start:.3f} s", flush=True)
    return made


def memory() -> int:
    """The most that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
