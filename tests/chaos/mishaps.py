"""What goes wrong, by dice: networks that fail before or after, platforms that ask for patience, processes that die."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from inspect import iscoroutinefunction
from random import Random
from typing import Any

from bot.domain.post import Delivery
from bot.errors import RetryLater
from bot.interface.card import Card
from bot.interface.channel import ChannelKind, ChannelReport
from tests.world import Noticeboard


class Dice:
    """Decides what goes wrong. The same seed decides the same; once `calm`, nothing goes wrong any more."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - nothing secret hangs on it
        self.calm = False

    def fall(self, likelihood: float) -> bool:
        return self.random.random() < likelihood and not self.calm

    async def pause(self) -> None:
        """Let others go on for a while."""
        for _ in range(self.random.randrange(4)):
            await asyncio.sleep(0)


class Process:
    """Runs work until it ends or the process dies; it dies at any await, and whatever it was doing is cut off."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._task: asyncio.Task[Any] | None = None

    async def run(self, work: Coroutine[Any, Any, Any]) -> None:
        self._task = asyncio.create_task(work)
        with suppress(asyncio.CancelledError):
            await self._task

    async def may_die(self) -> None:
        await self._dice.pause()
        if self._task and self._dice.fall(0.04):
            self._task.cancel()
            await asyncio.Event().wait()

    def watched(self, step: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        """`step`, before and after which the process may die."""

        async def run(*arguments: Any, **named: Any) -> Any:
            await self.may_die()
            result = await step(*arguments, **named)
            await self.may_die()
            return result

        return run


class Watched:
    """Something of whose steps each may be the last."""

    def __init__(self, inner: object, process: Process) -> None:
        self._inner = inner
        self._process = process

    def __getattr__(self, name: str) -> Any:
        step = getattr(self._inner, name)
        return self._process.watched(step) if iscoroutinefunction(step) else step


class Board(Noticeboard):
    """A platform that keeps what every process sends, and shows what was edited."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: dict[str, Card] = {}

    async def send(self, delivery: Delivery) -> str:
        message = await super().send(delivery)
        self.shown[message] = delivery.post.card
        return message

    async def edit(self, delivery: Delivery) -> None:
        assert delivery.message
        self.shown[delivery.message] = delivery.post.card


class Line:
    """The way of one process to the board, on which requests and answers are lost."""

    platform = "test"
    most_at_once = 200
    opens_threads = True

    def __init__(self, board: Board, dice: Dice, process: Process) -> None:
        self._board = board
        self._dice = dice
        self._process = process

    async def send(self, delivery: Delivery) -> str:
        return await self._ask(self._board.send, delivery)

    async def find(self, delivery: Delivery) -> str | None:
        return await self._ask(self._board.find, delivery)

    async def edit(self, delivery: Delivery) -> None:
        await self._ask(self._board.edit, delivery)

    async def look_at(self, space: str, channel: str) -> ChannelReport:
        return ChannelReport(ChannelKind.TEXT)

    async def _ask(self, request: Callable[[Delivery], Awaitable[Any]], delivery: Delivery) -> Any:
        await self._process.may_die()
        if self._dice.fall(0.1):
            raise RetryLater(self._dice.random.choice((0, 20, 200)))
        if self._dice.fall(0.15):
            raise ConnectionError("the request was lost")
        answer = await request(delivery)
        await self._process.may_die()
        if self._dice.fall(0.15):
            raise ConnectionError("the answer was lost")
        return answer
