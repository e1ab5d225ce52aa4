"""How often one token may send requests: each waits for its turn."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Protocol, TypeAlias

LATEST = 0.4
"""How much a turn that came late may bring the next one forward, in turns: more would be a burst that a platform refuses."""
MOST_AHEAD = 4
"""Turns in a row that may go before a post's: a command takes no more, and many commands do not stop the posts."""

_is_waited_for: ContextVar[bool] = ContextVar("is_waited_for", default=False)


@asynccontextmanager
async def waited_for() -> AsyncGenerator[None]:
    """Somebody waits for what is asked meanwhile: its turns go before those of posts."""
    before = _is_waited_for.set(True)
    try:
        yield
    finally:
        _is_waited_for.reset(before)


class Book(Protocol):
    """Books turns of a token that several processes share."""

    at_once: int
    """The most turns that are booked at once."""

    async def __call__(self, turns: int, seconds: float, late: float, /) -> float:
        """Book so many turns, one each so many seconds, for this process alone; returns the seconds until the first. With how
        late it took those before, in all: the turns of all processes come so much later. Raises nothing."""
        ...


Books: TypeAlias = Callable[[str], Book | None]
"""The book of what is asked for by its name; None where a process keeps a pace of its own."""


def alone(_name: str) -> None:
    """No other process shares the token."""


class Pace:
    """Turns that come evenly, at most one each so many seconds: first for what somebody waits for, then for the rest, in the
    order in which they were asked for. With a `book` they are those of all processes that share a token."""

    def __init__(
        self,
        seconds: float,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        book: Book | None = None,
    ) -> None:
        self._seconds = seconds
        self._clock = clock
        self._sleep = sleep
        self._next = clock()
        self._book = book
        self._booked = 0
        self._late = 0.0
        self._ahead: deque[asyncio.Future[None]] = deque()
        self._behind: deque[asyncio.Future[None]] = deque()
        self._gone_ahead = 0
        self._giving: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many turns are asked for."""
        return len(self._ahead) + len(self._behind)

    async def turn(self) -> None:
        """Wait for the next turn. A timer that rings late is made up for, so that the pace is kept in the long run."""
        mine = asyncio.get_running_loop().create_future()
        (self._ahead if _is_waited_for.get() else self._behind).append(mine)
        if self._giving is None or self._giving.done():
            self._giving = asyncio.create_task(self._give())
        await mine

    async def _give(self) -> None:
        """Give turns while any are asked for. Whose a turn is is decided when it comes, and who was cancelled takes none."""
        while self._ahead or self._behind:
            if self._book and not self._booked:
                await self._book_more(self._book)
            early = self._next - self._clock()
            if early > 0:
                await self._sleep(early)
            if first := self._first():
                late = self._clock() - LATEST * self._seconds if early > 0 or self._book else self._clock()
                self._late += max(0.0, late - self._next)
                self._next = max(self._next, late) + self._seconds
                self._booked -= 1
                first.set_result(None)

    async def _book_more(self, book: Book) -> None:
        turns = min(self.waiting, book.at_once)
        first = await book(turns, self._seconds, self._late) + self._clock()
        self._next, self._booked, self._late = max(self._next, first), turns, 0.0

    def _first(self) -> asyncio.Future[None] | None:
        """Whose turn it is; None if all who asked were cancelled."""
        ahead, behind = _waiting(self._ahead), _waiting(self._behind)
        if ahead and not (behind and self._gone_ahead >= MOST_AHEAD):
            self._gone_ahead += 1
            return ahead.popleft()
        self._gone_ahead = 0
        return behind.popleft() if behind else None


def _waiting(queue: deque[asyncio.Future[None]]) -> deque[asyncio.Future[None]]:
    """The queue without those at its head who were cancelled."""
    while queue and queue[0].done():
        queue.popleft()
    return queue
