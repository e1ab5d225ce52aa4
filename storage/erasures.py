"""Who was erased, as digests of ids that only backups of before still have: by them whoever is in one is found."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select

from storage import tables
from storage.connection import Connection
from storage.inserts import insert_or_ignore

KEPT_FOR = timedelta(days=400)
"""Longer than operators should keep a backup."""

Erasure = tuple[int, str]
"""A community, and the digest of somebody who was erased in it."""

NOTE = insert_or_ignore(tables.erasure)
_COMMUNITIES = select(tables.community.c.id)
_MEMBERS = select(tables.member.c.community_id, tables.member.c.person_id).execution_options(
    across_communities="a backup of all of them was put back"
)


def digest_of(community: int, person: int) -> str:
    """Of an id of ours, which follows from nothing and was thrown away: without a backup it leads to nobody."""
    return sha256(f"{community}/{person}".encode()).hexdigest()


async def note(connection: Connection, erasures: Sequence[Erasure], at: datetime) -> None:
    """Keep what was erased in another state of this database."""
    there = {*(await connection.execute(_COMMUNITIES)).scalars()}
    noted = [{"community_id": community, "digest": digest, "at": at} for community, digest in erasures if community in there]
    if noted:
        await connection.execute(NOTE, noted)


async def back_again(connection: Connection, erasures: Sequence[Erasure]) -> Sequence[tuple[int, int]]:
    """The communities and ids of members who were erased."""
    found, erased = (await connection.execute(_MEMBERS)).all(), {*erasures}
    return [(row.community_id, row.person_id) for row in found if (row.community_id, digest_of(*row)) in erased]
