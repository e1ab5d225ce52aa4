"""A channel that takes no posts: they wait, whoever can mend it is told once, and all of it goes out once it is mended."""

from datetime import timedelta

import pytest
from babel.messages.catalog import Catalog

from bot.domain.post import Delivery
from bot.errors import Hindrance, Reason, Undeliverable, Unreachable
from bot.interface.card import Card
from tests.catalogues import use
from tests.queued_posts import queue, rows
from tests.world import Caller, Noticeboard, World, press, words

pytestmark = pytest.mark.slow

HOME = "channel-1"


class Locked(Noticeboard):
    """A platform with channels in which the bot may not speak, and messages that can be edited no more."""

    def __init__(self) -> None:
        super().__init__()
        self.closed: dict[str, Exception] = {}
        self.edits_closed = False
        self.order: list[str] = []

    async def send(self, delivery: Delivery) -> str:
        if refusal := self.closed.get(delivery.post.channel):
            raise refusal
        if delivery.post.channel == HOME:
            self.order.append(delivery.post.key.rpartition("/")[0])
        return await super().send(delivery)

    async def edit(self, delivery: Delivery) -> None:
        if self.edits_closed:
            raise Undeliverable(Hindrance.NOT_EDITABLE)
        await super().edit(delivery)


@pytest.fixture
def board() -> Locked:
    return Locked()


@pytest.fixture
async def moderator(world: World) -> Caller:
    return world.caller("moderator", administrator=True)


def _close(board: Locked, channel: str, *missing: Hindrance) -> None:
    board.closed[channel] = Undeliverable(Hindrance.LACKS_PERMISSION)
    board.lacks = tuple(map(Reason, missing or (Hindrance.SEND_MESSAGES,)))


def _mend(board: Locked) -> None:
    board.closed, board.lacks = {}, ()


async def _hours(world: World, hours: float, every: timedelta = timedelta(minutes=1)) -> None:
    for _ in range(round(timedelta(hours=hours) / every)):
        world.clock.now += every
        await world.tick()


async def test_a_cohort_launched_where_the_bot_may_not_speak_begins_once_it_may(
    world: World, board: Locked, moderator: Caller
) -> None:
    _close(board, HOME)
    await world.launch(time="08:30")
    await _hours(world, 1)
    assert board.order == []
    _mend(board)
    await _hours(world, 0.6)
    assert board.order[:3] == ["welcome", "week/1", "week/1/thread"]
    await _hours(world, 10, timedelta(minutes=10))
    assert "prompt/2026-01-05" in board.order


async def test_what_comes_later_into_a_closed_channel_does_not_overtake_what_is_held(world: World, board: Locked) -> None:
    _close(board, HOME)
    await world.launch(time="09:00")
    await _hours(world, 0.9)
    _mend(board)
    await _hours(world, 0.2)
    assert board.order[:2] == ["welcome", "week/1"]


async def test_who_launches_where_the_bot_may_not_speak_is_told_at_once_what_to_mend(
    world: World, board: Locked, moderator: Caller
) -> None:
    _close(board, HOME)
    dry_run = await moderator.submit(await moderator.form("manage create"), name="ML", roadmap="foundations", channel=HOME)
    launched = words(await moderator.make(press(dry_run, "Launch"), "press"))  # pyright: ignore[reportArgumentType]
    assert "is launched" in launched
    assert "<#channel-1>" in launched
    assert "“Send Messages”" in launched
    assert "goes out by itself" in launched


async def test_without_a_log_channel_who_launched_is_told_once_in_a_direct_message(world: World, board: Locked) -> None:
    await world.launch(time="08:30")
    await world.tick()
    _close(board, HOME, Hindrance.VIEW_CHANNEL, Hindrance.SEND_MESSAGES)
    await _hours(world, 11)
    (told,) = board.posts("failed/")
    assert (told.post.kind, told.post.channel) == ("dm", "account-moderator")
    for part in ("week 1", "<#channel-1>", "“View Channel”", "“Send Messages”"):
        assert part in words(told.post.card)


async def test_a_log_channel_gets_one_card_for_a_cause_however_many_posts_it_holds_up(
    world: World, board: Locked, moderator: Caller
) -> None:
    await moderator.card("manage settings", log="log")
    await world.launch(time="08:30")
    _close(board, HOME)
    await _hours(world, 11)
    assert [delivery.post.channel for delivery in board.posts("failed/")] == ["log"]


async def test_one_cause_is_one_card_until_it_is_mended_however_many_days_it_lasts(
    world: World, board: Locked, moderator: Caller
) -> None:
    await moderator.card("manage settings", log="log")
    await world.launch(time="08:30")
    await _hours(world, 1)
    _close(board, HOME)
    await _hours(world, 80, timedelta(hours=1))
    assert len(board.posts("failed/")) == 1
    for again in (2, 3, 4, 5):
        _mend(board)
        await _hours(world, 24, timedelta(hours=1))
        _close(board, HOME)
        await _hours(world, 24, timedelta(hours=1))
        assert len(board.posts("failed/")) == again


