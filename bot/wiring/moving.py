"""A whole database copied into one of the other kind, as operators do it; what goes wrong is said with its cure."""

import sqlite3
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from sqlalchemy import make_url

from adapters import console
from bot.config import MisconfiguredError, database_address
from bot.wiring.backups import RefusedError, now_and_then
from bot.wiring.core import bring_up_to_date
from bot.wiring.operator_errors import asking_the_database
from storage.backups.archive import Tables, Tell
from storage.backups.keeping import Differs, kept_in
from storage.backups.moving import Outdated, Unfit, move
from storage.backups.postgresql import Pooled
from storage.engine import Engines, open_engines
from storage.revision import refuse_newer


async def copy(source: str, target: str, tell: Tell) -> list[str]:
    """Copy all that one address leads to into another, which is brought up to date before; returns what to say of it. Raises
    MisconfiguredError for an address that cannot be used, RefusedError for anything else that an operator can mend: the target
    is as it was then."""
    source, target = _address("FROM", source), _address("TO", target)
    if (_file_of(source) is None) == (_file_of(target) is None):
        raise RefusedError(_SAME_KIND)
    with asking_the_database("FROM"), _refusing("FROM"):
        await _check_source(source)
    with asking_the_database("TO"), _refusing("TO"):
        await _prepare_target(target)
        carried = await move(source, target, now_and_then(tell))
    return [
        _shown(carried),
        f"All of it was read back from {_named(target)} and is the same. {_named(source)} was left as it is.",
        "Set DATABASE_URL to the new address, and start the bot again.",
    ]


def _address(name: str, written: str) -> str:
    try:
        return database_address(written)
    except ValueError as error:
        raise MisconfiguredError(f"{name}: {error}") from None


async def _check_source(address: str) -> None:
    """Raises RefusedError, NewerDatabase."""
    file = _file_of(address)
    if file and not file.is_file():
        raise RefusedError(_MISSING.format(why=file))
    await _check_unused(address)
    async with _opened(address) as engines:
        await refuse_newer(engines)


async def _prepare_target(address: str) -> None:
    """Raises RefusedError."""
    await _check_unused(address)
    if await kept_in(address, Path()).keeper.holds_data():
        raise RefusedError(_HOLDS_DATA.format(why=_named(address)))
    async with _opened(address) as engines:
        await bring_up_to_date(engines)


@asynccontextmanager
async def _opened(address: str) -> AsyncGenerator[Engines]:
    engines = open_engines(address)
    try:
        yield engines
    finally:
        await engines.dispose()


async def _check_unused(address: str) -> None:
    """Raises RefusedError."""
    if await kept_in(address, Path()).keeper.is_used():
        raise RefusedError(_IN_USE.format(why=_named(address)))


def _file_of(address: str) -> Path | None:
    parts = make_url(address)
    return Path(parts.database or "") if parts.get_backend_name() == "sqlite" else None


def _named(address: str) -> str:
    return make_url(address).set(query={}).render_as_string()


def _shown(carried: Tables) -> str:
    """The tables that hold anything, with both sides' rows and sums, which are equal."""
    rows = [(name, tally.rows, f"{tally.sum:x}") for name, tally in sorted(carried.items()) if tally.rows]
    total = sum(number for _, number, _ in rows)
    return console.table(f"{total} rows in {len(rows)} tables", ("table", "rows, both", "sum, both"), rows)


@contextmanager
def _refusing(name: str) -> Generator[None]:
    """Raises RefusedError for what an operator can mend; `name` is what they call the address."""
    try:
        yield
    except tuple(_CURES) as error:
        why = ": ".join(map(str, error.args)) if isinstance(error, Unfit) else str(error)
        cure = next(cure for kind, cure in _CURES.items() if isinstance(error, kind))
        raise RefusedError(cure.format(why=why, name=name)) from None


_SAME_KIND = "Both are of one kind, so nothing was copied: move such a database with `db backup` and `db restore`."
_MISSING = "There is no database at {why}: look at FROM."
_IN_USE = (
    "Somebody has {why} open, so nothing was copied: stop all parts of the bot, and any other program that reads it, and type "
    "this again."
)
_HOLDS_DATA = "{why} holds data, so nothing was copied: name a database that nobody has used, in TO."
_CURES: Mapping[type[Exception], str] = {
    Outdated: "FROM has the tables of another version, so nothing was copied: bring it up to date with `db upgrade`.",
    Unfit: "The table {why}: nothing was copied. Mend that row in FROM, and type this again.",
    Pooled: "{name} leads to a pooler, and nobody can tell who else is connected there, so nothing was copied: write the address "
    "of the server itself.",
    sqlite3.Error: "{name} cannot be read ({why}), so nothing was copied: name a file that the bot made, or put a backup of it "
    "back.",
    Differs: "What was read back is not what was written, so nothing was kept: look at the disks, and type this again.",
}
"""What to do, by what was raised; the first that fits."""
