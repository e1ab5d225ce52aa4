"""What can be looked up in the shipped pack: enough of it, every fact of the sources, exact pay, reviewed addresses."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import pytest

from bot.domain.items import ContentItem, Findable
from bot.domain.lookup import Figure, Question, Resource, Term
from tests.shipped import ITEMS

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data"

KINDS = {"resource find": {"resource"}, "faq": {"question", "term"}, "salary": {"figure"}}
"""What a look-up command can answer with; `find` answers with anything."""

NOISE = ("click here", "min read", "share this article", "govt job", "leave a comment")
"""Phrases that surround the source articles and are no part of them."""

Wanted = TypeVar("Wanted", bound=ContentItem)


@pytest.fixture(scope="module")
def items() -> Sequence[ContentItem]:
    return ITEMS


def of(items: Sequence[ContentItem], kind: type[Wanted]) -> list[Wanted]:
    return [item for item in items if isinstance(item, kind)]


def facts() -> list[str]:
    return (DATA / "content" / "fact_ids.txt").read_text(encoding="utf-8").split()


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def coverage(items: Sequence[ContentItem]) -> dict[str, set[str]]:
    """The items that cover each fact."""
    found: dict[str, set[str]] = {}
    for item in items:
        for fact in item.covers if isinstance(item, Findable) else ():
            found.setdefault(fact, set()).add(item.id)
    return found


def test_there_is_as_much_to_look_up_as_promised(items: Sequence[ContentItem]) -> None:
    assert len(of(items, Resource)) >= 500
    assert len(of(items, Question)) >= 77
    assert len(of(items, Term)) >= 150


def test_every_fact_of_the_sources_is_covered_and_no_other(items: Sequence[ContentItem]) -> None:
    assert sorted(coverage(items)) == sorted(facts())


def test_every_fact_stands_in_an_item_that_look_ups_find(items: Sequence[ContentItem]) -> None:
    lookups = [item for item in items if isinstance(item, Resource | Question | Term | Figure)]
    assert set(facts()) - set(coverage(lookups)) == set()


def test_every_topic_of_the_sources_has_its_own_term(items: Sequence[ContentItem]) -> None:
    explained = [fact for term in of(items, Term) for fact in term.covers if fact.startswith("t.")]
    assert sorted(explained) == sorted(fact for fact in facts() if fact.startswith("t."))


def test_salaries_are_the_sources_rows_and_no_others(items: Sequence[ContentItem]) -> None:
    shipped = [
        {
            "fact": figure.covers[0],
            "currency": figure.currency,
            "low": str(figure.low),
            "high": str(figure.high or ""),
            "or more": "yes" if figure.or_more else "",
            "year": str(figure.year or ""),
        }
        for figure in of(items, Figure)
    ]
    assert sorted(map(str, shipped)) == sorted(map(str, table("content/salaries.tsv")))
    assert {figure.period for figure in of(items, Figure)} == {"year"}


def test_bangalore_is_named_without_a_figure(items: Sequence[ContentItem]) -> None:
    assert coverage(items)["sal.1.in"] >= {"question.salary-in-bangalore"}
    assert "sal.1.in" not in coverage(of(items, Figure))


def test_sources_that_disagree_stand_side_by_side(items: Sequence[ContentItem]) -> None:
    covering = coverage(of(items, Figure))
    assert covering["salc.entry"] == {"figure.global-entry", "figure.united-states-entry"}
    assert covering["salc.senior"] == {"figure.global-senior", "figure.united-states-senior"}


def test_every_address_leads_to_a_reviewed_host(items: Sequence[ContentItem]) -> None:
    reviewed = (ROOT / "content" / "mle" / "hosts.txt").read_text(encoding="utf-8").split()
    assert reviewed == sorted(set(reviewed))
    assert {urlsplit(resource.url).hostname for resource in of(items, Resource)} == set(reviewed)


def test_no_two_resources_share_an_address_or_a_title(items: Sequence[ContentItem]) -> None:
    resources = of(items, Resource)
    addresses = Counter(resource.url.removesuffix("/").lower() for resource in resources)
    titles = Counter(resource.title.lower() for resource in resources)
    assert [name for name, count in (addresses + titles).items() if count > 1] == []


def test_every_resource_has_a_topic(items: Sequence[ContentItem]) -> None:
    assert [resource.id for resource in of(items, Resource) if not resource.topics] == []


def test_no_alias_stands_twice_in_an_item(items: Sequence[ContentItem]) -> None:
    named = [item for item in items if isinstance(item, Resource | Question | Term | Figure)]
    assert [item.id for item in named if len(set(map(str.lower, item.aliases))) < len(item.aliases)] == []


def test_none_of_the_noise_around_the_sources_got_in(items: Sequence[ContentItem]) -> None:
    for file in sorted((ROOT / "content" / "mle").rglob("*.yaml")):
        text = file.read_text(encoding="utf-8").lower()
        assert [phrase for phrase in NOISE if phrase in text] == [], file.name
    for item in items:
        shown = replace(item, aliases=()) if isinstance(item, Resource | Question | Term | Figure) else item
        assert not any("\u0900" <= sign <= "\u097f" for sign in str(shown)), f"Devanagari in {item.id}"


def test_the_table_of_look_ups_names_items_that_its_commands_can_find(items: Sequence[ContentItem]) -> None:
    known = {item.id for item in items}
    rows = table("lookups.tsv")
    assert len(rows) >= 400
    for row in rows:
        wanted = row["items"].split()
        assert 1 <= len(wanted) <= 3, row
        assert set(wanted) <= known, row
        kinds = {name.partition(".")[0] for name in wanted}
        assert row["command"] == "find" or kinds <= KINDS[row["command"]], row
