"""Spaces that the bot was taken out of: kept with all that belongs to them, and asleep until it is back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, union, update

from bot.interface.call import Place
from storage import tables
from storage.connection import Connection
from storage.engine import Engines
from storage.introduction import new_community
from storage.place import COMMUNITY_HERE, HERE, place_values
from storage.seen import note

_space, _home, _community = tables.space.c, tables.home.c, tables.community.c
_SPOKEN_IN = union(
    select(_home.community_id, _home.channel)
    .join_from(
        tables.space,
        tables.home,
        (_home.community_id == _space.community_id) & (_home.platform == _space.platform) & (_home.space == _space.external_id),
    )
    .where(*HERE),
    select(_community.id, _community.log_channel)
    .join_from(
        tables.space,
        tables.community,
        (_community.id == _space.community_id)
        & (_community.log_platform == _space.platform)
        & (_community.log_space == _space.external_id),
    )
    .where(*HERE),
).execution_options(across_communities="whose a channel is, of which a platform tells something")
_KNOWN = select(_space.external_id).where(_space.platform == bindparam("platform"), _space.left_at.is_(None))
_LEAVE = update(tables.space).where(*HERE, _space.left_at.is_(None))
_OUT_SINCE = select(_space.left_at).where(*HERE)
_WAKE = update(tables.space).where(*HERE).values(left_at=None)


class SqlSpaces:
    """Implements `bot.ports.spaces.Spaces` on the engines of one database."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    async def leave(self, place: Place, at: datetime) -> None:
        await self._engines.write.run(leave, place, at)

    async def come_back(self, place: Place) -> datetime | None:
        """Most calls change nothing: at each start every space is in sight again."""
        if left_at := await self._engines.read.run(_out_since, place):
            await self._engines.write.run(_wake, place)
        return left_at

    async def known(self, platform: str) -> Sequence[str]:
        return await self._engines.read.run(_known, platform)

    async def spoken_in(self, place: Place) -> Sequence[tuple[int, str]]:
        return await self._engines.read.run(_spoken_in, place)

    async def is_new(self, place: Place, id: str, at: datetime) -> bool:
        return await self._engines.write.run(_is_new, place, id, at)


async def leave(connection: Connection, place: Place, at: datetime) -> None:
    """The bot was taken out of a space, unless that was known."""
    await connection.execute(_LEAVE, {**place_values(place), "left_at": at})


async def _out_since(connection: Connection, place: Place) -> datetime | None:
    return (await connection.execute(_OUT_SINCE, place_values(place))).scalar()


async def _known(connection: Connection, platform: str) -> Sequence[str]:
    return [row.external_id for row in await connection.execute(_KNOWN, {"platform": platform})]


async def _spoken_in(connection: Connection, place: Place) -> Sequence[tuple[int, str]]:
    rows = await connection.execute(_SPOKEN_IN, place_values(place))
    return [(row.community_id, row.channel) for row in rows if place.channel in (None, row.channel)]


async def _wake(connection: Connection, place: Place) -> None:
    await connection.execute(_WAKE, place_values(place))


async def _is_new(connection: Connection, place: Place, id: str, at: datetime) -> bool:
    known = (await connection.execute(COMMUNITY_HERE, place_values(place))).scalar()
    community = await new_community(connection, place) if known is None else known
    return await note(connection, community, f"heard/{place.platform}/{id}", at)
