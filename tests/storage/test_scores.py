"""What members did is added up by the database: for themselves, for their cohort, for ranks."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.challenge import Attempt, DailyChallenge, ReviewState, Verdict
from bot.domain.cohort import Checkin, Enrollment, Progress
from bot.domain.member import Member
from bot.domain.score import Activity, Tally, WeekScore
from bot.ports.unit import Unit
from tests.storage.statements import heard
from tests.storage.test_repositories import COHORT, HOME
from tests.transactions import opened
from tests.world import MONDAY, World

DAY = date(2026, 1, 5)
SUNDAY = DAY + timedelta(days=6)
WEEK = "week.one"


@pytest.fixture
async def unit(world: World, community: int) -> AsyncIterator[Unit]:
    """A unit with a cohort and another one like it in it; ann and ben are in both."""
    async with opened(world.core, community) as within:
        await within.cohorts.add(COHORT, [HOME])
        await within.cohorts.add(replace(COHORT, id=13, slug="twin"), [])
        for cohort in (COHORT.id, 13):
            for minute, name in enumerate(("ann", "ben")):
                person, joined = (await named(within, name)).person, MONDAY + timedelta(minutes=minute)
                await within.enrollments.put(Enrollment(cohort=cohort, person=person, joined_at=joined, first_week=1))
        yield within


@pytest.fixture
async def ann(unit: Unit) -> Member:
    return await named(unit, "ann")


@pytest.fixture
async def ben(unit: Unit) -> Member:
    return await named(unit, "ben")


async def named(unit: Unit, name: str) -> Member:
    found = await unit.members.find("test", f"account-{name}")
    assert found is not None
    return found


async def answer(
    unit: Unit,
    member: Member,
    item: str,
    *,
    verdict: Verdict = "right",
    days: int = 0,
    cohort: int | None = COHORT.id,
    scored: bool = True,
    hints: int = 0,
) -> None:
    await unit.attempts.put(
        Attempt(
            id=unit.new_id(), person=member.person, cohort=cohort, item=f"challenge.{item}", rev=1, seed=1,
            day=DAY + timedelta(days=days), zone="UTC", at=MONDAY + timedelta(days=days), answer="a", verdict=verdict,
            scored=scored, hints=hints,
        )
    )  # fmt: skip


async def give(unit: Unit, item: str, days: int, cohort: int = COHORT.id) -> None:
    """The cohort is given an item, so many days after the Monday."""
    day = DAY + timedelta(days=days)
    await unit.challenges.put_daily(
        DailyChallenge(cohort=cohort, day=day, item=f"challenge.{item}", rev=1, seed=1, at=MONDAY + timedelta(days=days))
    )


async def check_in(unit: Unit, member: Member, days: int, cohort: int = COHORT.id) -> None:
    day = DAY + timedelta(days=days)
    await unit.checkins.put(Checkin(cohort=cohort, person=member.person, day=day, zone="UTC", rule="day/1", at=MONDAY), ())


def score(member: Member, checkins: int = 0, answers: int = 0, right: int = 0, *, milestone: bool = False) -> WeekScore:
    did = {"checkins": checkins, "answers": answers, "right": right}
    return WeekScore(person=member.person, name=member.name, shown=False, milestone=milestone, **did)


async def test_nobody_did_anything_yet(unit: Unit, ann: Member, ben: Member) -> None:
    assert await unit.scores.of(COHORT.id, WEEK, DAY, SUNDAY) == [score(ann), score(ben)]
    assert await unit.scores.together(COHORT.id, DAY, SUNDAY) == Activity(checkins=0, answers=0)


async def test_checkins_of_the_weeks_days_count_in_their_own_cohort(unit: Unit, ann: Member, ben: Member) -> None:
    for days in (-1, 0, 3, 6, 7):
        await check_in(unit, ann, days)
    await check_in(unit, ben, 2)
    await check_in(unit, ben, 2, cohort=13)
    assert await unit.scores.of(COHORT.id, WEEK, DAY, SUNDAY) == [score(ann, checkins=3), score(ben, checkins=1)]
    assert await unit.scores.together(COHORT.id, DAY, SUNDAY) == Activity(checkins=4, answers=0)
    assert await unit.scores.together(COHORT.id, DAY - timedelta(days=7), DAY) == Activity(checkins=2, answers=0)


async def test_the_last_day_of_each_is_that_of_a_checkin_or_an_answer_in_the_cohort(unit: Unit, ann: Member, ben: Member) -> None:
    for days, cohort in ((1, COHORT.id), (0, COHORT.id), (9, 13)):
        await check_in(unit, ann, days, cohort=cohort)
    assert await unit.scores.last_days(COHORT.id) == {ann.person: DAY + timedelta(days=1)}
    await answer(unit, ann, "one", days=5)
    assert await unit.scores.last_days(COHORT.id) == {ann.person: DAY + timedelta(days=5)}


async def test_answers_count_for_the_day_whose_challenge_they_answer_once_each(unit: Unit, ann: Member, ben: Member) -> None:
    for days, item in enumerate(("one", "two", "three")):
        await give(unit, item, days)
    await give(unit, "before", -1)
    await give(unit, "one", 4, cohort=13)
    await answer(unit, ann, "one")
    await answer(unit, ann, "one", days=1)
    await answer(unit, ann, "two", days=9, verdict="wrong")
    await answer(unit, ann, "three", verdict="taken")
    await answer(unit, ann, "before")
    await answer(unit, ben, "one", cohort=None)
    await answer(unit, ben, "one", cohort=13)
    await answer(unit, ben, "two", scored=False)
    assert await unit.scores.of(COHORT.id, WEEK, DAY, SUNDAY) == [score(ann, answers=3, right=1), score(ben)]
    assert await unit.scores.together(COHORT.id, DAY, SUNDAY) == Activity(checkins=0, answers=3)


async def test_the_weeks_own_milestone_counts_when_it_is_done(unit: Unit, ann: Member, ben: Member) -> None:
    done = Progress(cohort=COHORT.id, person=ann.person, week=WEEK, mark="done", at=MONDAY)
    await unit.progress.put(done)
    await unit.progress.put(replace(done, person=ben.person, mark="started"))
    await unit.progress.put(replace(done, person=ben.person, week="week.two"))
    await unit.progress.put(replace(done, person=ben.person, cohort=13))
    assert await unit.scores.of(COHORT.id, WEEK, DAY, SUNDAY) == [score(ann, milestone=True), score(ben)]


async def test_who_left_stands_nowhere_and_who_chose_it_is_shown(unit: Unit, ann: Member, ben: Member) -> None:
    await give(unit, "one", 0)
    for member in (ann, ben):
        await check_in(unit, member, 1)
        await answer(unit, member, "one")
    await unit.members.save(replace(ann, visibility="cohort"))
    gone = await unit.enrollments.get(COHORT.id, ben.person)
    assert gone
    await unit.enrollments.put(replace(gone, left_at=MONDAY))
    expected = replace(score(ann, checkins=1, answers=1, right=1), shown=True)
    assert await unit.scores.of(COHORT.id, WEEK, DAY, SUNDAY) == [expected]
    assert await unit.scores.together(COHORT.id, DAY, SUNDAY) == Activity(checkins=1, answers=1)


async def test_scored_answers_add_up_by_item_without_reflections(unit: Unit, ann: Member, ben: Member) -> None:
    await answer(unit, ann, "one", hints=2)
    await answer(unit, ann, "one", verdict="wrong", days=3, hints=1, cohort=None)
    await answer(unit, ann, "one", verdict="wrong", scored=False)
    await answer(unit, ann, "thought", verdict="taken")
    await answer(unit, ann, "two", verdict="wrong")
    await answer(unit, ben, "two")
    assert await unit.attempts.tally(ann.person) == [
        Tally(item="challenge.one", tried=2, right=1, hints=3),
        Tally(item="challenge.two", tried=1, right=0, hints=0),
    ]


async def test_scored_answers_are_counted_by_day(unit: Unit, ann: Member, ben: Member) -> None:
    for days in (-3, 0, 0, 2):
        await answer(unit, ann, "one", days=days)
    await answer(unit, ann, "thought", verdict="taken", days=2)
    await answer(unit, ann, "one", scored=False)
    await answer(unit, ben, "one")
    assert await unit.attempts.counts(ann.person, DAY) == {DAY: 2, DAY + timedelta(days=2): 2}
    assert await unit.attempts.counts(ann.person, SUNDAY) == {}


async def test_the_last_try_at_each_item_is_known(unit: Unit, ann: Member, ben: Member) -> None:
    await answer(unit, ann, "one", days=2)
    await answer(unit, ann, "one", days=1)
    await answer(unit, ann, "two", scored=False)
    await answer(unit, ben, "three")
    assert await unit.attempts.last_tried(ann.person) == {
        "challenge.one": MONDAY + timedelta(days=2),
        "challenge.two": MONDAY,
    }


async def test_reviews_answered_on_a_day_are_items_in_review_known_from_earlier(unit: Unit, ann: Member, ben: Member) -> None:
    for item in ("old", "twice", "fresh"):
        await keep(unit, ann, item)
    await keep(unit, ben, "known")
    for item, tries in {"old": (-1, 0), "twice": (-2, -1, 0, 0), "fresh": (0, 0), "known": (-1, 0)}.items():
        for days in tries:
            await answer(unit, ann, item, days=days, cohort=None)
    await answer(unit, ben, "old", days=-1)
    assert await unit.reviews.count_answered(ann.person, DAY) == 2
    assert await unit.reviews.count_answered(ann.person, DAY - timedelta(days=1)) == 1
    assert await unit.reviews.count_answered(ben.person, DAY) == 0


async def keep(unit: Unit, member: Member, item: str, days: int = 0) -> None:
    """Put an item into a member's reviews, due so many days after the Monday."""
    await unit.reviews.put(
        ReviewState(
            person=member.person, item=f"challenge.{item}", state=2, step=None, stability=1.5, difficulty=5.0,
            due=MONDAY + timedelta(days=days), last_review=MONDAY,
        )
    )  # fmt: skip


