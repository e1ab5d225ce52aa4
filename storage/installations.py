"""The workspaces that added the app, and those that are about to. Tokens leave this file for the database encrypted."""

import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, delete, insert, make_url, or_, select, update

from bot.domain.installation import Installation
from bot.interface.call import Place
from bot.ports.installations import Sealed
from storage import tables
from storage.connection import Connection
from storage.engine import Engines, open_engines
from storage.health import Health
from storage.inserts import upsert
from storage.sealing import NoKeyFits, Seal
from storage.spaces import leave

_installation, _state = tables.slack_installation.c, tables.slack_state.c
_of_space = _installation.space == bindparam("whose")
_FIND = select(tables.slack_installation).where(_of_space)
_ALL = select(_installation.space, _installation.sealed)
_EXPIRING = select(_installation.space).where(_installation.expires_at <= bindparam("before")).order_by(_installation.expires_at)
_PUT = upsert(tables.slack_installation)
_as_read = (_of_space, _installation.installed_at == bindparam("then"))
_BEGIN_RENEWAL = update(tables.slack_installation).where(
    *_as_read,
    _installation.expires_at == bindparam("expiring"),
    or_(_installation.renewing_until.is_(None), _installation.renewing_until <= bindparam("now")),
)
_as_sealed = (_of_space, _installation.sealed == bindparam("old"))
_REMOVE = delete(tables.slack_installation).where(*_as_sealed)
_RENEW = update(tables.slack_installation).where(*_as_read)
_CLOSE_ANEW = update(tables.slack_installation).where(*_as_sealed)
_ISSUE = insert(tables.slack_state)
_CONSUME = delete(tables.slack_state).where(_state.digest == bindparam("sought"), _state.expires_at > bindparam("now"))


class SqlInstallations:
    """Implements `bot.ports.installations.Installations` and `InstallStates` on the engines of one database."""

    def __init__(self, engines: Engines, seal: Seal) -> None:
        self._engines = engines
        self._seal = seal

    async def get(self, space: str) -> Installation | None:
        return await self._engines.read.run(_get, space, self._seal)

    async def expiring(self, before: datetime) -> Sequence[str]:
        return await self._engines.read.run(_expire_before, before)

    async def put(self, installation: Installation) -> None:
        await self._engines.write.run(_put, installation, self._seal)

    async def begin_renewal(self, installation: Installation, now: datetime, lasts: timedelta) -> bool:
        return await self._engines.write.run(_begin_renewal, installation, now, now + lasts)

    async def renew(self, installation: Installation) -> None:
        await self._engines.write.run(_renew, installation, self._seal)

    async def remove(self, installation: Installation, now: datetime) -> bool:
        return await self._engines.write.run(_remove, installation, now, self._seal)

    async def issue(self, state: str, until: datetime) -> None:
        await self._engines.write.run(_issue, _digest(state), until)

    async def consume(self, state: str, now: datetime) -> bool:
        return await self._engines.write.run(_consume, _digest(state), now)

    async def unreadable(self) -> int:
        """How many workspaces have a token that none of the keys opens."""
        return await self._engines.read.run(_unreadable, self._seal)

    async def close_anew(self) -> None:
        """Encrypt every token anew, with the first key. Raises Sealed if none of the keys opens one; then all stay as they
        are."""
        await self._engines.write.run(_close_anew, self._seal)


@asynccontextmanager
async def open_installations(url: str, seal: Seal, health: Health | None = None) -> AsyncGenerator[SqlInstallations]:
    """The installations in a database, through engines of their own for as long as the block runs."""
    engines = _engines(url, health or Health())
    try:
        yield SqlInstallations(engines, seal)
    finally:
        await engines.dispose()


def _engines(url: str, health: Health) -> Engines:
    """Few are asked at a time: on PostgreSQL two connections are enough."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return open_engines(url, health)
    from storage.postgresql import PostgresqlEngine

    engine = PostgresqlEngine(address, connections=2, health=health)
    return Engines(engine, engine, engine, health)


async def _get(connection: Connection, space: str, seal: Seal) -> Installation | None:
    row = (await connection.execute(_FIND, {"whose": space})).first()
    return _opened(row, seal) if row else None


async def _expire_before(connection: Connection, before: datetime) -> Sequence[str]:
    return [row.space for row in await connection.execute(_EXPIRING, {"before": before})]


async def _put(connection: Connection, installation: Installation, seal: Seal) -> None:
    of_it = {"space": installation.space, "installed_at": installation.installed_at, "renewing_until": None}
    await connection.execute(_PUT, {**of_it, **_tokens(installation, seal)})


async def _begin_renewal(connection: Connection, installation: Installation, now: datetime, until: datetime) -> bool:
    values = {**_read(installation), "expiring": installation.expires_at, "now": now, "renewing_until": until}
    return (await connection.execute(_BEGIN_RENEWAL, values)).rowcount > 0


async def _renew(connection: Connection, installation: Installation, seal: Seal) -> None:
    await connection.execute(_RENEW, {**_read(installation), **_tokens(installation, seal), "renewing_until": None})


async def _remove(connection: Connection, installation: Installation, now: datetime, seal: Seal) -> bool:
    """Encrypted twice, a token looks different each time: what stands there is opened, and removed as it stood."""
    row = (await connection.execute(_FIND, {"whose": installation.space})).first()
    if row is None or _opened(row, seal).token != installation.token:
        return False
    removed = (await connection.execute(_REMOVE, {"whose": row.space, "old": row.sealed})).rowcount > 0
    if removed:
        await leave(connection, Place("slack", installation.space, None), now)
    return removed


async def _issue(connection: Connection, digest: str, until: datetime) -> None:
    await connection.execute(_ISSUE, {"digest": digest, "expires_at": until})


async def _consume(connection: Connection, digest: str, now: datetime) -> bool:
    return (await connection.execute(_CONSUME, {"sought": digest, "now": now})).rowcount > 0


async def _unreadable(connection: Connection, seal: Seal) -> int:
    return sum(not seal.fits(row.sealed) for row in await connection.execute(_ALL))


async def _close_anew(connection: Connection, seal: Seal) -> None:
    for row in (await connection.execute(_ALL)).all():
        try:
            sealed = seal.close_anew(row.sealed)
        except NoKeyFits:
            raise Sealed(row.space) from None
        await connection.execute(_CLOSE_ANEW, {"whose": row.space, "old": row.sealed, "sealed": sealed})


def _opened(row: Any, seal: Seal) -> Installation:
    try:
        tokens = json.loads(seal.open(row.sealed))
    except NoKeyFits:
        raise Sealed(row.space) from None
    return Installation(space=row.space, installed_at=row.installed_at, expires_at=row.expires_at, **tokens)


def _tokens(installation: Installation, seal: Seal) -> dict[str, object]:
    tokens = json.dumps({"token": installation.token, "refresh_token": installation.refresh_token})
    return {"sealed": seal.close(tokens), "expires_at": installation.expires_at}


def _read(installation: Installation) -> dict[str, object]:
    return {"whose": installation.space, "then": installation.installed_at}


def _digest(state: str) -> str:
    return sha256(state.encode()).hexdigest()
