"""What a dry run lists is what is posted: for cohorts of any zone, hour and day, with breaks and changes on the way."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from bot.domain.breaks import Break
from bot.domain.cohort import Cohort
from bot.domain.timetable import CHANGE_REACH, Event
from bot.interface.card import Card
from bot.ports.dues import BEGIN, cohort_due
from tests.wall_clocks import ODD_ZONES
from tests.world import World, press, words

pytestmark = pytest.mark.slow

HOURS = ["0:00", "2:30", "9:00", "18:00", "23:59"]
FIRST_DAYS = ["2026-01-06", "2026-03-05", "2026-03-26", "2026-04-02", "2026-10-22", "2026-10-30"]
"""An ordinary day, and days before clocks change in America, Europe and Australia."""
EVENTS: dict[str, Event] = {"week": "milestone", "prompt": "prompt", "report": "report", "challenge": "challenge"}
"""What the key of a post begins with, and what it tells of."""
CHANGES = {
    "time": HOURS,
    "zone": ODD_ZONES,
    "checkin": HOURS,
    "days": ["every day", "mon,thu", "sat"],
    "challenges": ["every day", "tue,fri"],
}
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
LATE = timedelta(seconds=5)


@pytest.mark.parametrize("seed", range(8))
async def test_the_first_seven_days_are_posted_as_the_dry_run_lists_them(world: World, seed: int) -> None:
    random = Random(seed)  # noqa: S311
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", zone=random.choice(ODD_ZONES))
    world.clock.now = datetime.fromisoformat(random.choice(FIRST_DAYS)).replace(tzinfo=UTC) - timedelta(
        hours=random.randint(18, 90)
    )
    start = (world.clock() + timedelta(days=2)).date()
    dry_run = await omar.submit(
        await omar.form("manage create"),
        name="Spring", roadmap="foundations", channel="channel-1", start=start.isoformat(), time=random.choice(HOURS),
    )  # fmt: skip
    listed = _listed(dry_run)
    await omar.make(press(dry_run, "Launch"), "press")
    await _live_until(world, max(at for at, _ in listed))
    assert [(at, event) for at, event in _posted(world) if event != "challenge"] == listed


@pytest.mark.parametrize("seed", range(8))
async def test_through_breaks_and_changes_what_the_timetable_lists_is_posted_and_nothing_else(world: World, seed: int) -> None:
    random = Random(seed)  # noqa: S311
    omar = world.caller("omar", administrator=True)
    cohort = int(await world.launch(start="2026-03-02"))
    await _take_breaks(world, cohort, _breaks(random))
    for now in (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 18, 12, 30, tzinfo=UTC), datetime(2026, 4, 2, 7, tzinfo=UTC)):
        await _live_until(world, now)
        await omar.card("manage edit", cohort=str(cohort), **{option: random.choice(CHANGES[option]) for option in CHANGES})
        settled, until = now + CHANGE_REACH, now + timedelta(days=14)
        listed = (await _cohort(world, cohort)).timetable.posts(world.clock(), until)
        await _live_until(world, until)
        due = _sorted((one.at, event) for event, one in listed if one.at > settled)
        posted = _posted(world, after=settled)
        assert set(posted) <= set(due)
        assert {event for _, event in set(due) - set(posted)} <= {"challenge"}  # a long week may use up what it has
        assert len(posted) == len(set(posted))


def _listed(dry_run: Card) -> list[tuple[datetime, Event]]:
    """The posts that a dry run lists; the welcome and the line of the daily challenges aside."""
    found = re.findall(r"<t:(\d+):both>: (milestone|check-in prompt|week \d+ in review)", words(dry_run))
    said: dict[str, Event] = {"m": "milestone", "c": "prompt", "w": "report"}
    return _sorted((datetime.fromtimestamp(int(at), UTC), said[what[0]]) for at, what in found)


def _posted(world: World, *, after: datetime = LONG_AGO) -> list[tuple[datetime, Event]]:
    """When what was due of the posts that arrived; threads and what members share aside."""
    posts = [(sent.post.due_at, sent.post.key.split("/")) for sent in world.board.messages.values()]
    return _sorted((at, EVENTS[key[0]]) for at, key in posts if key[0] in EVENTS and key[2] != "thread" and at > after)


def _sorted(posts: Iterable[tuple[datetime, Event]]) -> list[tuple[datetime, Event]]:
    return sorted(posts)


async def _live_until(world: World, then: datetime) -> None:
    """Beat whenever something is due, and a moment late."""
    while (following := await world.core.system.next_instant()) and following <= then:
        world.clock.now = max(following, world.clock()) + LATE
        await world.tick()
    world.clock.now = max(then, world.clock())


def _breaks(random: Random) -> tuple[Break, ...]:
    first = date(2026, 3, 5) + timedelta(days=random.randint(0, 14))
    pause = Break("pause", first, first + timedelta(days=random.randint(0, 12)))
    shift = Break("shift", first, first + timedelta(days=6))
    holiday = Break("holiday", first + timedelta(days=20), first + timedelta(days=20 + random.randint(0, 3)))
    return random.choice([(pause,), (holiday,), (pause, holiday), (shift, holiday)])


async def _take_breaks(world: World, id: int, breaks: tuple[Break, ...]) -> None:
    """Before the cohort begins; there is no command for it yet."""
    async with world.core.units.open(await _community(world, id)) as unit:
        cohort = await unit.cohorts.get(id)
        assert cohort is not None
        await unit.cohorts.save(replace(cohort, breaks=breaks))
        await unit.dues.set(cohort_due(BEGIN, id, world.clock()))


async def _cohort(world: World, id: int) -> Cohort:
    async with world.core.units.open(await _community(world, id)) as unit:
        cohort = await unit.cohorts.get(id)
    assert cohort is not None
    return cohort


async def _community(world: World, cohort: int) -> int:
    community = await world.core.units.community_of_cohort(cohort)
    assert community is not None
    return community
