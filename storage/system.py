"""Work across communities: what is due, and posts to deliver. Each call is a short transaction of its own."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, delete, exists, literal, or_, select, update

from bot.domain.post import CLOCKS_DIFFER, LONGEST_LEASE, TOLD_AT_ONCE, Delivery, PostState
from bot.errors import Reason
from bot.ports.backlog import Backlog
from bot.ports.dues import BEGIN, Due
from storage import claims, deliveries, dues, erasures, tables
from storage.backlog import backlog
from storage.connection import Connection
from storage.engine import Engines
from storage.inserts import insert_or_ignore
from storage.post_terms import AFRESH
from storage.removed import forget_removed
from storage.sweeps import Sweep

SEEN_FOR = timedelta(days=7)
"""How long request ids are kept; platforms deliver again within the hour."""

_post, _due, _seen, _draft, _pass = tables.post.c, tables.due.c, tables.seen.c, tables.draft.c, tables.web_pass.c
_now = bindparam("now", type_=_due.at.type)
_erasure = tables.erasure.c
_cohort = tables.cohort.c
_IN_COMMUNITY: ColumnElement[int] = bindparam("community")
_call_to_come = _seen.at > bindparam("now")
"""Whether a call came by a clock that was ahead: what it queued to be posted at once is due at that very instant, and what is
meant for later at another."""
_of_a_call = (_post.state == "waiting", _seen.community_id == _post.community_id, _seen.at == _post.due_at)
_told_at_once = (
    _post.state == "waiting",
    _post.due_at > bindparam("ahead"),
    or_(*(_post.key.startswith(f"{first}/") for first in TOLD_AT_ONCE)),
)
"""What the bot said by itself, by a clock that was ahead."""
_expired_early = (
    _post.state == "expired",
    _post.message.is_(None),
    _post.held_since.is_(None),
    _post.until > bindparam("ahead"),
)
"""What a clock that was ahead found too late though its time is not over; what a channel kept back for too long is held."""
_posts_held = (_post.state == "waiting", _post.leased_until > bindparam("far"))
_dues_held = (_due.wait_until > bindparam("far"), _due.wait_until > _due.at)

_PRUNE = (
    Sweep(
        select(_draft.community_id)
        .where(_draft.expires_at <= bindparam("now"))
        .distinct()
        .execution_options(across_communities="where drafts have expired"),
        delete(tables.draft).where(_draft.community_id == _IN_COMMUNITY, _draft.expires_at <= bindparam("now")),
    ),
    Sweep(
        select(_pass.community_id)
        .where(_pass.expires_at <= bindparam("now"))
        .distinct()
        .execution_options(across_communities="where passes have expired"),
        delete(tables.web_pass).where(_pass.community_id == _IN_COMMUNITY, _pass.expires_at <= bindparam("now")),
    ),
    Sweep(
        select(_seen.community_id)
        .where(_seen.at <= bindparam("forgotten"))
        .distinct()
        .execution_options(across_communities="where requests are old"),
        delete(tables.seen).where(_seen.community_id == _IN_COMMUNITY, _seen.at <= bindparam("forgotten")),
    ),
)
_PRUNE_ERASURES = Sweep(
    select(_erasure.community_id)
    .where(_erasure.at <= bindparam("before"))
    .distinct()
    .execution_options(across_communities="where somebody was erased long ago"),
    delete(tables.erasure).where(_erasure.community_id == _IN_COMMUNITY, _erasure.at <= bindparam("before")),
)
_DROP_STATES = delete(tables.slack_state).where(tables.slack_state.c.expires_at <= bindparam("now"))
_WHERE_EXPIRED_EARLY = (
    select(_post.community_id)
    .where(*_expired_early)
    .distinct()
    .execution_options(across_communities="where a clock that was ahead let posts expire")
)
_BEGIN_ANEW = insert_or_ignore(tables.due).from_select(
    ["community_id", "subject_kind", "subject_id", "routine", "cohort_id", "at", "wait_until"],
    select(_post.community_id, literal("cohort"), _post.cohort_id, literal(BEGIN), _post.cohort_id, _now, _now)
    .where(_post.community_id == _IN_COMMUNITY, _post.cohort_id.is_not(None), *_expired_early)
    .distinct(),
)
"""Gives the routines of a cohort their next instants by the right clock: by the other they were passed over."""
_BEGIN_ALL_ANEW = Sweep(
    select(_due.community_id)
    .distinct()
    .execution_options(across_communities="where a clock that was ahead may have run anything"),
    insert_or_ignore(tables.due).from_select(
        ["community_id", "subject_kind", "subject_id", "routine", "cohort_id", "at", "wait_until"],
        select(_cohort.community_id, literal("cohort"), _cohort.id, literal(BEGIN), _cohort.id, _now, _now).where(
            _cohort.community_id == _IN_COMMUNITY
        ),
    ),
)
"""The same for all cohorts: what was passed over leaves nothing behind if no post of it expired."""
_FREE = (
    Sweep(
        select(_post.community_id)
        .where(*_posts_held)
        .distinct()
        .execution_options(across_communities="where a clock that was wrong holds posts back"),
        update(tables.post).where(_post.community_id == _IN_COMMUNITY, *_posts_held).values(leased_until=bindparam("now")),
    ),
    Sweep(
        select(_seen.community_id)
        .where(_call_to_come, exists().where(*_of_a_call))
        .distinct()
        .execution_options(across_communities="where calls came by a clock that was ahead"),
        update(tables.post)
        .where(
            _post.community_id == _IN_COMMUNITY,
            _post.state == "waiting",
            _post.due_at.in_(select(_seen.at).where(_seen.community_id == _IN_COMMUNITY, _call_to_come)),
        )
        .values(due_at=bindparam("now")),  # all the same, so that they go out as they were queued
    ),
    Sweep(
        select(_post.community_id)
        .where(*_told_at_once)
        .distinct()
        .execution_options(across_communities="where something was told by a clock that was ahead"),
        update(tables.post).where(_post.community_id == _IN_COMMUNITY, *_told_at_once).values(due_at=bindparam("now")),
    ),
    Sweep(_WHERE_EXPIRED_EARLY, _BEGIN_ANEW),  # before what tells in which cohorts is mended
    Sweep(
        _WHERE_EXPIRED_EARLY,
        update(tables.post).where(_post.community_id == _IN_COMMUNITY, *_expired_early).values(state="waiting", **AFRESH),
    ),
    Sweep(
        select(_due.community_id)
        .where(*_dues_held)
        .distinct()
        .execution_options(across_communities="where a clock that was wrong holds dues back"),
        update(tables.due).where(_due.community_id == _IN_COMMUNITY, *_dues_held).values(wait_until=_due.at, leased_until=None),
    ),
)


class SqlSystem:
    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._latest: datetime | None = None
        """By which clock this process looked for work last, if that was later than it is."""

    @property
    def side_by_side(self) -> int:
        return self._engines.own.side_by_side

    async def claim_dues(self, now: datetime, lease: timedelta, most: int) -> Sequence[tuple[int, Due]]:
        self._latest = max(now, self._latest or now)
        communities = await self._engines.own.run(dues.communities, now, most)
        claimed: list[tuple[int, Due]] = []
        subjects = 0
        for community in communities:  # in a transaction of its own each, so that no lock crosses tenants
            if subjects < most:
                theirs = await self._engines.own.run(dues.claim, community, now, lease, most - subjects)
                claimed += [(community, due) for due in theirs]
                subjects += len({due.subject for due in theirs})
        return claimed

    async def retry_due(self, community: int, due: Due, at: datetime) -> None:
        await self._engines.own.run(dues.postpone, community, due, at)

    async def next_instant(self) -> datetime | None:
        return await self._engines.own.run(_next_instant)

    async def backlog(self, now: datetime) -> Backlog:
        return await self._engines.read.run(backlog, now)

    async def claimable(self, platform: str, now: datetime) -> Sequence[int]:
        return await self._engines.read.run(claims.communities, platform, now)

    async def claim(
        self, platform: str, community: int, now: datetime, lease: timedelta, most: int, after: str = ""
    ) -> Sequence[Delivery]:
        return await self._engines.own.run(claims.claim, platform, community, now, lease, most, after)

    async def settle(self, delivery: Delivery, message: str, now: datetime) -> None:
        await self._engines.own.run(deliveries.settle, delivery, message, now)

    async def wait(self, delivery: Delivery, until: datetime) -> None:
        await self._engines.own.run(deliveries.wait, delivery, until)

    async def look_later(self, delivery: Delivery, until: datetime) -> None:
        await self._engines.own.run(deliveries.look_later, delivery, until)

    async def postpone(self, delivery: Delivery, until: datetime) -> None:
        await self._engines.own.run(deliveries.postpone, delivery, until)

    async def hold(self, delivery: Delivery, until: datetime, now: datetime, reason: Reason) -> None:
        await self._engines.own.run(deliveries.hold, delivery, until, now, reason)

    async def send_anew(self, delivery: Delivery) -> None:
        await self._engines.own.run(deliveries.send_anew, delivery)

    async def shelve(self, delivery: Delivery, state: PostState, reason: Reason | None = None) -> None:
        await self._engines.own.run(deliveries.shelve, delivery, state, reason)

    async def doubt(self, due_by: datetime) -> None:
        await deliveries.DOUBT.carry_out(self._engines.own, {"due_by": due_by})

    async def free(self, now: datetime) -> None:
        instants = {"now": now, "ahead": now + CLOCKS_DIFFER, "far": now + LONGEST_LEASE}
        for held in _FREE:
            await held.carry_out(self._engines.own, instants)
        if self._latest and self._latest > instants["ahead"]:
            await _BEGIN_ALL_ANEW.carry_out(self._engines.own, instants)
            self._latest = now

    async def prune(self, now: datetime) -> None:
        for old in _PRUNE:
            await old.carry_out(self._engines.own, {"now": now, "forgotten": now - SEEN_FOR})
        await _PRUNE_ERASURES.carry_out(self._engines.own, {"before": now - erasures.KEPT_FOR})
        await self._engines.own.run(_drop_states, now)

    async def forget_removed(self, before: datetime) -> bool:
        return await forget_removed(self._engines, before)


async def _next_instant(connection: Connection) -> datetime | None:
    candidates = (await dues.next_due(connection), await deliveries.next_post(connection))
    return min(filter(None, candidates), default=None)


async def _drop_states(connection: Connection, now: datetime) -> None:
    await connection.execute(_DROP_STATES, {"now": now})
