"""Work that another transaction came in the way of is begun anew, and finds what that one left. Nothing of it was kept, and
nobody was told anything: whatever a unit sends waits in the outbox until it is committed."""

import structlog

from bot.logs import Seldom
from storage.outage import causes_of

MOST_TRIES = 5
"""After which something else must be wrong."""
_OF_POSTGRESQL = {
    "40001",  # what was read has been changed
    "40P01",  # each waits for the other
    "23503",  # whom a new row is about is gone
}

told_again = Seldom(
    structlog.get_logger(__name__), "transactions came in each other's way and were begun anew: no harm, unless it is often"
)


class Overtaken(LookupError):
    """What the work builds on is gone since it began."""


def is_overtaken(error: Exception) -> bool:
    return any(isinstance(cause, Overtaken) or getattr(cause, "sqlstate", None) in _OF_POSTGRESQL for cause in causes_of(error))
