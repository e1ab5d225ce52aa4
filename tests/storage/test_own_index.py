"""An index that was mended answers as one that was made anew, and is made once."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import CursorResult

from bot.domain.lookup import Resource
from search.entry import FINDABLE_KINDS, SearchEntry
from search.index import Index, find, suggest
from search.vocabulary import Lexicon
from storage import own_index
from storage.bodies import as_json
from storage.own_index import OwnIndex, OwnIndexer, Sight
from tests.storage.shipped_index import ids

NAMES = ("ape", "bee", "okapy", "dog", "eel", "fox", "gnu", "hen", "ibis", "jay", "kiwi", "lark")
RESOURCES = [
    Resource(id=f"resource.{name}", rev=1, title=f"Keeping the {name}", url=f"https://example.org/{name}", hours=1.0, topics=())
    for name in NAMES
]
RESOURCES += [replace(each, id=f"{each.id}-two", title=f"{each.title[:-1]} at home") for each in RESOURCES[3:]]
QUERIES = ("keeping", "the bee", "bees", "okapi", "okapy", "okapiy", "kep", "at home", "lark zebras")


class _Rows:
    """Revisions as the database hands them over; counts how often they are taken."""

    taken = 0

    def __init__(self, version: int, *items: Resource) -> None:
        self._rows = [
            SimpleNamespace(item_id=item.id, rev=item.rev, version=version, kind="resource", body=as_json(item)) for item in items
        ]

    def all(self) -> list[SimpleNamespace]:
        self.taken += 1
        return self._rows

    def close(self) -> None:
        self._rows = []


def _mended(indexer: OwnIndexer, rows: _Rows, known: OwnIndex | None, version: int, **shown: str) -> OwnIndex:
    seen = {f"resource.{name}": stands for name, stands in shown.items()}
    return indexer.mended(cast(CursorResult[Any], rows), known, Sight(version, {}, seen))


def _answers(index: OwnIndex) -> object:
    found = [(find(index.indexes, query, None, 9), suggest(index.indexes, query, None, 9)) for query in QUERIES]
    words = Lexicon([each.vocabulary for each in index.indexes], FINDABLE_KINDS)
    return found, index.items, index.own, [words.frequency(name) for name in NAMES], sorted(words.longer("oka"))


@pytest.mark.parametrize("shown", [{}, {"okapy": "resource.shipped"}])
def test_what_was_changed_and_moved_is_found_as_if_all_were_indexed_anew(shown: dict[str, str]) -> None:
    indexer = OwnIndexer()
    first = _mended(indexer, _Rows(1, *RESOURCES), None, 1)
    okapi = replace(RESOURCES[2], rev=2, title="Keeping the okapi")
    second = _mended(indexer, _Rows(2, okapi), indexer.known({}), 2, **shown)
    retired = replace(RESOURCES[1], rev=2, status="deprecated")
    mended = _mended(indexer, _Rows(3, retired), indexer.known({}), 3)
    again = _mended(OwnIndexer(), _Rows(3, *(first.own | {okapi.id: okapi}).values(), retired), None, 3)
    assert len(second.indexes) == len(mended.indexes) == 2
    assert _answers(mended) == _answers(again)
    assert second.items.keys() >= {shown.get("okapy", okapi.id)}


def test_when_much_has_changed_all_is_indexed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_index, "MOST_CHANGED", 1)
    indexer = OwnIndexer()
    _mended(indexer, _Rows(1, *RESOURCES), None, 1)
    changed = [replace(each, rev=2, title=f"{each.title} again") for each in RESOURCES[:2]]
    assert len(_mended(indexer, _Rows(2, *changed), indexer.known({}), 2).indexes) == 1


def test_who_waits_for_an_index_takes_the_one_that_was_made_meanwhile() -> None:
    indexer, late = OwnIndexer(), _Rows(1, *RESOURCES)
    made = _mended(indexer, _Rows(1, *RESOURCES), None, 1)
    assert _mended(indexer, late, None, 1).indexes == made.indexes
    assert late.taken == 0


def test_an_earlier_revision_that_is_read_late_replaces_no_later_one() -> None:
    indexer = OwnIndexer()
    first = _mended(indexer, _Rows(1, *RESOURCES), None, 1)
    _mended(indexer, _Rows(3, replace(RESOURCES[0], rev=3, title="Third")), first, 3)
    late = _mended(indexer, _Rows(2, replace(RESOURCES[0], rev=2, title="Second")), first, 4)
    assert late.items[RESOURCES[0].id].rev == 3


def test_what_is_not_committed_yet_is_kept_for_nobody_else() -> None:
    indexer = OwnIndexer()
    first = _mended(indexer, _Rows(1, *RESOURCES), None, 1)
    assert _mended(indexer, _Rows(2, replace(RESOURCES[0], rev=2)), first, 1).own[RESOURCES[0].id].rev == 2
    assert indexer.known({}) is first


def test_an_own_entry_that_is_called_as_asked_comes_before_what_a_pack_calls_so_too() -> None:
    shipped = SearchEntry("question", "question.call", "What do we do in a weekly call?", ("weekly call", "call each week"))
    named = SearchEntry("question", "question.own.1", "When do we meet?", ("weekly call",))
    for own in (named, replace(shipped, id="question.own.2")):
        assert ids(find([Index([shipped]), Index([own])], "Weekly call", None, 2)) == [own.id, "question.call"]


def test_of_entries_that_answer_equally_well_the_own_one_comes_first() -> None:
    shipped = SearchEntry("question", "question.a-call", "Meet for a weekly call")
    own = replace(shipped, id="question.own.1")
    assert ids(find([Index([shipped]), Index([own])], "weekly call", None, 2)) == ["question.own.1", "question.a-call"]
