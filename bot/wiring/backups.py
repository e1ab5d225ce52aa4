"""Backups as operators make them and put them back; what goes wrong is said with its cure."""

import sqlite3
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from errno import ENOSPC
from functools import partial
from pathlib import Path
from time import monotonic
from typing import cast

import structlog
from sqlalchemy import make_url

from adapters.clock import present
from bot.config import Settings
from bot.ports.unit import Unavailable
from bot.shared.erasure import forget
from bot.wiring.core import bring_up_to_date, open_core
from bot.wiring.operator_errors import asking_the_database
from storage.backups.archive import Damaged, Manifest, NoDatabase, NotABackup, Tell
from storage.backups.keeping import Differs, HoldsData, InUse, Kept, OtherKind, PutBackOtherwise, Taken, kept_in
from storage.backups.postgresql import Pooled
from storage.backups.tools import NoTools, ToolFailed
from storage.backups.unfinished import finish
from storage.erasures import Erasure, back_again, note
from storage.revision import NewerDatabase

TELL_EVERY_SECONDS = 2

log = structlog.get_logger(__name__)


class RefusedError(Exception):
    """A backup that is not made or not put back, with the reason and what to do."""


async def back_up(settings: Settings, file: Path, tell: Tell) -> list[str]:
    """Write a backup of the database while the bot runs; returns what to say of it. Raises RefusedError."""
    with asking_the_database(), _refusing(file):
        manifest = await _kept(settings).back_up(file, present(), now_and_then(tell))
    return [f"The backup is {file}: {_told(manifest)}. It was read back and compared with the database."]


async def restore(settings: Settings, file: Path, replace: bool, tell: Tell) -> list[str]:
    """Put a backup back, bring its tables up to date and let nothing be said twice; returns what was done.

    Raises RefusedError: for a backup that was not put back, and then the database is as it was; or for one that was put back
    not wholly, or not caught up, and then says so.
    """
    settings.prepare()
    now, kept = present(), _kept(settings)
    before = kept.folder / f"before-restore-{now:%Y%m%dT%H%M%SZ}.backup" if replace else None
    with asking_the_database(), _refusing(file):
        manifest = await kept.restore(file, before, now, now_and_then(tell))
    done = [f"What the database held before is kept in {before}."] if before and before.is_file() else []
    try:
        again = await catch_up(settings, kept.erased(), now)
    except Exception as error:  # noqa: BLE001 - whatever it is, the database is another by now
        raise RefusedError("\n".join([*done, _NOT_CAUGHT_UP.format(_reason(error))])) from None
    kept.settle()
    return [
        *done,
        f"The backup was put back: {_told(manifest)}. The tables are up to date.",
        _ERASED_AGAIN.format(again) if before and before.is_file() else _ERASED_SINCE,
        "What fell due since it was made is queued, and looked for on the platforms before it is posted. Start the bot again.",
    ]


async def catch_up(settings: Settings, erased: Sequence[Erasure], now: datetime) -> int:
    """Forget anew whoever was erased since the backup was made, as how many members is returned. Queue what fell due since, and
    count all that was due as tried: whatever was sent since is found before it would be sent again. Raises whatever keeps any of
    it from being queued: what were queued later would not be looked for."""
    async with open_core(settings.database, lambda: now, {}) as core:
        await bring_up_to_date(core.engines)
        await core.engines.write.run(note, erased, now)
        again = await core.engines.read.run(back_again, erased)
        for community, person in again:
            await core.units.run(community, partial(forget, person=person, now=now))
        await core.queue(strict=True)
        await core.system.doubt(now)
        await finish(core.engines)
    return len(again)


def _reason(error: Exception) -> str:
    """Why a backup was not caught up; what no operator can know of stands in the log."""
    if isinstance(error, ExceptionGroup):  # of what was queued beside each other
        (first, *_) = cast("ExceptionGroup[Exception]", error).exceptions
        return _reason(first)
    if isinstance(error, Unavailable):
        return f"the database cannot be used: {error}"
    log.error("a backup that was put back could not be caught up", exc_info=error)
    return type(error).__name__


