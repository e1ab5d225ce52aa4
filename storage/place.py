"""A space, as statements ask for it: by its platform and the id that it has there."""

from sqlalchemy import bindparam, select

from bot.interface.call import Place
from storage import tables

_space = tables.space.c
HERE = (_space.platform == bindparam("place_platform"), _space.external_id == bindparam("place_space"))
COMMUNITY_HERE = select(_space.community_id).where(*HERE)
"""The id of the community of a space."""


def place_values(place: Place) -> dict[str, str | None]:
    """What the conditions of `HERE` are executed with."""
    return {"place_platform": place.platform, "place_space": place.space}
