"""Look-ups as people type them: typos, partial names, other names; the same order everywhere, and no figure invented."""

import csv
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lookup import Synonym
from search.entry import SearchEntry, entries_of
from search.index import Index, find, index_of, suggest
from tests.shipped import ITEMS
from tests.storage.shipped_index import PACK, ids, sure

LOOK_UPS = Path(__file__).parents[1] / "data" / "lookups.tsv"
KINDS = {"find": None, "resource find": {"resource"}, "faq": {"question", "term"}, "salary": {"figure"}}
ENTRIES = entries_of(ITEMS)
SYNONYMS = [item.names for item in ITEMS if isinstance(item, Synonym)]
HOSTILE = [
    "",
    "   \n\t",
    "🎉",
    "🎉🎊👩‍👩‍👧",
    '"',
    '"pytorch',
    "AND",
    "OR NOT",
    "title:pytorch",
    ":",
    "*",
    "py*",
    "pytorch~2^5",
    "(((",
    "[a TO z]",
    "\\",
    "'; DROP TABLE entry; --",
    "%_%",
    "\0",
    "a\0b",
    "\ud800",
    "\u202epytorch\u202c",
    "\u200b\u200b",
    "شبكة عصبية",
    "深度学习",
    "é" * 300,
    "x" * 2000,
    "pytorch " * 250,
    "a b c " * 333,
    "🎉" * 2000,
    "\u0301" * 2000,
]


def look_ups() -> list[dict[str, str]]:
    with LOOK_UPS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def titles(typed: str, kinds: set[str] | None = None, most: int = 25) -> list[str]:
    return [entry.title for entry in suggest([PACK], typed, kinds, most)]


def test_look_ups_as_people_type_them_are_answered_in_the_first_three() -> None:
    rows = look_ups()
    answers = [sure(row["query"], KINDS[row["command"]], 3) for row in rows]
    pairs = zip(rows, answers, strict=True)
    failures = [f"{row['query']}: {answer}" for row, answer in pairs if set(answer).isdisjoint(row["items"].split())]
    assert len(rows) >= 400
    assert len(failures) <= 0.03 * len(rows), "\n".join(failures)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pytorhc", "resource.pytorch-learn-the-basics"),  # two letters swapped
        ("oytorch", "resource.pytorch-learn-the-basics"),  # the first letter wrong
        ("pytorc", "resource.pytorch-learn-the-basics"),  # not yet all of it
        ("pyt0rch", "resource.pytorch-learn-the-basics"),  # a digit for a letter
        ("scikitlearn", "resource.scikit-learn-getting-started"),  # one word of two
        ("tensor flow", "resource.tensorflow-quickstart-for-beginners"),  # two words of one
        ("Géron", "resource.hands-on-ml-notebooks-3rd-edition"),  # with its accent
        ("ALEXNET resnets", "resource.deep-residual-learning-resnet"),  # a plural, and capitals
        ("regularisation", "term.regularization"),  # British
        ('"pytorch" AND (tutorial:*)', "resource.pytorch-quickstart"),  # query syntax
        ("support vector machines", "term.support-vector-machine"),
        ("machien learnign", "term.machine-learning"),
        ("मशीन लर्निंग", "term.machine-learning"),
        ("कहां से शुरू करूं", "question.how-to-start"),  # another dot
        ("Woche 3", "week.numpy"),  # of the longest roadmap
    ],
)
def test_a_word_is_found_however_it_is_spelt(typed: str, meant: str) -> None:
    kind, _ = meant.split(".", maxsplit=1)
    assert meant in ids(find([PACK], typed, {kind}, 3))


@pytest.mark.parametrize(
    "typed", ["py\u200bto\u200drch", "\u202epytorch\u202c", "ｐｙｔｏｒｃｈ", "PyTörch", '"pytorch"*', "🎉 pytorch 🎉"]
)
def test_what_is_no_letter_of_a_word_changes_nothing(typed: str) -> None:
    assert find([PACK], typed, None, 5) == find([PACK], "pytorch", None, 5)
    assert suggest([PACK], typed, None, 25) == suggest([PACK], "pytorch", None, 25)


