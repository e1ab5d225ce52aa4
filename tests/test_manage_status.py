"""Who may need a hand: what moderators see of members who are stuck, behind or silent, and how they nudge them."""

from datetime import UTC, datetime

import pytest

from bot.errors import Hindrance, Unreachable
from bot.interface.card import Buttons, Card, Select
from tests.world import Caller, World, press, pressed, words


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    """Monday evening of the first week of ML January, which ann, ben and cleo join."""
    for name in ("ann", "ben", "cleo"):
        await world.caller(name).card("cohort join", cohort=cohort)
    await world.tick()
    return world.caller("omar", administrator=True)


async def _in_week_three(world: World, cohort: str) -> None:
    """On Wednesday of the third week: ann has done all, ben is stuck in week 2 and has done week 1, cleo did nothing."""
    ann, ben = world.caller("ann"), world.caller("ben")
    await ann.card("milestone done", "submit", week="1", cohort=cohort)
    await ben.card("milestone done", "submit", week="1", cohort=cohort)
    world.clock.now = datetime(2026, 1, 13, 12, tzinfo=UTC)
    await ann.card("milestone done", "submit", week="2", cohort=cohort)
    await ben.card("milestone stuck", "press", week="2", cohort=cohort)
    world.clock.now = datetime(2026, 1, 21, 12, tzinfo=UTC)
    await ann.card("checkin", did="chapter 9", cohort=cohort)


def _first(card: Card) -> tuple[str, str]:
    """The label of the first button of a card, and its style."""
    button = next(block for block in card.blocks if isinstance(block, Buttons)).buttons[0]
    return str(button.label), button.style


async def _look(caller: Caller, name: str) -> Card:
    listed = await caller.card("manage status")
    choose = next(block for block in listed.blocks if isinstance(block, Select))
    entry = next(choice for choice in choose.choices if str(choice.label) == name)
    answer = await caller.make(choose.call.with_values(person=entry.value), "press")
    assert isinstance(answer, Card)
    return answer


async def test_a_cohort_that_has_just_begun_is_well(omar: Caller) -> None:
    assert "All members are well." in words(await omar.card("manage status"))


async def test_a_break_is_said(world: World, omar: Caller) -> None:
    await omar.card("manage holidays", days="2026-01-06")
    world.clock.now = datetime(2026, 1, 6, 12, tzinfo=UTC)
    assert "Now: " in words(await omar.card("manage status"))


async def test_a_cohort_in_which_nobody_is_yet_is_not_said_to_be_well(world: World) -> None:
    await world.launch()
    omar = world.caller("omar", administrator=True)
    later = await world.launch("ML June", start="2026-06-01", channel="channel-2")
    assert "It begins <t:1780336800:" in words(await omar.card("manage status", cohort=later))
    await omar.card("manage end-now", "press", cohort=later)
    world.clock.now = datetime(2026, 1, 6, 20, tzinfo=UTC)
    shown = words(await world.caller("omar", administrator=True).card("manage status"))
    assert "Nobody is in it yet." in shown


async def test_the_stuck_come_first_then_those_behind_with_the_reasons(world: World, omar: Caller, cohort: str) -> None:
    await _in_week_three(world, cohort)
    shown = words(await omar.card("manage status"))
    assert "2 members may need a hand:" in shown
    assert shown.index("- ben: stuck in week 2; 1 week open; nothing since Tue, Jan 13, 2026") < shown.index(
        "- cleo: 2 weeks open, nothing yet"
    )
    assert "nothing since Tue, Jan 13, 2026. **Find a helper**" in shown
    assert "nothing yet. **Nudge**" in shown
    assert "ann" not in shown
    assert _first(await _look(omar, "ben")) == ("Find a helper", "primary")
    assert "Suggested: **Find a helper**. They asked for help" in words(await _look(omar, "ben"))
    assert _first(await _look(omar, "cleo")) == ("Nudge", "primary")


async def test_who_is_silent_was_heard_of_last_on_the_day_of_their_last_act_however_long_ago(
    world: World, omar: Caller, cohort: str
) -> None:
    await world.caller("ann").card("checkin", did="chapter 1", cohort=cohort)
    world.clock.now = datetime(2026, 1, 8, 20, tzinfo=UTC)
    await world.caller("ann").card("checkin", did="chapter 2", cohort=cohort)
    world.clock.now = datetime(2026, 1, 26, 20, tzinfo=UTC)
    assert "nothing since Thu, Jan 8, 2026" in words(await omar.card("manage status"))


