"""Catch-up plans leave nothing out, and slugs can always be typed."""

import re
import string
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.catch_up import USUAL_MINUTES, catch_up_plan
from bot.domain.cohort import slug_for
from bot.domain.roadmap import CatchUp, Milestone, Minutes, Week, WeekResource

# Catching up


def week(minutes: int) -> Week:
    return Week(
        id="week.a",
        rev=1,
        title="A",
        short="A",
        why="A",
        goals=("a", "b", "c"),
        minutes=Minutes(light=1, standard=2),
        milestone=Milestone(text="a", checklist=("a", "b", "c"), stretch="a"),
        resources=(WeekResource(ref="resource.a", role="primary"),),
        question="a?",
        reflection="a",
        catch_up=CatchUp(minutes=minutes, steps=("a",)),
        topics=("topic.a",),
    )


MISSED = st.lists(st.integers(0, 300).map(week), max_size=30).map(lambda weeks: list(enumerate(weeks, 1)))


@given(MISSED, st.none() | st.integers(0, 600))
def test_every_missed_week_comes_once_and_in_order(earlier_weeks: Sequence[tuple[int, Week]], minutes: int | None) -> None:
    plan = catch_up_plan(earlier_weeks, minutes)
    assert [number for sitting in plan for number in sitting.weeks] == [number for number, _ in earlier_weeks]
    lengths = {number: item.catch_up.minutes for number, item in earlier_weeks}
    assert [sitting.minutes for sitting in plan] == [sum(lengths[number] for number in sitting.weeks) for sitting in plan]


@given(MISSED, st.none() | st.integers(0, 600))
def test_a_sitting_keeps_within_the_weekly_minutes_unless_one_week_alone_is_longer(
    earlier_weeks: Sequence[tuple[int, Week]], minutes: int | None
) -> None:
    plan = catch_up_plan(earlier_weeks, minutes)
    assert all(sitting.minutes <= (minutes or USUAL_MINUTES) or len(sitting.weeks) == 1 for sitting in plan)


@given(MISSED, st.integers(1, 600))
def test_no_sitting_could_have_taken_the_next_week_too(earlier_weeks: Sequence[tuple[int, Week]], minutes: int) -> None:
    plan = catch_up_plan(earlier_weeks, minutes)
    lengths = {number: item.catch_up.minutes for number, item in earlier_weeks}
    for sitting, following in pairwise(plan):
        assert sitting.minutes + lengths[following.weeks[0]] > minutes


def test_what_fits_exactly_is_one_sitting() -> None:
    assert len(catch_up_plan([(1, week(60)), (2, week(60))], 120)) == 1
    assert len(catch_up_plan([(1, week(60)), (2, week(61))], 120)) == 2


def test_nothing_missed_is_no_plan() -> None:
    assert catch_up_plan([], 60) == []


# Slugs


@given(st.text() | st.text(string.ascii_letters + string.digits + " -", max_size=90) | st.text(string.digits, max_size=90))
@example("1" * 60)
@example("a" + " b" * 60)
@example("1" * 38 + " a")
def test_a_slug_is_short_plain_and_has_a_letter(name: str) -> None:
    taken: set[str] = set()
    for _ in range(12):
        slug = slug_for(name, taken)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
        assert re.search("[a-z]", slug)
        assert len(slug) <= 43
        assert slug not in taken
        taken.add(slug)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("ML January", "ml-january"),
        ("Études & Café №3", "etudes-cafe-no3"),
        ("Łódź Øst Straße", "lodz-ost-strasse"),
        ("2026", "cohort-2026"),
        ("Привет", "cohort-1"),
        ("機械学習", "cohort-1"),
        ("🚀", "cohort-1"),
        ("--", "cohort-1"),
        ("a_b/c", "a-b-c"),
    ],
)
def test_a_slug_reads_like_its_name(name: str, slug: str) -> None:
    assert slug_for(name, ()) == slug


def test_names_of_other_scripts_are_told_apart_by_numbers() -> None:
    assert slug_for("机器学习", ()) == "cohort-1"
    assert slug_for("Машинное обучение", {"cohort-1"}) == "cohort-2"


def test_a_taken_slug_gets_a_number() -> None:
    assert slug_for("ML", {"ml"}) == "ml-2"
    assert slug_for("ML", {"ml", "ml-2"}) == "ml-3"