@pytest.mark.parametrize("query", HOSTILE)
def test_odd_input_is_no_error(query: str) -> None:
    for kinds in (None, {"figure"}, {"resource"}, set[str](), {"nothing of the kind"}):
        assert len(find([PACK], query, kinds, 5)) <= 5
        assert len(suggest([PACK], query, kinds, 25)) <= 25


@pytest.mark.parametrize("query", ["", " ", "🎉🎊", '"', ":*", "\u200b", "\0"])
def test_without_words_nothing_is_found(query: str) -> None:
    assert find([PACK], query, None, 5) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [("ml", {"term.learning", "term.likelihood"}), ("machine learning", {"term.learning"}), ("percent", set())],
)
def test_a_name_may_have_several_meanings_or_no_words(query: str, found: set[str]) -> None:
    entries = [
        SearchEntry("term", "term.learning", "Machine learning"),
        SearchEntry("term", "term.likelihood", "Maximum likelihood"),
    ]
    groups = [("ml", "machine learning"), ("maximum likelihood", "ml"), ("%", "percent")]
    assert {hit.entry.id for hit in find([Index(entries, groups)], query, None, 5) if hit.sure} == found


def test_without_entries_nothing_is_found() -> None:
    assert find([], "pytorch", None, 5) == []
    assert find([Index([])], "pytorch", None, 5) == []
    assert suggest([Index([])], "", None, 5) == []


@given(st.text(max_size=2000), st.sampled_from([None, {"figure"}, {"question", "term"}]))
def test_no_text_is_an_error(text: str, kinds: set[str] | None) -> None:
    hits = find([PACK], text, kinds, 5)
    assert hits == sorted(hits, key=lambda hit: (not hit.sure, -hit.score, hit.entry.id))
    assert len(suggest([PACK], text, kinds, 25)) <= 25


@given(st.lists(st.sampled_from(sorted({word for entry in ENTRIES for word in entry.title.split()})), max_size=12).map(" ".join))
def test_words_of_titles_are_no_error_in_any_order(text: str) -> None:
    assert len(find([PACK], text, None, 5)) <= 5


def test_what_is_asked_for_may_have_any_characters() -> None:
    odd = [SearchEntry("term", f"term.{at}", text, (text,), (text,), text) for at, text in enumerate(HOSTILE)]
    assert ids(find([Index(odd)], "深度学习", None, 1)) == [f"term.{HOSTILE.index('深度学习')}"]


def test_the_order_does_not_depend_on_the_order_of_the_entries() -> None:
    shuffled = list(ITEMS)
    random.Random(3).shuffle(shuffled)  # noqa: S311
    other = index_of(shuffled)
    for row in look_ups():
        assert find([other], row["query"], None, 5) == find([PACK], row["query"], None, 5)
        assert suggest([other], row["query"][:5], None, 25) == suggest([PACK], row["query"][:5], None, 25)


def test_the_answer_does_not_depend_on_where_an_entry_is_kept() -> None:
    parts = [Index(ENTRIES[::2], SYNONYMS), Index(ENTRIES[1::2])]
    for row in look_ups():
        whole = find([PACK], row["query"], KINDS[row["command"]], 40)
        divided = find(parts, row["query"], KINDS[row["command"]], 40)
        assert find(parts[::-1], row["query"], KINDS[row["command"]], 40) == divided
        assert divided[0] == whole[0]
        # With more indexes more entries are looked at, so that there may be more in between; what both have is in one order.
        assert [hit for hit in divided if hit in whole] == [hit for hit in whole if hit in divided]


