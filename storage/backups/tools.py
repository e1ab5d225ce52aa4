"""PostgreSQL's own programs: the newest there is, told by its environment where the database is."""

import asyncio
import re
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from os import environ, pathsep
from pathlib import Path

from sqlalchemy import URL

_DEBIAN = "/usr/lib/postgresql"
"""Where Debian keeps the programs of each version."""
_MAJOR = re.compile(rb"\(PostgreSQL\) (\d+)")
_SAID = {
    "sslmode": "PGSSLMODE",
    "ssl": "PGSSLMODE",
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
}
"""By the name of a parameter in an address, that of the variable which says the same."""


class NoTools(Exception):
    """There is no pg_dump that is as new as the server, whose version is the argument."""


class ToolFailed(Exception):
    """One of PostgreSQL's programs ended with an error; its last line is the argument."""


async def folder_of_tools(server: int) -> Path:
    """Where the newest programs are. Raises NoTools if they are older than the server's version."""
    places = [*map(Path, environ.get("PATH", "").split(pathsep)), *Path(_DEBIAN).glob("*/bin")]
    found = {place: await _version(place / "pg_dump") for place in dict.fromkeys(places) if (place / "pg_dump").is_file()}
    best = max(found, key=lambda place: found[place], default=None)
    if best is None or found[best] < server:
        raise NoTools(server)
    return best


async def _version(program: Path) -> int:
    """The version of a program; 0 if it does not tell."""
    process = await asyncio.create_subprocess_exec(program, "--version", stdout=PIPE, stderr=PIPE)
    said, _ = await process.communicate()
    version = _MAJOR.search(said)
    return int(version[1]) if version else 0


async def begun(program: Path, address: URL, *arguments: str) -> Process:
    """A program at work. Its password stands in no list of processes."""
    return await asyncio.create_subprocess_exec(
        program, *arguments, stdout=PIPE, stderr=PIPE, env={**environ, **_environment(address)}, limit=1 << 30
    )


async def ended(process: Process) -> None:
    """Raises ToolFailed."""
    _, errors = await process.communicate()
    if process.returncode:
        raise ToolFailed(errors.decode(errors="replace").strip().rpartition("\n")[2])


def _environment(address: URL) -> Mapping[str, str]:
    plain = {
        "PGHOST": address.host,
        "PGPORT": str(address.port) if address.port else None,
        "PGUSER": address.username,
        "PGPASSWORD": address.password,
        "PGDATABASE": address.database,
        "PGTZ": "UTC",
        "PGOPTIONS": "",
    }
    asked = {
        _SAID[name]: value if isinstance(value, str) else value[-1] for name, value in address.query.items() if name in _SAID
    }
    return {name: value for name, value in {**plain, **asked}.items() if value is not None}
