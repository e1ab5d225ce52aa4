"""Passes: what lets somebody in on the web as a member."""

from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from bot.domain.web_pass import Holder, PassKind, WebPass, rights_told
from bot.interface.call import Actor, Place
from storage import tables
from storage.connection import Connection
from storage.engine import Engines
from storage.repository import Repository
from storage.rows import first, to_row

_pass, _account, _person = tables.web_pass.c, tables.account.c, tables.person.c
_is_fresh = or_(_pass.expires_at.is_(None), _pass.expires_at > bindparam("now"))
_PUT = insert(tables.web_pass)
_THEIRS = (
    _pass.community_id == bindparam("community"),
    _pass.kind == bindparam("sort"),
    _pass.person_id == bindparam("person"),
    _pass.cohort_id == bindparam("cohort"),
)
_CALENDAR = select(tables.web_pass).where(*_THEIRS)
_DROP = delete(tables.web_pass).where(*_THEIRS)
_CERTIFICATE = select(tables.web_pass).where(*_THEIRS, _pass.token.is_not(None)).order_by(_pass.made_at).limit(1)
_ISSUED = select(tables.web_pass).where(*_THEIRS, _pass.digest == bindparam("sought"))
_ZONE = func.coalesce(_person.zone, tables.community.c.zone).label("zone")
_HOLDER = (
    select(tables.web_pass, _account.name, _person.locale, _ZONE)
    .join(tables.account, (_account.platform == _pass.platform) & (_account.external_id == _pass.account))
    .join(tables.person, _person.id == _pass.person_id)
    .join(tables.community, tables.community.c.id == _pass.community_id)
    .where(_pass.digest == bindparam("sought"), _pass.kind == bindparam("sort"), _is_fresh)
    .execution_options(across_communities="whom a pass lets in")
)
_WHOSE = (
    select(_pass.community_id)
    .where(_pass.digest == bindparam("sought"))
    .execution_options(across_communities="whom a pass lets in")
)
_IT = (_pass.community_id == bindparam("community"), _pass.digest == bindparam("sought"))
_EXCHANGE = (
    update(tables.web_pass)
    .where(*_IT, _pass.kind == "sign-in", _is_fresh)
    .values(digest=bindparam("session"), kind="session", made_at=bindparam("now"), expires_at=bindparam("until"))
)
_END = delete(tables.web_pass).where(*_IT)


class SqlWebPasses(Repository):
    async def put(self, given: WebPass) -> None:
        await self._insert(_PUT, to_row(given))

    async def calendar(self, person: int, cohort: int) -> WebPass | None:
        return first(WebPass, await self._first(_CALENDAR, sort="calendar", person=person, cohort=cohort))

    async def certificate(self, person: int, cohort: int) -> WebPass | None:
        return first(WebPass, await self._first(_CERTIFICATE, sort="certificate", person=person, cohort=cohort))

    async def issued(self, digest: str, person: int, cohort: int) -> WebPass | None:
        return first(WebPass, await self._first(_ISSUED, sought=digest, sort="certificate", person=person, cohort=cohort))

    async def drop(self, kind: PassKind, person: int, cohort: int) -> None:
        await self._execute(_DROP, sort=kind, person=person, cohort=cohort)


class SqlPassRegister:
    """Implements `bot.ports.web_passes.PassRegister` on the engines of one database."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    async def holder(self, kind: PassKind, digest: str, now: datetime) -> Holder | None:
        return await self._engines.read.run(_holder, kind, digest, now)

    async def exchange(self, digest: str, session: str, now: datetime, until: datetime) -> bool:
        return await self._engines.write.run(_exchange, digest, session, now, until)

    async def end(self, digest: str) -> None:
        await self._engines.write.run(_end, digest)


async def _holder(connection: Connection, kind: PassKind, digest: str, now: datetime) -> Holder | None:
    row = (await connection.execute(_HOLDER, {"sought": digest, "sort": kind, "now": now})).first()
    if row is None:
        return None
    roles = frozenset(row.roles.split())
    told = rights_told(row.told_at, now)
    actor = Actor(row.platform, row.account, row.name, row.locale, None, row.administrator, roles, told)
    return Holder(actor, Place(row.platform, row.space, row.channel), row.community_id, row.zone, row.cohort_id)


async def _exchange(connection: Connection, digest: str, session: str, now: datetime, until: datetime) -> bool:
    whose = (await connection.execute(_WHOSE, {"sought": digest})).scalars().first()
    values = {"community": whose, "sought": digest, "session": session, "now": now, "until": until}
    return whose is not None and (await connection.execute(_EXCHANGE, values)).rowcount > 0


async def _end(connection: Connection, digest: str) -> None:
    whose = (await connection.execute(_WHOSE, {"sought": digest})).scalars().first()
    if whose is not None:
        await connection.execute(_END, {"community": whose, "sought": digest})
