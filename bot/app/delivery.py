"""What is queued is sent, once.

A claimed post is sent; when an earlier attempt may have arrived it is looked for first. One process holds a post's lease; a post
whose outcome is unknown is looked for soon; if the process died, when the lease runs out. No transaction is open while a platform
is asked.
"""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TypeVar

import structlog

from bot.app.changed import lock_cohorts_of, take_out
from bot.app.failure import pass_on, tell_failure, tell_outdated
from bot.app.sending import AS_USUAL, Spans, Turns, by_lane, looked_for, send
from bot.domain.post import LONGEST_HOLD, LONGEST_LEASE, Delivery, Post, next_try
from bot.errors import Gone, Hindrance, Reason, RetryLater, Undecided, Undeliverable, Unreachable
from bot.feature import Recheck, recheck_of
from bot.ports.outbox import Clock, Sender, System
from bot.ports.unit import Unavailable, Unit, Units
from bot.shared.hindrances import LOST
from bot.shared.lost_channels import has_left
from bot.shared.promised import tell_whom_it_was_promised
from bot.shared.unseen import tell_who_is_taken_down

BATCH = 50
LOOK_AGAIN_SECONDS = 1
"""How often what has become due is looked for while a channel is slow."""
LEAST_PATIENCE_SECONDS = 1
MOST_ATTEMPTS = 200
"""The most attempts of unknown outcome before a post is given up: with one for each lease that takes more than six hours, and
four days for an edit, which may take somebody's words away."""
MOST_DOUBLED = 16

T = TypeVar("T")

log = structlog.get_logger(__name__)


