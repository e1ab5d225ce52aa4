"""Bodies of items as storage keeps them: what is read is checked for its types."""

import json
from dataclasses import replace

import pytest
from cattrs.errors import CattrsError

from bot.domain.challenge import Challenge
from bot.domain.items import Json
from storage.bodies import as_json, read_item
from tests.challenge_samples import EVERY_KIND, NUMERIC

TOPIC: dict[str, Json] = {"id": "topic.loops", "rev": 1, "title": "Loops", "status": "active", "replaced_by": None}


@pytest.mark.parametrize("challenge", EVERY_KIND, ids=lambda challenge: challenge.kind)
def test_a_challenge_of_each_kind_comes_back_from_json_as_it_was(challenge: Challenge) -> None:
    assert read_item("challenge", json.loads(json.dumps(as_json(challenge)))) == challenge


def test_a_whole_number_is_read_when_a_broken_one_may_stand() -> None:
    body: dict[str, Json] = {**as_json(NUMERIC), "tolerance": {"abs": 1, "rel": 0}}
    assert read_item("challenge", body) == replace(NUMERIC, tolerance=replace(NUMERIC.tolerance, abs=1.0))


def test_a_key_that_a_newer_process_stored_is_left_out() -> None:
    assert read_item("topic", {**TOPIC, "colour": "blue"}) == read_item("topic", TOPIC)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("topic", {**TOPIC, "title": 3}),
        ("topic", {**TOPIC, "rev": "1"}),
        ("topic", {**TOPIC, "rev": True}),
        ("topic", {**TOPIC, "status": "retired"}),
        ("topic", {**TOPIC, "replaced_by": 3}),
        ("topic", {"id": "topic.loops", "rev": 1}),
        ("challenge", {**as_json(NUMERIC), "topics": "topic.loops"}),
        ("challenge", {**as_json(NUMERIC), "tolerance": [0.1, 0]}),
    ],
)
def test_a_body_of_another_shape_is_refused(kind: str, body: dict[str, Json]) -> None:
    with pytest.raises((KeyError, TypeError, CattrsError)):
        _ = read_item(kind, body)
