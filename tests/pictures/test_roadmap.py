"""The map of a roadmap shows its weeks, and what a member made of them."""

from dataclasses import replace

import pytest

from adapters.pictures.png import png
from bot.interface.card import Card
from bot.interface.drawing import RoadmapMap, WeekMark
from bot.interface.picture import Picture
from bot.text import plain
from tests.conformance.pictures import is_picture
from tests.pictures.read import here, legends, marks, place_of, titled_weeks, words
from tests.samples import LONG_NAME
from tests.world import Caller, World, press, pressed

MAP = RoadmapMap("A roadmap", (("done", "1. Trees"), ("to come", "2. Graphs")), 2, (("done", "done 1"), ("to come", "to come 1")))


def drawn(card: Card) -> tuple[RoadmapMap, str]:
    [picture] = [block for block in card.blocks if isinstance(block, Picture)]
    assert isinstance(picture.drawing, RoadmapMap)
    return picture.drawing, plain(picture.text)


async def test_who_walks_a_roadmap_sees_what_they_made_of_it_and_where_they_are(ann: Caller, cohort: str) -> None:
    await ann.submit(await ann.form("milestone done", "press", cohort=cohort, week="1"))
    drawing, text = drawn(await ann.card("roadmap show"))
    assert marks(drawing, "week") == {"done": 1, "to come": 11}
    assert [label for _, label in drawing.legend] == ["done\u00a01", "to come\u00a011"]
    assert here(drawing) == drawing.here == 1
    assert legends(drawing) == {label: mark for mark, label in drawing.legend}
    beside = [(mark, title.partition(" ")[0]) for mark, title in titled_weeks(drawing)]
    assert beside == [(mark, title.partition(" ")[0]) for mark, title in drawing.weeks]
    assert "You are here: week 1 of 12: done\u00a01, to come\u00a011" in text
    assert "hours in all" in text


@pytest.mark.parametrize("other", ["foundations", "mle-full"])
async def test_who_is_in_two_cohorts_sees_where_they_are_in_the_one_that_walks_it_and_runs(
    world: World, ann: Caller, cohort: str, moderator: Caller, other: str
) -> None:
    await ann.submit(await ann.form("milestone done", "press", cohort=cohort, week="1"))
    plan = {"name": "Later", "roadmap": other, "start": "2026-02-05", "channel": "channel-2", "time": "18:00"}
    launched = await pressed(moderator, await moderator.submit(await moderator.form("manage create"), **plan), "Launch")
    await ann.card("cohort join", cohort=press(launched, "See it").values["cohort"])
    drawing, text = drawn(await ann.card("roadmap show", roadmap="foundations"))
    assert (here(drawing), marks(drawing, "week")) == (1, {"done": 1, "to come": 11})
    assert "You are here: week 1 of 12" in text
    later, _ = drawn(await ann.card("roadmap show", roadmap="mle-full"))
    assert here(later) == 0
    assert "done" not in marks(later, "week")


async def test_who_does_not_walk_it_sees_its_weeks_alone(world: World, ann: Caller) -> None:
    drawing, text = drawn(await world.caller("ben").card("roadmap show", roadmap="mle-full"))
    assert {mark for mark, _ in drawing.weeks} == {"to come"}
    assert (here(drawing), drawing.here, drawing.legend) == (0, 0, ())
    assert "You are here" not in text


@pytest.mark.parametrize("count", [1, 2, 3, 52])
async def test_every_week_has_its_title_on_the_map(count: int) -> None:
    weeks = tuple(("to come", f"{number}. {LONG_NAME}") for number in range(1, count + 1))
    long = replace(MAP, weeks=weeks, heading=LONG_NAME * 3)
    assert marks(long, "week") == {"to come": count}
    assert {f"{number}." for number in range(1, count + 1)} <= {line.partition(" ")[0] for line in words(long)}
    assert is_picture(await png(long, "light"))


@pytest.mark.parametrize("count", [1, 2, 13])
def test_weeks_follow_each_other_down_the_first_column_and_then_down_the_second(count: int) -> None:
    weeks: tuple[tuple[WeekMark, str], ...] = tuple(("to come", f"{number}.") for number in range(1, count + 1))
    places = [place_of(replace(MAP, weeks=weeks), f"{number}.") for number in range(1, count + 1)]
    assert places == sorted(places)
    assert len({x for x, _ in places}) == min(count, 2)
