"""What is known of links, of those that a community added and of those that ship, and which of them is asked next."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Boolean, Row, Select, Table, bindparam, case, delete, exists, func, or_, select, update

from bot.domain.links import Link, first_asked
from storage import tables
from storage.connection import Connection
from storage.engine import Engines
from storage.inserts import upsert
from storage.own_log import NEWER
from storage.repository import Repository
from storage.unit_connection import UnitConnection

LEASE = timedelta(minutes=10)
"""How long a link that is being asked is left alone by other workers."""
HOST_REST = timedelta(minutes=2)
"""How long a site is left alone after it was asked."""
MOST_AT_ONCE = 100
FEW = 5
"""Links that are looked at: enough that another is found if other workers lease the first."""

_own, _shipped, _community = tables.own_link.c, tables.shipped_link.c, tables.community.c
_revision, _stand_in = tables.own_revision.c, tables.stand_in.c


def _asked_lately(table: Table) -> Any:
    """Whether the site of a link was asked a moment ago."""
    others = [other.alias(f"other_{other.name}").c for other in (tables.own_link, tables.shipped_link)]
    return or_(*(exists().where(other.host == table.c.host, other.asked_at > bindparam("lately")) for other in others))


def _next(table: Table, *wanted: Any) -> Select[Any]:
    """The links that have been due the longest; nothing is locked."""
    due = select(*table.primary_key.columns, table.c.due_at).where(
        table.c.due_at <= bindparam("now"), ~_asked_lately(table), *wanted
    )
    return due.order_by(table.c.due_at).limit(FEW)


_OWN_LINK = (_own.community_id == bindparam("community"), _own.item_id == bindparam("item"))
_SHIPPED_LINK = (_shipped.item_id == bindparam("item"),)
_NEXT_OWN = _next(tables.own_link, exists().where(_community.id == _own.community_id, _community.check_links)).execution_options(
    across_communities="which link is asked next"
)
_NEXT_SHIPPED = _next(tables.shipped_link).execution_options(across_communities="whether a site was asked for anybody")
_LEASE_OWN = update(tables.own_link).where(*_OWN_LINK, _own.due_at == bindparam("since")).returning(tables.own_link)
_LEASE_SHIPPED = (
    update(tables.shipped_link).where(*_SHIPPED_LINK, _shipped.due_at == bindparam("since")).returning(tables.shipped_link)
)
_SETTLE_OWN = update(tables.own_link).where(*_OWN_LINK)
_SETTLE_SHIPPED = update(tables.shipped_link).where(*_SHIPPED_LINK)
_version = _community.content_version
_noted_too = case((_community.links_noted == _version, _version + 1), else_=_community.links_noted)
_SHOW = (
    update(tables.community)
    .where(or_(bindparam("news", type_=Boolean), _community.links_shown.is_(None), _community.links_shown < bindparam("today")))
    .values(content_version=_version + 1, links_noted=_noted_too, links_shown=bindparam("today"))
)
"""Tells every process that look-ups have changed, at once or at most once a day; the links that are to be asked have not."""
_SHOW_OWN = _SHOW.where(_community.id == bindparam("community"))
_CHANGED = select(_community.id).where(_community.check_links, _community.links_noted != _version).order_by(_community.id)
_PRESENT = (
    select(func.coalesce(_stand_in.item_id, _revision.item_id).label("shown"), _revision.body["url"].as_string().label("url"))
    .outerjoin(tables.stand_in, (_stand_in.community_id == _revision.community_id) & (_stand_in.own_id == _revision.item_id))
    .where(_revision.community_id == bindparam("community"), _revision.kind == "resource", ~NEWER)
    .where(_revision.body["status"].as_string() == "active")
)
_NOTED = select(_own.item_id, _own.url).where(_own.community_id == bindparam("community"))
_PUT = upsert(tables.own_link)
_PUT_SHIPPED = upsert(tables.shipped_link)
_DROP = delete(tables.own_link).where(
    _own.community_id == bindparam("community"), _own.item_id.in_(bindparam("items", expanding=True))
)
_MARK_NOTED = update(tables.community).where(_community.id == bindparam("community"))
_OWN_BROKEN = select(tables.own_link).where(_own.community_id == bindparam("community"), _own.broken.is_not(None))
_SHIPPED_BROKEN = select(tables.shipped_link).where(
    _shipped.broken.is_not(None),
    ~exists().where(_own.community_id == bindparam("community"), _own.item_id == _shipped.item_id, _own.url == _shipped.url),
)
_SHIPPED_NOTED = select(_shipped.item_id, _shipped.url)
_DROP_SHIPPED = delete(tables.shipped_link).where(_shipped.item_id.in_(bindparam("items", expanding=True)))


class SqlLinks(Repository):
    def __init__(self, connection: UnitConnection, community: int, version: int) -> None:
        super().__init__(connection, community)
        self._version = version

    async def present(self) -> Mapping[str, str]:
        return {row.shown: row.url for row in await self._rows(_PRESENT)}

    async def noted(self) -> Mapping[str, str]:
        return {row.item_id: row.url for row in await self._rows(_NOTED)}

    async def put(self, links: Sequence[Link], now: datetime) -> None:
        for start in range(0, len(links), MOST_AT_ONCE):
            await self._insert(_PUT, *(_row(link, first_asked(link, now)) for link in links[start : start + MOST_AT_ONCE]))

    async def drop(self, items: Sequence[str]) -> None:
        for start in range(0, len(items), MOST_AT_ONCE):
            await self._execute(_DROP, items=items[start : start + MOST_AT_ONCE])

    async def mark_noted(self) -> None:
        await self._execute(_MARK_NOTED, links_noted=self._version)

    async def broken(self) -> Sequence[Link]:
        found = [_link(row, self._community) for row in await self._of_community(_OWN_BROKEN)]
        found += [_link(row, None) for row in await self._of_community(_SHIPPED_BROKEN)]
        return sorted(found, key=lambda link: (str(link.broken), link.item))

    async def keep(self, link: Link, due_at: datetime) -> None:
        await self._insert(_PUT, _row(link, due_at))


class SqlLinkRegister:
    """Implements `bot.ports.links.LinkRegister` on the engines of one database."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    async def claim(self, now: datetime, *, shipped: bool) -> Link | None:
        return await self._engines.write.run(_claimed, now, shipped)

    async def settle(self, link: Link, due_at: datetime, now: datetime, *, news: bool) -> None:
        await self._engines.write.run(_settle, link, due_at, now.date(), news)

    async def changed(self) -> Sequence[int]:
        return await self._engines.read.run(_changed)


