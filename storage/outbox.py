"""Posts that wait: queued in the unit of the change they tell of."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Row, and_, bindparam, delete, func, or_, select, update

from bot.domain.post import RENEWED, KnownPost, Message, Post, PostInHome, PostKind, QueuedPost, Unheard
from bot.interface.stored import dump_post, load
from bot.logs import request_under_way
from storage import tables
from storage.identity import new_id
from storage.post_copies import left_key, say_as_originals
from storage.post_numbers import NEXT_NUMBER, PUT, PUT_OR_LOCK, numbered
from storage.post_terms import AFRESH, EMPTIED, HELD, IN_HOMES, LOSE, post_in_home, unheard_from
from storage.repository import Repository

log = structlog.get_logger(__name__)

_post = tables.post.c
_in_community = _post.community_id == bindparam("community")
_keyed = (_in_community, _post.key == bindparam("keyed"))
_among = (_in_community, _post.key.in_(bindparam("keys", expanding=True)))

_CORRECT = update(tables.post).where(*_keyed).values(version=_post.version + 1)
_REVISE = _CORRECT.values(state="waiting")
_RENEW = _REVISE.values(**AFRESH)
_GET = select(_post.channel, _post.message, _post.state).where(*_keyed)
_WERE_SENT = select(_post.key).where(*_among, _post.message.is_not(None))
_SAID = select(_post.card, _post.message, _post.basis, _post.changed_at).where(*_keyed)
_QUEUED = select(_post.key, _post.due_at, _post.state).where(*_among)
_IN_HOMES = IN_HOMES.where(tables.home.c.cohort_id.in_(bindparam("cohorts", expanding=True))).order_by(tables.home.c.id)
_SENT = select(func.count()).where(
    _in_community,
    _post.platform == bindparam("on"),
    _post.channel == bindparam("within"),
    _post.kind == bindparam("of_kind"),
    _post.message.is_not(None),
)
_SPOKEN_IN = (
    select(_post.channel)
    .where(_in_community, _post.home_id == bindparam("home"), _post.message.is_not(None))
    .distinct()
    .order_by(_post.channel)
)
_WHOLE = select(tables.post).where(*_keyed)
_COPIED = ("kind", "platform", "space", "card", "basis", "cohort_id", "home_id", "person_id", "parent")
_BLANK = {"given": None, "state": "waiting", "attempts": 0, "version": 1}
_RENAME = update(tables.post).where(*_keyed)
_REMOVE = delete(tables.post).where(*_keyed)
_WITHDRAW = update(tables.post).where(*_keyed, _post.state == "waiting", _post.message.is_(None)).values(state="unwanted")
_stands_still = or_(_post.state.in_((*RENEWED, "unwanted", "left out")), and_(_post.state == "waiting", _post.attempts == 0))
_CANCEL = delete(tables.post).where(*_among, _post.message.is_(None), _stands_still)
_ANY = select(_post.id).where(_in_community, _post.key.startswith(bindparam("beginning"))).limit(1)
_FORGET = delete(tables.post).where(
    _in_community, _post.key.startswith(bindparam("beginning")), or_(_post.message.is_not(None), _stands_still)
)
_UNHEARD = (
    select(_post.key, _post.card, _post.due_at, _post.until, _post.reason)
    .where(_in_community, _post.state == "failed", _post.kind == "dm", _post.person_id == bindparam("person"))
    .order_by(_post.due_at, _post.id)
)
_MARK_TOLD = update(tables.post).where(*_among).values(state="told", reason=None)
_WAKE = (
    update(tables.post)
    .where(
        _in_community,
        *HELD,
        _post.leased_until > bindparam("now"),
        _post.platform == bindparam("on"),
        _post.channel == bindparam("within"),
    )
    .values(leased_until=bindparam("now"))
)


class SqlOutbox(Repository):
    async def put(self, post: Post) -> bool:
        return (await self._insert(PUT, self._row(post))).rowcount > 0

    async def put_all(self, posts: Iterable[Post]) -> None:
        cards = dict[int, Mapping[str, Any]]()  # many may say the same
        if rows := [self._row(post, cards) for post in posts]:
            await self._connection.queue(tables.post, self._put_rows, *((row["cohort_id"], row) for row in rows))

    async def _put_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        await self._insert(PUT, *await numbered(rows, self._next_number))

    async def _next_number(self) -> int:
        return (await self._execute(NEXT_NUMBER)).scalar_one()

    async def revise(self, post: Post, spacing: timedelta) -> None:
        await self._connection.queue(tables.post, self._revise, (post.cohort, (post, spacing)))

    async def _revise(self, revisions: Sequence[tuple[Post, timedelta]]) -> None:
        newest = {post.key: (post, spacing) for post, spacing in revisions}
        queued = [self._row(post) | {"behind": place} for place, (post, _) in enumerate(newest.values())]
        rows = await numbered(queued, self._next_number)
        in_order = sorted(rows, key=lambda row: row["key"])  # so that no two units lock crosswise
        known = {row.key: row for row in await self._insert(PUT_OR_LOCK, *in_order)}
        new = {row["id"] for row in rows}
        there = [(known[key], *revision) for key, revision in newest.items() if known[key].id not in new]
        await self._execute_all(_RENEW, [_renewed(row, post) for row, post, _ in there if row.state in RENEWED])
        changed = [each for each in there if each[0].state in ("waiting", "sent") and load(each[0].card) != each[1].card]
        await self._execute_all(_REVISE, [_revised(*each) for each in changed])
        await self._execute_all(_CORRECT, [_said(post) for row, post, _ in there if _rests(row) and load(row.card) != post.card])

    async def revise_copies(self, cohort: int) -> None:
        await say_as_originals(self._connection, self._community, cohort)

    async def message(self, key: str) -> Message | None:
        row = await self._first(_GET, keyed=key)
        return Message(row.channel, row.message, is_gone=row.state == "gone") if row and row.message else None

    async def were_sent(self, keys: Sequence[str]) -> frozenset[str]:
        return frozenset((await self._execute(_WERE_SENT, keys=list(keys))).scalars())

    async def sent(self, platform: str, channel: str, kind: PostKind) -> int:
        return (await self._execute(_SENT, on=platform, within=channel, of_kind=kind)).scalar_one()

    async def known(self, key: str) -> KnownPost | None:
        row = await self._first(_SAID, keyed=key)
        if row is None:
            return None
        sent_at = row.changed_at if row.message else None
        return KnownPost(card=load(row.card), is_sent=row.message is not None, basis=row.basis, sent_at=sent_at)

    async def queued(self, keys: Sequence[str]) -> Mapping[str, QueuedPost]:
        return {row.key: QueuedPost(row.due_at, row.state) for row in await self._rows(_QUEUED, keys=list(keys))}

    async def in_homes(self, cohort: int, name: str) -> Sequence[PostInHome]:
        return [post_in_home(row) for row in await self._of_cohort(_IN_HOMES, cohort, named=name)]

    async def wake(self, platform: str, channel: str, now: datetime) -> None:
        await self._execute(_WAKE, on=platform, within=channel, now=now)

    async def lose(self, platform: str, space: str, messages: Sequence[str]) -> None:
        await self._execute(LOSE, on=platform, within=space, messages=list(messages))

    async def spoken_in(self, home: int) -> Sequence[str]:
        return [row.channel for row in await self._rows(_SPOKEN_IN, home=home)]

    async def say_in(self, channel: str, keys: Sequence[str], due_at: datetime, until: datetime) -> None:
        for key in keys:
            post, before = await self._first(_WHOLE, keyed=key), left_key(channel, key)
            if post is None or (post.state == "waiting" and not post.message and post.attempts):
                continue  # it may be on its way
            there = await self._first(_GET, keyed=before)
            if there and there.state != "gone":
                await self._set_aside(post)
                await self._execute(_RENAME, keyed=before, key=key)
            elif post.message or post.state == "failed":
                await self._execute(_REMOVE, keyed=before)
                await self._set_aside(post)
                copied = {name: getattr(post, name) for name in _COPIED}
                new = {"id": new_id(), "key": key, "channel": channel, "due_at": due_at, "until": until}
                await self._insert(PUT, {"community": self._community} | copied | new | _BLANK)

    async def _set_aside(self, post: Row[Any]) -> None:
        """Keep the message that a post became, as one of a channel that its home has left; what became none is removed."""
        if post.message:
            await self._execute(_RENAME, keyed=post.key, key=left_key(post.channel, post.key))
        else:
            await self._execute(_REMOVE, keyed=post.key)

    async def withdraw(self, key: str) -> None:
        await self._execute(_WITHDRAW, keyed=key)

    async def waits(self, key: str) -> bool:
        row = await self._first(_GET, keyed=key)
        return row is not None and row.state == "waiting" and row.message is None

    async def cancel(self, *keys: str) -> bool:
        return (await self._execute(_CANCEL, keys=list(keys))).rowcount > 0

    async def has_any(self, beginning: str) -> bool:
        return await self._first(_ANY, beginning=beginning) is not None

    async def forget(self, beginning: str) -> None:
        await self._execute(_FORGET, beginning=beginning)

    async def unheard(self, person: int) -> Sequence[Unheard]:
        return [unheard_from(row) for row in await self._rows(_UNHEARD, person=person)]

    async def mark_told(self, *keys: str) -> None:
        await self._execute(_MARK_TOLD, keys=list(keys))

    def _row(self, post: Post, cards: dict[int, Mapping[str, Any]] | None = None) -> dict[str, Any]:
        """`cards` are those of other posts as they are stored, by the identity of the card."""
        known = {} if cards is None else cards
        if id(post.card) not in known:
            known[id(post.card)] = dump_post(post.card)
        if request_under_way():  # what the clock queues is told by its key, and is far more
            log.info("a post is queued", key=post.key)
        return {
            "community": self._community,
            "id": new_id(),
            "given": None,
            "key": post.key,
            "kind": post.kind,
            "platform": post.platform,
            "space": post.space,
            "channel": post.channel,
            "card": known[id(post.card)],
            "basis": None if post.basis is None else dict(post.basis),
            "cohort_id": post.cohort,
            "home_id": post.home,
            "person_id": post.person,
            "promised_to": post.promised_to,
            "parent": post.parent,
            "state": post.state,
            "due_at": post.due_at,
            "until": post.until,
            "attempts": 0,
            "version": 1,
        }


def _rests(known: Row[Any]) -> bool:
    """Whether a post stays as it is, but for what it says: of others that may stand in a channel we keep what they said."""
    return known.state in ("unwanted", "gone") or (known.state in ("uncertain", "arrived") and EMPTIED in known.card)


def _renewed(known: Row[Any], post: Post) -> dict[str, Any]:
    """What makes a post wait again, as if it were new; a message stays where it was sent."""
    under = known if known.message else post
    return {**_said(post), "due_at": post.due_at, "kind": under.kind, "parent": under.parent}


def _revised(known: Row[Any], post: Post, spacing: timedelta) -> dict[str, Any]:
    due_at = known.due_at if known.state == "waiting" else max(post.due_at, known.changed_at + spacing)
    latest = post.due_at + spacing if known.message else due_at  # if it was sent by a clock that went ahead
    return {**_said(post), "due_at": min(due_at, latest)}


def _said(post: Post) -> dict[str, Any]:
    return {"keyed": post.key, "card": dump_post(post.card), "until": post.until}
