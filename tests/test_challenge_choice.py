"""A cohort is given only what its weeks have brought up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.challenge import Challenge
from bot.domain.challenge_choice import candidates, count_given, for_the_week, topics_of
from bot.domain.cohort import Cohort
from bot.domain.roadmap import Week
from bot.ports.unit import Unit
from bot.shared.week_card import weeks_so_far
from tests.small_pack import WEEKS
from tests.transactions import opened
from tests.world import MONDAY, World


def challenge(name: str, *topics: str, kind: str = "text") -> Challenge:
    """Any challenge of some topics."""
    return Challenge(
        id=f"challenge.{name}",
        rev=1,
        kind=kind,  # pyright: ignore[reportArgumentType]
        topics=topics,
        level=1,
        minutes=2,
        prompt=f"What is {name}?",
        explain="It is what it is.",
        accept=(name,),
    )


ONE, BOTH = challenge("one", "topic.a"), challenge("both", "topic.a", "topic.b")
CODE = challenge("code", "topic.a", kind="python")
ALL = {item.id: item for item in (CODE, BOTH, ONE)}


def test_each_day_takes_one_of_the_challenges_that_are_known_by_then() -> None:
    first, second = {"topic.a"}, {"topic.a", "topic.b"}
    assert count_given(ALL, [first, first, second], runs_code=False) == 2
    assert count_given(ALL, [first, first, second], runs_code=True) == 3
    assert count_given(ALL, [first, second, second, second], runs_code=True) == 3
    assert count_given(ALL, [set()], runs_code=True) == 0


@pytest.mark.parametrize(
    ("known_topics", "runs_code", "expected"),
    [
        ({"topic.a"}, False, [ONE]),
        ({"topic.a"}, True, [CODE, ONE]),
        ({"topic.a", "topic.b"}, True, [CODE, BOTH, ONE]),
        ({"topic.b"}, True, []),
        (set[str](), True, []),
    ],
)
def test_a_challenge_waits_until_all_of_its_topics_are_reached(
    known_topics: set[str], runs_code: bool, expected: list[Challenge]
) -> None:
    assert candidates(ALL, known_topics, runs_code) == expected


@pytest.mark.parametrize(("days", "weeks"), [(-1, 0), (0, 1), (6, 1), (7, 2), (50, 8), (100, 12)])
async def test_each_week_that_begins_brings_its_topics(world: World, days: int, weeks: int) -> None:
    cohort = int(await world.launch(time="08:00"))
    async with opened(world.core, await community(world)) as unit:
        found = await cohort_of(unit, cohort)
        expected = await first_topics(unit, found, weeks)
        assert topics_of(await weeks_so_far(unit, found, MONDAY + timedelta(days=days))) == expected


async def test_a_cohort_that_was_ended_reaches_no_more(world: World) -> None:
    cohort = int(await world.launch(time="08:00"))
    async with opened(world.core, await community(world)) as unit:
        found = replace(await cohort_of(unit, cohort), ended_at=MONDAY + timedelta(days=8))
        assert topics_of(await weeks_so_far(unit, found, MONDAY + timedelta(days=50))) == await first_topics(unit, found, 2)


def test_a_week_asks_of_its_own_topics_in_their_order_and_of_each_once_before_any_again() -> None:
    week = replace(WEEKS[0], topics=("topic.a", "topic.b", "topic.c"))
    older, first, second = challenge("older", "topic.z"), challenge("first", "topic.a"), challenge("second", "topic.b")
    both = challenge("both", "topic.c", "topic.b")
    mixed = challenge("mixed", "topic.a", "topic.z")
    assert order(week, [older, second, mixed, both, first], set()) == ["first", "second", "both", "older", "mixed"]
    assert order(week, [older, second, both, first], {"topic.a"}) == ["second", "both", "first", "older"]
    assert order(week, [older, second, both, first], {"topic.b", "topic.c"}) == ["first", "second", "both", "older"]


def order(week: Week, challenges: list[Challenge], asked: set[str]) -> list[str]:
    return [item.id.removeprefix("challenge.") for item in sorted(challenges, key=lambda item: for_the_week(week, item, asked))]


async def community(world: World) -> int:
    (found,) = await world.core.units.communities_of(world.caller("moderator").actor)
    return found.id


async def cohort_of(unit: Unit, id: int) -> Cohort:
    found = await unit.cohorts.get(id)
    assert found
    return found


async def first_topics(unit: Unit, cohort: Cohort, weeks: int) -> set[str]:
    all_weeks = await unit.content.weeks(cohort.pack, cohort.release, cohort.roadmap)
    return {topic for week in all_weeks[:weeks] for topic in week.topics}
