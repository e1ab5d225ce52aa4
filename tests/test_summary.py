"""The one post of a day that sums up its check-ins, and all that it has no room for."""

from datetime import UTC, datetime

import pytest

from bot.interface.card import Card, Form
from bot.interface.phone import TALLEST, height_of
from tests.moderated import chosen
from tests.world import Caller, World, press, words


async def test_the_summary_shows_what_was_shared_and_counts_the_rest(world: World, ann: Caller, cohort: str) -> None:
    ben = world.caller("ben")
    await ben.card("cohort join", cohort=cohort)
    await ann.card("checkin", did="Read @everyone a chapter", share="yes")
    await ben.card("checkin", did="A private matter")
    await world.tick()
    (summary,) = world.board.posts("summary/")
    shown = words(summary.post.card)
    assert "**2** have checked in" in shown
    assert "Read @everyone a chapter" in shown
    assert "private matter" not in shown


async def test_the_summary_is_one_post_with_the_latest_ten(world: World, cohort: str) -> None:
    for number in range(12):
        member = world.caller(f"member{number:02}")
        await member.card("cohort join", cohort=cohort)
        await member.card("checkin", did=f"Task {number:02}", share="yes")
        world.clock.advance(minutes=2)
        await world.tick()
    assert len(world.board.posts("summary/")) == 1
    shown = words(world.board.edits[-1].post.card)
    assert "**12** have checked in" in shown
    assert "Task 11" in shown
    assert "Task 01" not in shown


async def read(card: Card, reader: Caller) -> str:
    """All that is behind the presses of a card, page by page."""
    page = await reader.make(press(card, "Read all"), "press")
    assert isinstance(page, Card)
    read = [words(page)]
    while "Next" in read[-1].splitlines():
        page = await reader.make(press(page, "Next"), "press")
        assert isinstance(page, Card)
        read.append(words(page))
    return "\n".join(read)


@pytest.mark.parametrize(("count", "text", "left_out"), [(13, "Read", 5), (8, "long " * 150, 6)])
async def test_whose_words_a_summary_has_no_room_for_is_named_and_a_press_away(
    world: World, cohort: str, count: int, text: str, left_out: int
) -> None:
    for number in range(count):
        member = world.caller(f"member{number:02}")
        await member.card("cohort join", cohort=cohort)
        receipt = await member.card("checkin", did=f"Task {number:02} {text}", next=text[:500], share="yes")
        assert "The cohort sees it in the day's summary." in words(receipt)
        world.clock.advance(seconds=1)
    await world.tick()
    (summary,) = world.board.posts("summary/")
    shown = words(summary.post.card)
    *_, also = [line for line in shown.splitlines() if line.startswith("**Shared too:**")]
    assert [number for number in range(count) if f"member{number:02}" in also] == list(range(left_out))
    assert height_of(summary.post.card) <= TALLEST
    assert [number for number in range(count) if f"Task {number:02}" in shown] == list(range(left_out, count))
    every = await read(summary.post.card, world.caller("member00"))
    assert [every.count(f"Task {number:02}") for number in range(count)] == [1] * count
    assert every.index(f"Task {count - 1:02}") < every.index("Task 00")
    outside = await world.caller("eve").make(press(summary.post.card, "Read all"), "press")
    assert isinstance(outside, Card)
    assert "You are not in ML January" in outside.title


@pytest.mark.parametrize("how", ["hidden", "not shared"])
async def test_all_of_a_day_leaves_out_what_the_cohort_is_not_to_see(world: World, ann: Caller, cohort: str, how: str) -> None:
    await ann.card("checkin", did="Something rude", share="yes")
    every = {"cohort": cohort, "day": "2026-01-05"}
    assert "rude" in words(await ann.card("checkin shared", "press", **every))
    if how == "hidden":
        omar = world.caller("omar", administrator=True)
        await chosen(omar, await omar.card("manage remove", member="ann"), "Hide a check-in", "2026-01-05")
    else:
        await ann.card("checkin", share="no", did="Something rude")
    assert "Nobody shows their check-in" in words(await ann.card("checkin shared", "press", **every))


async def test_what_the_summary_cuts_short_is_read_to_its_end_behind_a_press(world: World, ann: Caller) -> None:
    said = {name: f"{'@' * 400} end of {name}" for name in ("did", "next", "blocker", "answer")}
    await ann.card("checkin", share="yes", **said)
    await world.tick()
    (summary,) = world.board.posts("summary/")
    assert "end of" not in words(summary.post.card)
    assert "Shared too" not in words(summary.post.card)
    every = await read(summary.post.card, ann)
    assert [every.count(f"end of {name}") for name in said] == [1] * len(said)


@pytest.mark.parametrize("mark", ["&", "<", "|"])
async def test_marks_that_a_platform_writes_as_several_are_read_to_the_last(world: World, ann: Caller, mark: str) -> None:
    await ann.card("checkin", share="yes", did=mark * 1000, next=f"{mark * 4} " * 100)
    await world.tick()
    assert (await read(world.board.posts("summary/")[0].post.card, ann)).count(mark) == 1400


