"""The weeks and roadmaps that ship: what a learner must find in every one of them."""

import re
from collections.abc import Mapping

import pytest

from bot.domain.lookup import Resource
from bot.domain.roadmap import Roadmap, Week
from tests.shipped import ITEMS

WEEKS: Mapping[str, Week] = {item.id: item for item in ITEMS if isinstance(item, Week)}
ROADMAPS = [item for item in ITEMS if isinstance(item, Roadmap)]
RESOURCES = {item.id: item for item in ITEMS if isinstance(item, Resource)}

ELECTIVE = {"week.recommenders"}
"""Weeks that no roadmap of the plan walks; a community can put them into one of its own."""

UNCHECKABLE = {"Appreciate", "Be", "Become", "Feel", "Grasp", "Know", "Learn", "Realise", "Study", "Trust", "Understand"}
"""Verbs of what goes on in a head, of which nobody else can see whether a goal is reached."""

each_week = pytest.mark.parametrize("week", WEEKS.values(), ids=WEEKS.keys())
each_roadmap = pytest.mark.parametrize("roadmap", ROADMAPS, ids=[roadmap.id for roadmap in ROADMAPS])


def bases(week: str) -> set[str]:
    """Every week that this one builds on, directly or by way of others."""
    found: set[str] = set()
    open_ends = list(WEEKS[week].needs)
    while open_ends:
        need = open_ends.pop()
        if need not in found:
            found.add(need)
            open_ends += WEEKS[need].needs
    return found


@each_week
def test_a_week_offers_three_resources_or_more(week: Week) -> None:
    # The format allows fewer, and six at most.
    assert len(week.resources) >= 3


@each_week
def test_a_week_says_where_to_begin_and_where_else_to_look(week: Week) -> None:
    primary = [part.ref for part in week.resources if part.role == "primary"]
    assert len(primary) in {1, 2}
    assert len(week.resources) > len(primary)


@each_week
def test_nobody_has_to_pay_for_what_a_week_begins_with(week: Week) -> None:
    assert [part.ref for part in week.resources if part.role == "primary" and RESOURCES[part.ref].cost == "paid"] == []


@each_week
def test_a_week_lists_its_primary_resources_first(week: Week) -> None:
    order = ["primary", "alternative", "reference"]
    roles = [order.index(part.role) for part in week.resources]
    assert roles == sorted(roles)


@each_week
def test_the_check_in_question_and_the_reflection_of_a_week_ask_something(week: Week) -> None:
    assert week.question.endswith("?")
    assert week.reflection.endswith("?")


@each_week
def test_somebody_else_can_see_if_a_goal_is_reached(week: Week) -> None:
    assert [goal for goal in week.goals if goal.split()[0] in UNCHECKABLE] == []


def test_no_two_weeks_share_a_question_a_reflection_or_a_milestone() -> None:
    for texts in (
        [week.question for week in WEEKS.values()],
        [week.reflection for week in WEEKS.values()],
        [week.milestone.text for week in WEEKS.values()],
    ):
        assert len(set(texts)) == len(texts)


def test_every_week_but_the_elective_ones_stands_in_a_roadmap() -> None:
    walked = {week for roadmap in ROADMAPS for week in roadmap.weeks}
    assert set(WEEKS) - walked == ELECTIVE


@each_roadmap
def test_no_roadmap_puts_a_week_before_one_it_builds_on_by_way_of_others(roadmap: Roadmap) -> None:
    # A roadmap may leave out the week between the two, so what the loader compares is not enough.
    late = [(week, need) for n, week in enumerate(roadmap.weeks) for need in bases(week) & set(roadmap.weeks[n:])]
    assert late == []


@each_roadmap
def test_a_roadmap_says_for_whom_it_is(roadmap: Roadmap) -> None:
    assert re.search(r"\b[Ff]or (people|beginners)\b", roadmap.summary)
