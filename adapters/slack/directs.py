"""The channels in which people are written to directly. Slack opens few in a minute, so that each is asked for once."""

from time import monotonic

from adapters.pace import Book, Pace

OPENING = "conversations.open"
OPEN_SECONDS = 1.25
"""Seconds between two: Slack takes fifty of the method in a minute."""
MOST_WAITING = 4
"""Who would wait behind these comes again later: whoever holds a post for long holds it up, and more wait than can be sent."""
LONGEST_WAIT = 3600.0
"""What is to wait for much longer counts as held back by a clock that was wrong, and comes at once."""
MOST_KNOWN = 10_000


class Directs:
    """Of one process: what it opened, which stays valid, and the turns of what it is to open."""

    def __init__(self, seconds: float = OPEN_SECONDS, book: Book | None = None) -> None:
        self._seconds = seconds
        self._pace = Pace(seconds, book=book)
        self._known: dict[str, str] = {}
        self._promised_until = 0.0
        self.turn = self._pace.turn

    def known(self, user: str) -> str | None:
        return self._known.get(user)

    def remember(self, user: str, channel: str) -> None:
        if len(self._known) >= MOST_KNOWN:
            del self._known[next(iter(self._known))]
        self._known[user] = channel

    def forget(self, user: str) -> None:
        self._known.pop(user, None)

    def seconds_to_wait(self, user: str) -> float:
        """After which to come again if too many wait for a channel: each a turn later than the one before. 0 if at once."""
        if user in self._known or self._pace.waiting < MOST_WAITING:
            return 0
        now = monotonic()
        next_one = max(self._promised_until, now + MOST_WAITING * self._seconds) + self._seconds
        self._promised_until = min(next_one, now + LONGEST_WAIT)
        return self._promised_until - now
