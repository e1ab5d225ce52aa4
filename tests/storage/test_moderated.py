"""What moderators change is kept on both databases: cohorts, homes with their posts, who was taken out, what is hidden."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.cohort import Checkin, Cohort, Enrollment, Home
from bot.domain.post import Post
from bot.ports.unit import Unit
from bot.shared.posts import home_post
from tests.samples import EVERY_BLOCK
from tests.storage.outbox_queue import LEASE, claimed
from tests.transactions import opened
from tests.walked_time import most_often_said, names
from tests.world import MONDAY, World, press

COHORT = Cohort(
    id=12, slug="ml", name="ML", pack="mle", release="1.0", roadmap="roadmap.foundations", weeks=6,
    start=date(2026, 1, 5), at=time(18), zone="UTC",
)  # fmt: skip
HOME = Home(id=120, cohort=12, platform="test", space="space-1", channel="old")
MOVED = replace(HOME, channel="new")


@pytest.fixture
async def unit(world: World, community: int) -> AsyncIterator[Unit]:
    async with opened(world.core, community) as within:
        await within.cohorts.add(COHORT, [HOME])
        yield within


async def _person(unit: Unit, name: str) -> int:
    member = await unit.members.find("test", f"account-{name}")
    assert member
    return member.person


def _post(name: str, home: Home = HOME, **changes: object) -> Post:
    return home_post(home, name, EVERY_BLOCK, MONDAY, **changes)  # pyright: ignore[reportArgumentType]


async def test_a_changed_cohort_comes_out_changed_in_every_setting(unit: Unit) -> None:
    changed = replace(
        COHORT, name="Ünï", roadmap="roadmap.mlops", weeks=10, start=date(2026, 2, 2), at=time(7, 5), zone="Asia/Tokyo",
        checkin_days=frozenset({"sun"}), checkin_at=time(23, 59), capacity=3, ended_at=datetime(2026, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    await unit.cohorts.add(replace(COHORT, id=13, slug="other"), [])
    await unit.cohorts.save(changed)
    assert await unit.cohorts.get(12) == changed
    assert await unit.cohorts.get(13) == replace(COHORT, id=13, slug="other")
    await unit.cohorts.save(COHORT)
    assert await unit.cohorts.get(12) == COHORT


async def test_a_home_moves_and_only_that_one(unit: Unit) -> None:
    far = replace(HOME, id=130, space="space-2", channel="far")
    await unit.cohorts.add(replace(COHORT, id=13, slug="other"), [replace(far, cohort=13)])
    await unit.cohorts.move(MOVED)
    assert await unit.cohorts.homes(12) == [MOVED]
    assert await unit.cohorts.at("test", "new") == [COHORT]
    assert await unit.cohorts.at("test", HOME.channel) == []
    assert [home.channel for home in await unit.cohorts.homes(13)] == ["far"]


async def test_posts_that_wait_move_along_and_keep_their_keys(world: World, community: int) -> None:
    async with opened(world.core, community) as unit:
        await unit.cohorts.add(COHORT, [HOME])
        await unit.outbox.put(_post("week/1"))
        await unit.cohorts.move(MOVED)
        assert not await unit.outbox.put(_post("week/1", MOVED))  # known already
    (delivery,) = await claimed(world.core.system)
    assert (delivery.post.key, delivery.post.channel) == ("week/1/120", "new")
    await world.core.system.settle(delivery, "m1", MONDAY)
    async with opened(world.core, community) as unit:
        await unit.outbox.put(_post("week/1/thread", MOVED, kind="thread", parent="week/1"))
        await unit.cohorts.move(HOME)
    (thread,) = await claimed(world.core.system)
    assert (thread.post.channel, thread.parent_message) == ("new", "m1")


async def test_what_was_sent_or_may_have_been_stays_where_it_is(world: World, community: int) -> None:
    async with opened(world.core, community) as unit:
        await unit.cohorts.add(COHORT, [HOME])
        for name in ("sent", "on-its-way"):
            await unit.outbox.put(_post(name))
        for name in ("sent", "on-its-way"):
            await unit.outbox.put(_post(f"{name}/thread", kind="thread", parent=name))
    (sent,) = await claimed(world.core.system)
    await world.core.system.settle(sent, "m1", MONDAY)
    await claimed(world.core.system)
    async with opened(world.core, community) as unit:
        await unit.outbox.put(_post("waits"))
        await unit.cohorts.move(MOVED)
        await unit.outbox.revise(_post("sent", MOVED), timedelta(0))
    later: dict[str, str] = {}
    while found := await claimed(world.core.system, MONDAY + LEASE):
        for delivery in found:
            await world.core.system.settle(delivery, "m2", MONDAY)
            later[delivery.post.key.rpartition("/")[0]] = delivery.post.channel
    assert later == {
        "on-its-way": HOME.channel,
        "sent/thread": HOME.channel,
        "on-its-way/thread": HOME.channel,
        "waits": "new",
    }


async def test_who_was_in_a_cohort_is_known_in_order_of_joining(unit: Unit) -> None:
    ann, ben = await _person(unit, "ann"), await _person(unit, "ben")
    for hours, person in enumerate((ben, ann)):
        joined = MONDAY + timedelta(hours=hours)
        await unit.enrollments.put(
            Enrollment(cohort=12, person=person, joined_at=joined, first_week=1, left_at=joined, removed=True)
        )
    assert await unit.enrollments.names([12, 13]) == {12: {ben: "ben", ann: "ann"}, 13: {}}
    assert await unit.enrollments.members(12) == []
    kept = await unit.enrollments.get(12, ann)
    assert kept
    await unit.enrollments.put(replace(kept, removed=False))
    assert [*(await unit.enrollments.names([12]))[12]] == [ben, ann]


async def test_a_checkin_stays_hidden_whatever_its_author_writes(unit: Unit) -> None:
    ann = await _person(unit, "ann")
    day = date(2026, 1, 5)
    first = Checkin(cohort=12, person=ann, day=day, zone="UTC", rule="day/1", at=MONDAY, did="One", shared=True)
    other = replace(first, day=date(2026, 1, 6))
    await unit.checkins.put(first, ())
    await unit.checkins.put(other, ())
    await unit.checkins.hide(first, True)
    edited = replace(first, did="Two", at=MONDAY + timedelta(hours=1))
    await unit.checkins.put(edited, {"did", "at"})
    assert await unit.checkins.get(12, ann, day) == replace(edited, hidden=True)
    assert await unit.checkins.get(12, ann, other.day) == other
    await unit.checkins.hide(edited, False)
    assert await unit.checkins.get(12, ann, day) == edited


async def test_a_members_latest_checkins_come_latest_day_first(unit: Unit) -> None:
    ann, ben = await _person(unit, "ann"), await _person(unit, "ben")
    for number in (6, 5, 7):
        for person in (ann, ben):
            await unit.checkins.put(
                Checkin(cohort=12, person=person, day=date(2026, 1, number), zone="UTC", rule="day/1", at=MONDAY), ()
            )
    latest = await unit.checkins.latest(12, ann, 2)
    assert [(checkin.person, checkin.day.day) for checkin in latest] == [(ann, 7), (ann, 6)]


async def test_three_processes_follow_a_moved_cohort_and_say_each_thing_once(worlds: list[World]) -> None:
    one, two, three = worlds
    await one.launch()
    omar = two.caller("omar", administrator=True)
    one.clock.advance(hours=10, minutes=1)
    await three.core.queue()
    changed = await omar.card("manage edit", channel="channel-2", zone="Europe/Berlin", time="9:00")
    for world in worlds:
        await world.tick()
    await omar.make(press(changed, "Undo"), "press")
    for world in worlds:
        await world.tick()
    assert most_often_said(one) == 1
    assert {name for name in names(one) if not name.startswith(("here/", "moved/"))} == {
        "welcome",
        "week/1",
        "week/1/thread",
        "prompt/2026-01-05",
        "news/2026-01-05",
    }
