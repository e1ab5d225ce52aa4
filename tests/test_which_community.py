"""In a direct message, somebody who is in many communities reaches each of them, told apart, and loses nothing on the way."""

from dataclasses import replace

import pytest

from bot.interface.call import LONGEST_CALL
from bot.interface.card import Card, Form, Select
from tests.world import Caller, World, press, words


async def _known_in(world: World, many: int) -> Caller:
    """Ann in a direct message; she is in so many communities, called “Space 00” and so on, and in the cohort of the last one."""
    await world.launch(space=f"{many - 1:02}")
    await world.caller("ann", space=f"{many - 1:02}").card("cohort join")
    for number in range(many):
        await world.caller("ann", space=f"{number:02}").card("today")
    world.clock.advance(hours=12)
    return world.caller("ann", space=None, channel="dm")


def _select(card: Card) -> Select:
    (select,) = [block for block in card.blocks if isinstance(block, Select)]
    return select


async def _page(direct: Caller, card: Card, label: str) -> Card:
    answer = await direct.make(press(card, label), "press")
    assert isinstance(answer, Card)
    return answer


async def test_every_community_is_reached_by_pages_and_what_was_typed_comes_along(world: World) -> None:
    direct = await _known_in(world, 30)
    first = await direct.card("checkin", did="read chapter 3")
    assert [str(choice.label) for choice in _select(first).choices] == [f"Space {number:02}" for number in range(25)]
    second = await _page(direct, first, "Next")
    assert [str(choice.label) for choice in _select(second).choices] == [f"Space {number}" for number in range(25, 30)]
    back = await _page(direct, second, "Back")
    assert _select(back).choices == _select(first).choices
    select = _select(await _page(direct, back, "Next"))
    told = await direct.make(select.call.with_values(community=select.choices[-1].value), "press")
    assert isinstance(told, Card)
    form = await direct.make(press(told, "Edit"), "press")
    assert isinstance(form, Form)
    assert {item.name: item.value for item in form.inputs}["did"] == "read chapter 3"


async def test_the_longest_press_can_turn_the_pages(world: World) -> None:
    direct = await _known_in(world, 26)
    item = "resource.unsupervised-learning-recommenders-rl-course-3-of-3"  # the longest id there is
    question = _select(await _page(direct, await direct.card("resource broken", "press", item=item), "Next"))
    answer = await direct.make(question.call.with_values(community=question.choices[0].value), "press")
    assert isinstance(answer, Card)
    assert "Reported" in answer.title


@pytest.mark.parametrize("longer", range(-16, 1, 4))
async def test_a_press_with_no_room_for_the_community_is_kept_meanwhile(world: World, longer: int) -> None:
    direct = await _known_in(world, 2)
    path = "resource broken?item="
    item = "resource.".ljust(LONGEST_CALL - len(path) + longer, "x")
    asked = _select(await direct.card("resource broken", "press", item=item))
    answer = await direct.make(asked.call.with_values(community=asked.choices[1].value), "press")
    assert isinstance(answer, Card)
    assert "is no longer here" in words(answer)


async def test_communities_of_one_name_are_told_apart_by_what_one_walks_there(world: World) -> None:
    for number, cohort in enumerate(("ML January", "Spring")):
        await world.launch(cohort, space=f"space-{number}")
        await world.caller("ann", space=f"space-{number}").card("cohort join")
    for number, name in enumerate(("Python club", "python club", "Python club", "Chess")):
        ann = world.caller("ann", space=f"space-{number}")
        ann.place = replace(ann.place, space_name=name)
        await ann.card("today")
    select = _select(await world.caller("ann", space=None, channel="dm").card("progress"))
    labels = [str(choice.label).replace("\\", "") for choice in select.choices]
    assert len(set(labels)) == 4
    assert "Chess" in labels
    for detail in ("with ML January)", "with Spring)", "with no cohort of yours)"):
        assert len([label for label in labels if label.casefold().startswith("python club (") and label.endswith(detail)]) == 1
