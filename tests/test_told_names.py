"""What platforms tell of people and spaces is followed; what they could not be asked changes nothing."""

from dataclasses import replace

from bot.interface.card import Select
from tests.world import World, words


async def test_a_name_that_is_only_a_stopgap_replaces_none_that_is_known(world: World) -> None:
    cohort = await world.launch()
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    await ann.card("me settings", visibility="cohort")
    ann.actor = replace(ann.actor, name="U0ANN", told=False)
    await ann.card("me settings")
    shown = words(await ann.card("cohort info"))
    assert "ann" in shown
    assert "U0ANN" not in shown


async def test_a_community_is_called_as_its_space_is(world: World) -> None:
    """In direct messages, where somebody of two communities says which one they mean."""
    ann = world.caller("ann")
    for space, names in (("space-1", ("Old", "New")), ("space-2", ("Other",))):
        for name in names:
            ann.place = replace(ann.place, space=space, space_name=name)
            await ann.card("cohort list")
    ann.place = replace(ann.place, space=None, space_name="")
    (select,) = [block for block in (await ann.card("cohort list")).blocks if isinstance(block, Select)]
    assert sorted(choice.label for choice in select.choices) == ["New", "Other"]
