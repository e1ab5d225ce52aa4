"""Spaces that the bot was taken out of: kept with all that belongs to them, and asleep until it is back."""

from datetime import datetime

from sqlalchemy import exists, select, update

from bot.interface.call import Place
from storage import tables
from storage.engine import Engines

_space = tables.space.c


class SqlSpaces:
    """Implements `bot.ports.spaces.Spaces` on the engines of one database."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    async def leave(self, place: Place, at: datetime) -> None:
        async with self._engines.write.begin() as connection:
            left = update(tables.space).filter_by(**_key(place)).where(_space.left_at.is_(None)).values(left_at=at)
            await connection.execute(left)

    async def come_back(self, place: Place) -> None:
        """Most calls change nothing: at each start every space is in sight again."""
        here = (_space.platform == place.platform, _space.external_id == place.space)
        asleep = select(exists().where(*here, _space.left_at.is_not(None)))
        async with self._engines.read.begin() as connection:
            if not (await connection.execute(asleep)).scalar_one():
                return
        async with self._engines.write.begin() as connection:
            await connection.execute(update(tables.space).filter_by(**_key(place)).values(left_at=None))


def _key(place: Place) -> dict[str, str | None]:
    return {"platform": place.platform, "external_id": place.space}
