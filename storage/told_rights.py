"""What a platform tells of somebody's rights with a call: the passes with which they are signed in on the web follow it."""

from typing import Any

from sqlalchemy import bindparam, exists, or_, update

from bot.domain.web_pass import NOTED_AGAIN_AFTER, told_roles
from bot.interface.call import Request
from storage import tables
from storage.connection import Connection
from storage.people import actor_values

_pass, _account = tables.web_pass.c, tables.account.c
_OF_ACTOR = (
    _pass.kind.in_(("sign-in", "session")),
    _pass.platform == bindparam("actor_platform"),
    _pass.account == bindparam("actor_id"),
    _pass.space == bindparam("told_space"),
    or_(
        _pass.administrator != bindparam("told_administrator"),
        _pass.roles != bindparam("told_roles"),
        _pass.told_at.is_(None),
        _pass.told_at < bindparam("told_before"),
    ),
)
BEHIND = (
    exists()
    .where(_pass.community_id == tables.community.c.id, _pass.person_id == _account.person_id, *_OF_ACTOR)
    .label("passes_are_behind")
)
"""Whether passes of the account of a call hold rights that are older than those told with it."""
_FOLLOW = (
    update(tables.web_pass)
    .where(_pass.community_id == bindparam("community"), _pass.person_id == bindparam("person"), *_OF_ACTOR)
    .values(administrator=bindparam("told_administrator"), roles=bindparam("told_roles"), told_at=bindparam("told_at"))
)


def rights_values(request: Request) -> dict[str, Any]:
    """What the conditions of `BEHIND` are executed with. What no platform has told with the call touches no pass."""
    actor = request.actor
    return {
        "told_space": request.place.space if actor.told and actor.rights_told == "now" else None,
        "told_administrator": actor.administrator,
        "told_roles": told_roles(actor),
        "told_before": request.at - NOTED_AGAIN_AFTER,
    }


class PassesAreBehind(Exception):
    """Some of a member's do not hold yet what was told of their rights."""

    def __init__(self, community: int, person: int) -> None:
        super().__init__(community, person)
        self.community = community
        self.person = person


async def follow_rights(connection: Connection, behind: PassesAreBehind, request: Request) -> None:
    values = {**actor_values(request.actor), **rights_values(request), "told_at": request.at}
    await connection.execute(_FOLLOW, {"community": behind.community, "person": behind.person, **values})