async def test_a_nudge_is_seen_before_it_goes_out_in_private_once_a_week(world: World, omar: Caller, cohort: str) -> None:
    await _in_week_three(world, cohort)
    preview = await omar.make(press(await _look(omar, "ben"), "Nudge"), "press")
    assert isinstance(preview, Card)
    assert "You said that you are stuck in week 2." in words(preview)
    sent = await omar.make(press(preview, "Send"), "press")
    assert isinstance(sent, Card)
    await world.tick()
    (nudge,) = world.board.posts("nudge/")
    assert nudge.post.kind == "dm"
    assert nudge.post.channel == "account-ben"
    assert "You said that you are stuck in week 2." in words(nudge.post.card)
    assert "write in <#channel-1>." in words(nudge.post.card)
    again = await omar.make(press(preview, "Send"), "press")
    assert isinstance(again, Card)
    assert "They were nudged on Wed, Jan 21, 2026." in words(again)


async def test_no_two_nudges_are_sent_within_seven_days_whoever_sends_them(world: World, omar: Caller, cohort: str) -> None:
    """Sunday and Monday are days of different weeks, and still a day apart."""
    await _in_week_three(world, cohort)
    world.clock.now = datetime(2026, 1, 18, 12, tzinfo=UTC)
    rita = world.caller("rita", administrator=True)
    preview = await pressed(omar, await _look(omar, "cleo"), "Nudge")
    sent = await pressed(omar, preview, "Send")
    assert words(await pressed(rita, preview, "Send")) == words(sent)
    await world.tick()
    world.clock.advance(days=1)
    looked_at = await _look(rita, "cleo")
    for card in (looked_at, await pressed(rita, looked_at, "Nudge"), await pressed(rita, preview, "Send")):
        assert "They were nudged on Sun, Jan 18, 2026. The next can be sent from Sun, Jan 25, 2026 on." in words(card)
        assert "Send\n" not in words(card)
    assert _first(looked_at) == ("Note", "primary")
    assert "To <@account-cleo>, who was nudged these days." in words(looked_at)
    assert "nothing yet. **Write to them yourself**" in words(await rita.card("manage status"))
    world.clock.advance(days=6)
    await pressed(rita, await pressed(rita, await _look(rita, "cleo"), "Nudge"), "Send")
    await world.tick()
    assert len(world.board.posts("nudge/")) == 2


async def test_moderators_read_what_became_of_a_nudge(world: World, omar: Caller, cohort: str) -> None:
    await _in_week_three(world, cohort)
    world.board.fault = Unreachable(Hindrance.CLOSED_MESSAGES)
    for name in ("ben", "cleo"):
        await pressed(omar, await pressed(omar, await _look(omar, name), "Nudge"), "Send")
    await world.tick()
    unread = "The nudge of Wed, Jan 21, 2026 could not reach them in private; they read it when they next use the bot."
    assert unread in words(await _look(omar, "ben"))
    assert (await pressed(omar, await _look(omar, "ben"), "Nudge")).title == "ben was not nudged"
    assert "A hand from the moderators" in words(await world.caller("ben").card("today"))
    assert "They were nudged on Wed, Jan 21, 2026." in words(await _look(omar, "ben"))
    assert unread in words(await _look(omar, "cleo"))


async def test_who_is_on_leave_is_named_apart_and_a_nudge_on_its_way_does_not_reach_them(
    world: World, omar: Caller, cohort: str
) -> None:
    await _in_week_three(world, cohort)
    preview = await omar.make(press(await _look(omar, "cleo"), "Nudge"), "press")
    assert isinstance(preview, Card)
    await omar.make(press(preview, "Send"), "press")
    await world.caller("cleo").card("me away", until="2026-01-30")
    await world.tick()
    assert not world.board.posts("nudge/")
    shown = words(await omar.card("manage status"))
    assert "On leave, nothing to do until they are back: cleo on Sat, Jan 31, 2026." in shown
    assert "- cleo" not in shown
    world.clock.now = datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert "- cleo: 3 weeks open. **More time**" in words(await omar.card("manage status"))


async def test_who_came_back_to_the_cohort_is_not_silent_at_once(world: World, omar: Caller, cohort: str) -> None:
    await world.caller("ben").card("cohort leave", cohort=cohort)
    world.clock.now = datetime(2026, 1, 15, 12, tzinfo=UTC)
    await world.caller("ben").card("cohort join", cohort=cohort)
    shown = words(await omar.card("manage status"))
    assert "- ben: 1 week open. " in shown
    assert "- cleo: 1 week open, nothing yet" in shown


