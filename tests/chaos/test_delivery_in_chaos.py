"""Whatever dies and whatever is lost, in the end each post is on the board once, in its turn, and shows its newest card."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.app.delivery import Deliverer
from bot.domain.post import Post
from bot.interface.card import Card
from bot.ports.outbox import Sender
from bot.text import escape
from bot.wiring.core import Core, open_core
from storage import tables
from tests.chaos.mishaps import Board, Dice, Line, Process, Watched
from tests.transactions import begun, opened
from tests.world import Clock, World

pytestmark = [pytest.mark.filterwarnings("ignore::ResourceWarning"), pytest.mark.asks_the_database]

POSTS = 12
CHANNELS = ("one", "two")
ROUNDS = 10
PROCESSES = 3


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.mark.parametrize("seed", range(2))
async def test_each_post_arrives_once_in_its_turn_and_shows_its_newest_card(
    world: World, board: Board, clock: Clock, database: str, seed: int
) -> None:
    dice = Dice(seed)
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("me settings")
    (community,) = await world.core.units.communities_of(moderator.actor)
    newest = await _queue(world.core, community.id, clock)
    for _ in range(ROUNDS):
        await asyncio.gather(*(_life(database, board, clock, dice) for _ in range(PROCESSES)))
        newest |= await _change_some(world.core, community.id, clock, dice)
        clock.advance(seconds=dice.random.choice((5, 70, 150)))
    dice.calm = True
    for _ in range(4):
        clock.advance(minutes=5)
        await _life(database, board, clock, dice)
    for channel in CHANNELS:
        arrived = [sent.post.key for sent in board.messages.values() if sent.post.channel == channel]
        assert arrived == [key for key in newest if key in arrived]
    shown = {sent.post.key: board.shown[message] for message, sent in board.messages.items()}
    assert len(board.messages) == len(newest)  # each once
    assert shown == newest
    async with begun(world.core.engines.read) as connection:
        assert {row.state for row in await connection.execute(select(tables.post.c.state))} == {"sent"}


async def _life(database: str, board: Board, clock: Clock, dice: Dice) -> None:
    """One process, from its start to its end or its death."""
    process = Process(dice)
    sender: dict[str, Sender] = {"test": Line(board, dice, process)}
    async with open_core(database, clock, sender) as core:
        deliverer = Deliverer(Watched(core.system, process), core.units, sender, clock)  # pyright: ignore[reportArgumentType]
        await process.run(deliverer.deliver_due())


async def _queue(core: Core, community: int, clock: Clock) -> dict[str, Card]:
    """Messages, some with a thread under them; returns the card of each by key."""
    cards: dict[str, Card] = {}
    async with opened(core, community) as unit:
        for number in range(POSTS):
            key, parent = f"post/{number}", f"post/{number - 1}" if number % 3 == 2 else None
            cards[key] = Card(escape(key))
            post = Post(
                key=key, platform="test", space="s", channel=CHANNELS[number // 3 % 2], card=cards[key],
                due_at=clock() + timedelta(seconds=number // 4),
                kind="thread" if parent else "send", parent=parent,
            )  # fmt: skip
            await unit.outbox.put(post)
    return cards


async def _change_some(core: Core, community: int, clock: Clock, dice: Dice) -> dict[str, Card]:
    """New cards for two posts."""
    cards = {f"post/{number}": Card(escape(f"at {clock()}")) for number in dice.random.sample(range(0, POSTS, 3), 2)}
    async with opened(core, community) as unit:
        for key, card in cards.items():
            post = Post(key=key, platform="test", space="s", channel="c", card=card, due_at=clock())
            await unit.outbox.revise(post, timedelta(minutes=1))
    return cards
