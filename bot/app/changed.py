"""What platforms tell beside calls: the bot may post in a channel no longer, or again; a thread was deleted; somebody has
left, or has another zone."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog

from bot.app.failure import ASKING_SECONDS, tell_closed
from bot.app.guarded import guarded
from bot.app.sanitize import sanitized_actor
from bot.domain.cohort import Cohort
from bot.errors import Reason
from bot.interface.call import Actor, Place
from bot.ports.outbox import Sender
from bot.ports.spaces import Spaces
from bot.ports.unit import Unit, Units
from bot.shared.hindrances import hindered
from bot.shared.leaving import let_go

log = structlog.get_logger(__name__)


async def look_again(units: Units, spaces: Spaces, senders: Mapping[str, Sender], place: Place, now: datetime) -> None:
    """Look at a place's channel, or at all in its space, if a cohort speaks there or a log is kept: what waits goes out, or the
    moderators are told what keeps it.

    Never raises: what was overlooked is noticed when the next post is refused.
    """
    with guarded(log, "what changed about a channel was not noted", platform=place.platform, space=place.space):
        for community, channel in await spaces.spoken_in(place):
            reasons = await _reasons(senders[place.platform], place.space or "", channel)
            where = (place.platform, place.space or "", channel)
            await units.run(community, partial(_note, where=where, reasons=reasons, now=now))


async def thread_deleted(units: Units, spaces: Spaces, place: Place, messages: Sequence[str]) -> None:
    """Somebody deleted the thread under one of these messages of a space: nobody is led there any more."""
    for community in await communities_in(spaces, place):
        await units.run(community, lambda unit: unit.outbox.lose(place.platform, place.space or "", messages))


async def communities_in(spaces: Spaces, place: Place) -> set[int]:
    """The communities that speak in a place."""
    return {community for community, _ in await spaces.spoken_in(place)}


async def person_left(units: Units, platform: str, account: str, now: datetime) -> None:
    """Somebody has no account any more: in each community they leave the cohorts that they are in."""

    async def leave(unit: Unit) -> None:
        member = await unit.members.find(platform, account)
        if member:
            await take_out(unit, member.person, now)

    for community in await units.communities_of(Actor(platform, account, "")):
        await units.run(community.id, leave)


async def person_changed(units: Units, told: Actor) -> None:
    """What a platform tells of somebody counts from now on, as if they had called; of a stranger nothing is kept."""
    actor = sanitized_actor(told)
    for community in await units.communities_of(actor):
        await units.run(community.id, lambda unit: unit.members.heed(actor))


async def take_out(unit: Unit, person: int, now: datetime) -> None:
    """Let somebody leave the cohorts that are not over, and all lines, as they could themselves: what they did is kept, they may
    come back."""
    for cohort in (await lock_cohorts_of(unit, person)).values():
        await unit.waiting_lists.drop(cohort.id, person)
        enrollment = await unit.enrollments.get(cohort.id, person)
        if cohort.state(now) != "ended" and enrollment and enrollment.left_at is None:
            await let_go(unit, cohort, replace(enrollment, left_at=now), now)


async def lock_cohorts_of(unit: Unit, person: int, *more: int) -> Mapping[int, Cohort]:
    """Those that somebody is in or waits for, and `more` of them, locked."""
    own = [cohort.id for cohort in await unit.cohorts.of(person)]
    return await unit.cohorts.lock_all({*own, *await unit.waiting_lists.places(person), *more})


async def _reasons(sender: Sender, space: str, channel: str) -> Sequence[Reason]:
    """What is missing in a channel, if that keeps posts out; else nothing."""
    async with asyncio.timeout(ASKING_SECONDS):
        report = await sender.look_at(space, channel)
    return report.missing if hindered(report) else ()


async def _note(unit: Unit, where: tuple[str, str, str], reasons: Sequence[Reason], now: datetime) -> None:
    platform, _, channel = where
    cohorts = [cohort for cohort in await unit.cohorts.at(platform, channel) if cohort.state(now) != "ended"]
    if not reasons:
        await unit.outbox.wake(platform, channel, now)
    elif cohorts or unit.community.log_channel == where:
        await tell_closed(unit, where, cohorts, reasons, now)
