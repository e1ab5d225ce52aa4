"""The waiting list of a full cohort: who waits, sees it, and can leave the line; what becomes of it in the end."""

import re
from datetime import UTC, datetime

import pytest

from tests.full_cohort import fill, given, joining, leaving, told
from tests.world import Caller, World, press, pressed, words


@pytest.fixture
async def omar(world: World, ann: Caller, cohort: str) -> Caller:
    """A moderator of a cohort of two places, which ann and ben have."""
    return await fill(world, cohort)


@pytest.fixture
def ben(world: World, omar: Caller) -> Caller:
    return world.caller("ben")


async def test_whoever_joins_a_full_cohort_waits_and_is_told_their_place(world: World, ben: Caller, cohort: str) -> None:
    first, second = await joining(world, cohort, "cleo", "dora")
    assert "ML January is full" in first
    assert "You are number **1** in line." in first
    assert "You are number **2** in line." in second
    assert "Leave the line" in second


async def test_a_list_says_beforehand_that_one_would_wait(world: World, ben: Caller) -> None:
    cleo = world.caller("cleo")
    waiting = await pressed(cleo, await cleo.card("cohort list"), "Join the line")
    assert "You are number **1** in line." in words(waiting)


async def test_the_posts_with_join_say_what_it_does_once_all_places_are_taken(world: World, omar: Caller, cohort: str) -> None:
    await omar.card("manage edit", cohort=cohort, channel="channel-2")
    await told(world)
    for key in ("welcome/", "here/"):
        (card,) = [delivery.post.card for delivery in world.board.posts(key)]
        assert "It has 2 places. If all are taken, Join puts you in line for one." in words(card)
        assert "You are number **1** in line" in words(await pressed(world.caller("cleo"), card, "Join"))
    world.clock.now = datetime(2026, 1, 8, tzinfo=UTC)
    await omar.card("manage edit", cohort=cohort, capacity="0")
    await told(world)
    (edit,) = [edit.post.card for edit in world.board.edits if edit.post.key.startswith("welcome/")]
    assert "Join" in words(edit)
    assert "places" not in words(edit)


async def test_joining_twice_while_waiting_keeps_the_place_in_line(world: World, ben: Caller, cohort: str) -> None:
    _, _, again = await joining(world, cohort, "cleo", "dora", "cleo")
    assert "You are number **1** in line." in again


async def test_whoever_waits_sees_it_everywhere_and_can_leave_the_line(world: World, ben: Caller, cohort: str) -> None:
    await joining(world, cohort, "cleo", "dora")
    dora = world.caller("dora")
    for path, label in (
        ("cohort list", "Leave the line"),
        ("cohort info", "Leave the line"),
        ("today", "Leave the line of ML January"),
    ):
        card = await dora.card(path)
        assert "You are number **2** in line." in words(card), path
        assert press(card, label).values == {"cohort": cohort}
    assert "Join the line" not in words(await dora.card("cohort list"))
    left = await pressed(dora, card, label)
    assert "You left the line of ML January" in words(left)
    assert words(await dora.make(press(card, label), "press")) == words(left)  # pyright: ignore[reportArgumentType]
    assert "in line" not in words(await dora.card("today"))


async def test_whoever_waits_for_several_cohorts_sees_which_is_which_and_how_many_more(world: World, cohort: str) -> None:
    cleo, omar = world.caller("cleo"), world.caller("omar", administrator=True)
    for name in ("One", "Two", "Three"):
        other = await world.launch(name, channel=name)
        await omar.card("manage edit", cohort=other, capacity="1")
        await world.caller("ben").card("cohort join", cohort=other)
        await cleo.card("cohort join", cohort=other)
    card = await cleo.card("today")
    assert len(re.findall(r"- \w+: You are number \*\*1\*\* in line\.", words(card))) == 2
    assert "and 1 more" in words(card)
    assert "Which cohort do you mean?" in words(await cleo.card("cohort leave"))
    named = next(name for name in ("One", "Two", "Three") if f"Leave the line of {name}" in words(card))
    assert f"You left the line of {named}" in words(await pressed(cleo, card, f"Leave the line of {named}"))


async def test_a_member_who_waits_for_another_cohort_sees_both_in_today(world: World, ben: Caller, cohort: str) -> None:
    other = await world.launch("ML Spring", channel="spring")
    cleo = world.caller("cleo")
    await cleo.card("cohort join", cohort=other)
    await cleo.card("cohort join", cohort=cohort)
    shown = words(await cleo.card("today"))
    assert "check in for ML Spring" in shown
    assert "- ML January: You are number **1** in line." in shown


async def test_what_is_written_for_a_cohort_before_the_place_is_there_is_not_lost(world: World, ben: Caller, cohort: str) -> None:
    cleo = world.caller("cleo")
    join_first = await cleo.card("checkin", did="Read a chapter", cohort="ml-january")
    waiting = await pressed(cleo, join_first, "Join the line")
    refused = words(await pressed(cleo, waiting, "Go on with what you began"))
    for part in ("You wait for a place in ML January, as number 1 in line.", "Read a chapter"):
        assert part in refused
    await leaving(ben)
    form = await cleo.make(press(waiting, "Go on with what you began"), "press")
    assert "Checked in" in words(form)


