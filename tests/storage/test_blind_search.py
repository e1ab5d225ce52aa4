"""Look-ups that were written without a look at the index: half sentences, chat spelling, four other languages, pasted errors.

The lists showed what was missing and were mended after, the last too: as they were written, the third reached 71 of 100, and the
fourth 93. What each reaches now is held here, and of look-ups about something else altogether how many are answered all the same.
"""

import csv
from pathlib import Path

import pytest

from search.entry import SearchEntry
from search.index import Index, find
from tests.shipped import ITEMS
from tests.storage.shipped_index import sure

DATA = Path(__file__).parents[1] / "data"


def rows(name: str = "blind_lookups.tsv") -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize(("number", "share"), [("1", 0.99), ("2", 0.99), ("3", 0.97), ("4", 0.97)])
def test_as_many_blind_look_ups_are_answered_in_the_first_three_as_were_reached(number: str, share: float) -> None:
    listed = [row for row in rows() if row["list"] == number]
    missed = [row["query"] for row in listed if set(sure(row["query"], None, 3)).isdisjoint(row["items"].split())]
    assert len(listed) >= 100
    assert len(listed) - len(missed) >= share * len(listed), "\n".join(missed)


@pytest.mark.parametrize("kinds", [None, {"question", "term"}])
@pytest.mark.parametrize("number", ["1", "2", "3", "4", "5", "6"])
def test_of_six_look_ups_about_something_else_one_is_answered_at_most(number: str, kinds: set[str] | None) -> None:
    listed = [row["query"] for row in rows("off_topic_lookups.tsv") if row["list"] == number]
    answered = [query for query in listed if sure(query, kinds, 1)]
    assert len(listed) >= 50
    assert len(answered) <= len(listed) / 6, "\n".join(answered)


@pytest.mark.parametrize(
    "query",
    [
        "my cat is sick",
        "car wont start in the cold",
        "how to whistle loud",
        "capital of australia",
        "buy used bike",
        "netflix shows like dark",
        "how to lose weight fast",
    ],
)
@pytest.mark.parametrize("kinds", [None, {"question", "term"}])
def test_a_word_that_an_entry_happens_to_have_does_not_answer_what_is_asked_about_everyday_life(
    query: str, kinds: set[str] | None
) -> None:
    assert sure(query, kinds, 1) == []


def test_a_word_of_everyday_life_in_the_name_of_an_entry_still_finds_it() -> None:
    for query, meant in (
        ("cold start", "term.cold-start"),
        ("i am sick this week", "question.going-away"),
        ("netflix recommendations how do they work", "question.what-are-recommenders"),
        ("cheap gpu rental", "question.buy-or-rent-gpu"),
    ):
        assert meant in sure(query, None, 3)


def test_a_word_that_many_entries_have_is_not_read_as_two_others() -> None:
    assert "question.people-drop-out" not in sure("what does dropout do", None, 5)


def test_blind_look_ups_name_items_that_ship() -> None:
    assert {item for row in rows() for item in row["items"].split()} <= {item.id for item in ITEMS}
    assert len({(row["list"], row["query"]) for row in rows()}) == len(rows())


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("train acc 99 but test bad", "question.spot-overfitting"),
        ("im bad at math can i still", "question.bad-at-maths"),
        ("diff between l1 n l2", "question.ridge-or-lasso"),
        ("missed last 2 weeks what now", "question.fell-behind"),
        ("is ml dead now bc of chatgpt", "question.will-ai-replace-me"),
        ("ml engineer ki salary india me", "question.salary-in-bangalore"),
        ("etapa 9", "question.deploy-a-model"),
        ("NotFittedError", "question.not-fitted"),
        ("3rd week", "week.numpy"),
        ("es demasiado tarde para empezar", "question.age"),
        ("brauche ich ein studium um in der ki zu arbeiten", "question.do-i-need-a-degree"),
        ("preciso de faculdade para entrar na área de ml", "question.do-i-need-a-degree"),
        ("hace falta un máster para trabajar en machine learning", "question.masters-or-phd"),
    ],
)
def test_half_a_sentence_is_answered(query: str, meant: str) -> None:
    assert sure(query, None, 1) == [meant]


def test_the_name_of_an_error_is_read_as_its_words_and_the_name_of_a_product_as_one() -> None:
    entries = [
        SearchEntry("question", "question.fit", "Why is my scaler not fitted?"),
        SearchEntry("resource", "resource.torch", "PyTorch"),
        SearchEntry("resource", "resource.py", "Py and torch"),
    ]
    found = {typed: [hit.entry.id for hit in find([Index(entries)], typed, None, 1)] for typed in ("ScalerNotFitted", "PyTorch")}
    assert found == {"ScalerNotFitted": ["question.fit"], "PyTorch": ["resource.torch"]}


def test_one_telling_word_of_a_question_makes_it_the_answer_but_no_word_of_a_resource() -> None:
    filler = [SearchEntry("term", f"term.{number}", f"Thing {number}") for number in range(200)]
    named = [
        SearchEntry("question", "question.mentor", "How do I find a mentor?"),
        SearchEntry("resource", "resource.almanac", "Almanac of whales"),
    ]
    found = {
        typed: [hit.sure for hit in find([Index([*filler, *named])], typed, None, 1)]
        for typed in ("mentor zzz", "whales zzz yyy")
    }
    assert found == {"mentor zzz": [True], "whales zzz yyy": [False]}


def test_a_word_of_everyday_life_that_no_entry_has_tells_that_something_else_is_asked() -> None:
    filler = [SearchEntry("term", f"term.{number}", f"Thing {number}") for number in range(200)]
    pay = SearchEntry("question", "question.pay", "What do engineers earn in Munich?")
    cooking = SearchEntry("question", "question.own.1", "Which recipe for a flat cake?")
    for typed, entries, expected in (
        ("munich please somehow", [pay], [True]),
        ("rent a flat in munich", [pay], [False]),
        ("recipe of that cake pls", [cooking], [True]),
    ):
        assert [hit.sure for hit in find([Index([*filler, *entries])], typed, None, 1)] == expected, typed
