"""Planned posts of the delivery board: moderators leave them out, put them back, or post them ahead of their time; and what was
sent is posted again."""

from datetime import timedelta

import pytest

from bot.interface.card import Card, Select
from bot.text import plain
from tests.ended import end_now
from tests.test_manage_deliveries import look
from tests.walked_time import until
from tests.world import MONDAY, Caller, World, press, pressed, words

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    """The first evening of ML January, with a log channel."""
    await world.tick()
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log")
    return omar


@pytest.fixture
def ines(world: World) -> Caller:
    return world.caller("ines", administrator=True)


async def planned(caller: Caller, part: str) -> Card:
    """The card of the first planned post whose label has this part."""
    page = await caller.card("manage deliveries", state="planned")
    while True:
        (select,) = [block for block in page.blocks if isinstance(block, Select)]
        found = next((choice for choice in select.choices if part in plain(choice.label)), None)
        if found:
            answer = await caller.make(select.call.with_values(post=found.value), "press")
            assert isinstance(answer, Card)
            return answer
        page = await pressed(caller, page, "Next")


async def test_what_a_moderator_leaves_out_does_not_come_until_another_undoes_that(
    world: World, omar: Caller, ines: Caller
) -> None:
    prompt, other = await planned(omar, "check-in, week 1, Tue"), await planned(omar, "check-in, week 1, Wed")
    first = await pressed(omar, prompt, "Leave it out")
    assert await pressed(ines, prompt, "Leave it out") == first
    assert "It is left out." in words(first)
    await pressed(ines, other, "Leave it out")
    board = words(await omar.card("manage deliveries"))
    assert "**Planned** (12)" in board
    assert "**Called off** (2)\n- ML January: check-in, week 1 in <#channel-1>" in board
    await until(world, TUESDAY + timedelta(hours=11))
    assert not world.board.posts("prompt/2026-01-06")
    logged = [sent.post.card for sent in world.board.posts("audit/") if "left out" in words(sent.post.card)]
    assert [words(card).split(" left “")[0].split("\n")[1] for card in logged] == ["omar", "ines"]
    assert "It is planned again." in words(await pressed(omar, logged[1], "Undo"))
    assert "It is planned again." in words(await pressed(ines, logged[1], "Undo"))
    back = await pressed(ines, await look(omar, "dropped"), "Undo")
    assert "It goes out within a minute" in words(back)
    assert words(await pressed(omar, first, "Undo")) == words(back)
    await until(world, TUESDAY + timedelta(days=1, hours=11))
    assert [len(world.board.posts(f"prompt/2026-01-0{day}")) for day in (6, 7)] == [1, 1]
    undone = [words(edit.post.card).splitlines()[-1] for edit in world.board.edits if edit.post.channel == "log"]
    assert sorted(undone) == ["Undone by ines.", "Undone by omar."]
    assert "It was posted meanwhile" in words(await pressed(omar, prompt, "Leave it out"))


async def test_a_week_that_is_left_out_opens_no_thread_and_its_time_passes(world: World, omar: Caller, ann: Caller) -> None:
    await until(world, MONDAY + timedelta(days=5))
    assert "cannot come ahead of its time" in words(await planned(omar, "report of week 1"))
    left = await pressed(omar, await planned(omar, "milestone of week 2"), "Leave it out")
    await until(world, MONDAY + timedelta(days=8))
    assert not world.board.posts("week/2/")
    assert "Week 2" in (await ann.card("milestone")).title
    assert "Week 2" not in words(await omar.card("manage deliveries"))
    world.clock.now = MONDAY + timedelta(days=15)
    assert "Its time is over" in words(await pressed(omar, left, "Undo"))
    await end_now(omar)
    gone = press(left, "Undo").values["post"].replace("week/2", "week/9")
    assert "The plan has changed" in words(await omar.card("manage planned", "press", post=gone))


async def test_what_is_posted_ahead_of_its_time_comes_once(world: World, omar: Caller, ines: Caller) -> None:
    await until(world, TUESDAY - timedelta(hours=4))
    challenge, prompt = await planned(omar, "challenge, week 1, Tue"), await planned(omar, "check-in, week 1, Tue")
    week, tomorrow = await planned(omar, "milestone of week 2"), await planned(omar, "challenge, week 1, Wed")
    assert "on that day alone" in words(tomorrow)
    assert all("It comes by itself." in words(card) for card in (challenge, prompt, week))
    later = press(week, "Post it now").values["post"].replace("week/2", "week/3")
    assert "Another week comes before it." in words(await omar.card("manage planned", "press", post=later))
    for card in (challenge, prompt, week):
        posted = await pressed(omar, card, "Post it now")
        assert "It goes out within a minute, and comes once." in words(posted)
        assert await pressed(ines, card, "Post it now") == posted
        assert "It was posted meanwhile" in words(await pressed(ines, card, "Leave it out"))
    world.clock.advance(seconds=5)
    await world.tick()
    names = ("challenge/2026-01-06", "prompt/2026-01-06", "week/2/")
    assert [len(world.board.posts(name)) for name in names] == [1, 1, 2]
    await until(world, MONDAY + timedelta(days=8))
    assert [len(world.board.posts(name)) for name in names] == [1, 1, 2]


async def test_what_was_sent_is_posted_again_once_for_each_time_that_it_is_wanted(
    world: World, omar: Caller, ines: Caller
) -> None:
    sent = next(card for card in [await look(omar, "sent", entry) for entry in range(3)] if "ML January, week 1" in card.title)
    ask, same = await pressed(omar, sent, "Post it again"), await pressed(ines, sent, "Post it again")
    assert "It is there already." in words(ask)
    for caller, card in ((omar, ask), (omar, ask), (ines, same)):
        assert "A copy goes out within a minute." in words(await pressed(caller, card, "Post a copy"))
    await world.tick()
    (copy,) = world.board.posts("copy/")
    assert copy.post.card.title == sent.title
    assert "A copy of it was sent too." in words(await pressed(ines, sent, "Post it again"))


async def test_an_old_post_that_was_edited_stays_where_it_was_among_what_was_sent(world: World, omar: Caller) -> None:
    first, second = await planned(omar, "check-in, week 1, Tue"), await planned(omar, "check-in, week 1, Wed")
    for card in (first, second):
        await pressed(omar, card, "Leave it out")
        await world.tick()
        world.clock.advance(hours=1)
    before = words(await omar.card("manage deliveries", state="sent"))
    await pressed(omar, await pressed(omar, first, "Leave it out"), "Undo")
    await world.tick()
    assert world.board.edits
    assert words(await omar.card("manage deliveries", state="sent")) == before
