"""What is due is leased to one worker; the workers share it and never wait for each other."""

import asyncio
import threading
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, event

from bot.app.schedule import BATCH, LEASE, queue_due
from bot.domain.cohort import Enrollment, Home
from bot.feature import Job
from bot.ports.dues import Due, Subject, cohort_due
from bot.ports.unit import Unit
from bot.shared.posts import home_post
from storage.dues import claim
from storage.engine import Engines
from tests.samples import EVERY_BLOCK
from tests.storage.test_repositories import COHORT
from tests.transactions import begun, opened
from tests.watchdog import hold_the_loop, loop_kept_free
from tests.world import MONDAY, World

ROUTINES = ("milestone", "checkin", "report", "challenge", "reminder", "solution")
NOW = MONDAY + timedelta(hours=1)
LOCK_TIMEOUT_MILLISECONDS = 100
"""Far longer than PostgreSQL holds a lock of its own, far shorter than a worker stays in a unit of the test below."""


async def test_a_due_is_replaced_and_taken_once(world: World, community: int) -> None:
    first, second = (cohort_due("milestone", 12, MONDAY + timedelta(days=7 * week)) for week in (0, 1))
    async with opened(world.core, community) as unit:
        await unit.cohorts.add(COHORT, [])
        await unit.dues.set(first)
        await unit.dues.set(second)
        assert not await unit.dues.take(first)
        assert await unit.dues.take(second)
        assert not await unit.dues.take(second)


@pytest.fixture
async def dues(world: World, community: int) -> list[tuple[int, Due]]:
    """Three dues of as many subjects, earliest first."""
    subjects = (Subject("cohort", 12), Subject("community", community), Subject("cohort", 13))
    dues = [Due("milestone", subject, MONDAY + timedelta(minutes=number)) for number, subject in enumerate(subjects)]
    async with opened(world.core, community) as unit:
        for cohort in (COHORT, replace(COHORT, id=13, slug="other")):
            await unit.cohorts.add(cohort, [])
        for due in reversed(dues):
            await unit.dues.set(due)
    return [(community, due) for due in dues]


async def test_dues_are_claimed_earliest_first_when_their_time_has_come(world: World, dues: list[tuple[int, Due]]) -> None:
    system = world.core.system
    assert await system.next_instant() == MONDAY
    assert await system.claim_dues(MONDAY - timedelta(seconds=1), LEASE, 10) == []
    assert await system.claim_dues(NOW, LEASE, 2) == dues[:2]
    assert await system.claim_dues(NOW, LEASE, 10) == dues[2:]


async def test_what_a_dead_worker_had_claimed_goes_to_the_next_when_its_lease_ends(
    world: World, dues: list[tuple[int, Due]]
) -> None:
    system = world.core.system
    assert await system.claim_dues(NOW, LEASE, 10) == dues
    assert await system.next_instant() == NOW + LEASE
    assert await system.claim_dues(NOW + LEASE - timedelta(seconds=1), LEASE, 10) == []
    assert await system.claim_dues(NOW + LEASE, LEASE, 10) == dues


async def test_a_due_that_failed_is_left_alone_and_holds_up_nothing_of_its_subject(
    world: World, community: int, dues: list[tuple[int, Due]]
) -> None:
    system = world.core.system
    await system.claim_dues(NOW, LEASE, 1)
    await system.retry_due(*dues[0], NOW + timedelta(minutes=5))
    sibling = cohort_due("checkin", 12, MONDAY)
    async with opened(world.core, community) as unit:
        await unit.dues.set(sibling)
    assert await system.claim_dues(NOW, LEASE, 10) == [(community, sibling), *dues[1:]]
    async with opened(world.core, community) as unit:
        assert await unit.dues.take(sibling)
    assert dues[0] not in await system.claim_dues(NOW + timedelta(minutes=5, seconds=-1), LEASE, 10)
    assert await system.claim_dues(NOW + timedelta(minutes=5), LEASE, 10) == dues[:1]


async def test_what_becomes_due_for_a_subject_waits_for_the_worker_that_is_at_it(
    world: World, community: int, dues: list[tuple[int, Due]]
) -> None:
    system = world.core.system
    await system.claim_dues(NOW, LEASE, 10)
    sibling = cohort_due("checkin", 12, MONDAY)
    async with opened(world.core, community) as unit:
        await unit.dues.set(sibling)
    assert await system.claim_dues(NOW, LEASE, 10) == []
    async with opened(world.core, community) as unit:
        assert await unit.dues.take(dues[0][1])
    assert await system.claim_dues(NOW, LEASE, 10) == [(community, sibling)]


async def test_a_due_set_anew_while_it_is_leased_can_be_claimed_at_once(
    world: World, community: int, dues: list[tuple[int, Due]]
) -> None:
    system = world.core.system
    await system.claim_dues(NOW, LEASE, 10)
    changed = replace(dues[0][1], at=NOW)
    async with opened(world.core, community) as unit:
        await unit.dues.set(changed)
        assert not await unit.dues.take(dues[0][1])
    assert await system.claim_dues(NOW, LEASE, 10) == [(community, changed)]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)  # on SQLite only one writes at a time
