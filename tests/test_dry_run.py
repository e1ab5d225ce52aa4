"""What a dry run lists is what is posted: for cohorts of any zone, hour and day, with breaks and changes on the way."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from bot.domain.breaks import Break
from bot.domain.timetable import Event, Occurrence
from bot.interface.card import Card
from tests.owned_pack import owned_pack, publish_owned
from tests.taken_breaks import change_cohort, cohort_now, take_breaks
from tests.walked_time import due_of, name_of
from tests.wall_clocks import ODD_ZONES
from tests.world import World, press, words

pytestmark = pytest.mark.slow

HOURS = ["0:00", "2:30", "9:00", "18:00", "23:59"]
ROADMAPS = ["foundations", "mlops", "deep", "spells"]
"""The last is the community's own, with one challenge."""
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
    "end": ["2026-04-06", "2026-04-13"],
}
PAUSE = Break("pause", date(2026, 3, 14))
"""Without a last day."""
LATE = timedelta(seconds=5)


@pytest.mark.parametrize("seed", range(8))
async def test_the_first_seven_days_are_posted_as_the_dry_run_lists_them(world: World, seed: int) -> None:
    random = Random(seed)  # noqa: S311
    omar = world.caller("omar", administrator=True)
    await publish_owned(world, omar, owned_pack("alohomora"))
    await omar.card("manage settings", zone=random.choice(ODD_ZONES))
    world.clock.now = datetime.fromisoformat(random.choice(FIRST_DAYS)).replace(tzinfo=UTC) - timedelta(
        hours=random.randint(18, 90)
    )
    start = (world.clock() + timedelta(days=2)).date()
    dry_run = await omar.submit(
        await omar.form("manage create"),
        name="Spring", roadmap=ROADMAPS[seed % len(ROADMAPS)], channel="channel-1", start=start.isoformat(),
        time=random.choice(HOURS),
    )  # fmt: skip
    listed = _listed(dry_run)
    launched = await omar.make(press(dry_run, "Launch"), "press")
    assert isinstance(launched, Card)
    timetable = (await cohort_now(world, press(launched, "See it").values["cohort"])).timetable
    count, first, last = _listed_prompts(dry_run)
    until = max(last, *(at for at, _ in listed))
    days = sum(event == "challenge" for event, _ in timetable.posts(world.clock(), until))
    await _live_until(world, until)
    prompts = [at for at, event in _posted(world) if event == "prompt"]
    assert (len(prompts), prompts[0], prompts[-1]) == (count, first, last)
    told = [(at, event) for at, event in _posted(world) if event not in ("challenge", "prompt")]
    without_reports = [(at, event) for at, event in told if event != "report"]
    assert without_reports == [(at, event) for at, event in listed if event != "report"]
    assert {*told} <= {*listed}  # where nobody did anything only the last week has a report
    assert sum(event == "challenge" for _, event in _posted(world)) == _listed_challenges(dry_run, days)


@pytest.mark.parametrize("seed", range(8))
async def test_through_breaks_and_changes_what_the_timetable_lists_is_posted_and_nothing_else(world: World, seed: int) -> None:
    random = Random(seed)  # noqa: S311
    cohort = await world.launch(start="2026-03-02")
    breaks = _breaks(random)
    await change_cohort(world, cohort, weeks=4, breaks=breaks)
    await _live_until(world, datetime(2026, 3, 1, tzinfo=UTC))
    await _live_through_a_change(world, cohort, random, datetime(2026, 3, 12, 12, 30, tzinfo=UTC))
    await take_breaks(world, cohort, *breaks, PAUSE)
    resumed = datetime(2026, 3, random.choice([16, 20, 25]), 9, tzinfo=UTC)
    await _live_through_a_change(world, cohort, random, resumed)
    await take_breaks(world, cohort, *breaks, replace(PAUSE, last=resumed.date() - timedelta(days=random.choice([0, 1]))))
    end = (await cohort_now(world, cohort)).timetable.planned_end
    await _live_through_a_change(world, cohort, random, end - timedelta(hours=random.choice([1.3, 2.5, 7, 20])))
    over = {"zone": "UTC", "time": f"{world.clock() - timedelta(minutes=20):%H:%M}"}  # if it is the last day, it is over at once
    await _live_through_a_change(world, cohort, random, end + timedelta(days=15), **random.choice([over, {}]))


async def _live_through_a_change(world: World, cohort: str, random: Random, until: datetime, **values: str) -> None:
    """Change a cohort, to `values` if there are any, live on, and see that what was listed then is what was posted since."""
    before = _named(world)
    omar = world.caller("omar", administrator=True)
    changed = values or {option: random.choice(CHANGES[option]) for option in CHANGES}
    await omar.card("manage edit", cohort=cohort, **changed)
    listed = (await cohort_now(world, cohort)).timetable.posts(world.clock(), until)
    await _live_until(world, until)
    due = {_name(event, one): one.at for event, one in listed} | before
    posted = _named(world)
    assert posted.items() <= due.items()
    assert {name.split("/")[0] for name in due.keys() - posted} <= {
        "challenge",
        "report",
    }  # what a long week uses up; nobody did anything


def _name(event: Event, one: Occurrence) -> str:
    """What the key of a post begins with."""
    by_week = event in ("milestone", "report")
    return f"{next(part for part, told in EVENTS.items() if told == event)}/{one.week if by_week else one.day}"


def _named(world: World) -> dict[str, datetime]:
    """When what arrived was due, by the name of the post. Each post comes once."""
    posts = [(name_of(sent), due_of(sent)) for sent in world.board.messages.values()]
    told = [(name, at) for name, at in posts if name.split("/")[0] in EVENTS and not name.endswith("/thread")]
    assert len(told) == len(dict(told))
    return dict(told)


def _listed(dry_run: Card) -> list[tuple[datetime, Event]]:
    """The posts that a dry run lists; the welcome and the lines of prompts and challenges aside."""
    found = re.findall(r"<t:(\d+):both>: (milestone|week \d+ in review)", words(dry_run))
    said: dict[str, Event] = {"m": "milestone", "w": "report"}
    return _sorted((datetime.fromtimestamp(int(at), UTC), said[what[0]]) for at, what in found)


def _listed_prompts(dry_run: Card) -> tuple[int, datetime, datetime]:
    """How many prompts a dry run promises, the first and the last of them."""
    found = re.search(r"- <t:(\d+):both> to <t:(\d+):both>: (\d+) check-in prompts", words(dry_run))
    assert found, words(dry_run)
    first, last = (datetime.fromtimestamp(int(at), UTC) for at in found.groups()[:2])
    return int(found[3]), first, last


def _listed_challenges(dry_run: Card, days: int) -> int:
    """How many challenges a dry run promises for some days."""
    if "Each day at" in words(dry_run):
        return days
    counted = re.search(r"(\d+) challenges?,", words(dry_run))
    return int(counted[1]) if counted else 0


def _posted(world: World) -> list[tuple[datetime, Event]]:
    """When what was due of the posts that arrived; threads and what members share aside."""
    posts = [(due_of(sent), sent.post.key.split("/")) for sent in world.board.messages.values()]
    return _sorted((at, EVENTS[key[0]]) for at, key in posts if key[0] in EVENTS and key[2] != "thread")


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