async def note_shipped(connection: Connection, links: Mapping[str, str], now: datetime) -> None:
    """Ask the addresses of what ships, given by id, from now on, and no others; what is known of the same ones stays known."""
    noted = {row.item_id: row.url for row in await connection.execute(_SHIPPED_NOTED)}
    gone = [item for item in noted if item not in links]
    new = [Link(community=None, item=item, url=url) for item, url in links.items() if noted.get(item) != url]
    if gone:
        await connection.execute(_DROP_SHIPPED, {"items": gone})
    if new:
        await connection.execute(_PUT_SHIPPED, [_row(link, first_asked(link, now)) for link in new])


async def _claimed(connection: Connection, now: datetime, shipped: bool) -> Link | None:
    asked, leased = {"now": now, "lately": now - HOST_REST}, {"due_at": now + LEASE, "asked_at": now}
    for due in (await connection.execute(_NEXT_OWN, asked)).all():
        it = {"community": due.community_id, "item": due.item_id, "since": due.due_at}
        if found := (await connection.execute(_LEASE_OWN, {**it, **leased})).first():
            return _link(found, found.community_id)
    for due in (await connection.execute(_NEXT_SHIPPED, asked)).all() if shipped else ():
        if found := (await connection.execute(_LEASE_SHIPPED, {"item": due.item_id, "since": due.due_at, **leased})).first():
            return _link(found, None)
    return None


async def _settle(connection: Connection, link: Link, due_at: datetime, today: date, news: bool) -> None:
    known = {"checked": link.checked, "failed": link.failed, "broken": link.broken, "due_at": due_at}
    whose = {} if link.community is None else {"community": link.community}
    await connection.execute(_SETTLE_OWN if whose else _SETTLE_SHIPPED, {**whose, **known, "item": link.item})
    if news or link.checked == today:
        await connection.execute(_SHOW_OWN if whose else _SHOW, {**whose, "news": news, "today": today})


async def _changed(connection: Connection) -> Sequence[int]:
    return list((await connection.execute(_CHANGED)).scalars())


def _row(link: Link, due_at: datetime) -> dict[str, Any]:
    known = {"checked": link.checked, "failed": link.failed, "broken": link.broken}
    host = urlsplit(link.url).hostname or ""
    return {"item_id": link.item, "url": link.url, "host": host, **known, "due_at": due_at, "asked_at": None}


def _link(row: Row[Any], community: int | None) -> Link:
    known = {"checked": row.checked, "failed": row.failed, "broken": row.broken}
    return Link(community=community, item=row.item_id, url=row.url, **known)
