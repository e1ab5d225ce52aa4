"""Beat by beat through whole cohorts: everything is queued once, at its wall time, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Row, func, select

from storage import tables
from tests.queued import own_community, queued_rows
from tests.transactions import begun, opened
from tests.world import World

pytestmark = pytest.mark.asks_the_database
BEAT = timedelta(hours=11, minutes=7)
"""Between two looks at the clock; never at the very minute something is due."""
CLOCK_CHANGES = (
    ("Europe/Berlin", date(2026, 3, 9)),  # summer time begins on 29 March
    ("Europe/Berlin", date(2026, 10, 5)),  # and ends on 25 October
    ("America/New_York", date(2026, 2, 23)),  # 8 March
    ("America/New_York", date(2026, 10, 12)),  # 1 November
    ("Australia/Lord_Howe", date(2026, 3, 23)),  # half an hour, on 5 April
    ("Australia/Lord_Howe", date(2026, 9, 21)),  # and on 4 October
)


@pytest.mark.slow
@pytest.mark.parametrize(("zone", "start"), CLOCK_CHANGES)
async def test_every_week_and_prompt_is_queued_once_at_its_wall_time_and_then_nothing_is_due(
    world: World, zone: str, start: date
) -> None:
    weeks = await _walk(world, zone, start, time(18, 30))
    assert [local.date() for local in weeks] == [start + timedelta(weeks=number) for number in range(len(weeks))]
    assert {local.time() for local in weeks} == {time(18, 30)}
    assert len({local.utcoffset() for local in weeks}) == 2  # the clocks were changed on the way
    await _check_prompts(world, zone)
    await _check_that_nothing_is_due(world)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "weekly"),
    [
        pytest.param(date(2026, 3, 15), time(3, 30), id="an hour that is skipped"),
        pytest.param(date(2026, 10, 11), time(2, 30), id="an hour that comes twice"),
    ],
)
async def test_a_week_at_a_wall_time_that_a_clock_change_touches_is_queued_once(world: World, start: date, weekly: time) -> None:
    weeks = await _walk(world, "Europe/Berlin", start, time(2, 30))
    assert [local.date() for local in weeks] == [start + timedelta(weeks=number) for number in range(len(weeks))]
    assert weeks[2].time() == weekly
    assert {local.time() for local in weeks[:2] + weeks[3:]} == {time(2, 30)}


async def _check_prompts(world: World, zone: str) -> None:
    """One came on each of the cohort's days."""
    prompts = [_local(row, zone) for row in await queued_rows(world, "prompt/")]
    assert {local.time() for local in prompts} == {time(18)}
    assert {local.weekday() for local in prompts} == {0, 1, 2, 3, 4}
    assert len(prompts) == len({local.date() for local in prompts})


async def _check_that_nothing_is_due(world: World) -> None:
    for days in (4, 28):  # the last solution, and the closing once nothing can be handed in any more; then who has more time
        world.clock.advance(days=days)
        await world.tick()
    async with begun(world.core.engines.read) as connection:
        assert await connection.scalar(select(func.count()).select_from(tables.due)) == 0


async def _walk(world: World, zone: str, start: date, at: time) -> list[datetime]:
    """Beat by beat through a whole cohort; returns when its weeks were due, on its own wall clock."""
    world.clock.now = datetime.combine(start - timedelta(days=3), time(7, 3), tzinfo=UTC)
    await world.caller("moderator", administrator=True).card("manage settings", zone=zone)
    await world.launch(start=start.isoformat(), time=at.isoformat("minutes"))
    async with opened(world.core, await own_community(world)) as unit:
        (cohort,) = await unit.cohorts.all()
    while world.clock() < cohort.timetable.planned_end + BEAT:
        world.clock.now += BEAT
        await world.tick()
    rows = [row for row in await queued_rows(world, "week/") if row.kind == "send"]
    assert len(rows) == cohort.weeks
    assert {row.state for row in rows} == {"sent"}
    return [_local(row, zone) for row in rows]


def _local(row: Row[Any], zone: str) -> datetime:
    return row.due_at.replace(microsecond=0).astimezone(ZoneInfo(zone))