async def test_a_summary_that_shows_all_leads_to_no_more(world: World, ann: Caller) -> None:
    await ann.card("checkin", did="Read", share="yes")
    await world.tick()
    said = words(world.board.posts("summary/")[0].post.card)
    assert "Shared too" not in said
    assert "Read all" not in said


async def test_a_summary_of_long_checkins_shows_as_many_as_fit(world: World, cohort: str) -> None:
    for number in range(10):
        member = world.caller(f"member{number}")
        await member.card("cohort join", cohort=cohort)
        long = dict.fromkeys(("did", "next", "blocker", "answer"), "&" * 400)
        assert "Checked in" in words(await member.card("checkin", share="yes", **long))
    await world.tick()
    assert "**10** have checked in" in words(world.board.posts("summary/")[0].post.card)


async def test_a_summary_of_many_fits_on_a_phone_and_names_each(world: World, cohort: str) -> None:
    for number in range(20):
        member = world.caller(f"Maria Gonzalez {number:02}")
        await member.card("cohort join", cohort=cohort)
        await member.card("checkin", did="Finished the exercises and read chapter 2.", next="Write the tests.", share="yes")
        world.clock.advance(seconds=1)
    await world.tick()
    summary = world.board.posts("summary/")[0].post.card
    assert height_of(summary) <= TALLEST
    assert [number for number in range(20) if f"Maria Gonzalez {number:02}" not in words(summary)] == []
    assert words(summary).count("Finished the exercises and read chapter 2.") >= 4


async def test_what_is_no_longer_shared_leaves_the_summary(world: World, ann: Caller) -> None:
    await ann.card("checkin", did="A secret after all", share="yes")
    await world.tick()
    await ann.card("checkin", did="A secret after all", share="no")
    world.clock.advance(minutes=2)
    await world.tick()
    assert "secret" not in words(world.board.edits[-1].post.card)


async def test_who_checks_in_unasked_and_shares_nothing_makes_no_post(world: World, ann: Caller) -> None:
    """On a Saturday, which asks for none; on a Monday it is counted."""
    world.clock.advance(days=5)
    await world.tick()
    receipt = await ann.card("checkin", did="A private matter")
    await world.tick()
    assert "Only you see what you wrote." in words(receipt)
    assert not world.board.posts("summary/2026-01-10")
    await ann.card("checkin", share="yes")
    await world.tick()
    assert "A private matter" in words(world.board.posts("summary/2026-01-10")[0].post.card)
    world.clock.advance(days=2)
    await ann.card("checkin", did="A private matter")
    await world.tick()
    assert "**1** has checked in." in words(world.board.posts("summary/2026-01-12")[0].post.card)


async def test_check_in_below_the_summary_of_yesterday_is_for_yesterday(world: World, ann: Caller, cohort: str) -> None:
    """As it is below the day's prompt."""
    await ann.card("checkin", did="Read", share="yes")
    await world.tick()
    ben = world.caller("ben")
    await ben.card("cohort join", cohort=cohort)
    world.clock.advance(days=1)
    (summary,) = world.board.posts("summary/2026-01-05")
    form = await ben.make(press(summary.post.card, "Check in"), "press")
    assert isinstance(form, Form)
    assert (await ben.submit(form, did="Late")).title == "Checked in for Mon, Jan 5, 2026"


async def test_who_says_only_what_comes_next_has_no_empty_line(world: World, ann: Caller) -> None:
    await ann.card("checkin", next="Chapter 4", share="yes")
    await world.tick()
    assert "**ann**\nNext: Chapter 4" in words(world.board.posts("summary/")[0].post.card)


async def test_who_is_in_tomorrow_already_opens_no_second_summary_today(world: World, ann: Caller, cohort: str) -> None:
    kiri = world.caller("kiri", zone="Pacific/Auckland")
    await kiri.card("cohort join", cohort=cohort)
    world.clock.now = datetime(2026, 1, 6, 18, 30, tzinfo=UTC)  # Wednesday morning in Auckland
    await ann.card("checkin", did="Tuesday's chapter", share="yes")
    receipt = words(await kiri.card("checkin", did="Wednesday's chapter", share="yes"))
    assert "The cohort sees it in the day's summary." in receipt
    await world.tick()
    assert [delivery.post.key.split("/")[1] for delivery in world.board.posts("summary/")] == ["2026-01-06"]
    world.clock.now = datetime(2026, 1, 7, tzinfo=UTC)
    await world.tick()
    assert [delivery.post.key.split("/")[1] for delivery in world.board.posts("summary/")] == ["2026-01-06", "2026-01-07"]
    assert "Wednesday's chapter" in words(world.board.posts("summary/")[-1].post.card)
