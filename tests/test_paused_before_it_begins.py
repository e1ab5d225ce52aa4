"""A cohort that is paused without a last day, or called off, before its first week: nobody names when it begins."""

from datetime import UTC, datetime

import pytest

from bot.interface.card import Buttons
from tests.ended import end_now
from tests.walked_time import until
from tests.world import Caller, World, press, words

pytestmark = pytest.mark.slow

BEFORE = datetime(2026, 1, 5, 12, tzinfo=UTC)
"""Six hours before the first week would begin."""
LATER = datetime(2026, 1, 8, 12, tzinfo=UTC)


@pytest.fixture
def omar(world: World, cohort: str) -> Caller:
    del cohort
    return world.caller("omar", administrator=True)


@pytest.fixture
async def paused(world: World, omar: Caller, ann: Caller) -> None:
    """Three days after its first week would have begun."""
    del ann
    await until(world, BEFORE)
    await omar.card("manage pause", first="today")
    await until(world, LATER)


@pytest.mark.usefixtures("paused")
async def test_nobody_names_the_instant_at_which_it_would_have_begun(world: World, ann: Caller, omar: Caller) -> None:
    commands = ("cohort info", "cohort list", "today", "milestone", "leaderboard")
    shown = {command: words(await ann.card(command)) for command in commands}
    (welcome,) = [edit for edit in world.board.edits if edit.post.key.startswith("welcome")]
    shown |= {"welcome": words(welcome.post.card), "moderator": words(await omar.card("today"))}
    shown["joined"] = words(await world.caller("ben").card("cohort join"))
    for where, said in shown.items():
        assert "begins once its pause is over" in said, (where, said)
        assert f"{int(datetime(2026, 1, 5, 18, tzinfo=UTC).timestamp())}" not in said, where
    await omar.card("manage resume")
    assert "once its pause" not in words(await ann.card("cohort info"))


@pytest.mark.usefixtures("paused")
async def test_no_check_in_is_taken_before_it_begins(world: World, ann: Caller, omar: Caller) -> None:
    for day in (None, "2026-01-07"):
        refused = words(await ann.card("checkin", did="Read", share="yes", **({"day": day} if day else {})))
        assert "There is no check-in yet: ML January begins once its pause is over." in refused
    await omar.card("manage resume")
    await until(world, datetime(2026, 1, 13, 12, tzinfo=UTC))
    assert "Streak: 0 days" in words(await ann.card("progress"))


@pytest.mark.usefixtures("paused")
async def test_it_is_not_shifted_and_gets_no_end_before_it_goes_on(omar: Caller) -> None:
    before = words(await omar.card("manage edit"))
    assert "let it go on first with </manage resume>" in words(await omar.card("manage shift", by="3 days"))
    for refused in (await omar.card("manage edit", end="2026-03-02"), await omar.card("manage end", day="2026-03-02")):
        assert "ML January is paused and has not begun, so that it has no end yet." in words(refused)
    assert words(await omar.card("manage edit")) == before
    assert "is called off" in words(await end_now(omar))


async def test_a_shift_of_what_a_pause_has_put_off_counts_from_where_it_is(world: World, omar: Caller, ann: Caller) -> None:
    await until(world, BEFORE)
    await omar.card("manage pause", last="2026-01-10")
    await until(world, LATER)
    await omar.card("manage shift", by="3 days")
    begins = int(datetime(2026, 1, 15, 18, tzinfo=UTC).timestamp())
    assert f"Begins: <t:{begins}" in words(await ann.card("cohort info"))


async def test_what_was_called_off_is_changed_by_a_new_end_alone(world: World, omar: Caller, ann: Caller) -> None:
    await until(world, BEFORE)
    await end_now(omar)
    await until(world, LATER)
    for change in ({"name": "ML Winter"}, {"zone": "Europe/Berlin"}, {"challenges": "none"}):
        refused = words(await omar.card("manage edit", cohort="ml-january", **change))
        assert "ML January was called off." in refused
        assert "</manage edit end=…> brings it back." in refused
    shown = await omar.card("manage edit", cohort="ml-january")
    labels = [button.label for block in shown.blocks if isinstance(block, Buttons) for button in block.buttons]
    assert labels == ["Check-ins and places"]
    assert press(shown, "Check-ins and places")
    await omar.card("manage edit", cohort="ml-january", end="2026-03-30")
    assert "begins" in words(await ann.card("cohort info"))
