"""How often one token may send requests: each request of a client that posts waits for its turn."""

from aiolimiter import AsyncLimiter

REQUESTS_PER_SECOND = 40
"""Discord allows a bot 50 each second; what answers calls needs its share."""


def new_pace() -> AsyncLimiter:
    """Turns that come evenly, without bursts."""
    return AsyncLimiter(1, 1 / REQUESTS_PER_SECOND)
