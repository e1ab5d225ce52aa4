"""What moderators look at holds the longest names, titles, links and reasons that there can be."""

from datetime import timedelta

import pytest

from bot.errors import Hindrance, Undeliverable
from bot.interface.card import Card, Select
from bot.interface.limits import LONGEST_TITLE
from bot.text import escape
from tests.queued_posts import post_to, put
from tests.samples import LONG_NAME, WIDE_TEXT
from tests.world import Caller, World, press, words


@pytest.fixture
async def omar(world: World) -> Caller:
    """A moderator of a cohort with a long name; twelve members with hostile ones joined it and did nothing for three weeks."""
    cohort = await world.launch(name=LONG_NAME)
    for number in range(12):
        await world.caller(f"{number}{WIDE_TEXT[:70]}").card("cohort join", cohort=cohort)
    world.clock.advance(weeks=3)
    omar = world.caller("omar", administrator=True)
    await omar.card("me settings")
    return omar


async def _titled(world: World, omar: Caller, many: int, due_in: timedelta) -> None:
    card, due_at = Card(escape("W" * LONGEST_TITLE)), world.clock() + due_in
    await put(world, omar, *(post_to(f"{due_at:%d %H:%M} {n}", card, due_at) for n in range(many)))


async def test_the_board_holds_the_longest_titles_in_every_column(world: World, omar: Caller) -> None:
    await _titled(world, omar, 12, timedelta(0))
    await world.core.deliver()
    world.board.fault = Undeliverable(Hindrance.NOT_FOUND)
    await _titled(world, omar, 12, timedelta(minutes=1))
    for _ in range(2):
        world.clock.advance(days=4)
        await world.core.deliver()
    await _titled(world, omar, 12, timedelta(minutes=5))
    world.clock.advance(minutes=6)
    await world.core.deliver()
    await _titled(world, omar, 12, timedelta(days=9))
    shown = words(await omar.card("manage deliveries"))
    columns = (("sent", "Sent", 6), ("held", "Held up", 4), ("failed", "Not sent", 4), ("waiting", "Waiting", 6))
    for column, label, size in columns:
        assert f"**{label}** (1" in shown
        first = await omar.card("manage deliveries", state=column)
        assert words(first).count("WWWW…") == size
        second = await omar.make(press(first, "Next"), "press")
        assert isinstance(second, Card)
        assert words(second).count("WWWW…") == size
    assert "challenge, week 5" in words(await omar.card("manage deliveries", state="planned"))


async def test_posts_of_a_cohort_with_a_long_name_are_told_apart_on_the_board(world: World, omar: Caller) -> None:
    world.clock.advance(hours=12)
    await world.tick()
    board = await omar.card("manage deliveries", state="sent")
    (choose,) = [block for block in board.blocks if isinstance(block, Select)]
    for end in ("how did today go?", "challenge of Mon, Jan 26, 2026"):
        assert end in words(board)
        assert any(choice.label.endswith(end) for choice in choose.choices)


async def test_the_list_of_who_may_need_a_hand_and_a_nudge_hold_the_widest_names_and_notes(world: World, omar: Caller) -> None:
    author = world.caller(f"rita{WIDE_TEXT[:70]}", administrator=True)
    first = await omar.card("manage status")
    assert "12 members may need a hand:" in words(first)
    choose = next(block for block in first.blocks if isinstance(block, Select))
    for choice in choose.choices:
        await author.card("manage note", member=choice.value, note=WIDE_TEXT * 5)
    assert words(await omar.card("manage status")).count("note by rita") == len(choose.choices)
    one = await omar.make(choose.call.with_values(person=choose.choices[0].value), "press")
    assert isinstance(one, Card)
    preview = await omar.make(press(one, "Nudge"), "press")
    assert isinstance(preview, Card)
    assert f"A hand from the moderators of {LONG_NAME}" in words(preview)
    sent = await omar.make(press(preview, "Send"), "press")
    assert isinstance(sent, Card)
    assert "is nudged" in sent.title