class Deliverer:
    """Delivers for the platforms it has senders for."""

    def __init__(
        self,
        system: System,
        units: Units,
        senders: Mapping[str, Sender],
        clock: Clock,
        rechecks: Mapping[str, Recheck] = MappingProxyType({}),
        spans: Spans = AS_USUAL,
    ) -> None:
        self._system = system
        self._units = units
        self._senders = senders
        self._clock = clock
        self._rechecks = rechecks
        self._spans = spans

    async def deliver_due(self) -> int:
        """Deliver what is due now by the clock, on all platforms at the same time; returns the number of posts that were
        tried."""
        async with asyncio.TaskGroup() as group:  # unlike gather, it waits for its tasks when it is cancelled
            platforms = [group.create_task(self._deliver_platform(platform)) for platform in self._senders]
        return sum(platform.result() for platform in platforms)

    async def _deliver_platform(self, platform: str) -> int:
        """Claim and deliver until nothing is due. Channels do not wait for each other; communities take turns."""
        under_way, most_at_once = set[asyncio.Task[None]](), self._senders[platform].most_at_once
        turns, tried, found, look_at, time = Turns(), 0, True, 0.0, asyncio.get_running_loop().time
        async with asyncio.TaskGroup() as group:
            while turns or under_way or found:
                now, most = self._clock(), min(BATCH, most_at_once - len(under_way))
                if most and (time() >= look_at or not (turns or under_way)):
                    found = False
                    turns.come(await self._asked(self._system.claimable(platform, now)))
                    look_at = time() + LOOK_AGAIN_SECONDS
                if most and turns:
                    community, after = turns.next()
                    claim = self._system.claim(platform, community, now, self._spans.lease, most, after)
                    lanes = by_lane(await self._asked(claim))
                    for lane in lanes.values():
                        task = group.create_task(self._deliver_lane(lane, now + self._spans.lease))
                        under_way.add(task)
                        task.add_done_callback(under_way.discard)
                        task.add_done_callback(lambda _, of=community: turns.come([of]))
                        tried += len(lane)
                    found = found or bool(lanes)
                    turns.go_on(community, after, lanes if len(lanes) == most else ())
                elif under_way:
                    await asyncio.wait(under_way, timeout=LOOK_AGAIN_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        return tried

    async def _asked(self, asked: Awaitable[Sequence[T]]) -> Sequence[T]:
        """Nothing while the database cannot be used: what is under way comes to its end."""
        try:
            return await asked
        except Unavailable:
            return ()

    async def _deliver_lane(self, lane: Sequence[Delivery], leased_until: datetime) -> None:
        """Deliver posts of one channel, one after the other. If one has to wait, those after it do, unless it is there and only
        its edit waits. Without the database all stay leased, and what may have been sent is looked for once that is over."""
        with suppress(Unavailable):
            for number, delivery in enumerate(lane):
                wait_until = await self._deliver(delivery, leased_until)
                if wait_until and not delivery.message:
                    for later in lane[number + 1 :]:
                        await self._system.wait(later, wait_until)
                    return

    async def _deliver(self, delivery: Delivery, leased_until: datetime) -> datetime | None:
        """Try one post; until when its lane has to wait, if it has to. After an unforeseen failure it is looked for soon."""
        if self._clock() + self._spans.sending > leased_until:
            await self._system.wait(delivery, self._clock())
            return self._clock()
        try:
            return await self._try(delivery)
        except Unavailable:
            raise
        except Exception:
            log.exception("a post's outcome is unknown", post=delivery.id, key=delivery.post.key, attempts=delivery.attempts)
        doubled = self._spans.look_after * 2 ** min(delivery.attempts - 1, MOST_DOUBLED)
        until = self._clock() + min(doubled, LONGEST_HOLD) if delivery.message else min(leased_until, self._clock() + doubled)
        await self._system.look_later(delivery, until)
        return until

    async def _try(self, delivery: Delivery) -> datetime | None:
        """Send, edit, put off or give up one post; until when its lane has to wait, if it has to."""
        if delivery.attempts > MOST_ATTEMPTS:
            await self._leave_uncertain(delivery, Reason(Hindrance.UNKNOWN_OUTCOME))
            return None
        sender = self._senders[delivery.post.platform]
        deadline = asyncio.get_running_loop().time() + self._spans.sending.total_seconds()
        try:
            delivery = await looked_for(sender, delivery, deadline)
            wanted = delivery if delivery.message else await self._reconsidered(delivery)
            if wanted is None:
                return None
            message = await send(sender, wanted, deadline)
        except RetryLater as patience:
            until = self._clock() + min(timedelta(seconds=max(LEAST_PATIENCE_SECONDS, patience.seconds)), LONGEST_LEASE)
            await self._system.wait(delivery, until)
            return until
        except Gone:
            now, post = self._clock(), delivery.post
            await self._units.run(delivery.community, lambda unit: tell_who_is_taken_down(unit, post, now))
            await self._system.shelve(delivery, "gone")
        except Undecided as unknown:
            await self._leave_uncertain(delivery, unknown.reason)
        except Unreachable as failure:
            await self._give_up(delivery, failure)
        except Undeliverable as failure:
            await self._refused(delivery, failure.reason)
        else:
            await self._system.settle(delivery, message, self._clock())
        return None

    async def _reconsidered(self, delivery: Delivery) -> Delivery | None:
        """The delivery of a post that was not sent, with what it is to say now; None if it was put off or shelved."""
        now, post = self._clock(), delivery.post
        if post.until and now > post.until:
            await self._system.shelve(delivery, "expired")
            return None
        wanted = await self._recheck(delivery, now)
        if (
            delivery.held_since and post.kind != "dm" and wanted == Reason(Hindrance.COHORT_RESTS)
        ):  # the channel, not the break, kept it back
            await self._system.shelve(delivery, "expired")
            return None
        if not isinstance(wanted, Post):
            recheck = recheck_of(self._rechecks, post)
            if post.promised_to or (recheck and recheck.lost):
                await self._units.run(delivery.community, lambda unit: self._note_lost(unit, post, wanted, now))
            await self._system.shelve(delivery, "unwanted", wanted)
            return None
        if wanted.due_at <= now:
            return replace(delivery, post=wanted)
        await self._system.postpone(replace(delivery, post=wanted), wanted.due_at)
        return None

    async def _recheck(self, delivery: Delivery, now: datetime) -> Post | Reason | None:
        """What the feature that the post is of makes of it now."""
        recheck = recheck_of(self._rechecks, delivery.post)
        if recheck is None:
            return delivery.post
        return await self._units.run(delivery.community, lambda unit: recheck.reconsider(unit, delivery.post, now))

    async def _give_up(self, delivery: Delivery, failure: Unreachable) -> None:
        """A member is out of reach: that is for this member to know, at their next call. What a moderator was to mend
        is told to another. Who has left leaves their cohorts."""
        person = delivery.post.person
        if person is not None:
            await self._units.run(delivery.community, lambda unit: self._note_unreachable(unit, person, delivery.post, failure))
        await self._system.shelve(delivery, "failed", failure.reason)

    async def _note_unreachable(self, unit: Unit, person: int, post: Post, failure: Unreachable) -> None:
        now = self._clock()
        await lock_cohorts_of(unit, person, *([post.cohort] if post.cohort else []))
        await unit.members.mark_unreachable(person)
        await pass_on(unit, post, now)
        await self._note_lost(unit, post, failure.reason, now)
        if failure.reason.kind is Hindrance.PERSON_LEFT:
            await take_out(unit, person, now)

    async def _note_lost(self, unit: Unit, post: Post, reason: Reason | None, now: datetime) -> None:
        """Let those hear of it who count on a direct message that does not arrive."""
        await unit.cohorts.lock_all([post.cohort] if post.cohort else [])
        await tell_whom_it_was_promised(unit, post, reason, now)
        recheck = recheck_of(self._rechecks, post)
        if recheck and recheck.lost:
            await recheck.lost(unit, post, now)

    async def _leave_uncertain(self, delivery: Delivery, reason: Reason) -> None:
        """Moderators say what became of a post, readers find a direct message at their next call; an edit waits for the next."""
        if delivery.message:
            await tell_outdated(self._units, delivery, self._clock())
        else:
            await tell_failure(self._units, self._senders, delivery, reason, self._clock())
        await self._system.shelve(delivery, "failed" if delivery.message or delivery.post.kind == "dm" else "uncertain", reason)

    async def _refused(self, delivery: Delivery, reason: Reason) -> None:
        """Hold what the platform refuses until somebody has mended it, and tell once what is to be mended.

        They are told first: a process that dies in between tries the post again, and tells them no second time.
        """
        log.warning("a post was refused", post=delivery.id, key=delivery.post.key, reason=str(reason))
        if delivery.message and reason.kind is Hindrance.NOT_EDITABLE:
            await self._system.send_anew(delivery)
            return
        if reason.kind in LOST and await self._units.run(delivery.community, lambda unit: has_left(unit, delivery.post)):
            await self._system.shelve(delivery, "gone", reason)
            return
        now = self._clock()
        again = next_try(delivery.held_since, delivery.post.until, now)
        if delivery.held_since is None:
            await tell_failure(self._units, self._senders, delivery, reason, now)
        if again is None:
            if delivery.message:
                await tell_outdated(self._units, delivery, now)
            await self._system.shelve(delivery, "failed", reason)
        else:
            await self._system.hold(delivery, again, now, reason)
