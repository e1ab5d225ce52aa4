"""A figure of pay answers for its own region and level alone."""

import pytest

from tests.storage.shipped_index import sure


@pytest.mark.parametrize(
    "query", ["france", "salary france", "senior poland", "australia", "austria", "south korea", "new zealand"]
)
@pytest.mark.parametrize("kinds", [None, {"figure"}])
def test_no_figure_answers_for_another_region(query: str, kinds: set[str] | None) -> None:
    assert not [found for found in sure(query, kinds) if found.startswith("figure.")]


@pytest.mark.parametrize(
    "query",
    [
        "york",  # a part of a region's name
        "germny",  # one letter off can be another country
        "united arab emirates",
        "united states of mexico",
        "latin america",
        "data scientist germany",
        "germany 2019",
        "germany per hour",
        "india junior",
        "10 crore",
    ],
)
def test_a_figure_is_no_answer_where_anything_else_was_said(query: str) -> None:
    assert sure(query, {"figure"}) == []


@pytest.mark.parametrize(
    ("query", "region"),
    [
        ("germany", "figure.europe-median"),
        ("how much do ml engineers earn in germany", "figure.europe-median"),
        ("salary united kingdom", "figure.europe-median"),
        ("senior usa pay", "figure.united-states-senior"),
        ("machine learning engineer salary in the us, mid level", "figure.united-states-mid"),
        ("salery us entry level", "figure.united-states-entry"),
        ("bay area", "figure.north-america"),
        ("Shanghai?", "figure.china-median"),
    ],
)
def test_a_figure_answers_for_its_own_region_and_level(query: str, region: str) -> None:
    assert sure(query, {"figure"})[0] == region


def test_a_figures_note_does_not_make_it_answer() -> None:
    assert "figure.united-states-entry" in sure("united states", {"figure"})
    assert "figure.global-entry" not in sure("united states", {"figure"})


def test_rupees_alone_do_not_make_a_figure_for_other_places_one_for_india() -> None:
    assert sure("india", {"figure"}) == ["figure.top-companies-inr"]
    assert set(sure("rupees", {"figure"})) == {"figure.top-companies-inr", "figure.global-markets-inr"}