async def test_what_a_log_channel_that_fails_as_well_was_to_say_comes_as_a_direct_message(
    world: World, board: Locked, moderator: Caller
) -> None:
    await moderator.card("manage settings", log="log")
    await world.launch(time="08:30")
    _close(board, HOME)
    _close(board, "log")
    await _hours(world, 1)
    (told,) = board.posts("failed/")
    assert told.post.channel == "account-moderator"
    assert "could not be posted in <#channel-1>" in words(told.post.card)
    assert "The log channel, <#log>, takes no posts either" in words(told.post.card)


async def test_the_direct_message_about_it_speaks_the_language_of_its_reader(
    world: World, board: Locked, german: Catalog
) -> None:
    german.add("A post was not delivered", "Ein Beitrag kam nicht an")
    use(german)
    await world.launch(time="08:30")
    await world.caller("moderator", administrator=True, locale="de").card("me settings")
    _close(board, HOME)
    await _hours(world, 1)
    assert [delivery.post.card.title for delivery in board.posts("failed/")] == ["Ein Beitrag kam nicht an"]


async def test_a_closed_direct_message_about_it_ends_there(world: World, board: Locked) -> None:
    await world.launch(time="08:30")
    _close(board, HOME)
    board.closed["account-moderator"] = Unreachable(Hindrance.CLOSED_MESSAGES)
    await _hours(world, 1)
    assert board.posts("failed/") == []
    assert "direct messages are closed" in words(await world.caller("moderator", administrator=True).card("me settings"))


async def test_days_without_the_permission_are_no_flood_when_it_comes_back(
    world: World, board: Locked, moderator: Caller
) -> None:
    await world.launch(time="08:30")
    await world.tick()
    _close(board, HOME)
    await _hours(world, 52, timedelta(minutes=10))
    _mend(board)
    before = len(board.order)
    await _hours(world, 1)
    assert len([name for name in board.order[before:] if name.startswith("prompt/")]) <= 1
    assert len([name for name in board.order[before:] if name.startswith("challenge/") and "thread" not in name]) <= 1
    assert "week/1" in board.order[before:]
    (told, *_) = board.posts("failed/")
    assert (
        "What belongs to a day or week waits until that is over and then does not come; </manage deliveries> shows it."
        in words(told.post.card)
    )
    not_sent = words(await moderator.card("manage deliveries", state="failed")).splitlines()
    assert any("how did today go" in line and "Its time passed before that was mended" in line for line in not_sent)


async def test_moving_the_cohort_to_another_channel_is_a_cure_too(world: World, board: Locked, moderator: Caller) -> None:
    _close(board, HOME)
    await world.launch(time="08:30")
    await _hours(world, 1)
    board.lacks = ()
    await moderator.card("manage edit", channel="channel-2")
    await _hours(world, 0.6)
    assert {delivery.post.channel for delivery in board.posts()} == {"channel-2", "account-moderator"}
    assert board.posts("welcome")


async def test_a_log_channel_that_the_bot_cannot_see_is_refused_when_it_is_set(board: Locked, moderator: Caller) -> None:
    board.lacks = (Reason(Hindrance.VIEW_CHANNEL),)
    refused = words(await moderator.card("manage settings", log="log"))
    assert "“View Channel”" in refused
    assert "<#log>" in refused
    board.lacks = (Reason(Hindrance.CREATE_PUBLIC_THREADS),)
    assert "Settings saved" in words(await moderator.card("manage settings", log="log"))


@pytest.mark.parametrize("lost", [Hindrance.NO_CHANNEL, Hindrance.NOT_FOUND])
async def test_a_channel_that_is_not_found_is_never_said_to_be_changed_by_a_command_that_leaves_it(
    world: World, board: Locked, moderator: Caller, lost: Hindrance
) -> None:
    board.lacks = (Reason(lost),)
    dry = await moderator.card("manage create", name="ML", roadmap="foundations", start="2026-01-05", channel="c", time="18:00")
    for shown in (dry, await moderator.card("manage settings", log="log")):
        assert "choose another" in words(shown)
        assert "choose another with" not in words(shown)
        assert "channel with </manage edit>" not in words(shown)


async def test_a_summary_that_can_be_edited_no_more_is_posted_anew(world: World, board: Locked) -> None:
    cohort = await world.launch(time="08:30")
    await _hours(world, 1)
    for name in ("ann", "ben"):
        caller = world.caller(name)
        await caller.card("cohort join", cohort=cohort)
        await caller.card("checkin", did=f"{name} read", share="yes")
        await _hours(world, 0.1)
        board.edits_closed = True
    newest: Card = board.posts("summary/")[-1].post.card
    assert len(board.posts("summary/")) == 2
    assert "ben read" in words(newest)
    assert board.edits == []


@pytest.mark.asks_the_database
async def test_a_post_that_is_refused_for_three_days_is_given_up(world: World, board: Locked, moderator: Caller) -> None:
    _close(board, "a")
    await moderator.card("today")
    await queue(world, moderator, "a")
    await _hours(world, 73, timedelta(minutes=30))
    assert [row.state for row in await rows(world) if row.key == "a"] == ["failed"]
