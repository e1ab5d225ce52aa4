"""A pause without a last day: everything waits, everything says so, and a moderator may end the cohort in it."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.breaks import Break
from tests.taken_breaks import cohort_now, take_breaks
from tests.walked_time import names, until
from tests.world import Caller, World, pressed, words

pytestmark = pytest.mark.slow

PAUSE = Break("pause", date(2026, 1, 14))


@pytest.fixture
async def cohort(world: World) -> str:
    """It began on Monday, 5 January, at 18:00, and would end on 30 March; paused on Wednesday the 14th in week 2."""
    cohort = await world.launch()
    await world.caller("ann").card("cohort join", cohort=cohort)
    await until(world, datetime(2026, 1, 13, 12, tzinfo=UTC))
    await take_breaks(world, cohort, PAUSE)
    return cohort


@pytest.fixture
async def ann(world: World, cohort: str) -> Caller:
    return world.caller("ann")


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    return world.caller("omar", administrator=True)


def much_later(world: World) -> None:
    world.clock.now = datetime(2026, 4, 20, 19, tzinfo=UTC)


async def test_nobody_claims_to_know_when_it_ends(world: World, ann: Caller, omar: Caller, cohort: str) -> None:
    much_later(world)
    shown = words(await ann.card("cohort info", cohort=cohort))
    assert "paused in Week 2" in shown
    assert "Ends: not known while it is paused" in shown
    assert "Ends: not known while it is paused" in words(await omar.card("manage edit", cohort=cohort))
    await omar.card("manage resume", cohort=cohort)
    assert "not known" not in words(await ann.card("cohort info", cohort=cohort))


async def test_no_week_is_denied_and_no_challenge_is_missed_while_it_lasts(world: World, ann: Caller, cohort: str) -> None:
    much_later(world)
    assert "When its weeks go on and when it ends is known once the pause is over." in words(await ann.card("calendar coming"))
    assert "Challenge not answered" not in words(await ann.card("today"))


async def test_the_week_under_way_counts_all_that_is_done_in_the_pause(world: World, ann: Caller, cohort: str) -> None:
    much_later(world)
    await ann.card("checkin", did="Read")
    shown = words(await ann.card("leaderboard"))
    assert "- Check-ins: 1" in shown
    assert "Points since Mon, Jan 12, 2026: 2 for each day" in shown


async def test_a_week_to_come_waits(world: World, ann: Caller, cohort: str) -> None:
    much_later(world)
    refused = words(await ann.card("milestone start", "press", cohort=cohort, week="3"))
    assert "Week 3 begins when the pause of ML January is over." in refused


async def test_days_past_the_planned_end_are_paused_and_need_no_repair(
    world: World, ann: Caller, omar: Caller, cohort: str
) -> None:
    await ann.card("checkin", did="Read")
    much_later(world)
    assert "Mon, Apr 20, 2026: your cohorts were paused" in words(await pressed(ann, await ann.card("progress"), "All days"))
    refused = words(await omar.card("manage repair", cohort=cohort, date="2026-04-16"))
    assert "ML January asked for no check-in on Thu, Apr 16, 2026" in refused


async def test_a_moderator_ends_it_after_the_day_on_which_it_would_have_ended(
    world: World, ann: Caller, omar: Caller, cohort: str
) -> None:
    much_later(world)
    assert "Ends: not known while it is paused → Tue, Apr 21, 2026" in words(
        await omar.card("manage edit", cohort=cohort, end="2026-04-21")
    )
    assert (await cohort_now(world, cohort)).state(datetime(2026, 4, 22, tzinfo=UTC)) == "ended"


async def test_the_last_solution_and_the_closing_wait_until_it_ends(world: World, omar: Caller, cohort: str) -> None:
    await until(world, datetime(2026, 4, 20, 19, tzinfo=UTC))
    assert "reveal/2026-01-13" not in names(world)
    assert names(world, "closing") == []
    await omar.card("manage edit", cohort=cohort, end="2026-04-20")
    await until(world, datetime(2026, 4, 24, tzinfo=UTC))
    last_words = [name for name in names(world) if not name.startswith("news/")]  # which come at any time
    assert last_words[-2:] == ["reveal/2026-01-13", "closing/2026-04-20"]


async def test_the_week_under_way_is_summed_up_when_a_moderator_ends_the_cohort(world: World, omar: Caller, cohort: str) -> None:
    await until(world, datetime(2026, 4, 20, 12, tzinfo=UTC))
    await omar.card("manage edit", cohort=cohort, end="2026-04-21")
    await until(world, datetime(2026, 4, 22, tzinfo=UTC))
    *_, report = world.board.posts("report/")
    assert words(report.post.card).startswith("ML January: week 2 in review")
    assert "That was the last week." in words(report.post.card)


async def test_its_form_can_be_sent_without_an_end(world: World, omar: Caller, cohort: str) -> None:
    form = await omar.form("manage edit-checkins", "press", cohort=cohort)
    assert "Nothing changed" in words(await omar.submit(form))
    assert "Places: no limit → 5" in words(await omar.submit(form, capacity="5"))
