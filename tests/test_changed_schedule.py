"""What is due follows a changed cohort at once: nothing is lost, and nothing is said twice."""

from collections import Counter
from datetime import UTC, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tests.walked_time import most_often_said, name_of, names, until
from tests.world import Caller, World, press, words

pytestmark = pytest.mark.slow


@pytest.fixture
async def cohort(world: World) -> str:
    """It begins on Monday, 5 January, at 18:00 UTC; it is Tuesday noon, and week 1 is posted."""
    cohort = await world.launch()
    await until(world, datetime(2026, 1, 6, 12, tzinfo=UTC))
    return cohort


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    return world.caller("omar", administrator=True)


@pytest.fixture
async def ann(world: World, cohort: str) -> Caller:
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    return ann


def _at(world: World, name: str, zone: str = "UTC") -> str:
    """When a post was due, on a zone's wall clock."""
    (sent,) = [sent for sent in world.board.messages.values() if name_of(sent) == name]
    return f"{sent.post.due_at.astimezone(ZoneInfo(zone)):%a %H:%M}"


async def test_weeks_to_come_begin_at_the_new_hour(world: World, omar: Caller, ann: Caller) -> None:
    await ann.card("checkin", did="Read")
    await omar.card("manage edit", time="9:30")
    await until(world, datetime(2026, 1, 13, 12, tzinfo=UTC))
    assert names(world, "week/") == ["week/1", "week/1/thread", "week/2", "week/2/thread"]
    assert _at(world, "week/2") == "Mon 09:30"
    assert _at(world, "report/1") == "Mon 08:30"


async def test_a_week_that_is_begun_by_a_change_comes_though_its_old_hour_has_come_too(world: World, omar: Caller) -> None:
    await until(world, datetime(2026, 1, 12, 17, 50, tzinfo=UTC))
    await omar.card("manage edit", time="17:30")
    world.clock.now = datetime(2026, 1, 12, 18, 10, tzinfo=UTC)
    await world.tick()
    assert _at(world, "week/2") == "Mon 17:30"


async def test_prompts_follow_the_new_days_and_hour(world: World, omar: Caller) -> None:
    await omar.card("manage edit", days="tue,sat", checkin="20:15")
    await until(world, datetime(2026, 1, 13, 12, tzinfo=UTC))
    assert names(world, "prompt/") == ["prompt/2026-01-05", "prompt/2026-01-06", "prompt/2026-01-10"]
    assert _at(world, "prompt/2026-01-10") == "Sat 20:15"


async def test_a_day_that_was_asked_already_is_not_asked_again(world: World, omar: Caller) -> None:
    await until(world, datetime(2026, 1, 6, 18, 30, tzinfo=UTC))
    await omar.card("manage edit", checkin="20:00")
    await until(world, datetime(2026, 1, 7, 12, tzinfo=UTC))
    assert names(world, "prompt/").count("prompt/2026-01-06") == 1


async def test_another_zone_moves_the_wall_clock_over_a_change_of_clocks_too(world: World, omar: Caller) -> None:
    await omar.card("manage edit", zone="America/New_York")
    await until(world, datetime(2026, 3, 31, 12, tzinfo=UTC))
    for week in range(2, 13):
        assert _at(world, f"week/{week}", "America/New_York") == "Mon 18:00"
    assert _at(world, "prompt/2026-03-10", "America/New_York") == "Tue 18:00"  # the clocks changed on the 8th


@pytest.mark.parametrize("hour", ["9:00", "20:00"])
async def test_a_week_that_was_posted_does_not_come_again_when_its_hour_moves(
    world: World, omar: Caller, ann: Caller, hour: str
) -> None:
    await until(world, datetime(2026, 1, 12, 18, 10, tzinfo=UTC))
    assert names(world, "week/2") == ["week/2", "week/2/thread"]
    await omar.card("manage edit", time=hour)
    (second,) = [sent for sent in world.board.posts("week/2/") if sent.post.kind == "send"]
    started = await ann.make(press(second.post.card, "Start"), "press")
    assert "You: started" in words(started)  # pyright: ignore[reportArgumentType]
    await until(world, datetime(2026, 1, 20, 12, tzinfo=UTC))
    assert Counter(names(world, "week/")).most_common(1)[0][1] == 1
    assert "week/3" in names(world)


async def test_a_week_that_ends_earlier_than_it_would_have_is_still_reported_and_the_next_begins(
    world: World, omar: Caller, ann: Caller
) -> None:
    await ann.card("checkin", did="Read")
    await until(world, datetime(2026, 1, 12, 12, tzinfo=UTC))
    assert "report/1" not in names(world)
    await omar.card("manage edit", time="9:00")
    await until(world, datetime(2026, 1, 12, 13, tzinfo=UTC))
    assert names(world, "report/") == ["report/1"]
    assert "week/2" in names(world)


