"""What keeps a database from being used for a while, told apart by the errors of its driver."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from enum import StrEnum
from sqlite3 import Error as SqliteError

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from bot.ports.unit import Unavailable


class Outage(StrEnum):
    """What operators read of it: what is wrong, and what to do."""

    LOCKED = "it is locked: end what holds it, such as a shell or a copy that is being made"
    READ_ONLY = "it can be read but not written: let its disk be written, or have DATABASE_URL name the server that takes writes"
    FULL = "its disk is full: make room there"
    DAMAGED = "its file cannot be read or written: see that its disk works, and restore a backup if the file is damaged"
    SILENT = "it does not answer: see that its server runs and can be reached"
    UNEXPLAINED = "it takes nothing that is written: see what it says, and whether its tables are there"
    POOLED = "a pooler before it forgets statements between transactions: set DATABASE_POOLER=transaction"
    SLOW = "it has not answered for some seconds: see what keeps it busy"


_OF_SQLITE = {
    5: Outage.LOCKED,
    6: Outage.LOCKED,
    8: Outage.READ_ONLY,
    10: Outage.DAMAGED,
    11: Outage.DAMAGED,
    13: Outage.FULL,
    14: Outage.DAMAGED,
    26: Outage.DAMAGED,
}
"""By the lower byte of SQLite's codes."""
_OF_POSTGRESQL = {
    "25006": Outage.READ_ONLY,
    "26000": Outage.POOLED,
    "42P05": Outage.POOLED,
    "53100": Outage.FULL,
    "08": Outage.SILENT,
    "28": Outage.SILENT,
    "3D": Outage.SILENT,
    "53": Outage.SILENT,
    "57P": Outage.SILENT,
    "58": Outage.SILENT,
}
"""By how a code of PostgreSQL's begins; the first that fits counts."""


@contextmanager
def outages_told() -> Generator[None]:
    """For work in a transaction. Raises Unavailable for an error that says that the database cannot be used."""
    try:
        yield
    except Exception as error:
        outage = outage_of(error)
        if outage is None:
            raise
        raise Unavailable(str(outage)) from error


def outage_of(error: Exception) -> Outage | None:
    """The outage that an error comes from; None for one of the work itself."""
    for cause in causes_of(error):
        match cause:
            case ConnectionError() | NoConnectionLeft():
                return Outage.SILENT  # nothing but the way to the server raises these in a unit
            case SqliteError(sqlite_errorcode=int(code)):
                return _OF_SQLITE.get(code & 0xFF)
            case _ if state := getattr(cause, "sqlstate", None):
                return next((outage for code, outage in _OF_POSTGRESQL.items() if state.startswith(code)), None)
            case _:
                pass
    return Outage.SILENT if isinstance(error, DBAPIError) and error.connection_invalidated else None


def causes_of(error: BaseException) -> Iterator[BaseException]:
    """An error and what it came from, the innermost last."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = getattr(cause, "orig", None) or cause.__cause__
