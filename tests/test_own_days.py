"""Days that end at an hour of one's own: which day something belongs to, and that choosing an hour moves nothing done before."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.domain.calendar import local_day
from bot.domain.own_days import OwnDays, day_not_over
from tests.challenge_samples import SINGLE
from tests.given_challenges import answer, give
from tests.wall_clocks import INSTANTS, OWN_DAYS, ZONES, day_exists
from tests.world import Caller, World, words

# Days


@given(INSTANTS, OWN_DAYS)
def test_each_instant_belongs_to_the_day_between_whose_ends_it_lies(at: datetime, own: OwnDays) -> None:
    day = own.day_of(at)
    assume(day_exists(day, own.zone))
    assert own.begin_of(day) <= at < own.end_of(day)


@given(INSTANTS, ZONES)
def test_days_end_at_midnight_for_who_chose_no_hour(at: datetime, zone: str) -> None:
    assert OwnDays(zone).day_of(at) == local_day(at, zone)


@given(INSTANTS, OWN_DAYS, st.integers(0, 3 * 24 * 60))
def test_days_go_forward_with_time(at: datetime, own: OwnDays, minutes: int) -> None:
    assert own.day_of(at) <= own.day_of(at + timedelta(minutes=minutes))


@given(INSTANTS, OWN_DAYS)
@example(datetime(2026, 1, 6, 16, 59, tzinfo=UTC), OwnDays("Pacific/Pago_Pago", time(6)))
def test_a_day_that_is_over_for_everybody_is_over_for_anybody(now: datetime, own: OwnDays) -> None:
    assert day_not_over(now) <= own.day_of(now)


def test_no_day_ends_after_six() -> None:
    assert OwnDays("UTC", time(6)).ends == time(6)
    with pytest.raises(ValueError, match="at the latest"):
        OwnDays("UTC", time(6, 1))


# A member whose day ends at four


@pytest.fixture
async def night(world: World, ann: Caller) -> Caller:
    """It is Wednesday, 7 January, 2:00, and the day of a member ends at four."""
    await ann.card("me settings", day_ends="4")
    world.clock.now = datetime(2026, 1, 7, 2, tzinfo=UTC)
    return ann


async def test_a_checkin_at_night_is_for_the_day_that_goes_on(night: Caller) -> None:
    assert (await night.form("checkin")).inputs[0].hint == "ML January, Tue, Jan 6, 2026"
    assert "Checked in for Tue, Jan 6" in (await night.card("checkin", did="Read")).title
    assert "Checked in today" in words(await night.card("today"))
    assert "Thu, Jan 8, 2026 is still to come" in words(await night.card("checkin", did="Read", day="2026-01-08"))


async def test_the_button_of_a_prompt_that_runs_ahead_is_for_the_day_that_goes_on(
    world: World, moderator: Caller, night: Caller
) -> None:
    world.clock.now -= timedelta(days=2)
    await moderator.card("manage edit", checkin="1:00")
    world.clock.now += timedelta(days=2)
    form = await night.form("checkin", day="2026-01-07")
    assert "Tue, Jan 6" in (await night.card(form.call.path, **form.call.values, did="Read")).title


@pytest.mark.parametrize("day", ["2026-01-07", "tomorrow", "Wednesday", "wed, jan 7"])
async def test_a_day_that_has_not_begun_for_the_member_takes_no_checkin_in_place_of_the_day_that_goes_on(
    night: Caller, day: str
) -> None:
    await night.card("checkin", did="Tuesday's", share="yes")
    refused = words(await night.card("checkin", did="Too early", day=day))
    assert "Wed, Jan 7, 2026 is still to come: for you it is still Tue, Jan 6, 2026, until 4:00" in refused
    assert "Too early" not in words(await night.card("checkin shared", cohort="1", day="2026-01-06"))


async def test_from_the_hour_on_it_is_the_next_day(world: World, night: Caller) -> None:
    world.clock.now = datetime(2026, 1, 7, 4, tzinfo=UTC)
    assert "Checked in for Wed, Jan 7" in (await night.card("checkin", did="Read")).title


async def test_an_answer_at_night_keeps_the_day_that_goes_on(world: World, night: Caller, cohort: str) -> None:
    await give(world, cohort, SINGLE)
    assert "Right!" in words(await answer(night, cohort, "a"))
    shown = words(await night.card("progress days", "press"))
    assert "✓ Tue, Jan 6, 2026: challenge answered\n" in shown
    assert "Jan 7" not in shown


async def test_another_end_of_days_moves_nothing_that_was_done_before(night: Caller) -> None:
    """Each act keeps the end of the day under which it was done, and the ledger names it where it is not the present one."""
    await night.card("checkin", did="Read")
    before = words(await night.card("progress days", "press"))
    assert "Streak: 1 day\n" in before
    await night.card("me settings", day_ends="0:00")
    after = words(await night.card("progress days", "press"))
    assert "✓ Tue, Jan 6, 2026: checked in, until 4:00" in after
    assert "Streak: 1 day\n" in after
    await night.card("checkin", did="Went on", day="2026-01-06")
    assert "✓ Tue, Jan 6, 2026: checked in, until 4:00" in words(await night.card("progress days", "press"))


@pytest.mark.parametrize(("ends", "hour"), [("0:00", 3), ("4:00", 4)])
async def test_a_reminder_comes_on_ones_own_day(world: World, ann: Caller, cohort: str, ends: str, hour: int) -> None:
    await ann.card("me settings", reminders="on", hours="0:00-23:59", day_ends=ends)
    await world.caller("moderator", administrator=True).card("manage edit", cohort=cohort, checkin="1:00")
    for minutes in range(0, 6 * 60, 30):
        world.clock.now = datetime(2026, 1, 7, 0, 0, 30, tzinfo=UTC) + timedelta(minutes=minutes)
        await world.tick()
        if world.board.posts(f"remind/{cohort}/day/2026-01-07"):
            break
    assert world.clock.now.hour == hour