async def test_a_later_first_day_moves_the_first_week(world: World, omar: Caller) -> None:
    await omar.submit(
        await omar.form("manage create"), name="Open", roadmap="foundations", start="2026-01-07", channel="two", time="9:00"
    )
    card = await omar.submit(
        await omar.form("manage create"), name="Later", roadmap="foundations", start="2026-01-07", channel="three", time="9:00"
    )
    await omar.make(press(card, "Launch"), "press")
    await omar.card("manage edit", cohort="later", start="2026-01-14", roadmap="mlops")
    await until(world, datetime(2026, 1, 14, 8, tzinfo=UTC))
    assert not [sent for sent in world.board.posts("week/") if sent.post.channel == "three"]
    await until(world, datetime(2026, 1, 14, 10, tzinfo=UTC))
    (first, _) = [sent for sent in world.board.posts("week/") if sent.post.channel == "three"]
    assert first.post.due_at == datetime(2026, 1, 14, 9, tzinfo=UTC)


async def test_a_new_name_posts_nothing(world: World, omar: Caller) -> None:
    before = len(world.board.messages)
    await omar.card("manage edit", name="ML Winter", capacity="9")
    await world.tick()
    assert len(world.board.messages) == before


async def test_after_an_early_end_nothing_comes_and_once_it_is_cleared_the_present_comes_again(
    world: World, omar: Caller
) -> None:
    await omar.card("manage edit", end="2026-01-14")
    await until(world, datetime(2026, 1, 14, 17, tzinfo=UTC))
    assert "week/2" in names(world)
    said = len(world.board.messages)
    await until(world, datetime(2026, 1, 29, 12, tzinfo=UTC))
    assert names(world)[said:] == ["reveal/2026-01-14"]  # the last solution; nobody joined, so nothing closes it
    said += 1
    await omar.card("manage edit", cohort="ml-january", end="2026-03-30")
    await until(world, datetime(2026, 1, 30, 19, tzinfo=UTC))
    new = [name for name in names(world)[said:] if not name.startswith("challenge/")]
    assert new == ["news/2026-01-29", "prompt/2026-01-29", "prompt/2026-01-30"]  # of week 2: it was paused meanwhile


async def test_an_end_that_is_cleared_before_it_came_is_as_if_it_had_never_been(world: World, omar: Caller) -> None:
    changed = await omar.card("manage edit", end="2026-01-14")
    await until(world, datetime(2026, 1, 13, 12, tzinfo=UTC))
    await omar.make(press(changed, "Undo"), "press")
    await until(world, datetime(2026, 1, 20, 12, tzinfo=UTC))
    assert Counter(names(world, "week/")) == Counter(f"week/{week}{part}" for week in (1, 2, 3) for part in ("", "/thread"))
    assert {f"prompt/2026-01-{day}" for day in (14, 15, 16, 19)} <= set(names(world))


@pytest.mark.parametrize("values", [{"time": "9:00"}, {"zone": "Asia/Tokyo"}, {"end": "2026-01-06"}, {"days": "sat"}])
async def test_a_summary_that_was_due_is_not_lost(world: World, omar: Caller, ann: Caller, values: dict[str, str]) -> None:
    await ann.card("checkin", did="Read a chapter", share="yes")
    await omar.card("manage edit", **values)
    await world.tick()
    assert names(world, "summary/") == ["summary/2026-01-06"]


@pytest.mark.parametrize("seed", range(4))
async def test_however_often_it_is_changed_each_thing_is_said_once_and_no_week_is_left_out(
    world: World, omar: Caller, ann: Caller, cohort: str, seed: int
) -> None:
    random = Random(seed)  # noqa: S311
    choices = {
        "time": ["0:00", "6:30", "12:00", "18:00", "23:59"],
        "zone": ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Pacific/Pago_Pago", "Australia/Lord_Howe"],
        "days": ["mon-fri", "every day", "sun", "tue,thu"],
        "checkin": ["0:15", "9:00", "18:00", "23:45"],
        "channel": ["channel-1", "channel-2", "channel-3"],
        "name": ["ML January", "ML Winter"],
    }
    while world.clock() < datetime(2026, 3, 24, tzinfo=UTC):
        if random.random() < 0.4:
            options = random.sample(sorted(choices), random.randint(1, 3))
            await omar.card("manage edit", cohort=cohort, **{option: random.choice(choices[option]) for option in options})
        await ann.card("checkin", did="Read", share=random.choice(["yes", "no"]), cohort=cohort)
        world.clock.advance(minutes=random.randint(1, 2500))
        await world.tick()
    await until(world, datetime(2026, 4, 2, tzinfo=UTC))
    assert most_often_said(world) == 1
    assert {f"{what}/{week}" for what in ("week", "report") for week in range(1, 13)} <= set(names(world))
