"""The standings of a cohort that is over."""

from tests.ended import end_now
from tests.world import Caller, World, words


async def test_the_standings_of_a_cohort_that_has_ended_promise_no_points(world: World, ann: Caller, cohort: str) -> None:
    await end_now(world.caller("omar", administrator=True), cohort)
    shown = words(await ann.card("leaderboard"))
    assert "Together in the last week" in shown
    assert "brings the first" not in shown
    assert "this week" not in shown


async def test_whose_cohorts_have_ended_is_not_sent_to_todays_challenge(world: World, ann: Caller, cohort: str) -> None:
    await end_now(world.caller("moderator", administrator=True), cohort)
    world.clock.advance(days=5)
    assert "</challenge today>" not in words(await ann.card("challenge stats"))