async def test_a_review_comes_out_as_it_went_in_and_what_is_due_comes_longest_overdue_first(
    unit: Unit, ann: Member, ben: Member
) -> None:
    for item, days in (("late", -1), ("later", -3), ("later too", -3), ("next", 1)):
        await keep(unit, ann, item, days)
    await keep(unit, ben, "other")
    kept = await unit.reviews.get(ann.person, "challenge.next")
    assert kept
    assert (kept.due, kept.last_review, kept.stability) == (MONDAY + timedelta(days=1), MONDAY, 1.5)
    found = [state.item for state in await unit.reviews.of(ann.person)]
    assert found == ["challenge.later", "challenge.later too", "challenge.late", "challenge.next"]
    changed = replace(kept, due=MONDAY - timedelta(days=9), stability=2.5)
    await unit.reviews.put(changed)
    assert (await unit.reviews.of(ann.person))[0] == changed


async def test_each_question_takes_one_statement(world: World, community: int) -> None:
    async with opened(world.core, community) as unit:
        with heard(world.core.engines) as statements:
            await unit.scores.of(12, WEEK, DAY, SUNDAY)
            await unit.scores.together(12, DAY, SUNDAY)
            await unit.attempts.last_tried(1)
            await unit.attempts.tally(1)
            await unit.attempts.counts(1, DAY)
            await unit.reviews.count_answered(1, DAY)
    assert len(statements) == 6


async def test_own_statistics_take_few_statements(world: World) -> None:
    """Today's number, as an upper bound: with one cohort, and the content read already."""
    await world.caller("ann").card("cohort join", cohort=await world.launch())
    ann = world.caller("ann")
    (community,) = await world.core.units.communities_of(ann.actor)
    async with opened(world.core, community.id) as unit:
        await answer(unit, await named(unit, "ann"), "one", cohort=None)
    world.clock.advance(days=1)
    await ann.card("milestone")
    with heard(world.core.engines) as statements:
        await ann.card("challenge stats")
    assert len(statements) <= 8, [statement for statement, _ in statements]
