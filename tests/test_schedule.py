"""What is due is queued: at its wall time, once, late rather than never, and one failure stops nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from bot.app.schedule import RETRY_AFTER, queue_due
from bot.domain.cohort import Cohort
from bot.domain.timetable import Occurrence
from bot.feature import Job, Routine
from bot.ports.dues import Due, Subject, cohort_due
from bot.ports.unit import Unit
from bot.wiring.core import open_core
from storage import tables
from tests.queued import own_community, queued_rows
from tests.transactions import begun, opened
from tests.world import MONDAY, Clock, Noticeboard, World, words

pytestmark = [pytest.mark.asks_the_database, pytest.mark.slow]


async def test_a_beat_that_comes_late_posts_what_was_due(world: World) -> None:
    await world.launch(time="18:00")
    world.clock.advance(hours=10, minutes=59, seconds=59)
    await world.tick()
    assert len(world.board.posts("week/1/")) == 2


async def test_a_cohort_launched_in_its_first_week_begins_at_once(world: World) -> None:
    await world.launch(time="06:00")
    await world.tick()
    assert len(world.board.posts("week/1/")) == 2


async def test_after_a_downtime_the_newest_is_posted_and_older_ones_have_expired(world: World) -> None:
    await world.launch(time="09:00")
    world.clock.now = datetime(2026, 1, 5, 19, tzinfo=UTC)
    await world.tick()
    posted = set(world.board.messages)
    world.clock.now = datetime(2026, 1, 28, 20, tzinfo=UTC)  # Wednesday of the fourth week
    await world.tick()
    new = sorted(_name(sent.post.key) for message, sent in world.board.messages.items() if message not in posted)
    assert new == ["challenge/2026-01-28", "prompt/2026-01-28", "week/4", "week/4/thread"]
    expired = {_name(row.key) for row in await queued_rows(world) if row.state == "expired"}
    assert {"week/2", "week/3", "prompt/2026-01-06", "prompt/2026-01-27"} <= expired
    assert not expired & set(new)


async def test_what_has_expired_is_never_made_up_for(world: World) -> None:
    await world.launch(time="09:00")
    world.clock.advance(days=23)
    for _ in range(3):
        await world.tick()
        world.clock.advance(hours=1)
    assert {_name(sent.post.key) for sent in world.board.posts("week/")} == {"week/4", "week/4/thread"}


async def test_a_process_that_starts_anew_knows_what_is_due(
    world: World, database: str, clock: Clock, board: Noticeboard
) -> None:
    await world.launch(time="09:00")
    await world.tick()
    for _ in range(10):  # it never runs for long
        clock.advance(hours=20)
        async with open_core(database, clock, {"test": board}) as core:
            await core.queue()
            await core.deliver()
    assert [_name(sent.post.key) for sent in board.posts("week/2/")] == ["week/2", "week/2/thread"]


async def test_beats_that_follow_each_other_queue_nothing_twice(world: World) -> None:
    await world.launch(time="09:00")
    world.clock.advance(hours=12)
    await world.tick()
    rows = len(await queued_rows(world))
    for _ in range(3):
        await world.tick()
    assert len(await queued_rows(world)) == rows


async def test_a_routine_that_fails_is_tried_again_and_stops_no_other(world: World) -> None:
    cursed = await world.launch("Cursed")
    other = await world.launch("Other", channel="channel-2")
    world.clock.advance(hours=11)
    await _queue(world, milestone=_failing_for(cursed, world.core.routines["milestone"]))
    assert {str(row.cohort_id) for row in await queued_rows(world, "week/")} == {other}
    assert {str(row.cohort_id) for row in await queued_rows(world, "prompt/")} == {cursed, other}
    world.clock.advance(seconds=RETRY_AFTER.total_seconds() - 1)
    await world.core.queue()
    assert {str(row.cohort_id) for row in await queued_rows(world, "week/")} == {other}
    world.clock.advance(seconds=1)
    await world.core.queue()
    assert {str(row.cohort_id) for row in await queued_rows(world, "week/")} == {cursed, other}


async def test_who_launched_is_told_once_a_day_that_a_post_is_late_and_it_comes_once_it_can_be_made(world: World) -> None:
    cursed = await world.launch("Cursed")
    world.clock.advance(hours=11)
    for _ in range(3):
        await _queue(world, milestone=_failing_for(cursed, world.core.routines["milestone"]))
        await world.core.deliver()
        world.clock.advance(minutes=5)
    (told,) = world.board.posts("late/")
    assert (told.post.kind, told.post.channel) == ("dm", "account-moderator")
    assert "a post of Cursed is late" in words(told.post.card)
    await world.tick()
    assert world.board.posts("week/")


async def test_a_routine_that_fails_half_way_leaves_nothing_behind(world: World) -> None:
    await world.launch()
    world.clock.advance(hours=11)
    whole = world.core.routines["milestone"]

    async def half(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
        await whole.run(unit, cohort, due, now)
        raise OSError("the database went away")

    await _queue(world, milestone=replace(whole, run=half))
    assert not await queued_rows(world, "week/")


async def test_a_routine_this_version_does_not_know_is_left_for_another(world: World) -> None:
    cohort = await world.launch()
    await world.core.queue()
    async with opened(world.core, await own_community(world)) as unit:
        await unit.dues.set(cohort_due("of the next version", int(cohort), MONDAY))
    world.clock.advance(hours=11)
    await world.core.queue()
    assert await queued_rows(world, "week/")
    async with begun(world.core.engines.read) as connection:
        assert await connection.scalar(select(func.count()).select_from(tables.due).filter_by(routine="of the next version"))


async def test_a_job_is_due_for_a_community_as_a_whole(world: World) -> None:
    ran: list[Due] = []

    async def greet(unit: Unit, due: Due, now: datetime) -> datetime | None:
        ran.append(due)
        return MONDAY + timedelta(days=7) if due.at == MONDAY else None

    await world.launch()
    community = await own_community(world)
    first = Due("greeting", Subject("community", community), MONDAY)
    async with opened(world.core, community) as unit:
        await unit.dues.set(first)
    for _ in range(20):
        await _queue(world, greeting=Job("greeting", greet))
        world.clock.advance(days=1)
    assert ran == [first, replace(first, at=MONDAY + timedelta(days=7))]


async def test_a_job_that_returns_an_instant_that_has_passed_runs_once_a_beat(world: World) -> None:
    ran: list[datetime] = []

    async def linger(unit: Unit, due: Due, now: datetime) -> datetime | None:
        ran.append(now)
        return due.at if len(ran) < 10 else None

    await world.launch()
    community = await own_community(world)
    async with opened(world.core, community) as unit:
        await unit.dues.set(Due("lingering", Subject("community", community), MONDAY))
    beats = [MONDAY, MONDAY + timedelta(seconds=1), MONDAY + timedelta(seconds=2)]
    for world.clock.now in beats:
        await _queue(world, lingering=Job("lingering", linger))
    assert ran == beats


async def test_a_cohort_that_was_ended_says_nothing_more(world: World) -> None:
    await world.launch()
    await world.core.queue()
    async with begun(world.core.engines.write) as connection:
        await connection.execute(update(tables.cohort).values(ended_at=MONDAY + timedelta(days=3)))
    for _ in range(12):
        world.clock.advance(days=1)
        await world.core.queue()
    assert all(row.due_at < MONDAY + timedelta(days=3) for row in await queued_rows(world))
    assert await queued_rows(world, "week/1/")


async def test_a_reminder_is_neither_lost_nor_repeated(world: World) -> None:
    cohort = await world.launch(time="06:00")
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    await ann.card("me settings", reminders="on", hours="0:00-23:30")
    world.clock.advance(hours=12)
    world.board.lost_answer = ConnectionError()
    await world.tick()
    world.board.lost_answer = None
    for _ in range(3):
        world.clock.advance(minutes=5)
        await world.tick()
    assert len(world.board.posts("remind/")) == 1


def _failing_for(cohort: str, whole: Routine) -> Routine:
    async def run(unit: Unit, known: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
        if known.id == int(cohort):
            raise OSError("the platform of this cohort is down")
        await whole.run(unit, known, due, now)

    return replace(whole, run=run)


async def _queue(world: World, **changed: Routine | Job) -> None:
    """A beat with other routines."""
    routines: Mapping[str, Routine | Job] = {**world.core.routines, **changed}
    await queue_due(world.core.system, world.core.units, routines, world.clock())


def _name(key: str) -> str:
    """The part of a post's key that says what it is."""
    return key.rpartition("/")[0]


async def test_a_week_in_which_nobody_did_anything_is_not_in_review(world: World) -> None:
    await world.launch(time="09:00")
    ann = world.caller("ann")
    await ann.card("cohort join")
    world.clock.now = datetime(2026, 1, 12, 8, 30, tzinfo=UTC)
    await world.tick()
    assert world.board.posts("report/") == []
    world.clock.now = datetime(2026, 1, 13, 8, tzinfo=UTC)
    await ann.card("checkin", did="Read")
    world.clock.now = datetime(2026, 1, 19, 8, 30, tzinfo=UTC)
    await world.tick()
    assert [_name(sent.post.key) for sent in world.board.posts("report/")] == ["report/2"]
