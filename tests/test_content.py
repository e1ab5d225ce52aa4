"""The content pack that ships, and how its texts are kept right."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import cast

import pytest

from bot.domain.items import Json
from bot.domain.roadmap import Roadmap, Week
from content.loader import Item, Pack
from content.readability import grade, known_words
from storage.bodies import read_item
from tests.shipped import SHIPPED

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data" / "content"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return SHIPPED


def weeks_of(pack: Pack) -> list[Week]:
    values = [read_item(item.kind, item.body) for item in pack.items]
    return [value for value in values if isinstance(value, Week)]


def test_the_shipped_pack_has_sixty_weeks_and_nine_roadmaps(pack: Pack) -> None:
    kinds = [item.kind for item in pack.items]
    assert (pack.name, pack.version, pack.locale) == ("mle", "2.4.0", "en")
    assert kinds.count("week") == 60
    assert kinds.count("roadmap") == 9


def test_the_roadmaps_have_the_planned_lengths(pack: Pack) -> None:
    values = [read_item(item.kind, item.body) for item in pack.items]
    lengths = {value.id: len(value.weeks) for value in values if isinstance(value, Roadmap)}
    assert lengths == {
        "roadmap.mle-full": 28,
        "roadmap.foundations": 12,
        "roadmap.five-steps": 17,
        "roadmap.guide": 17,
        "roadmap.no-degree": 27,
        "roadmap.mlops": 12,
        "roadmap.deep": 9,
        "roadmap.interview": 6,
        "roadmap.llm-engineer": 23,
    }


def test_every_week_has_seven_topics_and_costs_the_hurried_less_time(pack: Pack) -> None:
    for week in weeks_of(pack):
        assert len(week.topics) == 7, week.id
        assert week.catch_up.minutes < week.minutes.light < week.minutes.standard, week.id


def test_every_week_covers_only_facts_that_exist(pack: Pack) -> None:
    known = set((DATA / "fact_ids.txt").read_text(encoding="utf-8").split())
    assert {fact for week in weeks_of(pack) for fact in week.covers} <= known
    assert all(week.covers for week in weeks_of(pack))


def test_every_topic_that_ships_is_used(pack: Pack) -> None:
    used = {name for item in pack.items for name in cast(list[str], item.body.get("topics", []))}
    assert {item.id for item in pack.items if item.kind == "topic"} == used


def test_a_week_without_challenges_loads(pack: Pack) -> None:
    assert all(week.challenges == () for week in weeks_of(pack))


def test_an_item_read_back_from_its_body_dumps_to_the_same_body(pack: Pack) -> None:
    for item in pack.items:
        value = read_item(item.kind, item.body)
        assert (value.id, value.rev) == (item.id, item.rev)
        assert plain(value) == item.body


def test_a_body_with_a_key_of_a_newer_version_is_still_read(pack: Pack) -> None:
    item = next(item for item in pack.items if item.id == "week.metrics")
    assert read_item("week", {**item.body, "mood": "calm"}) == read_item("week", item.body)


# How the texts are kept right


def test_no_text_shares_seven_words_in_a_row_with_a_source(pack: Pack) -> None:
    assert shared_runs(pack.items) == []


def test_the_seven_word_rule_bites(pack: Pack) -> None:
    # A row of bare names that stands in a source, found in the middle of a sentence of our own.
    text = "Try (grid search, random search or Bayesian optimization) this week."
    item = Item(id="topic.search", rev=1, kind="topic", body={"title": text})
    assert shared_runs([*pack.items, item]) == ["topic.search: grid search random search or bayesian optimization"]


def test_the_grade_tells_plain_text_from_heavy_text() -> None:
    assert grade(["The cat sat on the mat. It was glad."]) < 2
    assert grade(["Organisational heterogeneity necessitates considerable interdisciplinary communication."]) > 15


def test_the_words_that_a_pack_explains_and_names_make_no_text_hard(pack: Pack) -> None:
    known = known_words(read_item(item.kind, item.body) for item in pack.items)
    text = ["We compare dimensionality reduction with reinforcement learning in PyTorch and Kubernetes."]
    assert grade(text) > 9 > grade(text, known)
    assert grade(["Considerable interdisciplinary communication is needed."], known) > 9


def plain(value: object) -> Json:
    """A domain value as JSON, written anew here so that reading back is checked against something independent."""
    if isinstance(value, tuple):
        return [plain(part) for part in cast(tuple[object, ...], value)]
    if is_dataclass(value):
        return {field.name: plain(cast(object, getattr(value, field.name))) for field in fields(value)}
    if isinstance(value, Mapping):
        return {name: plain(part) for name, part in cast(Mapping[str, object], value).items()}
    return cast(Json, value)


def shared_runs(items: Iterable[Item]) -> list[str]:
    """The rows of seven words that stand in a source too; the sources are kept as hashes only."""
    taken = set((DATA / "source_shingles.txt").read_text(encoding="utf-8").split())
    return [
        f"{item.id}: {run}"
        for item in items
        for text in texts(item)
        for run in runs(text)
        if hashlib.blake2b(run.encode(), digest_size=8).hexdigest() in taken
    ]


def texts(item: Item) -> Iterator[str]:
    """Every text of an item but titles of other people's works, which belong to their authors."""
    for key, value in item.body.items():
        if (item.kind, key) not in {("resource", "title"), ("figure", "source")}:
            yield from strings(value)


def strings(value: Json) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            yield from (text for part in value for text in strings(part))
        case dict():
            yield from (text for part in value.values() for text in strings(part))
        case _:
            pass


def runs(text: str) -> Iterator[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return (" ".join(words[start : start + 7]) for start in range(len(words) - 6))
