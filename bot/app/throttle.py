"""Slows down whoever calls too often, before anything is asked of the database.

Each process counts for itself, as long as it runs, by a clock that nobody sets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from bot.errors import Refusal
from bot.interface.call import Request
from bot.text import n

MOST_KNOWN = 1000
"""The number of those who called lately from which on those who have not are forgotten."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many calls at once, and so many a second in the long run. `until_full`: after one too many none is let in until there
    is room for as many as at first."""

    burst: int
    per_second: float
    until_full: bool = False


CALLS = Allowance(30, 1.5, until_full=True)
"""Of one person. Ten presses in five seconds, as of somebody who clicks fast, take some of it: on Slack a press may have the App
Home drawn again, which is another call."""
TYPING = Allowance(60, 6)
"""What is suggested to one person while they type."""
KEPT = Allowance(3, 0.1)
"""What one person types into calls that are not let in, and is kept for Try again."""
OF_SPACE = Allowance(400, 100)
"""All calls of one space."""
MOST_TOLD = 10
"""How often somebody is told that they have to wait, until they are let in again."""


@dataclass(slots=True)
class _Bucket:
    room: float
    at: float
    closed_until: float = 0.0
    refused: int = 0


class TooMany(Refusal):
    """The call was not let in. `keeps`: what was typed may be kept."""

    def __init__(self, seconds: int, *, keeps: bool) -> None:
        sentence = n("Too many at once: try again in {count} second.", "Too many at once: try again in {count} seconds.", seconds)
        super().__init__(sentence)
        self.keeps = keeps


class Throttle:
    """`clock` tells seconds that never go back; without one everybody is let in."""

    def __init__(self, clock: Callable[[], float] | None = None) -> None:
        self._is_off = clock is None
        self._clock = clock or (lambda: 0.0)
        self._buckets: dict[tuple[Allowance, str, str], _Bucket] = {}
        self._most = MOST_KNOWN

    def __len__(self) -> int:
        """The number of buckets that are kept in mind."""
        return len(self._buckets)

    def too_many(self, request: Request) -> TooMany | None:
        """Counts a call; why it is not let in, if it is not. What nobody does by hand is not counted."""
        if not request.by_hand:
            return None
        place, caller = request.place, request.caller
        seconds = self._wait(CALLS, *caller)
        if not seconds and place.space:
            seconds = self._wait(OF_SPACE, place.platform, place.space)
        if not seconds:
            return None
        typed = request.kind != "press" and bool(request.call.values)
        return TooMany(ceil(seconds), keeps=typed and not self._wait(KEPT, *caller))

    def types_too_fast(self, request: Request) -> bool:
        """Counts what somebody typed so far; whether nothing is suggested for it."""
        return self._wait(TYPING, *request.caller) > 0

    def ignores(self, platform: str, account: str, *, typing: bool = False) -> TooMany | None:
        """Why somebody gets no answer who was told often enough that they have to wait; None if that is over, or never was.
        `typing`: no entries for what they typed, of which there are too many at once without being told."""
        for allowance, told in ((CALLS, MOST_TOLD), *(((TYPING, 1),) if typing else ())):
            bucket = self._buckets.get((allowance, platform, account))
            if bucket and bucket.refused >= told and (seconds := bucket.closed_until - self._clock()) > 0:
                return TooMany(ceil(seconds), keeps=False)
        return None

    def _wait(self, allowance: Allowance, platform: str, id: str) -> float:
        """The seconds until a call is let in; 0 if it is now, and counted."""
        if self._is_off:
            return 0.0
        now, bucket = self._clock(), self._bucket(allowance, platform, id)
        bucket.room = min(allowance.burst, bucket.room + (now - bucket.at) * allowance.per_second)
        bucket.at = now
        if now < bucket.closed_until:
            bucket.refused += 1
            return bucket.closed_until - now
        if bucket.room >= 1:
            bucket.room, bucket.refused = bucket.room - 1, 0
            return 0.0
        lacking = (allowance.burst if allowance.until_full else 1) - bucket.room
        bucket.closed_until, bucket.refused = now + lacking / allowance.per_second, 1
        return bucket.closed_until - now

    def _bucket(self, allowance: Allowance, platform: str, id: str) -> _Bucket:
        key = (allowance, platform, id)
        if key not in self._buckets:
            if len(self._buckets) >= self._most:
                self._forget()
            self._buckets[key] = _Bucket(allowance.burst, self._clock())
        return self._buckets[key]

    def _forget(self) -> None:
        """Those whose bucket is full again are as good as unknown."""
        now = self._clock()
        idle = [key for key, bucket in self._buckets.items() if (now - bucket.at) * key[0].per_second >= key[0].burst]
        for key in idle:
            del self._buckets[key]
        self._most = max(MOST_KNOWN, 2 * len(self._buckets))


UNHURRIED = Throttle()
"""Lets everybody in."""
