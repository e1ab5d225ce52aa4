"""A unit of one community finds nothing of another, changes nothing there, and adds no row to it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Select, Table, select
from sqlalchemy.exc import IntegrityError

from bot.domain.challenge import Attempt, Repair
from bot.domain.cohort import Checkin, Enrollment, Progress
from bot.domain.helping import HelpOffer
from bot.domain.live_session import LiveSession
from bot.domain.lookup import Suggestion
from bot.domain.peer_review import PeerReview, ReviewRequest
from bot.domain.post import Post
from bot.domain.score import Activity
from bot.domain.streak import StreakFacts
from bot.domain.web_pass import WebPass
from bot.ports.dues import cohort_due
from bot.ports.unit import Unit
from storage import tables
from storage.engine import Engines
from tests.owned_pack import RESOURCE
from tests.samples import EVERY_BLOCK
from tests.storage.two_communities import ACCOUNT, Other, everything, outside, outsider
from tests.transactions import begun, opened
from tests.world import MONDAY, World


async def test_every_question_about_another_community_finds_nothing(world: World, other: Other) -> None:
    await outsider(world, "member")
    async with await outside(world) as unit:
        assert await unit.cohorts.get(other.cohort) is None
        assert [cohort.slug for cohort in await unit.cohorts.all()] == ["snakes"]
        assert await unit.cohorts.at("test", "channel-a") == []
        assert await unit.cohorts.of(other.person) == []
        assert await unit.cohorts.homes(other.cohort) == []
        assert (await unit.members.get(other.person), await unit.members.some([other.person])) == (None, {})
        assert await unit.enrollments.some(other.cohort, [other.person]) == {}
        assert await unit.members.find("test", ACCOUNT) is None
        assert (await unit.member_notes.of([other.person]), await unit.help_offers.of_cohort(other.cohort)) == ({}, [])
        for find in (unit.web_passes.calendar, unit.web_passes.certificate, partial(unit.web_passes.issued, "5f")):
            assert await find(other.person, other.cohort) is None
        assert await unit.enrollments.get(other.cohort, other.person) is None
        assert await unit.enrollments.counts([other.cohort]) == {other.cohort: 0}
        assert (await unit.enrollments.members(other.cohort), await unit.enrollments.names([other.cohort])) == (
            [],
            {other.cohort: {}},
        )
        waiting = await unit.waiting_lists.line(other.cohort), await unit.waiting_lists.places(other.person)
        assert waiting == ([], {})
        board = await unit.delivery_board.counts(other.cohort), await unit.delivery_board.page("sent", other.cohort, 9)
        assert board == ({}, [])
        assert await unit.progress.of(other.cohort, other.person) == {}
        assert await unit.progress.done(other.cohort) == {}
        assert await unit.progress.shared(other.cohort, "week.one") == []
        assert await unit.enrollments.ever(other.cohort) == []
        assert await unit.checkins.latest(other.cohort, other.person, 9) == []
        assert await unit.checkins.between(other.cohort, MONDAY.date(), MONDAY.date() + timedelta(days=9)) == []
        days = (MONDAY.date(), MONDAY.date() + timedelta(days=9))
        assert await unit.scores.of(other.cohort, "week.role-and-plan", *days) == []
        assert await unit.scores.together(other.cohort, *days) == Activity(checkins=0, answers=0)
        assert (await unit.scores.last_days(other.cohort), await unit.attempts.tally(other.person)) == ({}, [])
        done, homes = await unit.scores.done_and_shown(other.cohort, other.person, "week.one", days[0], "summary")
        assert (done.members, done.has_checked_in, homes) == (0, False, [])
        counts = await unit.attempts.counts(other.person, days[0]), await unit.attempts.last_tried(other.person)
        assert (*counts, await unit.peer_reviews.given_by(other.person)) == ({}, {}, 0)
        assert (await unit.reviews.of(other.person), await _peer_reviews(unit, other)) == ([], [[], [], []])
        assert await unit.reviews.count_answered(other.person, days[0]) == 0
        assert (await unit.streaks.facts([other.person]))[other.person] == StreakFacts({}, [], [])
        assert await unit.repairs.of([other.cohort]) == []
        assert await unit.drafts.get(int(other.draft), other.person, "manage create", world.clock()) is None
        assert await unit.members.account(other.person, ["test"]) is None
        assert await unit.members.accounts([other.person], ["test"]) == {}
        assert [pack for pack, _ in await unit.content.newest()] == ["mle"]
        assert await unit.content.roadmaps(f"{other.community}:spells", "1.0") == []
        assert (await unit.search.get(RESOURCE), await unit.personal.of(other.person)) == (None, {})
        assert (await unit.search.get(other.item), await unit.personal.posts_naming(other.person)) == (None, [])
        assert other.item not in [hit.item.id for hit in await unit.search.find("Owlery", None, 5)]
        assert (await unit.own_content.history(other.item), await unit.live_sessions.of(other.cohort)) == ([], [])
        assert (await unit.shelf.of(other.person), await unit.reports.counts()) == ([], {})
        assert (await unit.reports.reporters(other.item), await unit.search.own_of(other.item)) == ([], None)
        assert (await unit.gaps.all(9), await unit.suggestions.all(9)) == ([], [])
        assert await unit.suggestions.get(int(other.suggestion)) is None


async def _peer_reviews(unit: Unit, other: Other) -> list[object]:
    of_work = await unit.peer_reviews.of_work(other.cohort, other.person, "week.one")
    return [await unit.peer_reviews.requests(other.cohort), await unit.peer_reviews.of_cohort(other.cohort), of_work]


WRITES: tuple[Callable[[Unit, Other], Awaitable[object]], ...] = (
    lambda unit, other: unit.enrollments.add(
        Enrollment(cohort=other.cohort, person=other.person, joined_at=MONDAY, first_week=1)
    ),
    lambda unit, other: unit.enrollments.put(
        Enrollment(cohort=other.cohort, person=other.person, joined_at=MONDAY, first_week=1)
    ),
    lambda unit, other: unit.help_offers.put(
        HelpOffer(cohort=other.cohort, person=other.person, week="week.one", helper=other.person, asked_at=MONDAY)
    ),
    lambda unit, other: unit.peer_reviews.ask(ReviewRequest(other.cohort, other.person, "week.one", MONDAY)),
    lambda unit, other: unit.peer_reviews.put(PeerReview(other.cohort, other.person, "week.one", other.person, MONDAY)),
    lambda unit, other: unit.member_notes.put(other.person, "Mine", other.person, MONDAY),
    lambda unit, other: unit.live_sessions.put(LiveSession(id=1, cohort=other.cohort, title="Mine", link="", starts_at=MONDAY)),
    lambda unit, other: unit.web_passes.put(
        WebPass(digest="5f", kind="calendar", person=other.person, platform="test", account="U7", made_at=MONDAY)
    ),
    lambda unit, other: unit.waiting_lists.add(other.cohort, other.person),
    lambda unit, other: unit.progress.put(
        Progress(cohort=other.cohort, person=other.person, week="week.one", mark="done", at=MONDAY)
    ),
    lambda unit, other: unit.checkins.put(
        Checkin(cohort=other.cohort, person=other.person, day=MONDAY.date(), zone="UTC", rule="day/1", at=MONDAY), ()
    ),
    lambda unit, other: unit.attempts.put(_attempt(other)),
    lambda unit, other: unit.repairs.put(Repair(cohort=other.cohort, day=MONDAY.date(), by=other.person, at=MONDAY)),
    lambda unit, other: unit.drafts.put(other.person, "test", {}, MONDAY),
    lambda unit, other: unit.dues.set(cohort_due("milestone", other.cohort, MONDAY)),
    lambda unit, other: unit.shelf.put(other.person, other.item, MONDAY),
    lambda unit, other: unit.reports.put(other.item, other.person, MONDAY),
    lambda unit, other: unit.suggestions.put(Suggestion(id=1, person=other.person, content={}, at=MONDAY)),
    lambda unit, other: unit.outbox.put(_post(cohort=other.cohort)),
    lambda unit, other: unit.outbox.put(_post(person=other.person)),
)


async def test_the_database_refuses_rows_that_would_hang_under_another_community(world: World, other: Other) -> None:
    await outsider(world, "member")
    for write in WRITES:
        with pytest.raises(IntegrityError):
            await _write_outside(world, write, other)


async def test_what_is_changed_by_key_changes_only_the_own_community(world: World, engines: Engines, other: Other) -> None:
    before = await everything(engines, other)
    async with begun(engines.read) as connection:
        dues, posts = [(await connection.execute(_rows_of(table, other))).all() for table in (tables.due, tables.post)]
    async with opened(world.core, other.community) as unit:
        found = await unit.cohorts.get(other.cohort)
        assert found
        stolen = replace(found, name="Stolen")
        (home,) = await unit.cohorts.homes(other.cohort)
        (checkin,) = await unit.checkins.latest(other.cohort, other.person, 9)
    await outsider(world, "member")
    async with await outside(world) as unit:
        for row in dues:
            assert not await unit.dues.take(cohort_due(row.routine, other.cohort, row.at))
        for row in posts:
            await unit.outbox.cancel(row.key)
            assert not await unit.outbox.has_any(row.key)
            await unit.outbox.forget(row.key)
            await unit.outbox.revise(_post(key=row.key), timedelta(0))
        await unit.drafts.drop(int(other.draft))
        await unit.shelf.drop(other.person, other.item)
        await unit.reports.settle(other.item, "found to work")
        assert await unit.reports.restore(other.item, "") == 0
        await unit.gaps.set_aside([int(other.gap)])
        await unit.gaps.take_up([int(other.gap)])
        await unit.own_content.stand_in("resource.own.1", other.item)
        await unit.suggestions.settle(int(other.suggestion), other.item)
        await unit.suggestions.decline(int(other.suggestion), other.person, MONDAY, "")
        await unit.members.mark_unreachable(other.person)
        await unit.member_notes.drop(other.person)
        await unit.web_passes.drop("calendar", other.person, other.cohort)
        await unit.personal.erase(other.person, "Nobody", EVERY_BLOCK, MONDAY)
        assert await unit.drafts.values(other.person, "manage create", "name", MONDAY) == []
        assert await unit.cohorts.lock(other.cohort) is None
        assert await unit.cohorts.lock_with_drafts(other.cohort, other.person, "manage create", MONDAY) == ([], [])
        cohorts, drafts = await unit.cohorts.lock_with_drafts(None, other.person, "manage create", MONDAY)
        assert ([cohort.slug for cohort in cohorts], drafts) == (["snakes"], [])
        await unit.waiting_lists.drop(other.cohort, other.person)
        await unit.waiting_lists.clear(other.cohort)
        await unit.cohorts.save(stolen)
        await unit.cohorts.move(replace(home, channel="channel-b"))
        await unit.checkins.hide(checkin, True)
        await unit.save_community(replace(unit.community, zone="Asia/Tokyo"))
    assert await everything(engines, other) == before


def _rows_of(table: Table, other: Other) -> Select[Any]:
    return select(table).filter_by(community_id=other.community)


async def _write_outside(world: World, write: Callable[[Unit, Other], Awaitable[object]], other: Other) -> None:
    async with await outside(world) as unit:
        await write(unit, other)


def _attempt(other: Other) -> Attempt:
    return Attempt(
        id=1, person=other.person, cohort=other.cohort, item="challenge.a", rev=1, seed=1, day=MONDAY.date(), zone="UTC",
        at=MONDAY, answer="a", verdict="right", scored=True, hints=0,
    )  # fmt: skip


def _post(key: str = "mine", **whose: int) -> Post:
    return Post(key=key, platform="test", space="s", channel="c", card=EVERY_BLOCK, due_at=MONDAY, **whose)
