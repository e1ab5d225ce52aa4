"""How often one token may send requests: each waits for its turn."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Protocol, TypeAlias

LATEST = 0.4
"""How much a turn that came late may bring the next one forward, in turns: more would be a burst that a platform refuses."""
SHARE = 0.93
"""How much of an even pace processes book that share a token: each sends a little earlier or later than its turn, so that a
second holds more turns than it should."""
LAPSES = 0.07
"""How many seconds after its beginning a turn is not taken any more that was booked among those of others: SHARE makes up for no
more."""
MOST_LAPSES = 3
"""Turns in a row that may lapse; a process that is always late takes one now and then, rather than none."""
MOST_AHEAD = 4
"""Turns in a row that may go before a post's: a command takes no more, and many commands do not stop the posts."""

longest_turn: ContextVar[float | None] = ContextVar("longest_turn", default=None)
"""The most seconds that a turn is worth waiting for to whoever asks; None if it is worth any wait."""
_is_waited_for: ContextVar[bool] = ContextVar("is_waited_for", default=False)


@asynccontextmanager
async def waited_for() -> AsyncGenerator[None]:
    """Somebody waits for what is asked meanwhile: its turns go before those of posts."""
    before = _is_waited_for.set(True)
    try:
        yield
    finally:
        _is_waited_for.reset(before)


@contextmanager
def turns_within(seconds: float) -> Generator[None]:
    """To what is asked meanwhile a turn is worth so many seconds of waiting."""
    before = longest_turn.set(seconds)
    try:
        yield
    finally:
        longest_turn.reset(before)


class Book(Protocol):
    """Books turns of a token that several processes share."""

    at_once: int
    """The most turns that are booked at once."""

    async def __call__(self, turns: int, seconds: float, /) -> float:
        """Book so many turns, one each so many seconds, for this process alone; returns the seconds until the first, which may
        have begun. Raises nothing."""
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
        self._seconds = seconds / SHARE if book else seconds
        self._clock = clock
        self._sleep = sleep
        self._next = clock()
        self._book = book
        self._booked = 0
        self._lapsed = 0
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
            if not self._lapses() and (first := self._first()):
                first.set_result(None)
            self._go_on(slept=early > 0)

    async def _book_more(self, book: Book) -> None:
        turns = min(self.waiting, book.at_once)
        first = await book(turns, self._seconds) + self._clock()
        self._next, self._booked = max(self._next, first), turns

    def _lapses(self) -> bool:
        """Whether it is too late for a turn among those of others."""
        late = self._book is not None and self._clock() - self._next > LAPSES
        self._lapsed = self._lapsed + 1 if late and self._lapsed < MOST_LAPSES else 0
        return self._lapsed > 0

    def _go_on(self, *, slept: bool) -> None:
        """To the next turn. One of its own follows a late one later; a booked one comes when it was booked for."""
        if self._book:
            self._next += self._seconds
            self._booked -= 1
        else:
            late = self._clock() - LATEST * self._seconds if slept else self._clock()
            self._next = max(self._next, late) + self._seconds

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
