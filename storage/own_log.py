"""The log of what a community adds by command: its newest revisions, its version, and the pack as which cohorts pin it."""

from typing import Any

from sqlalchemy import bindparam, exists, select, update

from storage import tables

_own, _later = tables.own_revision.c, tables.own_revision.alias("later").c
_of_community: dict[str, Any] = {"community_id": bindparam("community")}
NEWER = exists().where(_later.community_id == _own.community_id, _later.item_id == _own.item_id, _later.rev > _own.rev)
"""Whether a revision of a community's own item does not hold any more."""
NEWEST_OWN = select(tables.own_revision).filter_by(**_of_community).where(~NEWER).order_by(_own.at, _own.item_id)
"""The revisions of a community's items that hold."""
OWN_SINCE = NEWEST_OWN.where(_own.version > bindparam("since"))
"""Those that came after a version of the community's content."""
STAND_INS = (
    select(tables.stand_in.c.item_id, _own.kind, _own.body)
    .join(
        tables.own_revision,
        (_own.community_id == tables.stand_in.c.community_id) & (_own.item_id == tables.stand_in.c.own_id),
    )
    .where(tables.stand_in.c.community_id == bindparam("community"), ~NEWER)
)
"""The revisions that hold of what a community has in place of items that ship."""
_version = tables.community.c.content_version
COUNT_UP = update(tables.community).filter_by(id=bindparam("community")).values(content_version=_version + 1)
"""Tells every process that the community's look-ups have changed."""
NEXT_VERSION = COUNT_UP.returning(_version)
"""The same, with the new version. Whoever counts up holds the row, so that versions are kept in their order."""


def own_pack(community: int) -> str:
    """The name of the pack that is the log of a community."""
    return f"community:{community}"