@pytest.mark.parametrize("named", [True, False])
async def test_the_line_is_left_by_typing_cohort_leave_too(world: World, ben: Caller, cohort: str, named: bool) -> None:
    await joining(world, cohort, "cleo")
    values = {"cohort": "ML January"} if named else {}
    assert "You left the line of ML January" in words(await world.caller("cleo").card("cohort leave", **values))


async def test_those_behind_who_leaves_the_line_move_up(world: World, ben: Caller, cohort: str) -> None:
    await joining(world, cohort, "cleo", "dora")
    cleo = world.caller("cleo")
    await pressed(cleo, await cleo.card("cohort leave"), "Leave the line")
    assert "number **1** in line" in words(await world.caller("dora").card("today"))


async def test_whoever_is_taken_out_while_waiting_waits_no_more(world: World, ben: Caller, omar: Caller, cohort: str) -> None:
    await joining(world, cohort, "cleo")
    of_ben = await omar.card("manage remove", member="ben", cohort=cohort)
    await leaving(ben)
    await joining(world, cohort, "ben", "dora")
    await pressed(omar, of_ben, "Take out of the cohort")
    await leaving(world.caller("ann"))
    assert sorted(await given(world)) == ["cleo", "dora"]


async def test_the_place_of_one_who_left_the_server_goes_to_the_next_who_is_still_there(
    world: World, ben: Caller, cohort: str
) -> None:
    await joining(world, cohort, "cleo", "dora")
    for name in ("cleo", "ann"):
        await world.core.person_left("test", f"account-{name}")
    assert await given(world) == ["dora"]


async def test_leaving_the_line_once_the_place_is_there_says_so_and_keeps_it(world: World, ben: Caller, cohort: str) -> None:
    cleo = world.caller("cleo")
    waiting = await cleo.card("cohort join", cohort=cohort)
    await leaving(ben)
    late = await pressed(cleo, waiting, "Leave the line")
    assert "it was your turn" in words(late)
    assert "You left ML January" in words(await pressed(cleo, late, "Leave"))


async def test_whoever_has_no_account_any_more_waits_no_more_and_their_place_goes_on(
    world: World, ben: Caller, cohort: str
) -> None:
    await joining(world, cohort, "cleo", "dora", "eve")
    for name in ("cleo", "ben"):
        await world.core.person_left("test", f"account-{name}")
    assert await given(world) == ["dora"]
    assert "number **1** in line" in words(await world.caller("eve").card("today"))


async def test_moderators_alone_see_how_many_wait(world: World, ben: Caller, omar: Caller, cohort: str) -> None:
    await joining(world, cohort, "cleo")
    assert "**1 member** waits for a place." in words(await omar.card("cohort info"))
    for caller in (ben, world.caller("cleo")):
        assert "waits for a place" not in words(await caller.card("cohort info", cohort=cohort))


async def test_a_cohort_that_ended_gives_no_places_and_tells_nobody_anything(
    world: World, ben: Caller, omar: Caller, cohort: str
) -> None:
    await joining(world, cohort, "cleo")
    await omar.card("manage edit", end="2026-01-05")
    await pressed(omar, await omar.card("manage remove", member="ben", cohort=cohort), "Take out of the cohort")
    cleo = world.caller("cleo")
    assert await told(world) == []
    for path in ("today", "cohort list", "cohort info"):
        assert "in line" not in words(await cleo.card(path)), path
    assert "1 member of 2" in words(await cleo.card("cohort info"))
    assert "has ended" in words(await cleo.card("cohort join", cohort=cohort))


async def test_nobody_is_told_of_a_place_in_a_cohort_that_ended_before_the_message_was_sent(
    world: World, ben: Caller, omar: Caller, cohort: str
) -> None:
    await joining(world, cohort, "cleo")
    await leaving(ben)
    await omar.card("manage edit", end="2026-01-05")
    assert await told(world) == []


async def test_an_end_that_is_taken_back_takes_no_place_in_line(world: World, ben: Caller, omar: Caller, cohort: str) -> None:
    await joining(world, cohort, "cleo")
    ended = await omar.card("manage edit", end="2026-01-05")
    await pressed(omar, await omar.card("manage remove", member="ben", cohort=cohort), "Take out of the cohort")
    await pressed(omar, ended, "Undo")
    assert await given(world) == ["cleo"]


async def test_once_a_cohort_has_closed_its_line_is_empty(world: World, ben: Caller, omar: Caller, cohort: str) -> None:
    await joining(world, cohort, "cleo")
    world.clock.now = datetime(2026, 4, 2, tzinfo=UTC)
    await world.tick()
    await omar.card("manage edit", cohort=cohort, end="2026-05-01", capacity="0")
    assert await told(world) == []
    assert "You are in ML January" in (await joining(world, cohort, "cleo"))[0]
