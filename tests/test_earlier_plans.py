"""What was asked on a day that is over stays, whatever a moderator changes of the cohort later."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort, Enrollment, came_back
from bot.domain.cohort_change import from_today_on
from bot.domain.earlier_plans import EarlierPlan, plans_from, plans_text
from bot.domain.membership import Membership
from tests.ended import end_now
from tests.taken_breaks import cohort_now
from tests.walked_time import until
from tests.wall_clocks import CHOSEN, TIMES, ZONES
from tests.world import Caller, World, press, words

START = date(2026, 1, 5)
COHORT = Cohort(
    id=1, slug="ml", name="ML", pack="mle", release="1.0", roadmap="roadmap.one", weeks=5, start=START, at=time(18), zone="UTC"
)
DAYS = [START + timedelta(days=number) for number in range(-2, 45)]
PLANS = st.fixed_dictionaries({"at": TIMES, "zone": ZONES, "checkin_days": CHOSEN, "checkin_at": TIMES})
CHANGES = st.lists(st.tuples(st.timedeltas(timedelta(), timedelta(days=9)), PLANS), max_size=5)
MINUTES = st.datetimes(datetime(2026, 1, 3), datetime(2026, 2, 10), timezones=st.just(UTC))  # noqa: DTZ001


def _answers(cohort: Cohort, joined_at: datetime, days: list[date]) -> list[object]:
    """What is read of days by whoever joined at an instant: what was asked of them and when, and whether they were there."""
    held = Membership(cohort, Enrollment(cohort=1, person=1, joined_at=joined_at, first_week=1))
    prompts = {prompt.day: prompt for prompt in cohort.timetable.prompts(datetime(2026, 1, 1, tzinfo=UTC))}
    return [(day, held.asking(day), held.includes(day), prompts.get(day)) for day in days]


@given(PLANS, CHANGES, MINUTES)
def test_whatever_changes_later_the_answer_for_a_day_that_is_over_stays(
    first: dict[str, Any], changes: list[tuple[timedelta, dict[str, Any]]], joined_at: datetime
) -> None:
    cohort, now = replace(COHORT, **first), datetime(2026, 1, 4, tzinfo=UTC)
    for wait, plan in changes:
        now += wait
        changed = from_today_on(cohort, replace(cohort, **plan), now)
        over = [day for day in DAYS if day < max(local_day(now, each.zone) for each in (cohort, changed))]
        if cohort.week_at(now):
            assert _answers(changed, joined_at, over) == _answers(cohort, joined_at, over)
            begun = [week for week in range(1, cohort.weeks + 2) if cohort.timetable.days_of(week)[0] in over]
            assert [changed.timetable.begins(week) for week in begun] == [cohort.timetable.begins(week) for week in begun]
        cohort = changed


@given(st.lists(st.builds(EarlierPlan, last_day=st.dates(), at=TIMES, zone=ZONES, checkin_days=CHOSEN, checkin_at=TIMES)))
def test_plans_are_read_as_they_were_written(plans: list[EarlierPlan]) -> None:
    assert plans_from(plans_text(plans)) == tuple(plans)


def test_all_changes_of_one_day_leave_one_earlier_plan_and_those_before_the_first_day_leave_none() -> None:
    now = datetime(2026, 1, 9, 12, tzinfo=UTC)
    changed = from_today_on(COHORT, replace(COHORT, checkin_at=time(8)), now)
    again = from_today_on(changed, replace(changed, checkin_at=time(9)), now + timedelta(hours=1))
    assert [(plan.last_day, plan.checkin_at) for plan in again.earlier_plans] == [(date(2026, 1, 8), time(18))]
    early = datetime(2026, 1, 4, 12, tzinfo=UTC)
    assert from_today_on(COHORT, replace(COHORT, checkin_at=time(8)), early).earlier_plans == ()


def test_an_absence_stays_in_which_the_hour_of_that_day_came_though_the_hour_is_another_one_now() -> None:
    left, back = datetime(2026, 1, 7, 17, tzinfo=UTC), datetime(2026, 1, 7, 19, tzinfo=UTC)
    changed = from_today_on(COHORT, replace(COHORT, checkin_at=time(8)), datetime(2026, 1, 9, tzinfo=UTC))
    enrollment = Enrollment(cohort=1, person=1, joined_at=datetime(2026, 1, 5, tzinfo=UTC), first_week=1, left_at=left)
    again = replace(came_back(enrollment, back, COHORT.timetable), left_at=datetime(2026, 1, 10, 9, tzinfo=UTC))
    once_more = came_back(again, datetime(2026, 1, 10, 10, tzinfo=UTC), changed.timetable)
    assert Membership(changed, once_more).asking(date(2026, 1, 7)) == "not asked"


# What members read


@pytest.fixture
def omar(world: World, cohort: str) -> Caller:
    return world.caller("omar", administrator=True)


async def _streak_on_saturday(world: World, omar: Caller, ann: Caller) -> str:
    """ann checks in on the three days of the first week on which ML January asks."""
    await omar.card("manage edit", days="mon,wed,fri")
    for day in (5, 7, 9):
        await until(world, datetime(2026, 1, day, 20, tzinfo=UTC))
        await ann.card("checkin", did="a page")
    await until(world, datetime(2026, 1, 10, 20, tzinfo=UTC))
    return _streak(await ann.card("progress days", "press"))


def _streak(card: object) -> str:
    lines = words(card).splitlines()  # pyright: ignore[reportArgumentType]
    return "\n".join(line for line in lines if "Streak:" in line or "Jan" in line)


@pytest.mark.slow
async def test_other_check_in_days_hour_and_zone_rewrite_no_day_that_is_over(world: World, omar: Caller, ann: Caller) -> None:
    before = await _streak_on_saturday(world, omar, ann)
    assert "Streak: 3 days" in before
    assert "Thu, Jan 8, 2026: nothing asked" in before
    changed = await omar.card("manage edit", days="weekdays", checkin="8:00", time="7:00", zone="Asia/Tokyo")
    assert _streak(await ann.card("progress days", "press")) == before
    await omar.make(press(changed, "Undo"), "press")
    assert _streak(await ann.card("progress days", "press")) == before
    await until(world, datetime(2026, 1, 13, 20, tzinfo=UTC))
    await omar.card("manage edit", days="sat")
    assert "Mon, Jan 12, 2026: missed" in _streak(await ann.card("progress days", "press"))


@pytest.mark.slow
async def test_after_the_end_other_days_rewrite_none(world: World, omar: Caller, ann: Caller, cohort: str) -> None:
    await _streak_on_saturday(world, omar, ann)
    await end_now(omar)
    await until(world, datetime(2026, 2, 10, 20, tzinfo=UTC))
    kept = _streak(await ann.card("progress days", "press"))
    await omar.card("manage edit", cohort=(await cohort_now(world, cohort)).slug, days="every day")
    assert "Streak: 3 days" in kept
    assert _streak(await ann.card("progress days", "press")) == kept
