"""Each repository keeps what it is given: what goes in comes out, and comes out in the promised order."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.domain.challenge import Attempt, Repair
from bot.domain.cohort import Absence, Checkin, Enrollment, Progress
from bot.domain.member import Community, Member, Moderator
from bot.domain.membership import Membership
from bot.domain.streak import Credit, Kept, StreakFacts
from bot.interface.call import Actor, Call, Place, Request
from bot.ports.unit import Unit
from tests.samples import HOSTILE
from tests.storage.sample_cohort import COHORT, HOME
from tests.transactions import admitted, opened
from tests.world import MONDAY, World


async def test_a_unit_that_ends_well_is_kept_and_one_that_fails_is_not(world: World, community: int) -> None:
    async with opened(world.core, community) as unit:
        await unit.save_community(replace(unit.community, name="Kept"))
    with pytest.raises(RuntimeError):
        await _save_and_fail(world, community)
    async with opened(world.core, community) as unit:
        assert unit.community.name == "Kept"


async def test_a_community_keeps_its_settings(world: World, community: int) -> None:
    changed = Community(
        id=community, name=HOSTILE[7], zone="Asia/Tokyo", locale="de", log_channel=("test", "s", "c"), digest=False
    )
    async with opened(world.core, community) as unit:
        await unit.save_community(changed)
    async with opened(world.core, community) as unit:
        assert unit.community == changed


async def test_a_cohort_comes_out_as_it_went_in(unit: Unit) -> None:
    assert await unit.cohorts.get(COHORT.id) == COHORT
    assert await unit.cohorts.homes(COHORT.id) == [HOME]
    assert await unit.cohorts.at("test", "channel-1") == [COHORT]
    assert await unit.cohorts.at("other", "channel-1") == []
    assert await unit.cohorts.get(13) is None


async def test_cohorts_come_latest_start_first(unit: Unit) -> None:
    later = replace(COHORT, id=13, slug="later", start=date(2026, 3, 2), capacity=None, ended_at=None)
    twin = replace(COHORT, id=14, slug="a-twin", checkin_days=frozenset())
    await unit.cohorts.add(later, [])
    await unit.cohorts.add(twin, [])
    assert await unit.cohorts.all() == [later, twin, COHORT]


async def test_a_member_keeps_settings(unit: Unit, ann: Member) -> None:
    changed = replace(
        ann,
        zone="America/New_York",
        weekly_minutes=240,
        reminders=True,
        reminder_from=time(7, 5),
        reminder_until=time(22),
        visibility="cohort",
        unreachable=True,
    )
    await unit.members.save(changed)
    assert await unit.members.get(ann.person) == changed
    await unit.members.save(ann)
    assert await unit.members.get(ann.person) == ann


async def test_a_member_moderates_from_when_they_are_named_until_they_are_no_more(unit: Unit, ann: Member, ben: Member) -> None:
    """Their settings, saved meanwhile by somebody who read them before, change nothing about it."""
    for member in (ben, ann, ann):
        await unit.members.let_moderate(member.person, True)
    await unit.members.save(ann)
    assert await unit.members.get(ann.person) == replace(ann, named_moderator=True)
    assert await unit.members.moderators("test") == [
        Moderator(ann.person, "ann", "account-ann"),
        Moderator(ben.person, "ben", "account-ben"),
    ]
    assert [moderator.account for moderator in await unit.members.moderators("other")] == [None, None]
    await unit.members.let_moderate(ann.person, False)
    await unit.members.save(replace(ann, named_moderator=True))
    assert await unit.members.get(ann.person) == ann


async def test_roles_that_moderate_are_of_their_community(world: World, community: int) -> None:
    async with opened(world.core, community) as unit:
        for role, allowed in (("17", True), ("17", True), ("4", True), ("9", True), ("9", False)):
            await unit.members.let_role_moderate(role, allowed)
    async with opened(world.core, community) as unit:
        assert unit.community.moderator_roles == {"17", "4"}
    elsewhere = world.caller("zoe", space="space-2")
    await elsewhere.card("me settings")
    (other,) = await world.core.units.communities_of(elsewhere.actor)
    assert other.moderator_roles == frozenset()


async def test_an_account_that_nobody_knows_is_introduced_and_a_known_one_keeps_its_name(unit: Unit, ann: Member) -> None:
    stranger = await unit.members.introduce("test", "U9")
    assert stranger.name == "U9"
    assert await unit.members.introduce("test", "U9") == stranger == await unit.members.find("test", "U9")
    assert await unit.members.introduce("test", "account-ann") == ann


async def test_a_member_is_found_by_account_and_an_account_by_member(unit: Unit, ann: Member) -> None:
    assert await unit.members.find("test", "account-ann") == ann
    assert await unit.members.find("other", "account-ann") is None
    assert await unit.members.account(ann.person, ["other", "test"]) == ("test", "account-ann")
    assert await unit.members.account(ann.person, ["other"]) is None
    assert await unit.members.accounts([ann.person], ["other", "test"]) == {ann.person: ("test", "account-ann")}


async def test_being_out_of_reach_is_marked(unit: Unit, ann: Member) -> None:
    await unit.members.mark_unreachable(ann.person)
    assert await unit.members.get(ann.person) == replace(ann, unreachable=True)


async def test_enrollments_come_out_as_they_went_in_and_change(unit: Unit, ann: Member, ben: Member) -> None:
    first = Enrollment(cohort=12, person=ben.person, joined_at=MONDAY, first_week=1)
    second = Enrollment(cohort=12, person=ann.person, joined_at=MONDAY + timedelta(hours=1), first_week=3, late_start="skip")
    await unit.enrollments.put(second)
    await unit.enrollments.put(first)
    assert await unit.enrollments.get(12, ann.person) == second
    assert await unit.enrollments.members(12) == [ben, ann]
    assert await unit.cohorts.of(ann.person) == [COHORT]
    left = replace(second, left_at=MONDAY + timedelta(days=1))
    await unit.enrollments.put(left)
    assert await unit.enrollments.get(12, ann.person) == left
    assert await unit.enrollments.members(12) == [ben]
    assert await unit.enrollments.count(12) == 1
    assert await unit.cohorts.of(ann.person) == []


async def test_progress_comes_out_as_it_went_in_and_changes(unit: Unit, ann: Member) -> None:
    await unit.enrollments.put(Enrollment(cohort=12, person=ann.person, joined_at=MONDAY, first_week=1))
    started = Progress(cohort=12, person=ann.person, week="week.one", mark="started", at=MONDAY)
    done = replace(started, mark="done", link="https://example.org/a?b=c", note="\n".join(HOSTILE))
    await unit.progress.put(started)
    await unit.progress.put(done)
    assert await unit.progress.of(12, ann.person) == {"week.one": done}
    assert await unit.progress.done(12) == {"week.one": frozenset({ann.person})}
    assert await unit.progress.shared(12, "week.one") == []
    await unit.progress.put(replace(done, shared=True))
    assert await unit.progress.shared(12, "week.one") == [("ann", replace(done, shared=True))]


async def test_who_left_counts_no_longer_among_those_who_are_done(unit: Unit, ann: Member) -> None:
    enrollment = Enrollment(cohort=12, person=ann.person, joined_at=MONDAY, first_week=1)
    await unit.progress.put(Progress(cohort=12, person=ann.person, week="week.one", mark="done", at=MONDAY))
    await unit.enrollments.put(replace(enrollment, left_at=MONDAY))
    assert await unit.progress.done(12) == {}
    await unit.enrollments.put(enrollment)
    assert await unit.progress.done(12) == {"week.one": frozenset({ann.person})}


async def test_checkins_come_out_as_they_went_in_latest_first(unit: Unit, ann: Member, ben: Member) -> None:
    monday = Checkin(
        cohort=12, person=ann.person, day=date(2026, 1, 5), zone="UTC", rule="day/1", at=MONDAY,
        did="\n".join(HOSTILE), next="n", blocker="b", answer="a", shared=True,
    )  # fmt: skip
    tuesday = replace(monday, day=date(2026, 1, 6), at=MONDAY + timedelta(days=1), shared=False)
    other = replace(monday, person=ben.person, at=MONDAY + timedelta(minutes=5))
    for checkin in (tuesday, replace(monday, did="first"), other, monday):
        await unit.checkins.put(checkin, {"did"})
    assert await unit.checkins.get(12, ann.person, date(2026, 1, 5)) == monday
    assert await unit.checkins.between(12, date(2026, 1, 5), date(2026, 1, 5)) == [other, monday]
    assert await unit.checkins.between(12, date(2026, 1, 1), date(2026, 1, 31)) == [tuesday, other, monday]


async def test_what_streaks_follow_from_comes_for_many_at_once(unit: Unit, ann: Member, ben: Member) -> None:
    tuesday, wednesday = date(2026, 1, 6), date(2026, 1, 7)
    checkin = Checkin(cohort=12, person=ann.person, day=tuesday, zone="Asia/Tokyo", rule="day/1", at=MONDAY)
    attempt = Attempt(
        id=1, person=ann.person, cohort=12, item="challenge.a", rev=1, seed=5, day=tuesday, zone="UTC", at=MONDAY,
        answer="a", verdict="wrong", scored=True, hints=0,
    )  # fmt: skip
    await unit.checkins.put(checkin, ())
    await unit.attempts.put(attempt)
    for number, person in ((2, ann.person), (3, ann.person), (4, ben.person)):
        await unit.attempts.put(replace(attempt, id=number, person=person, day=wednesday, cohort=None))
    enrollment = Enrollment(
        cohort=12, person=ann.person, joined_at=MONDAY, first_week=1, left_at=MONDAY + timedelta(days=9),
        away=(Absence(MONDAY, MONDAY + timedelta(days=1)), Absence(MONDAY, MONDAY)),
    )  # fmt: skip
    await unit.enrollments.put(enrollment)
    repair = Repair(cohort=12, day=wednesday, by=ann.person, at=MONDAY, reason=HOSTILE[0])
    assert await unit.repairs.put(repair)
    assert not await unit.repairs.put(replace(repair, reason="again"))
    assert await unit.repairs.of([12]) == [repair]
    facts = await unit.streaks.facts([ann.person, ben.person])
    assert facts == {
        ann.person: StreakFacts(
            kept={tuesday: Kept("check-in", "Asia/Tokyo", "day/1"), wednesday: Kept("challenge", "UTC", "day/2")},
            memberships=[Membership(COHORT, enrollment)],
            credits=[Credit(12, wednesday)],
        ),
        ben.person: StreakFacts({wednesday: Kept("challenge", "UTC", "day/2")}, [], []),
    }
    assert await unit.streaks.facts([]) == {}


async def test_everybody_who_ever_was_in_a_cohort_is_remembered(unit: Unit, ann: Member, ben: Member) -> None:
    first = Enrollment(cohort=12, person=ben.person, joined_at=MONDAY, first_week=1, left_at=MONDAY)
    second = Enrollment(cohort=12, person=ann.person, joined_at=MONDAY + timedelta(hours=1), first_week=1)
    for enrollment in (second, first):
        await unit.enrollments.put(enrollment)
    assert await unit.enrollments.ever(12) == [first, second]


async def test_a_name_is_brought_up_to_date_by_any_call(world: World, community: int) -> None:
    request = Request(
        "renamed", Call("help"), Actor("test", "account-ann", "Ann the Second"), Place("test", "space-1", "c"), "press", MONDAY
    )
    async with admitted(world.core, request, write=False) as admission:
        assert admission.member.name == "Ann the Second"
    async with opened(world.core, community) as unit:
        found = await unit.members.find("test", "account-ann")
        assert found is not None
        assert found.name == "Ann the Second"


async def _save_and_fail(world: World, community: int) -> None:
    async with opened(world.core, community) as unit:
        await unit.save_community(replace(unit.community, name="Lost"))
        raise RuntimeError
