"""A cohort is given only what its weeks have brought up."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from zlib import crc32

import pytest

from bot.domain import challenge_choice
from bot.domain.challenge import Challenge
from bot.domain.challenge_choice import candidates, count_given, next_given, topics_of
from bot.domain.cohort import Cohort
from bot.domain.roadmap import Roadmap, Week
from bot.ports.unit import Unit
from bot.shared.week_card import weeks_so_far
from tests.shipped import ITEMS, PACK
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


CHALLENGES = {item.id: item for item in ITEMS if isinstance(item, Challenge)}
COHORT = Cohort(
    id=1, slug="ml", name="ML", pack="mle", release="2.0", roadmap="r", weeks=60, start=MONDAY.date(), at=time(9), zone="UTC"
)
MOST_COHORTS = 30
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


@pytest.mark.parametrize("id", range(1, 4))
def test_a_week_leads_from_easy_to_hard_with_one_day_for_earlier_weeks(id: int) -> None:
    weeks = weeks_of("roadmap.foundations")
    for number, days in enumerate(walked(replace(COHORT, id=id), weeks), 1):
        topics = set(weeks[number - 1].topics)
        own = [item for item in days if topics.issuperset(item.topics)]
        levels = [item.level for item in own]
        assert len(days) - len(own) == (number > 1)
        assert levels == sorted(levels)
        assert levels[0] < levels[-1]


def test_a_week_asks_each_topic_once_before_any_again() -> None:
    week = replace(WEEKS[0], topics=("topic.a", "topic.b", "topic.c"))
    items = [challenge(name, topic) for name, topic in zip("pqrstu", week.topics * 2, strict=True)]
    asked = [topic for item in walked(COHORT, [week], {item.id: item for item in items})[0] for topic in item.topics]
    assert {*asked[:3]} == {*week.topics} == {*asked[3:]}


@pytest.mark.parametrize("chosen", [{"tue"}, {"tue", "fri"}])
def test_with_few_days_one_week_of_four_has_one_for_earlier_weeks(chosen: set[str]) -> None:
    weeks, back = weeks_of("roadmap.foundations"), list[int]()
    for number, days in enumerate(walked(replace(COHORT, challenge_days=frozenset(chosen)), weeks), 1):
        assert len(days) == len(chosen)
        back.append(sum(not set(weeks[number - 1].topics).issuperset(item.topics) for item in days))
    assert back == [0, 0, 0, 1] * 3


@pytest.mark.slow
@pytest.mark.parametrize("roadmap", [item.id for item in ITEMS if isinstance(item, Roadmap)])
def test_each_challenge_of_the_weeks_of_a_roadmap_can_be_given(roadmap: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever luck favours comes, be it in its own week or as a look back on it."""
    weeks = weeks_of(roadmap)
    favoured: list[str] = []
    monkeypatch.setattr(challenge_choice, "crc32", lambda key: 0 if key.decode().endswith(tuple(favoured)) else crc32(key))  # pyright: ignore[reportUnknownLambdaType, reportUnknownMemberType, reportUnknownArgumentType]
    never: list[str] = []
    for item in candidates(CHALLENGES, topics_of(weeks), runs_code=True):
        first = next(number for number in range(1, len(weeks) + 1) if topics_of(weeks[:number]).issuperset(item.topics))
        favoured[:] = [f"/{item.id}"]
        numbers = (first, min(first + 1, len(weeks)))
        cohorts = [replace(COHORT, id=number) for number in range(1, MOST_COHORTS)]
        if not any(item in of_week(cohort, weeks[:number], {}, CHALLENGES) for cohort in cohorts for number in numbers):
            never.append(item.id)
    assert never == []


def test_each_challenge_that_ships_belongs_to_the_weeks_of_a_roadmap() -> None:
    topics = [topics_of(weeks_of(item.id)) for item in ITEMS if isinstance(item, Roadmap)]
    assert [item.id for item in CHALLENGES.values() if not any(map(set(item.topics).issubset, topics))] == []


@pytest.mark.parametrize("roadmap", [item.id for item in ITEMS if isinstance(item, Roadmap)])
def test_challenges_of_no_week_in_particular_come_in_every_roadmap(roadmap: str) -> None:
    file = PACK / "challenges" / "general.yaml"
    general = {line.removeprefix("- id: ") for line in file.read_text("utf-8").splitlines() if line.startswith("- id: ")}
    known = candidates(CHALLENGES, topics_of(weeks_of(roadmap)), runs_code=True)
    assert len(general & {item.id for item in known}) >= 5


def weeks_of(roadmap: str) -> list[Week]:
    by_id = {item.id: item for item in ITEMS if isinstance(item, Week)}
    (found,) = (item for item in ITEMS if isinstance(item, Roadmap) and item.id == roadmap)
    return [by_id[name] for name in found.weeks]


def walked(cohort: Cohort, weeks: Sequence[Week], challenges: Mapping[str, Challenge] | None = None) -> list[list[Challenge]]:
    """What the cohort is given in each week."""
    given: dict[str, date] = {}
    return [of_week(cohort, weeks[:number], given, challenges or CHALLENGES) for number in range(1, len(weeks) + 1)]


def of_week(
    cohort: Cohort, weeks: Sequence[Week], given: dict[str, date], challenges: Mapping[str, Challenge]
) -> list[Challenge]:
    """What the cohort is given on the days of the last of its weeks so far; `given` grows."""
    first, _ = cohort.timetable.days_of(len(weeks))
    found: list[Challenge] = []
    for day in range(len(cohort.challenge_days)):
        item = next_given(cohort, weeks, challenges, given, runs_code=True)
        if item:
            given[item.id] = first + timedelta(days=day)
            found.append(item)
    return found


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