def now_and_then(tell: Tell) -> Tell:
    """Says how far work is that takes long, every two seconds."""
    said = monotonic()

    def told(line: str) -> None:
        nonlocal said
        if monotonic() - said >= TELL_EVERY_SECONDS:
            said = monotonic()
            tell(f"{line} …")

    return told


def _kept(settings: Settings) -> Kept:
    address = make_url(settings.database)
    is_file = address.get_backend_name() == "sqlite"
    folder = Path(address.database or "").parent if is_file else settings.data_dir
    folder.mkdir(parents=True, exist_ok=True)
    return kept_in(settings.database, folder)


def _told(manifest: Manifest) -> str:
    rows = sum(manifest.row_counts.values())
    made = f"{manifest.made_at:%Y-%m-%d %H:%M} UTC"
    return f"{rows} rows in {len(manifest.row_counts)} tables as they were at {made}"


@contextmanager
def _refusing(file: Path) -> Generator[None]:
    """Raises RefusedError for what an operator can mend."""
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno != ENOSPC:
            raise  # it is the database's server that does not answer
        place = Path(error.filename or file)
        typed = place.parent if place.name.startswith(".") else place  # what is unpacked meanwhile has a name that nobody typed
        raise RefusedError(_UNUSABLE.format(typed, type(error).__name__)) from None
    except _MENDABLE as error:
        cure = next(cure for kind, cure in _CURES.items() if isinstance(error, kind))
        raise RefusedError(cure.format(file=file, why=error, kind=type(error).__name__)) from None


_NOT_CAUGHT_UP = (
    "The backup was put back, but not caught up ({}): do not start the bot, which would say things twice; mend that, and type "
    "this again with `--replace`."
)
_ERASED_AGAIN = (
    "Whoever the database that was replaced knew to have deleted their data is forgotten in this one too: {} of its members."
)
_ERASED_SINCE = (
    "Whoever deleted their data since it was made is in it again, and their words may be posted again. Nothing knows who they "
    "are: tell the communities that they have to type `me delete` once more."
)
_UNUSABLE = "{} cannot be read or written ({}): see that it is there, may be written to and has room."
_CURES: Mapping[type[Exception], str] = {
    Taken: "{file} is there already, and nothing is overwritten: name another file.",
    NoDatabase: "There is no database at {why} yet: look at DATABASE_URL, or make one with `python -m bot release`.",
    NotABackup: "{file} is no backup of Cairn: name one that `python -m bot db backup` wrote.",
    Damaged: "{file} is damaged or cut off, so nothing was put back: copy it anew, or take another backup.",
    Differs: "What was read back is not what was written: look at the disk, and type it again.",
    PutBackOtherwise: "The backup was put back, but the database does not hold all of it: do not start the bot, look at the "
    "disk, and type this again with `--replace`.",
    OtherKind: "{file} is of the other kind of database ({why}): name one of that kind in DATABASE_URL.",
    NewerDatabase: "{file} is of a newer version of the bot: update the bot (`git pull`), then type this again.",
    InUse: "Somebody has the database open, so nothing was put back: stop all parts of the bot, and any other program that reads "
    "it, and type this again.",
    HoldsData: "The database holds data, so nothing was put back: with `--replace` it is backed up first and then replaced.",
    NoTools: "PostgreSQL's own pg_dump, pg_restore and psql of version {why} or newer were not found: install the package "
    "`postgresql-client-{why}`, or put the folder they are in into PATH.",
    Pooled: "DATABASE_URL leads to a pooler, and a backup needs the server itself: put its address before this command, such as "
    "`DATABASE_URL=postgresql://user:password@host:5432/name python -m bot db backup FILE`.",
    ToolFailed: "PostgreSQL refused it: {why}",
    sqlite3.Error: "The present database cannot be read ({kind}): look at DATABASE_URL; if it is broken, move its files away, "
    "and type this again.",
}
"""What to do, by what was raised; the first that fits."""
_MENDABLE = tuple(_CURES)
