"""The standings of a cohort that is over."""

from tests.world import Caller, World, words


async def test_the_standings_of_a_cohort_that_has_ended_promise_no_points(world: World, ann: Caller, cohort: str) -> None:
    await world.caller("omar", administrator=True).card("manage end", cohort=cohort)
    shown = words(await ann.card("leaderboard"))
    assert "Together in the last week" in shown
    assert "brings the first" not in shown
    assert "this week" not in shown
