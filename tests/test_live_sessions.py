"""Live sessions of a cohort: what its channel, its members and moderators hear of them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.interface.card import Button, Card, Select
from tests.ended import end_now
from tests.world import Caller, World, press, pressed, words

BEGINS = datetime(2026, 1, 7, 17, tzinfo=UTC)
CALL = "https://meet.example.org/ml"


async def planned(moderator: Caller, cohort: str, **values: str) -> Card:
    given = {"title": "Questions about week 1", "day": "2026-01-07", "at": "17:00", "link": CALL, **values}
    return await moderator.card("manage session", "submit", cohort=cohort, **given)


def links(card: Card) -> list[str]:
    return [button.url for block in card.blocks for button in _buttons(block) if button.url]


def _buttons(block: object) -> tuple[Button, ...]:
    return getattr(block, "buttons", ())


async def test_it_is_told_at_once_and_with_its_link_five_minutes_before(world: World, cohort: str, moderator: Caller) -> None:
    await planned(moderator, cohort)
    await world.tick()
    (event,) = world.board.posts("event/")
    assert (event.post.kind, event.post.card.title, links(event.post.card)) == ("event", "Questions about week 1", [CALL])
    world.clock.now = BEGINS - timedelta(minutes=6)
    await world.tick()
    assert world.board.posts("session/") == []
    world.clock.advance(minutes=1)
    await world.tick()
    (soon,) = world.board.posts("session/")
    assert "The live session of ML January begins" in words(soon.post.card)
    assert links(soon.post.card) == [CALL]


async def test_one_that_begins_at_once_is_told_once_and_promises_no_more(world: World, cohort: str, moderator: Caller) -> None:
    world.clock.now = BEGINS - timedelta(minutes=3)
    assert "hears of it now." in words(await planned(moderator, cohort))
    await world.tick()
    (told,) = world.board.posts("event/")
    assert (told.post.kind, world.board.posts("session/")) == ("send", []), "nobody looks among Discord's events for it"


async def test_one_that_was_not_told_before_it_began_is_made_no_event_and_told_as_it_begins(
    world: World, cohort: str, moderator: Caller
) -> None:
    await planned(moderator, cohort)
    world.clock.now = BEGINS + timedelta(minutes=10)
    await world.tick()
    assert (world.board.posts("event/"), len(world.board.posts("session/"))) == ([], 1)


async def test_a_change_that_is_sent_twice_is_one_change(world: World, cohort: str, moderator: Caller) -> None:
    await moderator.card("manage settings", log="log")
    form = await moderator.make(press(await planned(moderator, cohort), "Change it"), "press")
    assert not isinstance(form, Card)
    first, second = [await moderator.submit(form, at="19:00") for _ in range(2)]
    assert first == second
    await world.tick()
    assert len([told for told in world.board.posts("audit/") if "session" in told.post.key]) == 2  # planned, and changed once
    await pressed(moderator, first, "Undo")


async def test_a_moved_one_is_told_anew_in_place_and_called_at_its_new_hour_alone(
    world: World, cohort: str, moderator: Caller
) -> None:
    card = await planned(moderator, cohort)
    await world.tick()
    form = await moderator.make(press(card, "Change it"), "press")
    assert not isinstance(form, Card)
    moved = await moderator.submit(form, at="19:00")
    await world.tick()
    assert len(world.board.posts("event/")) == 1
    assert "<t:1767812400:both>" in words(world.board.edits[-1].post.card)
    world.clock.now = BEGINS
    await world.tick()
    assert world.board.posts("session/") == []
    world.clock.advance(hours=2)
    await world.tick()
    assert len(world.board.posts("session/")) == 1
    assert "would be over by now" in words(await pressed(moderator, moved, "Undo"))


async def test_a_cancelled_one_is_called_off_until_that_is_taken_back(world: World, cohort: str, moderator: Caller) -> None:
    card = await planned(moderator, cohort)
    off = await pressed(moderator, card, "Call it off")
    await world.tick()
    assert world.board.posts("event/") == []  # nobody had heard of it
    back = await pressed(moderator, off, "Undo")
    assert "Taken back" in words(back)
    assert "was changed again since then" in words(await pressed(moderator, card, "Undo"))
    assert await pressed(moderator, off, "Undo") == back
    await world.tick()
    assert [event.post.card.title for event in world.board.posts("event/")] == ["Questions about week 1"]
    off = await pressed(moderator, back, "Call it off")
    await world.tick()
    assert "Called off: Questions about week 1" in words(world.board.edits[-1].post.card)
    world.clock.now = BEGINS + timedelta(hours=1)
    assert "would be over by now" in words(await pressed(moderator, off, "Undo"))


async def test_the_post_five_minutes_before_says_what_has_changed_since(world: World, cohort: str, moderator: Caller) -> None:
    card = await planned(moderator, cohort)
    world.clock.now = BEGINS - timedelta(minutes=5)
    await world.tick()
    off = await pressed(moderator, card, "Call it off")
    assert await edited(world) == {"Called off: Questions about week 1"}
    back = await pressed(moderator, off, "Undo")
    assert await edited(world) == {"Questions about week 1"}
    form = await moderator.make(press(back, "Change it"), "press")
    assert not isinstance(form, Card)
    await moderator.submit(form, at="19:00")
    assert await edited(world) == {"Questions about week 1", "Moved: Questions about week 1"}
    assert len(world.board.posts("session/")) == 1
    await end_now(moderator, cohort)
    assert await edited(world) == {"Called off: Questions about week 1"}


async def test_a_change_is_told_where_the_cohort_is_now_and_not_only_in_the_channel_it_has_left(
    world: World, cohort: str, moderator: Caller
) -> None:
    card = await planned(moderator, cohort)
    await world.tick()
    await moderator.card("manage edit", cohort=cohort, channel="channel-2")
    form = await moderator.make(press(card, "Change it"), "press")
    assert not isinstance(form, Card)
    moved = await moderator.submit(form, at="19:00")
    await world.tick()
    assert [(each.post.channel, each.post.card.title) for each in world.board.posts("session-changed/")] == [
        ("channel-2", "Moved: Questions about week 1")
    ]
    await pressed(moderator, moved, "Call it off")
    await world.tick()
    assert world.board.posts("session-changed/")[-1].post.card.title == "Called off: Questions about week 1"


async def edited(world: World) -> set[str]:
    """The titles that edited posts of sessions have now."""
    await world.tick()
    last = {edit.post.key: edit.post.card.title for edit in world.board.edits}
    return {title for key, title in last.items() if key.startswith(("event/", "session/"))}


async def test_members_see_the_next_one_where_they_look(world: World, cohort: str, ann: Caller, moderator: Caller) -> None:
    await planned(moderator, cohort)
    for path in ("today", "cohort info"):
        shown = await ann.card(path)
        assert "**Live session:** Questions about week 1" in words(shown)
        assert CALL in links(shown)
    world.clock.now = BEGINS + timedelta(hours=1)
    assert "Live session" not in words(await ann.card("today"))


async def test_moderators_are_told_once_of_one_planned_twice_and_find_it_again(
    world: World, cohort: str, moderator: Caller
) -> None:
    await planned(moderator, cohort)
    again = await planned(moderator, cohort)
    assert again.title == "Planned already: Questions about week 1"
    assert "Planned: Questions" in words(await planned(moderator, cohort, at="19:00")), "a second meeting of that day"
    await pressed(moderator, again, "Call it off")
    assert "Planned: Questions" in words(await planned(moderator, cohort)), "what is called off stands in the way of nothing"
    await world.tick()
    assert len(world.board.posts("event/")) == 2
    assert any("moderator changed a live session of ML January." in words(it.post.card) for it in world.board.posts("audit/"))
    listed = await pressed(moderator, await moderator.card("cohort info", cohort=cohort), "Live sessions")
    assert "Questions about week 1" in words(listed)
    assert "Waiting" in words(await moderator.card("manage deliveries"))


async def test_a_session_is_off_once_its_cohort_ends_before_it_and_on_again_if_that_is_taken_back(
    world: World, cohort: str, ann: Caller, moderator: Caller
) -> None:
    await planned(moderator, cohort)
    await world.tick()
    ended = await end_now(moderator, cohort)
    assert await edited(world) == {"Called off: Questions about week 1"}
    for shown in (await ann.card("today"), await ann.card("cohort info", cohort=cohort)):
        assert "Live sessions" not in words(shown)
    assert b"Questions about week 1" not in (await ann.card("calendar", cohort=cohort)).files[0].content
    await pressed(moderator, ended, "Undo")
    assert await edited(world) == {"Questions about week 1"}
    assert "Questions about week 1" in words(await ann.card("today"))
    await end_now(moderator, cohort)
    world.clock.now = BEGINS
    await world.tick()
    assert world.board.posts("session/") == []


async def test_where_a_cohort_has_ended_it_asks_which_other_is_meant_and_keeps_what_was_typed(
    world: World, cohort: str, moderator: Caller
) -> None:
    await end_now(moderator, cohort)
    await world.launch("ML May", channel="channel-2")
    given = {"title": "Questions", "day": "2026-01-07", "at": "17:00", "link": CALL}
    asked = await moderator.card("manage session", "submit", **given)
    (select,) = [block for block in asked.blocks if isinstance(block, Select)]
    (other,) = select.choices
    kept = await moderator.make(select.call.with_values(cohort=other.value), "press")
    assert isinstance(kept, Card)
    assert (other.label, kept.title) == ("ML May", "Planned: Questions")
    assert "Which cohort" in words(await moderator.card("manage pause", "submit"))


async def test_a_break_and_an_end_name_the_sessions_that_do_not_move_along_with_the_way_to_each(
    world: World, cohort: str, moderator: Caller
) -> None:
    await planned(moderator, cohort)
    world.clock.now = BEGINS - timedelta(days=1)
    for path, values in (("manage pause", {}), ("manage end", {}), ("manage holidays", {"days": "7 Jan"})):
        asked = await moderator.card(path, cohort=cohort, **values)
        assert "**Live sessions keep their day and hour:**\n- Questions about week 1" in words(asked), path
    (select,) = (block for block in asked.blocks if isinstance(block, Select))
    shown = await moderator.make(select.call.with_values(session=select.choices[0].value), "press")
    assert isinstance(shown, Card)
    assert "The cohort has a break then" in words(shown)
    world.clock.now = BEGINS - timedelta(minutes=5)
    await world.tick()
    assert "It takes place although the cohort has a break." in words(world.board.posts("session/")[0].post.card)


@pytest.mark.parametrize("mark", ["&", "*", "_"])
async def test_a_title_of_nothing_but_special_characters_is_planned_changed_and_shown(
    world: World, cohort: str, ann: Caller, moderator: Caller, mark: str
) -> None:
    for minutes in range(10):
        card = await planned(moderator, cohort, title=mark * 100, at=f"17:{minutes:02}")
    assert f"Planned: {mark}" in words(card)
    form = await moderator.make(press(card, "Change it"), "press")
    assert not isinstance(form, Card)
    assert f"Changed: {mark}" in words(await moderator.submit(form, at="19:00"))
    off = await pressed(moderator, card, "Call it off")
    assert f"Called off: {mark}" in words(off)
    assert f"Taken back: {mark}" in words(await pressed(moderator, off, "Undo"))
    listed = await pressed(moderator, off, "All sessions")
    assert words(listed).count(f"- {mark * 10}") == 10
    for path in ("today", "cohort info", "calendar coming", "calendar sessions"):
        assert mark in words(await ann.card(path)), path
    await world.tick()
    assert any(mark in sent.post.card.title for sent in world.board.posts("event/"))
