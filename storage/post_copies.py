"""Messages that say the same as a post: copies that moderators had sent, and what stands in a channel that its home has left."""

from typing import Any

from sqlalchemy import Row, and_, bindparam, case, or_, select, update

from bot.domain.post import COPY, RENEWED
from storage import tables
from storage.post_terms import AFRESH
from storage.unit_connection import UnitConnection

LEFT = "left"
_post = tables.post.c
_in_community = _post.community_id == bindparam("community")
_COPIES = select(_post.id, _post.key, _post.card).where(
    _in_community, _post.cohort_id == bindparam("cohort"), or_(*(_post.key.startswith(f"{first}/") for first in (COPY, LEFT)))
)
_ORIGINALS = select(_post.id, _post.key, _post.card).where(
    _in_community,
    or_(_post.key.in_(bindparam("keys", expanding=True)), _post.id.in_(bindparam("ids", expanding=True))),
)
IS_OVER = and_(_post.message.is_not(None), or_(*(_post.state == over for over in ("sent", *RENEWED))))
"""A message that is edited once its card changes, though an edit of it was given up before."""
WAITS_IF_OVER = {
    "version": _post.version + 1,
    "state": case((IS_OVER, "waiting"), else_=_post.state),
    **{name: case((IS_OVER, start), else_=_post[name]) for name, start in AFRESH.items()},
}
_SAY = update(tables.post).where(_in_community, _post.id == bindparam("post")).values(**WAITS_IF_OVER)


def is_copy(key: str) -> bool:
    return key.startswith((f"{COPY}/", f"{LEFT}/"))


def left_key(channel: str, key: str) -> str:
    """The key of the message that a post of a home became in a channel that the home has left since."""
    return f"{LEFT}/{channel}/{key}"


async def say_as_originals(connection: UnitConnection, community: int, cohort: int) -> None:
    """Let the copies of a cohort's posts say what these say now."""
    copies = (await connection.execute(_COPIES, {"community": community, "cohort": cohort})).all()
    if not copies:
        return
    rows = {row.id: row for row in copies}
    left = [_original_key(row.key) for row in copies if row.key.startswith(f"{LEFT}/")]
    copied = [_original_id(row.key) for row in copies if row.key.startswith(f"{COPY}/")]
    asked = {"community": community, "keys": left, "ids": copied}
    rows |= {row.id: row for row in (await connection.execute(_ORIGINALS, asked)).all()}
    by_key = {row.key: row for row in rows.values()}

    def original(row: Row[Any]) -> Row[Any]:
        if row.key.startswith(f"{LEFT}/"):
            return by_key.get(_original_key(row.key), row)
        if row.key.startswith(f"{COPY}/"):
            copied = rows.get(_original_id(row.key))
            return original(copied) if copied else row
        return row

    said = [(row.id, row.card, original(row).card) for row in copies]
    changes = [{"community": community, "post": post, "card": card} for post, before, card in said if card != before]
    if changes:
        await connection.execute(_SAY, changes)


def _original_key(left: str) -> str:
    return left.split("/", 2)[2]


def _original_id(copy: str) -> int:
    return int(copy.split("/")[1])
