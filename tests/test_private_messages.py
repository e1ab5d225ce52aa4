"""What moderators have sent to a member in private comes within that member's hours, and whom it was promised reads if it did not
come."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from bot.domain.post import Delivery
from bot.errors import Hindrance, Undeliverable, Unreachable
from bot.interface.card import Card, Select
from tests.world import Caller, World, press, pressed, words

AFTERNOON = datetime(2026, 1, 21, 15, tzinfo=UTC)
NIGHT = datetime(2026, 1, 21, 22, 30, tzinfo=UTC)
CLOSED = Unreachable(Hindrance.CLOSED_MESSAGES)


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    """A moderator in the third week of ML January, in the afternoon; ben has done week 1, in which ann is stuck. Her clock is
    five hours behind UTC, his an hour ahead."""
    for name, zone in (("ann", "America/New_York"), ("ben", "Europe/Berlin")):
        await world.caller(name, zone=zone).card("cohort join", cohort=cohort)
    world.clock.now = AFTERNOON
    await world.caller("ben", zone="Europe/Berlin").card("milestone done", "submit", week="1", cohort=cohort)
    await world.caller("ann", zone="America/New_York").card("milestone stuck", "press", week="1", cohort=cohort)
    await world.tick()
    return world.caller("omar", administrator=True)


async def _about_ann(omar: Caller) -> Card:
    listed = await omar.card("manage status")
    choose = next(block for block in listed.blocks if isinstance(block, Select))
    entry = next(choice for choice in choose.choices if str(choice.label) == "ann")
    return await _made(omar, choose, person=entry.value)


async def _made(omar: Caller, select: Select, **values: str) -> Card:
    answer = await omar.make(select.call.with_values(**values), "press")
    assert isinstance(answer, Card)
    return answer


async def _nudged(omar: Caller) -> Card:
    return await pressed(omar, await pressed(omar, await _about_ann(omar), "Nudge"), "Send")


async def _extended(omar: Caller) -> Card:
    shown = await pressed(omar, await _about_ann(omar), "More time")
    return await _made(omar, next(block for block in shown.blocks if isinstance(block, Select)), weeks="1")


async def _paired(omar: Caller) -> Card:
    shown = await pressed(omar, await _about_ann(omar), "Find a helper")
    choice = next(block for block in shown.blocks if isinstance(block, Select))
    return await _made(omar, choice, helper=choice.choices[0].value)


ACTS = [
    (_nudged, "nudge/", "ann", "A hand from the moderators of ML January"),
    (_extended, "extension/", "ann", "Your time in ML January"),
    (_paired, "help/", "ben", "Can you help somebody in ML January?"),
]


@pytest.mark.parametrize(("act", "kind", "to", "title"), ACTS)
async def test_whoever_had_a_message_sent_reads_in_private_that_it_did_not_arrive_and_why(
    world: World,
    omar: Caller,
    monkeypatch: pytest.MonkeyPatch,
    act: Callable[[Caller], Awaitable[Card]],
    kind: str,
    to: str,
    title: str,
) -> None:
    send = world.board.send

    async def refusing(delivery: Delivery) -> str:
        if delivery.post.channel == f"account-{to}":
            raise CLOSED
        return await send(delivery)

    monkeypatch.setattr(world.board, "send", refusing)
    assert "They read it within a minute, in private." in words(await act(omar))
    for _ in range(2):
        await world.tick()
    (told,) = world.board.posts("promised/")
    assert (told.post.kind, told.post.channel) == ("dm", "account-omar")
    assert f"“{title}” did not reach <@account-{to}>. They do not take direct messages." in words(told.post.card)
    assert "They read it when they next use the bot." in words(told.post.card)


async def test_a_message_that_a_platform_holds_up_is_told_of_once_and_comes(world: World, omar: Caller) -> None:
    await _nudged(omar)
    world.board.fault = Undeliverable(Hindrance.MESSAGES_TAB_OFF)
    await world.tick()
    world.clock.advance(minutes=3)
    await world.tick()
    world.board.fault = None
    world.clock.advance(hours=1)
    await world.tick()
    (told,) = world.board.posts("promised/")
    assert "It is tried again by itself for a few days." in words(told.post.card)
    assert len(world.board.posts("nudge/")) == 1


@pytest.mark.parametrize(
    ("done", "kind", "said"),
    [("1", "nudge/", "1 week is still open."), ("12", "promised/", "<@account-ann>. Nobody needed it any more by then.")],
)
async def test_a_nudge_that_waits_says_what_holds_once_it_is_sent_and_is_not_sent_if_nothing_does(
    world: World, omar: Caller, cohort: str, done: str, kind: str, said: str
) -> None:
    world.clock.now = datetime(2026, 1, 22, 3, tzinfo=UTC)
    await _nudged(omar)
    for week in done:
        await world.caller("ann", zone="America/New_York").card("milestone done", "submit", week=week, cohort=cohort)
    world.clock.now = datetime(2026, 1, 22, 14, tzinfo=UTC)
    await world.tick()
    assert [said in words(each.post.card) for name in ("nudge/", "promised/") for each in world.board.posts(name)] == [True]
    assert world.board.posts(kind)


async def test_a_nudge_to_whoever_takes_leave_meanwhile_is_not_sent_which_its_moderator_reads(world: World, omar: Caller) -> None:
    await _nudged(omar)
    await world.caller("ann", zone="America/New_York").card("me away", until="2026-01-30")
    await world.tick()
    (told,) = world.board.posts("promised/")
    assert "did not reach <@account-ann>. They were on leave by then." in words(told.post.card)


@pytest.mark.parametrize(("act", "kind", "to", "title"), ACTS)
async def test_at_night_a_message_waits_for_its_readers_morning_which_the_moderator_reads(
    world: World, omar: Caller, act: Callable[[Caller], Awaitable[Card]], kind: str, to: str, title: str
) -> None:
    world.clock.now = NIGHT if to == "ben" else datetime(2026, 1, 22, 3, tzinfo=UTC)
    morning = datetime(2026, 1, 22, 8 if to == "ben" else 14, tzinfo=UTC)
    receipt = words(await act(omar))
    assert "They read it in private at 9:00 AM their time" in receipt.replace("\u202f", " ")
    assert f"<t:{int(morning.timestamp())}:both>" in receipt
    before = len(world.board.posts(kind))
    await world.tick()
    assert len(world.board.posts(kind)) == before
    world.clock.now = morning
    await world.tick()
    assert [each.post.channel for each in world.board.posts(kind)][before:] == [f"account-{to}"]


async def test_who_is_stuck_at_their_helpers_night_reads_when_that_one_is_asked_who_has_a_day_to_answer(
    world: World, omar: Caller, cohort: str
) -> None:
    await world.caller("ben", zone="Europe/Berlin").card("me settings", helps="yes")
    world.clock.now = NIGHT
    said = words(await world.caller("ann", zone="America/New_York").card("milestone stuck", "press", week="1", cohort=cohort))
    assert "It is not within their hours now: they are asked <t:1769068800:both>." in said
    assert "ben is asked <t:1769068800:both>, within their hours." in words(
        await pressed(omar, await _about_ann(omar), "Find a helper")
    )


async def test_who_is_helped_is_shown_with_who_helps_since_when_and_more_time_is_what_fits(
    world: World, omar: Caller, cohort: str
) -> None:
    await _paired(omar)
    await world.tick()
    question = next(each.post.card for each in world.board.posts("help/"))
    world.clock.advance(days=1)
    await pressed(world.caller("ben"), question, "I can help")
    world.clock.advance(hours=1)
    assert "ben helps with week 1 since Thu, Jan 22, 2026" in words(await omar.card("manage status"))
    about = await _about_ann(omar)
    assert "- ben helps with week 1 since Thu, Jan 22, 2026" in words(about)
    styles = {str(each.label): each.style for block in about.blocks for each in getattr(block, "buttons", ())}
    assert (styles["More time"], styles["Find another helper"]) == ("primary", "plain")
    assert press(about, "Nudge")