async def test_nobody_is_nudged_in_a_break_and_what_is_on_its_way_is_not_sent(world: World, omar: Caller, cohort: str) -> None:
    await _in_week_three(world, cohort)
    preview = await pressed(omar, await _look(omar, "cleo"), "Nudge")
    await pressed(omar, await pressed(omar, await _look(omar, "ben"), "Nudge"), "Send")
    await omar.card("manage pause", first="2026-01-21", last="2026-01-27")
    until = "ML January has a break until Tue, Jan 27, 2026."
    for card in (await pressed(omar, preview, "Send"), await pressed(omar, await _look(omar, "cleo"), "Nudge")):
        assert until in words(card)
        assert "write to them yourself" in words(card)
    await world.tick()
    assert not world.board.posts("nudge/")
    assert "The nudge of Wed, Jan 21, 2026 was not sent." in words(await _look(omar, "ben"))
    (told,) = world.board.posts("promised/")
    assert "did not reach <@account-ben>. Its cohort had a break then." in words(told.post.card)
    assert "Nothing is asked of anybody now." in words(await _look(omar, "cleo"))
    assert "nothing yet. **Wait until the break is over**" in words(await omar.card("manage status"))
    await omar.card("manage resume")
    await pressed(omar, await pressed(omar, await _look(omar, "ben"), "Nudge"), "Send")
    await world.tick()
    assert len(world.board.posts("nudge/")) == 1


async def test_a_nudge_that_would_say_something_else_than_was_read_is_shown_anew_and_one_to_who_got_on_is_not_sent(
    world: World, omar: Caller, cohort: str
) -> None:
    await _in_week_three(world, cohort)
    preview = await pressed(omar, await _look(omar, "cleo"), "Nudge")
    await world.caller("cleo").card("milestone done", "submit", week="1", cohort=cohort)
    anew = await pressed(omar, preview, "Send")
    assert "1 week is still open." in words(anew)
    await pressed(omar, anew, "Send")
    await world.caller("cleo").card("milestone done", "submit", week="2", cohort=cohort)
    await world.tick()
    assert not world.board.posts("nudge/")


async def test_who_has_left_is_not_shown_and_cannot_be_nudged(world: World, omar: Caller, cohort: str) -> None:
    await _in_week_three(world, cohort)
    ben, cleo = await _look(omar, "ben"), await _look(omar, "cleo")
    await world.caller("ben").card("cohort leave", cohort=cohort)
    await world.caller("cleo").card("me away", until="2026-01-30")
    assert "They are not in ML January any more." in words(await pressed(omar, ben, "Nudge"))
    assert "cleo is on leave and back on Sat, Jan 31, 2026." in words(await pressed(omar, cleo, "Nudge"))
    world.clock.now = datetime(2026, 4, 1, 12, tzinfo=UTC)
    assert "ML January ended on" in words(await pressed(omar, cleo, "Nudge"))


async def test_days_of_a_pause_are_no_silence(world: World, omar: Caller, cohort: str) -> None:
    await omar.card("manage pause", first="2026-01-06", last="2026-01-20")
    world.clock.now = datetime(2026, 1, 21, 12, tzinfo=UTC)
    assert "nothing" not in words(await omar.card("manage status"))


async def test_several_cohorts_have_a_line_each(world: World, omar: Caller, cohort: str) -> None:
    await world.launch(name="ML Second", start="2026-01-06")
    await _in_week_three(world, cohort)
    shown = words(await omar.card("manage status"))
    assert "- **ML January**, week 3: 3 members, 2 may need a hand" in shown
    assert "- **ML Second**, week 3: 0 members, all is well" in shown


async def test_nobody_but_moderators_sees_it_and_no_other_communitys(world: World, omar: Caller, cohort: str) -> None:
    await _in_week_three(world, cohort)
    person = press(await _look(omar, "ben"), "Nudge").values["person"]
    stranger = world.caller("zoe", administrator=True, space="space-2")
    await stranger.card("me settings")
    for path in ("manage member-status", "manage nudge", "manage send-nudge"):
        assert "moderators" in words(await world.caller("ben").card(path, "press", cohort=cohort, person=person))
        assert "no cohort" in words(await stranger.card(path, "press", cohort=cohort, person=person))
    assert "moderators" in words(await world.caller("ben").card("manage status"))
