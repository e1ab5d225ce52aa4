"""A cohort that was called off before it began: whatever its members ask of it, they are told so, and nothing fails."""

from bot.interface.call import Call
from bot.interface.card import Card
from bot.wiring.features import all_commands
from tests.ended import end_now
from tests.world import World, words

LOOKS_BACK = ("progress", "progress weeks", "recap", "leaderboard", "checkin")
IN_A_COHORT = [command for command in all_commands() if not command.moderator]


async def test_members_of_a_cohort_that_was_called_off_are_told_so_by_every_command(world: World) -> None:
    omar, ann = world.caller("omar", administrator=True), world.caller("ann")
    cohort = await world.launch(start="2026-03-02")
    await ann.card("cohort join", cohort=cohort)
    await end_now(omar, cohort)
    for path in LOOKS_BACK:
        assert "ML January was called off before it began." in words(await ann.card(path, "press", cohort=cohort)), path
    assert "Progress" not in words(await ann.card("today"))
    for week in (0, 12):
        world.clock.advance(weeks=week)
        for command in IN_A_COHORT:
            asked = {p.name for p in command.parameters}
            keys = {name: key for name, key in (("cohort", cohort), ("week", "1"), ("day", "2026-03-02")) if name in asked}
            for values in ({}, keys):
                for kind in ("command", "press"):
                    answer = await ann.make(Call(command.path, values), kind)
                    assert "Something went wrong" not in str(answer), (command.path, values)
    assert isinstance(await ann("progress"), Card)
