"""What comes next for a member of a cohort: one rule for every card."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.cohort import Cohort
from bot.domain.next_step import DoneSoFar, Step, next_step

MONDAY = date(2026, 1, 5)
COHORT = Cohort(id=1, slug="ml", name="ML", pack="mle", release="1.0", roadmap="r", weeks=4, start=MONDAY, at=time(9), zone="UTC")
NOTHING = DoneSoFar(
    members=5, checkins=0, answers=0, milestones=0, has_checked_in=False, has_answered=False, mark=None, challenge=None
)
MORNING, EVENING = datetime(2026, 1, 6, 10, tzinfo=UTC), datetime(2026, 1, 6, 18, tzinfo=UTC)
ASKED = replace(NOTHING, challenge=date(2026, 1, 6))


@pytest.mark.parametrize(
    ("so_far", "now", "step"),
    [
        (ASKED, EVENING, "check in"),
        (replace(ASKED, has_checked_in=True), EVENING, "answer"),
        (replace(ASKED, has_checked_in=True, has_answered=True), EVENING, "start"),
        (replace(NOTHING, has_checked_in=True, mark="started"), EVENING, "finish"),
        (replace(NOTHING, has_checked_in=True, mark="stuck"), EVENING, "ask"),
        (replace(NOTHING, has_checked_in=True, mark="done"), EVENING, None),
        (replace(NOTHING, has_checked_in=True, mark="skipped"), EVENING, None),
        (ASKED, MORNING, "answer"),
        (NOTHING, MORNING, "start"),
        (replace(NOTHING, mark="done"), MORNING, "check in"),
    ],
)
def test_a_checkin_that_is_asked_for_comes_first_then_the_challenge_then_the_milestone(
    so_far: DoneSoFar, now: datetime, step: Step | None
) -> None:
    assert next_step(COHORT, so_far, now, now.date()) == step


def test_a_challenge_whose_solution_is_told_is_not_next() -> None:
    late = replace(ASKED, mark="done", has_checked_in=True, challenge=date(2026, 1, 5))
    assert next_step(COHORT, late, EVENING, EVENING.date()) is None


def test_no_checkin_is_next_on_a_day_without_one() -> None:
    saturday = datetime(2026, 1, 10, 20, tzinfo=UTC)
    assert next_step(COHORT, replace(NOTHING, mark="done"), saturday, saturday.date()) is None


def test_before_the_first_week_nothing_is_next() -> None:
    assert next_step(COHORT, NOTHING, datetime(2026, 1, 2, 20, tzinfo=UTC), date(2026, 1, 2)) is None


def test_after_the_end_a_milestone_is_next_for_as_long_as_it_counts() -> None:
    ended = replace(NOTHING, has_checked_in=True)
    assert next_step(COHORT, ended, COHORT.timetable.ends + timedelta(hours=1), date(2026, 2, 2)) == "start"
    assert next_step(COHORT, ended, COHORT.timetable.closes, date(2026, 2, 5)) is None


def test_the_day_is_the_members_own() -> None:
    """In Auckland it is Wednesday already, on which nobody has asked yet."""
    assert next_step(COHORT, replace(NOTHING, mark="done"), EVENING, date(2026, 1, 7)) == "check in"
    assert next_step(COHORT, NOTHING, EVENING, date(2026, 1, 7)) == "start"


def test_who_is_away_is_asked_for_no_checkin() -> None:
    assert next_step(COHORT, NOTHING, EVENING, EVENING.date(), is_away=True) == "start"
