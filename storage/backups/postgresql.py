"""A PostgreSQL database kept with pg_dump and put back in one transaction."""

from asyncio import sleep
from asyncio.subprocess import Process
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from storage.backups.archive import (
    COUNT,
    ERASED,
    MARK,
    NOTHING,
    PEOPLE,
    REVISION,
    SOME,
    Damaged,
    Snapshot,
    Tables,
    Tally,
    Tell,
    added,
    tally,
)
from storage.backups.tools import ToolFailed, begun, ended, folder_of_tools
from storage.backups.unfinished import MARK_IT
from storage.engine import Engines, open_engines
from storage.erasures import Erasure
from storage.tables import metadata

_VERSION = "SELECT current_setting('server_version_num')::int / 10000"
_ONE_INSTANT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_IN_UTC = "SET LOCAL TIME ZONE 'UTC'"
_EXPORTED = "SELECT pg_export_snapshot()"
_SCHEMA = "SELECT current_schema()"
_THERE = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
_HANGING = """SELECT DISTINCT below.relname, above.relname
FROM pg_constraint JOIN pg_class below ON below.oid = conrelid JOIN pg_class above ON above.oid = confrelid
WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"""
"""Which table hangs under which other one."""
_NAME = "cairn-backup"
_OTHERS = f"""SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND application_name <> '{_NAME}'"""  # noqa: S608
_LOOKS, _PAUSE_SECONDS = 5, 0.2
"""How often it is looked whether somebody is connected: who has just left is still there for a moment."""
_LOCK_SECONDS = 10


class Pooled(Exception):
    """A pooler stands before the server. What pg_dump and psql set for their session would stay on connections of others, to whom
    the tables would be gone, and nobody could tell who else is connected."""


class PostgresqlKeeper:
    """Implements `storage.backups.keeping.Keeper`."""

    kind = "postgresql"

    def __init__(self, address: URL) -> None:
        self._address = address

    async def save(self, to: Path, tell: Tell) -> Snapshot:
        async def saved(connection: Any) -> Snapshot:
            await connection.exec_driver_sql(_ONE_INSTANT)
            await connection.exec_driver_sql(_IN_UTC)
            tables, snapshot = await _own_tables(connection), await _value(connection, _EXPORTED)
            schema, tools = await _value(connection, _SCHEMA), await _tools(connection)
            chosen = [f'--table="{schema}"."{name}"' for name in tables]
            process = await begun(
                tools / "pg_dump", self._address, "--format=custom", f"--snapshot={snapshot}", f"--file={to}", *chosen
            )
            try:
                counted = await _counted(connection, tables, tell)
                await ended(process)
            except BaseException:
                _stop(process)
                raise
            return Snapshot(await _revision(connection, tables), counted)

        return await self._asked(saved)

    async def look(self, kept: Path, tell: Tell) -> Tables:
        """Raises Damaged."""
        script = kept.with_suffix(".sql")
        await self._write_script(kept, script)
        try:
            return _tables_of(script, tell)
        finally:
            script.unlink()

    async def is_used(self) -> bool:
        async def others(connection: Any) -> bool:
            return await _value(connection, _OTHERS) > 0

        for _ in range(_LOOKS - 1):
            if not await self._asked(others):
                return False
            await sleep(_PAUSE_SECONDS)
        return await self._asked(others)

    async def holds_data(self) -> bool:
        async def held(connection: Any) -> bool:
            there = set(await _own_tables(connection)).intersection(PEOPLE)
            return any([await _value(connection, SOME.format(name)) for name in there])

        return await self._asked(held)

    async def erasures(self) -> Sequence[Erasure]:
        async def erased(connection: Any) -> Sequence[Erasure]:
            there = "erasure" in await _own_tables(connection)
            return [(*row,) for row in await connection.exec_driver_sql(ERASED)] if there else ()

        return await self._asked(erased)

    async def put_back(self, kept: Path, tell: Tell) -> None:
        """Raises Damaged."""
        tools, schema, present = await self._asked(_place)
        drop, script = kept.with_suffix(".drop.sql"), kept.with_suffix(".sql")
        gone = ", ".join(f'"{schema}"."{name}"' for name in present)
        dropped = f"DROP TABLE IF EXISTS {gone} CASCADE;" if gone else ""  # also what a newer version has added
        drop.write_text(f"SET LOCAL lock_timeout = '{_LOCK_SECONDS}s';\n{dropped}\n{MARK_IT};\n", encoding="utf-8")
        await self._write_script(kept, script, "--clean", "--if-exists")
        tell("Putting the database back")
        quiet = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction")
        files = [f"--file={file}" for file in (drop, script)]
        await ended(await begun(tools / "psql", self._address, *quiet, *files))

    async def row_counts(self) -> Mapping[str, int]:
        async def counted(connection: Any) -> Mapping[str, int]:
            return {name: await _value(connection, COUNT.format(name)) for name in await _own_tables(connection)}

        return await self._asked(counted)

    async def _write_script(self, kept: Path, script: Path, *arguments: str) -> None:
        """The statements that a dump is made of. Raises Damaged."""
        script.touch(mode=0o600)
        tools, *_ = await self._asked(_place)
        asked = ("--no-owner", "--no-privileges", f"--file={script}", *arguments, str(kept))
        try:
            await ended(await begun(tools / "pg_restore", self._address, *asked))
        except ToolFailed:
            raise Damaged from None

    async def _asked(self, work: Any) -> Any:
        """What work returns in a transaction of a connection of its own. Raises Pooled."""
        address = self._address.update_query_dict({"application_name": _NAME})
        engines: Engines = open_engines(address.render_as_string(hide_password=False))

        async def asked(connection: Any) -> Any:
            if engines.read.is_pooled:
                raise Pooled
            return await work(connection)

        try:
            return await engines.read.run(asked)
        finally:
            await engines.dispose()


