"""Terms of statements about posts: whether one can be sent now, and in which channel; why one cannot; what became of one in each
home."""

from typing import Any

from sqlalchemy import Row, String, and_, bindparam, case, cast, exists, func, or_, select, update

from bot.domain.post import OF_ONE_WAY, Post, PostInHome, Unheard
from bot.errors import Hindrance, Reason
from bot.interface.stored import load
from storage import tables

_post = tables.post.c
_parent = tables.post.alias("parent")
_parent_sent = exists().where(
    _parent.c.community_id == _post.community_id, _parent.c.key == _post.parent, _parent.c.message.is_not(None)
)
HOME_CHANNEL = (
    select(tables.home.c.channel)
    .where(tables.home.c.community_id == _post.community_id, tables.home.c.id == _post.home_id)
    .scalar_subquery()
)
"""The present channel of a post's home."""
SPEAKS_IN = case(
    (or_(_post.home_id.is_(None), _post.attempts > 0, _post.message.is_not(None)), _post.channel),
    (
        _post.parent.is_not(None),
        select(_parent.c.channel)
        .where(_parent.c.community_id == _post.community_id, _parent.c.key == _post.parent)
        .scalar_subquery(),
    ),
    else_=HOME_CHANNEL,
)
"""The channel of a post: its home's present channel, that of its parent, or the one to which it was or may have been sent."""
MOVES_ALONG = (_post.state == "waiting", _post.message.is_(None), _post.attempts == 0, ~_parent_sent)
"""The posts of a home that are said in its new channel if it moves."""
_space = tables.space.c
_left = exists().where(
    _space.community_id == _post.community_id,
    _space.platform == _post.platform,
    _space.external_id == _post.space,
    _space.left_at.is_not(None),
)
READY = and_(_post.state == "waiting", or_(_post.parent.is_(None), _parent_sent), ~_left)
"""Whether a post can be sent now; one whose parent was not sent yet, or whose space the bot has left, is passed over."""
AFRESH = {"attempts": 0, "leased_until": None, "held_since": None, "reason": None}
"""What a post that waits again begins with."""
HELD = (_post.state == "waiting", _post.held_since.is_not(None), _post.attempts == 0)
"""Refused posts that nobody tries at present: `leased_until` says when they are tried again."""
_lost = tables.post.alias("lost")
LOSE = (
    update(tables.post)
    .where(
        _post.community_id == bindparam("community"),
        _post.state.in_(("waiting", "sent")),
        exists().where(
            _lost.c.community_id == _post.community_id,
            _lost.c.platform == bindparam("on"),
            _lost.c.space == bindparam("within"),
            _lost.c.message.in_(bindparam("messages", expanding=True)),
            or_(_lost.c.id == _post.id, _lost.c.key == _post.parent),
        ),
    )
    .values(state="gone", leased_until=None)
)
"""What was or is to be said in messages, or in threads under them, that somebody deleted."""
EMPTIED = "emptied"
"""What the card of a post holds that said something of somebody who was erased, and may stand where we cannot edit it."""
_home = tables.home.c
_held = tables.post.alias("held")
_held_here = (
    _held.c.community_id == _home.community_id,
    _held.c.home_id == _home.id,
    _held.c.channel == _home.channel,  # a channel that it has left hinders nothing
    _held.c.state == "waiting",
    _held.c.held_since.is_not(None),
)
_IN_CHANNELS, _IN_THREADS = "send", ("thread", "reply")
_same_way = or_(
    and_(_held.c.kind == _IN_CHANNELS, func.coalesce(_post.kind, _IN_CHANNELS) == _IN_CHANNELS),
    and_(_held.c.kind.in_(_IN_THREADS), _post.kind.in_(_IN_THREADS)),
)
_hinders = or_(
    _held.c.key == _post.key,
    _held.c.reason.not_in(OF_ONE_WAY),
    and_(_post.message.is_(None), _same_way),
)
"""Whether what holds a post holds another one as well: what is refused in threads may be taken in the channel, and the other way
round, and an edit may be taken while nothing new is."""
_newest_reason = select(_held.c.reason).where(*_held_here, _hinders).order_by(_held.c.held_since.desc()).limit(1)
_first_refusal = select(func.min(_held.c.held_since)).where(*_held_here, _hinders)
IN_HOMES = (
    select(
        _home.cohort_id,
        _home.id,
        _home.channel,
        _post.state,
        _post.message.is_not(None).label("is_sent"),
        _newest_reason.scalar_subquery().label("reason"),
        _first_refusal.scalar_subquery().label("hindered_since"),
    )
    .select_from(tables.home)
    .outerjoin(
        tables.post,
        and_(_post.community_id == _home.community_id, _post.key == bindparam("named") + "/" + cast(_home.id, String)),
    )
    .where(_home.community_id == bindparam("community"))
)
"""Each home of a community, what became of the post `named` in it, and why and since when it does not take that at present."""


def post_in_home(row: Row[Any]) -> PostInHome:
    """What became of a post in a home, by a row of `IN_HOMES`."""
    return PostInHome(
        home=row.id,
        channel=row.channel,
        state=row.state,
        is_sent=row.is_sent,
        hindrance=reason_from(row.reason),
        hindered_since=row.hindered_since,
    )


def post_from(row: Row[Any]) -> Post:
    """A post by its row. Raises KeyError, TypeError or ValueError if this version cannot show its card."""
    return Post(
        key=row.key,
        platform=row.platform,
        space=row.space,
        channel=row.channel,
        card=load(row.card),
        due_at=row.due_at,
        until=row.until,
        kind=row.kind,
        cohort=row.cohort_id,
        home=row.home_id,
        person=row.person_id,
        promised_to=row.promised_to,
        parent=row.parent,
        state=row.state,
    )


def unheard_from(row: Row[Any]) -> Unheard:
    """A direct message that did not reach its reader, by its row."""
    return Unheard(key=row.key, card=load(row.card), at=row.due_at, until=row.until, reason=reason_from(row.reason))


def reason_from(text: str | None) -> Reason | None:
    """The reason that was kept; one of a kind that an earlier version knew is shown by its name."""
    if not text:
        return None
    kind, _, code = text.partition(": ")
    try:
        return Reason(Hindrance(kind), code)
    except ValueError:
        return Reason(Hindrance.REFUSED, text)
