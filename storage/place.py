"""Where a call comes from, as statements ask for it: by its platform and the ids that space, channel and thread have there."""

from sqlalchemy import bindparam, case, func, select

from bot.interface.call import Place
from storage import tables

_space, _home, _cohort = tables.space.c, tables.home.c, tables.cohort.c
HERE = (_space.platform == bindparam("place_platform"), _space.external_id == bindparam("place_space"))
COMMUNITY_HERE = select(_space.community_id).where(*HERE)
"""The id of the community of a space."""
NEARNESS = (
    select(func.max(case((_home.channel == bindparam("place_thread"), 2), else_=1)))
    .where(
        _home.community_id == _cohort.community_id,
        _home.cohort_id == _cohort.id,
        _home.platform == bindparam("place_platform"),
        (_home.channel == bindparam("place_thread")) | (_home.channel == bindparam("place_channel")),
    )
    .correlate(tables.cohort)
    .scalar_subquery()
)
"""How near to a call a cohort lives: 2 in its thread, 1 in its channel."""


def place_values(place: Place) -> dict[str, str | None]:
    """What the conditions of `HERE` are executed with."""
    return {"place_platform": place.platform, "place_space": place.space}


def room_values(place: Place) -> dict[str, str | None]:
    """What `NEARNESS` is executed with as well."""
    return {"place_channel": place.channel, "place_thread": place.thread}