def _stop(process: Process) -> None:
    if process.returncode is None:
        process.kill()


async def _place(connection: Any) -> tuple[Path, str, list[str]]:
    """Where the programs are, the schema, and our tables in it."""
    return await _tools(connection), await _value(connection, _SCHEMA), await _own_tables(connection)


async def _tools(connection: Any) -> Path:
    return await folder_of_tools(await _value(connection, _VERSION))


async def _value(connection: Any, statement: str) -> Any:
    return (await connection.exec_driver_sql(statement)).scalar_one_or_none()


async def _revision(connection: Any, tables: Iterable[str]) -> str:
    return (await _value(connection, REVISION) or "") if MARK in tables else ""


async def _own_tables(connection: Any) -> list[str]:
    """The tables of this version, and those of another that hang under them; what else the database holds is not ours."""
    there = set((await connection.exec_driver_sql(_THERE)).scalars())
    own = there.intersection({*metadata.tables, MARK})
    hanging = [(below, above) for below, above in await connection.exec_driver_sql(_HANGING)]
    while more := {below for below, above in hanging if above in own and below not in own}:
        own |= more
    return sorted(own)


async def _counted(connection: Any, tables: Iterable[str], tell: Tell) -> Mapping[str, Tally]:
    """What each table holds, by its rows as PostgreSQL writes them into a dump."""
    driver = (await connection.get_raw_connection()).driver_connection
    counted: dict[str, Tally] = {}
    for name in tables:
        rows = _Rows()
        await driver.copy_from_table(name, output=rows.take)
        counted[name] = rows.tally
        tell(f"Counted {len(counted)} tables")
    return counted


class _Rows:
    """Rows that arrive in pieces."""

    def __init__(self) -> None:
        self.tally = NOTHING
        self._rest = b""

    async def take(self, piece: bytes) -> None:
        *rows, self._rest = (self._rest + piece).split(b"\n")
        self.tally = added(self.tally, tally(rows))


def _tables_of(script: Path, tell: Tell) -> Tables:
    """What the tables hold that a script fills."""
    found: dict[str, Tally] = {}
    with script.open("rb") as lines:
        for line in lines:
            if line.startswith(b"COPY ") and line.endswith(b" FROM stdin;\n"):
                name = line.split()[1].decode().rpartition(".")[2].strip('"')
                found[name] = tally(row.removesuffix(b"\n") for row in iter(lines.readline, b"\\.\n"))
                tell(f"Read {len(found)} tables back")
    return found
