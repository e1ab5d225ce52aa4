"""What a member reads of their own place on the leaderboard."""

from tests.world import Caller, World, words


async def test_nobody_has_a_place_without_points_or_on_an_empty_list(world: World, ann: Caller, cohort: str) -> None:
    await ann.card("me settings", visibility="cohort")
    shown = words(await ann.card("leaderboard"))
    assert "Nobody who is shown has points yet." in shown
    assert "**You**: 0 points" in shown
    hidden = world.caller("ben")
    await hidden.card("cohort join", cohort=cohort)
    await hidden.card("checkin", "submit", cohort=cohort, did="Read")
    assert "**You**: 2 points" in words(await hidden.card("leaderboard"))
    await ann.card("checkin", "submit", cohort=cohort, did="Read")
    assert "**You**: place 1 of 2, 2 points" in words(await hidden.card("leaderboard"))
    assert "**You**: place 1 of 1, 2 points" in words(await ann.card("leaderboard"))