def test_a_communitys_own_entry_stands_among_the_shipped_ones() -> None:
    own = Index([SearchEntry("resource", "resource.our-pytorch-evening", "Our PyTorch evening", ("pytorch evening",))])
    assert ids(find([PACK, own], "pytorch evening", None, 3))[0] == "resource.our-pytorch-evening"
    assert "resource.our-pytorch-evening" in ids(find([PACK, own], "pytorhc evenning", None, 3))
    assert find([PACK, own], "attention is all you need", None, 3)[0].entry.id == "resource.attention-is-all-you-need"
    assert suggest([PACK, own], "our py", None, 25)[0].id == "resource.our-pytorch-evening"


@pytest.mark.parametrize(
    "query",
    ["quantum knitting", "pizza recipe", "weather tomorrow", "blockchain", "zzzzzz", "quantum computing", "fix my car engine"],
)
def test_what_is_absent_is_at_most_guessed(query: str) -> None:
    assert sure(query) == []


@pytest.mark.parametrize(
    ("query", "meant"),
    [("numpi", "resource.numpy-the-absolute-basics"), ("tensoorfloww", "resource.tensorflow-quickstart-for-beginners")],
)
def test_a_near_miss_is_guessed(query: str, meant: str) -> None:
    assert meant in ids(find([PACK], query, {"resource"}, 5))


def test_a_guess_says_so() -> None:
    [hit, *_] = find([PACK], "germny", {"figure"}, 3)
    assert (hit.entry.id, hit.sure) == ("figure.europe-median", False)


def test_a_resource_far_behind_the_best_answer_does_not_fill_the_list() -> None:
    assert "resource.contract-killer" not in ids(find([PACK], "data contracts", None, 15))


def test_only_the_kinds_asked_for_are_found() -> None:
    assert {hit.entry.kind for hit in find([PACK], "overfitting", {"term", "week"}, 5)} <= {"term", "week"}
    assert {entry.kind for entry in suggest([PACK], "over", {"question"}, 25)} == {"question"}


def test_what_is_no_longer_recommended_is_not_found() -> None:
    [item] = [item for item in ITEMS if item.id == "resource.statquest"]
    assert entries_of([replace(item, status="deprecated")]) == []


def test_what_begins_so_is_suggested_first() -> None:
    assert titles("khan acad")[0] == "Khan Academy"
    assert titles("khan acad", {"resource"}, 2) == ["Khan Academy", "Khan Academy: differential calculus"]
    assert titles("d2") == ["Dive into Deep Learning"]


def test_an_entry_is_suggested_once() -> None:
    assert len(titles("py")) == len(set(titles("py")))
    assert len(titles("pytorch")) == len(set(titles("pytorch")))


@pytest.mark.parametrize("typed", ["academy", "khan acdaemy", "kahn", "hkan academy"])
def test_later_words_and_typos_are_suggested_too(typed: str) -> None:
    assert "Khan Academy" in titles(typed)


def test_as_many_are_suggested_as_fit() -> None:
    assert len(titles("p", None, 25)) == 25
    assert len(titles("", None, 25)) == 25
    assert titles("pytorch", None, 0) == []


def test_a_single_letter_finds_what_is_called_so_with_its_accent_and_begins_the_names_that_have_it() -> None:
    called = ["Apples", "What is á?", "A plan", "R", "Álgebra", "声调"]
    some = [Index([SearchEntry("question", f"question.{name}", name, text="An apple a day.") for name in called])]
    asked = {typed: [hit.entry.title for hit in find(some, typed, None, 9)] for typed in ("á", "a\u0301", "a", "r", "x", "声")}
    assert asked == {"á": ["What is á?"], "a\u0301": ["What is á?"], "a": ["A plan"], "r": ["R"], "x": [], "声": ["声调"]}
    assert [entry.title for entry in suggest(some, "á", None, 9)] == ["Álgebra", "What is á?"]
    assert {entry.title for entry in suggest(some, "a", None, 9)} == {"A plan", "Álgebra", "Apples"}
