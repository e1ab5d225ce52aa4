"""Standard terms of the field lead to an entry that says them: a name in a list of aliases explains nothing to its reader."""

import csv
import re
from pathlib import Path

import pytest

from bot.domain.items import ContentItem
from bot.domain.lookup import Question, Resource, Term
from tests.shipped import ITEMS
from tests.storage.shipped_index import sure

ROWS = Path(__file__).parents[1] / "data" / "standard_terms.tsv"
SHIPPED = {item.id: item for item in ITEMS}
STEM = 5
"""The letters by which forms of a word are one: labelling and labels, encoding and encoder."""


def rows() -> list[dict[str, str]]:
    with ROWS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def text_of(item: ContentItem) -> str:
    match item:
        case Term():
            return f"{item.term} {item.meaning}"
        case Question():
            return f"{item.question} {item.answer}"
        case Resource():
            return item.title
        case _:
            raise ValueError(item.id)


def unsaid(term: str, text: str) -> list[str]:
    """The words of the term that stand in no form in the text. A short word has no form but its plural."""
    words = re.findall(r"\w+", term.lower())
    forms = {word: re.escape(word[:STEM]) + (r"\w*" if len(word) >= STEM else r"s?\b") for word in words}
    return [word for word, form in forms.items() if not re.search(rf"\b{form}", text.lower())]


def test_a_standard_term_is_found_first_or_second() -> None:
    missed = {row["term"]: sure(row["term"], None, 2) for row in rows() if row["item"] not in sure(row["term"], None, 2)}
    assert missed == {}
    assert len(rows()) >= 200


def test_the_entry_that_a_standard_term_finds_says_it() -> None:
    assert {row["term"]: left for row in rows() if (left := unsaid(row["term"], text_of(SHIPPED[row["item"]])))} == {}


@pytest.mark.parametrize(
    ("term", "text", "left"),
    [
        ("encoder decoder", "Two parts: encoders, and a decoding one.", []),
        ("beam search", "Two settings for how a token is drawn.", ["beam", "search"]),
        ("ray", "An array of numbers.", ["ray"]),
        ("t-test", "Two t-tests.", []),
    ],
)
def test_a_word_is_said_in_any_of_its_forms(term: str, text: str, left: list[str]) -> None:
    assert unsaid(term, text) == left
