"""The weeks and roadmaps that ship: what a learner must find in every one of them."""

import re
from collections.abc import Mapping, Sequence

from bot.domain.lookup import Resource
from bot.domain.roadmap import Roadmap, Week
from tests.shipped import ITEMS

WEEKS: Mapping[str, Week] = {item.id: item for item in ITEMS if isinstance(item, Week)}
ROADMAPS = [item for item in ITEMS if isinstance(item, Roadmap)]
RESOURCES = {item.id: item for item in ITEMS if isinstance(item, Resource)}

UNCHECKABLE = {"Appreciate", "Be", "Become", "Feel", "Grasp", "Know", "Learn", "Realise", "Study", "Trust", "Understand"}
"""Verbs of what goes on in a head, of which nobody else can see whether a goal is reached."""

IN_ORDER = ["primary", "alternative", "reference"]


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


def primary(week: Week) -> Sequence[str]:
    return [part.ref for part in week.resources if part.role == "primary"]


def test_a_week_offers_three_resources_or_more() -> None:
    # The format allows fewer, and six at most.
    assert [name for name, week in WEEKS.items() if len(week.resources) < 3] == []


def test_a_week_says_where_to_begin_and_where_else_to_look() -> None:
    assert [name for name, week in WEEKS.items() if len(primary(week)) not in {1, 2}] == []
    assert [name for name, week in WEEKS.items() if len(week.resources) == len(primary(week))] == []


def test_nobody_has_to_pay_for_what_a_week_begins_with() -> None:
    assert [(name, ref) for name, week in WEEKS.items() for ref in primary(week) if RESOURCES[ref].cost == "paid"] == []


def test_what_a_week_begins_with_names_a_unit_if_all_of_it_is_longer_than_the_week() -> None:
    long = [
        (name, part.ref)
        for name, week in WEEKS.items()
        for part in week.resources
        if part.role == "primary" and not part.unit and RESOURCES[part.ref].hours * 60 > week.minutes.standard
    ]
    assert long == []


def test_a_first_model_is_trained_by_the_fifth_week_of_every_long_roadmap_for_beginners() -> None:
    first = {each.id: each.weeks.index("week.linear-regression") for each in ROADMAPS if "week.linear-regression" in each.weeks}
    assert len(first) >= 5
    assert max(first.values()) <= 4


def test_a_week_lists_its_primary_resources_first() -> None:
    orders = {name: [IN_ORDER.index(part.role) for part in week.resources] for name, week in WEEKS.items()}
    assert [name for name, order in orders.items() if order != sorted(order)] == []


def test_the_check_in_question_and_the_reflection_of_a_week_ask_something() -> None:
    assert [name for name, week in WEEKS.items() if not (week.question.endswith("?") and week.reflection.endswith("?"))] == []


def test_somebody_else_can_see_if_a_goal_is_reached() -> None:
    assert [(name, goal) for name, week in WEEKS.items() for goal in week.goals if goal.split()[0] in UNCHECKABLE] == []


def test_no_two_weeks_share_a_question_a_reflection_or_a_milestone() -> None:
    for texts in (
        [week.question for week in WEEKS.values()],
        [week.reflection for week in WEEKS.values()],
        [week.milestone.text for week in WEEKS.values()],
    ):
        assert len(set(texts)) == len(texts)


def test_every_week_stands_in_a_roadmap() -> None:
    walked = {week for roadmap in ROADMAPS for week in roadmap.weeks}
    assert set(WEEKS) == walked


def test_no_roadmap_puts_a_week_before_one_it_builds_on_by_way_of_others() -> None:
    # A roadmap may leave out the week between the two, so what the loader compares is not enough.
    late = [
        (roadmap.id, week, need)
        for roadmap in ROADMAPS
        for number, week in enumerate(roadmap.weeks)
        for need in bases(week) & set(roadmap.weeks[number:])
    ]
    assert late == []


def test_a_roadmap_says_for_whom_it_is() -> None:
    assert [each.id for each in ROADMAPS if not re.search(r"\b[Ff]or (people|beginners)\b", each.summary)] == []


def test_who_is_alone_in_a_cohort_can_meet_each_line_of_a_checklist() -> None:
    others = re.compile(r"\b(peers?|friends?|somebody else|two people|other member)\b", re.IGNORECASE)
    told = re.compile(r"\b(if you are alone|in a small cohort)\b", re.IGNORECASE)
    lines = [line for week in WEEKS.values() for line in week.milestone.checklist if others.search(line)]
    assert len(lines) > 3
    assert [line for line in lines if not told.search(line)] == []
