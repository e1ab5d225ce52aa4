"""Places of a full cohort that come free: who gets them, and what they are told."""

import pytest
from babel.messages.catalog import Catalog

from bot.interface.card import Buttons
from tests.catalogues import use
from tests.full_cohort import fill, given, joining, leaving, told
from tests.world import Caller, World, pressed, words


@pytest.fixture
async def omar(world: World, ann: Caller, cohort: str) -> Caller:
    """A moderator of a cohort of two places, which ann and ben have."""
    return await fill(world, cohort)


@pytest.fixture
def ben(world: World, omar: Caller) -> Caller:
    return world.caller("ben")


async def test_a_place_that_a_member_leaves_goes_to_the_first_in_line_who_is_told_once(
    world: World, ben: Caller, omar: Caller, cohort: str
) -> None:
    await joining(world, cohort, "cleo", "dora")
    await leaving(ben)
    assert "Not checked in today." in words(await world.caller("cleo").card("today"))
    (message,) = await told(world)
    assert (message.post.kind, message.post.channel) == ("dm", "account-cleo")
    for part in ("You have a place in ML January", "This week: **Week 1", "This week's milestone", "Give it up"):
        assert part in words(message.post.card)
    assert "number **1** in line" in words(await world.caller("dora").card("today"))
    assert "2 members of 2" in words(await omar.card("cohort info", cohort=cohort))


async def test_the_buttons_of_the_message_work_in_the_direct_message(world: World, ben: Caller, cohort: str) -> None:
    await joining(world, cohort, "cleo", "dora")
    await leaving(ben)
    (message,) = await told(world)
    direct = world.caller("cleo", space=None, channel="direct")
    assert "Week 1" in words(await pressed(direct, message.post.card, "This week's milestone"))
    question = await pressed(direct, message.post.card, "Give it up")
    assert "You left ML January" in words(await pressed(direct, question, "Leave"))
    assert await given(world) == ["cleo", "dora"]


async def test_a_place_from_which_a_moderator_takes_a_member_goes_to_the_first_in_line(
    world: World, ben: Caller, omar: Caller, cohort: str
) -> None:
    await joining(world, cohort, "cleo")
    card = await omar.card("manage remove", member="ben", cohort=cohort)
    await pressed(omar, card, "Take out of the cohort")
    assert await given(world) == ["cleo"]
    await pressed(omar, await omar.card("manage remove", member="ben", cohort=cohort), "Let in again")
    assert "number **1** in line" in (await joining(world, cohort, "ben"))[0]


@pytest.mark.parametrize(("capacity", "waiting"), [("4", ["eve"]), ("0", [])])
async def test_places_that_a_moderator_adds_are_given_at_once_in_order(
    world: World, ben: Caller, omar: Caller, cohort: str, capacity: str, waiting: list[str]
) -> None:
    await joining(world, cohort, "cleo", "dora", "eve")
    assert "**3 members** wait for a place." in words(await omar.card("manage edit"))
    await omar.card("manage edit", capacity=capacity)
    assert await given(world) == [name for name in ("cleo", "dora", "eve") if name not in waiting]
    shown = words(await omar.card("cohort info"))
    assert ("waits for a place" in shown) == bool(waiting)


async def test_several_who_get_places_at_once_are_told_one_after_the_other(
    world: World, ben: Caller, omar: Caller, cohort: str
) -> None:
    await joining(world, cohort, "cleo", "dora", "eve")
    await omar.card("manage edit", capacity="0")
    await world.tick()
    assert len(world.board.posts("place/")) == 1
    assert len(await told(world)) == 3


async def test_fewer_places_than_members_give_nothing_until_enough_have_left(
    world: World, ben: Caller, omar: Caller, cohort: str
) -> None:
    await joining(world, cohort, "cleo")
    await omar.card("manage edit", capacity="1")
    await leaving(ben)
    assert await told(world) == []
    await leaving(world.caller("ann"))
    assert await given(world) == ["cleo"]


async def test_whoever_left_and_comes_back_waits_as_the_last(world: World, ben: Caller, cohort: str) -> None:
    await joining(world, cohort, "cleo", "dora")
    left = await leaving(ben)
    assert "You are number **2** in line." in words(await pressed(ben, left, "Come back"))


async def test_whoever_comes_back_by_the_line_goes_on_where_they_were(world: World, ben: Caller, cohort: str) -> None:
    await ben.card("milestone done", "submit", cohort=cohort, week="1")
    await joining(world, cohort, "cleo")
    await leaving(ben)
    await joining(world, cohort, "ben")
    await leaving(world.caller("cleo"))
    assert "Welcome back" in words((await told(world))[-1].post.card)
    assert "1 of 12 weeks done" in words(await ben.card("progress"))


async def test_whoever_gets_a_place_late_chooses_to_catch_up(world: World, ben: Caller, cohort: str) -> None:
    await joining(world, cohort, "cleo")
    world.clock.advance(weeks=3)
    await leaving(ben)
    (message,) = await told(world)
    (catch_up,) = [
        button.label
        for block in message.post.card.blocks
        if isinstance(block, Buttons)
        for button in block.buttons
        if "Catch up" in button.label
    ]
    direct = world.caller("cleo", space=None, channel="direct")
    assert "Your catch-up plan" in words(await pressed(direct, message.post.card, catch_up))


async def test_the_message_is_in_the_language_of_its_member(world: World, ben: Caller, cohort: str, german: Catalog) -> None:
    german.add("You have a place in {cohort}", "Du hast einen Platz in {cohort}")
    german.add("This week: **{week}**.", "Diese Woche: **{week}**.")
    use(german)
    await world.caller("lena", locale="de").card("cohort join", cohort=cohort)
    await leaving(ben)
    (message,) = await told(world)
    assert message.post.card.title == "Du hast einen Platz in ML January"
    assert "Diese Woche" in words(message.post.card)


async def test_nobody_is_told_of_a_place_that_they_gave_up_before(world: World, ben: Caller, cohort: str) -> None:
    await joining(world, cohort, "cleo")
    await leaving(ben)
    await world.caller("cleo").card("cohort leave")
    assert await told(world) == []