async def test_a_claim_passes_over_what_another_worker_is_claiming(
    world: World, community: int, dues: list[tuple[int, Due]]
) -> None:
    _refuse_to_wait(world.core.engines)
    async with begun(world.core.engines.write) as connection:
        assert await claim(connection, community, NOW, LEASE, 1) == [dues[0][1]]
        assert await world.core.system.claim_dues(NOW, LEASE, 10) == dues[1:]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_a_subject_is_claimed_whole_by_one_of_those_who_claim_at_once(world: World, community: int) -> None:
    _refuse_to_wait(world.core.engines)
    siblings = [cohort_due(routine, 12, MONDAY + timedelta(minutes=number)) for number, routine in enumerate(ROUTINES)]
    async with opened(world.core, community) as unit:
        await unit.cohorts.add(COHORT, [])
        for due in siblings:
            await unit.dues.set(due)
    async with begun(world.core.engines.write) as connection:
        assert await claim(connection, community, MONDAY, LEASE, 1) == siblings[:1]
        assert await world.core.system.claim_dues(NOW, LEASE, 10) == []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_no_subject_goes_to_two_workers_that_claim_at_the_same_moment(worlds: list[World]) -> None:
    expected = await _fill(worlds[0], communities=1, cohorts=10)
    for world in worlds:
        _refuse_to_wait(world.core.engines)
    for _ in range(20):
        claims = await asyncio.gather(*(world.core.system.claim_dues(NOW, LEASE, 3) for world in worlds))
        subjects = [{due.subject for _, due in claimed} for claimed in claims]
        assert sum(map(len, subjects)) == len(set[Subject]().union(*subjects))
        assert all(len(claimed) == len(ROUTINES) * len(theirs) for claimed, theirs in zip(claims, subjects, strict=True))
        community = next(community for claimed in claims for community, _ in claimed)
        async with opened(worlds[0].core, community) as unit:
            for due in expected:
                await unit.dues.set(due)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_who_joins_a_cohort_does_not_wait_for_the_worker_that_is_at_it(
    world: World, community: int, dues: list[tuple[int, Due]]
) -> None:
    _refuse_to_wait(world.core.engines)
    async with opened(world.core, community) as worker, opened(world.core, community) as unit:
        await worker.cohorts.lock(12)
        member = await unit.members.find("test", "account-ann")
        assert member
        await unit.enrollments.put(Enrollment(cohort=12, person=member.person, joined_at=NOW, first_week=1))


async def test_three_workers_share_what_is_due_without_waiting_for_each_other(worlds: list[World]) -> None:
    """On PostgreSQL all are inside a unit at the same moment, and whoever waits for a lock fails."""
    expected = await _fill(worlds[0], communities=4, cohorts=15)
    at_once = threading.Barrier(len(worlds), timeout=30) if _is_postgresql(worlds[0].core.engines) else None
    ran: list[tuple[str, Due]] = []
    if at_once:
        for world in worlds:
            _refuse_to_wait(world.core.engines)

    async def work(world: World, name: str) -> int:
        async def run(unit: Unit, due: Due, now: datetime) -> datetime | None:
            assert await unit.outbox.put(home_post(_home(due.subject.id), due.routine, EVERY_BLOCK, now))
            if at_once and name not in {worker for worker, _ in ran}:
                at_once.wait()  # each in the thread of its database
            ran.append((name, due))
            return NOW + timedelta(days=1)

        routines = {routine: Job(routine, run) for routine in ROUTINES}
        return await queue_due(world.core.system, world.core.units, routines, NOW)

    async with asyncio.timeout(30):
        counts = await asyncio.gather(*(work(world, f"worker {number}") for number, world in enumerate(worlds)))
    assert sum(counts) == len(expected)
    assert Counter(due for _, due in ran) == Counter(expected)
    if at_once:
        assert min(counts) >= BATCH


async def test_a_routine_that_takes_long_holds_up_no_platform(world: World) -> None:
    await _fill(world, communities=1, cohorts=1)

    async def run(_unit: Unit, _due: Due, _now: datetime) -> None:
        hold_the_loop()

    core = replace(world.core, routines={routine: Job(routine, run) for routine in ROUTINES}, clock=lambda: NOW)
    with loop_kept_free():
        await core.queue()


async def _fill(world: World, communities: int, cohorts: int) -> list[Due]:
    """Cohorts in several communities, each with every routine due; returns the dues."""
    dues: list[Due] = []
    for number in range(communities):
        caller = world.caller("moderator", space=f"space-{number}")
        await caller.card("me settings")
        async with opened(world.core, await world.core.units.community_at(caller.place)) as unit:
            for cohort in (unit.new_id() for _ in range(cohorts)):
                await unit.cohorts.add(replace(COHORT, id=cohort, slug=f"cohort-{cohort}"), [_home(cohort)])
                for due in (cohort_due(routine, cohort, MONDAY) for routine in ROUTINES):
                    await unit.dues.set(due)
                    dues.append(due)
    return dues


def _home(cohort: int) -> Home:
    return Home(id=cohort, cohort=cohort, platform="test", space="space-1", channel="channel-1")


def _is_postgresql(engines: Engines) -> bool:
    return engines.write.sync_engine.dialect.name == "postgresql"


def _refuse_to_wait(engines: Engines) -> None:
    """Let every statement of new transactions fail if it would wait for a lock."""

    @event.listens_for(engines.write.sync_engine, "begin")
    def set_timeout(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {LOCK_TIMEOUT_MILLISECONDS}")
