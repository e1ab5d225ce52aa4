"""The challenges that ship: as many of each kind, level, week and topic as promised. Their craft is in tests/test_craft.py."""

import math
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.domain.challenge import Challenge, ChallengeKind
from bot.domain.roadmap import Week
from bot.domain.variant import count_variants, variant_of
from bot.wiring.core import PACK
from tests.cases import in_case
from tests.shipped import ITEMS

FACTS = Path(__file__).parent / "data" / "content" / "fact_ids.txt"


CHALLENGES = {item.id: item for item in ITEMS if isinstance(item, Challenge)}
WEEKS = {item.id: item for item in ITEMS if isinstance(item, Week)}


def in_file(slug: str) -> list[Challenge]:
    """The challenges of one file."""
    listed: list[Any] = yaml.load(
        (PACK / "challenges" / f"{slug}.yaml").read_text(encoding="utf-8"),
        yaml.CSafeLoader,
    )
    return [CHALLENGES[entry["id"]] for entry in listed]


def test_there_are_590_challenges_in_the_promised_mix() -> None:
    wanted: dict[ChallengeKind, int] = {
        "single": 184, "multi": 70, "numeric": 107, "text": 50, "order": 39, "python": 80, "reflection": 60,
    }  # fmt: skip
    assert Counter(challenge.kind for challenge in CHALLENGES.values()) == wanted


def test_sixty_numbers_and_more_come_from_templates_of_four_variants_or_more() -> None:
    assert sum(count_variants(item) >= 4 for item in CHALLENGES.values() if item.kind == "numeric") >= 60


def test_every_week_has_nine_challenges_of_its_own_topics_and_one_for_each_day() -> None:
    for name, week in WEEKS.items():
        with in_case(name):
            challenges = in_file(name.removeprefix("week."))
            topics = {topic for challenge in challenges for topic in challenge.topics}
            assert len(challenges) == 9
            assert topics == set(week.topics)
            assert sum(challenge.kind == "reflection" for challenge in challenges) == 1


def test_fifty_challenges_belong_to_no_one_week() -> None:
    assert len(in_file("general")) == 50


def test_every_topic_of_the_sources_has_three_challenges_or_more() -> None:
    topics = [fact for fact in FACTS.read_text(encoding="utf-8").split() if fact.startswith("t.")]
    counts = Counter(fact for challenge in CHALLENGES.values() for fact in challenge.covers)
    assert len(topics) > 100
    assert {topic: counts[topic] for topic in topics if counts[topic] < 3} == {}


def test_the_key_of_every_variant_is_what_python_makes_of_it() -> None:
    for challenge in CHALLENGES.values():
        for seed in range(count_variants(challenge) if challenge.kind == "numeric" else 0):
            variant = variant_of(challenge, seed)
            again = eval(challenge.compute, dict(vars(math)), dict(variant.values))  # noqa: S307 - our own reviewed content
            assert variant.key == pytest.approx(again), challenge.id


def test_what_a_function_has_to_do_is_read_on_a_phone() -> None:
    assert [item.id for item in CHALLENGES.values() if item.kind == "python" and len(item.prompt) > 300] == []


def test_no_prompt_still_shows_the_name_of_a_parameter() -> None:
    numeric = [item for item in CHALLENGES.values() if item.kind == "numeric"]
    prompts = [variant_of(challenge, seed).prompt for challenge in numeric for seed in range(count_variants(challenge))]
    assert [prompt for prompt in prompts if "{" in prompt] == []
