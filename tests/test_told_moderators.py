"""Which moderator hears that a channel takes no posts, and where it stands if none can be told."""

import pytest

from bot.errors import Hindrance, Reason, Undeliverable, Unreachable
from bot.interface.call import Place
from bot.interface.card import Card
from tests.queued_posts import Unruly
from tests.world import Caller, World, press, pressed, words

HOME = "channel-1"


@pytest.fixture
def board() -> Unruly:
    return Unruly()


@pytest.fixture
async def launcher(world: World) -> Caller:
    """Who launched a cohort that speaks in `HOME`."""
    await world.launch(time="08:30")
    return world.caller("moderator", administrator=True)


def _close(board: Unruly, lack: Hindrance) -> None:
    board.faults[HOME], board.lacks = Undeliverable(Hindrance.LACKS_PERMISSION), (Reason(lack),)


def _close_messages(board: Unruly, caller: Caller) -> None:
    board.faults[caller.actor.id] = Unreachable(Hindrance.CLOSED_MESSAGES)


async def _ticks(world: World) -> None:
    for _ in range(3):
        world.clock.advance(minutes=1)
        await world.tick()


async def test_another_moderator_is_told_if_who_launched_is_out_of_reach(world: World, board: Unruly, launcher: Caller) -> None:
    await launcher.card("manage moderators", person="<@account-mia>")
    _close_messages(board, launcher)
    _close(board, Hindrance.SEND_MESSAGES)
    await _ticks(world)
    (told,) = board.posts("failed/")
    assert (told.post.kind, told.post.channel) == ("dm", "account-mia")
    assert "“Send Messages”" in words(told.post.card)


async def test_another_who_launched_a_cohort_is_told_if_who_launched_this_one_is_gone(
    world: World, board: Unruly, launcher: Caller
) -> None:
    nora = world.caller("nora", administrator=True)
    form = await nora.form("manage create")
    plan = {"name": "ML March", "roadmap": "foundations", "start": "2026-03-02", "channel": "channel-2", "time": "18:00"}
    await nora.make(press(await nora.submit(form, **plan), "Launch"), "press")
    board.faults[launcher.actor.id] = Unreachable(Hindrance.PERSON_LEFT)
    _close(board, Hindrance.SEND_MESSAGES)
    await _ticks(world)
    (told,) = board.posts("failed/")
    assert told.post.channel == "account-nora"


async def test_if_nobody_can_be_told_moderators_find_it_in_today(world: World, board: Unruly, launcher: Caller) -> None:
    assert "held up" not in words(await launcher.card("today"))
    _close_messages(board, launcher)
    _close(board, Hindrance.SEND_MESSAGES)
    await _ticks(world)
    assert board.posts("failed/") == []
    today = await launcher.card("today")
    assert "**1 post** is held up." in words(today)
    held = await launcher.make(press(today, "Posts held up"), "press")
    assert isinstance(held, Card)
    assert "A new cohort: ML January" in words(held)
    assert "held up" not in words(await world.caller("ann").card("today"))


async def test_one_channel_that_nobody_is_let_into_is_told_of_once_though_posts_of_two_kinds_wait(
    world: World, board: Unruly, launcher: Caller
) -> None:
    world.clock.advance(hours=1)
    await world.tick()
    ann = world.caller("ann")
    await ann.card("cohort join")
    _close(board, Hindrance.VIEW_CHANNEL)
    await world.core.look_again(Place("test", "space-1", HOME))
    shown = await ann.card("milestone done", "submit", week="1", cohort="ml-january", note="my own words")
    await ann.make(press(shown, "Share with the cohort"), "press")
    await ann.card("checkin", did="Read", share="yes")
    await _ticks(world)
    assert len(board.posts("failed/")) == 1


@pytest.mark.parametrize("home_too", [True, False])
async def test_what_a_moderator_read_in_place_of_the_log_channel_is_not_said_there_once_it_is_mended(
    world: World, board: Unruly, launcher: Caller, home_too: bool
) -> None:
    await launcher.card("manage settings", log="log")
    _close(board, Hindrance.SEND_MESSAGES)
    board.faults["log"] = board.faults[HOME]
    await _ticks(world)
    for mended in [HOME, "log"] if home_too else ["log"]:
        del board.faults[mended]
        world.clock.advance(hours=1)
        await _ticks(world)
    assert [told.post.channel for told in board.posts("failed/")] == ["account-moderator"]


async def test_a_cohorts_digest_and_status_count_its_own_posts_that_are_held_up(
    world: World, board: Unruly, launcher: Caller
) -> None:
    other = await world.launch("ML Spring", channel="channel-2")
    _close(board, Hindrance.SEND_MESSAGES)
    await _ticks(world)
    world.clock.advance(days=8)
    for path in ("manage status", "manage digest"):
        assert "held up" not in words(await launcher.card(path, cohort=other))
        assert "held up" in words(await launcher.card(path, cohort="ml-january"))
    held = await pressed(launcher, await launcher.card("manage status", cohort="ml-january"), "Posts")
    assert "Held up" in words(held)
    assert "held up" in words(await launcher.card("manage status"))


@pytest.mark.parametrize("told", [True, False])
async def test_a_cohort_leaves_a_deleted_channel_without_a_word_to_it(
    world: World, board: Unruly, launcher: Caller, told: bool
) -> None:
    await _ticks(world)
    board.faults[HOME], board.lacks = Undeliverable(Hindrance.NO_CHANNEL), (Reason(Hindrance.NO_CHANNEL),)
    if told:
        await world.core.look_again(Place("test", "space-1", HOME))
    board.lacks = ()
    moved = await launcher.card("manage edit", channel="channel-2")
    assert ("hears that it has moved" in words(moved)) is not told
    board.tried.clear()
    await _ticks(world)
    assert any(key.startswith("moved/") for key in board.tried) is not told
    assert "held up" not in words(await launcher.card("manage status", cohort="ml-january"))
    assert "Held up" not in words(await launcher.card("manage deliveries"))
