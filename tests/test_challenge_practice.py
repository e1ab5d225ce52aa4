"""What comes next to practise: reviews that are due, then the unseen, then the long unseen, all of reached topics."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.calendar import local_day
from bot.domain.challenge import Attempt, Challenge, DailyChallenge, ReviewState
from bot.domain.items import Revision
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.call import Call
from bot.shared.practice import NothingLeft, Practice, next_practice, practice_ground, review_backlog, suggest_practice_topics
from tests.small_pack import APPLE, APRICOT, BANANA, CODE, OLD
from tests.transactions import admitted, context_parts
from tests.world import Caller, World, press, words

pytestmark = pytest.mark.small_pack

SEEDS = range(12)


@pytest.fixture
async def ann(world: World) -> Caller:
    """In a cohort without challenges of its own, in its first week; apples are reached."""
    cohort = await world.without_challenges(await world.launch(time="08:00"))
    caller = world.caller("ann")
    await caller.card("cohort join", cohort=cohort)
    world.clock.advance(hours=1)
    return caller


@asynccontextmanager
async def context_of(world: World, caller: Caller) -> AsyncIterator[Context]:
    """What a handler would be given; it may write."""
    async with admitted(world.core, caller.request(Call("challenge practice")), write=True) as admission:
        parts = context_parts(admission)
        yield Context(now=world.clock(), actor=caller.actor, place=caller.place, moderator=False, **parts)


async def practise(
    world: World, caller: Caller, topic: str | None = None, *, seed: int = 0, runs_code: bool = False
) -> Practice | NothingLeft:
    async with context_of(world, caller) as context:
        return await next_practice(context, topic, runs_code=runs_code, seed=seed)


async def offered(world: World, caller: Caller, topic: str | None = None, *, runs_code: bool = False) -> set[str]:
    """The names of what may come next, whatever the seed."""
    found = [await practise(world, caller, topic, seed=seed, runs_code=runs_code) for seed in SEEDS]
    return {practice.challenge.id.partition(".")[2] for practice in found if isinstance(practice, Practice)}


async def tried(world: World, caller: Caller, challenge: Challenge, *, days: float = 0, cohort: int | None = None) -> None:
    """The caller answered a challenge so many days ago."""
    at = world.clock() - timedelta(days=days)
    async with context_of(world, caller) as context:
        await context.unit.attempts.put(
            Attempt(
                id=context.unit.new_id(), person=context.member.person, cohort=cohort, item=challenge.id, rev=1, seed=1,
                day=local_day(at, "UTC"), zone="UTC", at=at, answer="a", verdict="right", scored=True, hints=0,
            )
        )  # fmt: skip


async def in_review(world: World, caller: Caller, item: str, due: datetime) -> None:
    async with context_of(world, caller) as context:
        await context.unit.reviews.put(
            ReviewState(
                person=context.member.person, item=item, state=2, step=None, stability=1.0, difficulty=5.0, due=due,
                last_review=due - timedelta(days=1),
            )
        )  # fmt: skip


async def backlog(world: World, caller: Caller) -> tuple[int, int]:
    """How many reviews are for today, and how many wait."""
    async with context_of(world, caller) as context:
        found = await review_backlog(context, await practice_ground(context), runs_code=False)
        return len(found.today), found.waiting


async def given(world: World, caller: Caller, challenge: Challenge, *, days: int = 0) -> int:
    """The caller's cohort was given a challenge so many days ago; returns the cohort."""
    async with context_of(world, caller) as context:
        (cohort,) = await context.unit.cohorts.of(context.member.person)
        at = world.clock() - timedelta(days=days)
        await context.unit.challenges.put_daily(
            DailyChallenge(cohort=cohort.id, day=at.date(), item=challenge.id, rev=1, seed=1, at=at)
        )
        return cohort.id


async def test_only_reached_topics_are_practised_and_more_of_them_each_week(world: World, ann: Caller) -> None:
    assert await offered(world, ann) == {"apple", "apricot"}
    world.clock.advance(weeks=1)
    assert await offered(world, ann) == {"apple", "apricot", "banana", "split"}
    world.clock.advance(weeks=1)
    assert await offered(world, ann) == {"apple", "apricot", "banana", "split", "cherry"}


async def test_code_is_asked_for_only_where_it_can_be_run(world: World, ann: Caller) -> None:
    world.clock.advance(weeks=1)
    assert await offered(world, ann, runs_code=True) == {"apple", "apricot", "banana", "split", "code"}


async def test_a_review_that_is_due_comes_first_longest_overdue_before_the_others(world: World, ann: Caller) -> None:
    await in_review(world, ann, APPLE.id, world.clock())
    await in_review(world, ann, APRICOT.id, world.clock() - timedelta(days=1))
    assert await practise(world, ann, seed=5) == Practice(APRICOT, 5, review=True)
    await in_review(world, ann, APRICOT.id, world.clock() + timedelta(days=1))
    assert await practise(world, ann, seed=6) == Practice(APPLE, 6, review=True)


async def test_what_is_in_review_is_not_practised_before_it_is_due(world: World, ann: Caller) -> None:
    await in_review(world, ann, APPLE.id, world.clock() + timedelta(days=1))
    assert await offered(world, ann) == {"apricot"}
    assert await backlog(world, ann) == (0, 0)


@pytest.mark.parametrize("item", [BANANA.id, OLD.id, CODE.id, "challenge.unknown"])
async def test_a_review_of_what_cannot_be_asked_now_stays_where_it_is(world: World, ann: Caller, item: str) -> None:
    await in_review(world, ann, item, world.clock() - timedelta(days=3))
    assert await offered(world, ann) == {"apple", "apricot"}
    assert await backlog(world, ann) == (0, 0)


async def test_the_unseen_comes_before_the_seen_and_then_the_longest_unseen(world: World, ann: Caller) -> None:
    await tried(world, ann, APPLE, days=2)
    assert await offered(world, ann) == {"apricot"}
    await tried(world, ann, APRICOT, days=3)
    assert await offered(world, ann) == {"apricot"}
    await tried(world, ann, APRICOT, days=1)
    assert await offered(world, ann) == {"apple"}


async def test_what_was_tried_today_is_enough_for_today(world: World, ann: Caller) -> None:
    await tried(world, ann, APPLE)
    await tried(world, ann, APRICOT)
    assert await practise(world, ann) == "used up"
    card = await ann.card("challenge practice", topic="apples")
    assert "You have practised all there is of this topic today." in words(card)
    assert press(card, "Practise other topics") == Call("challenge practice")
    world.clock.advance(days=1)
    assert await offered(world, ann) == {"apple"}


async def test_the_cohorts_challenge_is_not_practised_before_it_is_answered(world: World, ann: Caller) -> None:
    world.clock.advance(days=1)
    cohort = await given(world, ann, APPLE)
    await given(world, ann, APRICOT, days=1)
    assert await offered(world, ann) == {"apricot"}
    await in_review(world, ann, APPLE.id, world.clock())
    assert await backlog(world, ann) == (0, 0)
    await tried(world, ann, APPLE)
    assert await backlog(world, ann) == (0, 0)
    await tried(world, ann, APPLE, cohort=cohort)
    assert await backlog(world, ann) == (1, 0)


async def test_no_more_than_eight_reviews_are_served_on_a_day_and_the_rest_waits(world: World, ann: Caller) -> None:
    many = [replace(APPLE, id=f"challenge.own.{number}") for number in range(10)]
    async with context_of(world, ann) as context:
        await add_own(context, many)
    for number, item in enumerate(many):
        await in_review(world, ann, item.id, world.clock() - timedelta(days=number))
    assert await backlog(world, ann) == (8, 2)
    for item in reversed(many[2:]):
        await tried(world, ann, item, days=9)
        found = await practise(world, ann)
        assert found
        assert (found.challenge.id, found.review) == (item.id, True)
        await tried(world, ann, item)
        await in_review(world, ann, item.id, world.clock() + timedelta(days=30))
    assert await backlog(world, ann) == (0, 2)
    assert await offered(world, ann) == {"apple", "apricot"}
    world.clock.advance(days=1)
    assert await backlog(world, ann) == (2, 0)


async def add_own(context: Context, challenges: list[Challenge]) -> None:
    """The community's own challenges."""
    for challenge in challenges:
        await context.unit.own_content.put(Revision(item=challenge, author=1, at=context.now))


async def test_the_seed_decides_variant_and_choice_and_fits_where_it_is_kept(world: World, ann: Caller) -> None:
    huge = 2**48 - 1
    assert await practise(world, ann, seed=huge) == await practise(world, ann, seed=huge)
    found = await practise(world, ann, seed=huge)
    assert found
    assert found.seed == 2**31 - 1


@pytest.mark.parametrize("name", ["Bananas", "bananas", "topic.bananas"])
async def test_a_topic_can_be_named(world: World, ann: Caller, name: str) -> None:
    world.clock.advance(weeks=1)
    await in_review(world, ann, APPLE.id, world.clock())
    assert await offered(world, ann, name) == {"banana", "split"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bananas", "Your cohort has not come to “Bananas” yet."),
        ("banannas", "There is no topic “banannas”. Did you mean “Bananas”?"),
        ("zzz", "There is no topic “zzz”. Leave it out"),
        ("x" * 300, f"There is no topic “{'x' * 49}…”."),
        ("**@everyone**", r"There is no topic “\*\*@everyone\*\*”."),
    ],
)
async def test_a_topic_that_cannot_be_practised_is_refused_in_a_sentence(world: World, ann: Caller, name: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        await practise(world, ann, name)
    assert str(refused.value).startswith(said)


async def test_without_a_cohort_the_first_week_is_practised_or_any_named_topic(world: World, ann: Caller) -> None:
    ben = world.caller("ben")
    assert await offered(world, ben) == {"apple", "apricot"}
    assert await offered(world, ben, "bananas") == {"banana", "split"}
    assert await offered(world, ben, "cherries") == {"cherry"}


async def test_before_its_cohort_begins_a_member_practises_the_first_week(world: World, ann: Caller) -> None:
    ben = world.caller("ben")
    cohort = await world.without_challenges(await world.launch("Later", start="2026-03-02"))
    await ben.card("cohort join", cohort=cohort)
    assert await offered(world, ben) == {"apple", "apricot"}


async def test_somebody_in_two_cohorts_practises_what_either_has_reached(world: World, ann: Caller) -> None:
    world.clock.advance(weeks=1)
    cohort = await world.without_challenges(await world.launch("Second", start="2026-01-12", time="08:00"))
    ben = world.caller("ben")
    await ben.card("cohort join", cohort=cohort)
    assert await offered(world, ben) == {"apple", "apricot"}
    await ben.card("cohort join", cohort="ml-january")
    assert await offered(world, ben) == {"apple", "apricot", "banana", "split"}


async def test_reached_topics_are_suggested(world: World, ann: Caller) -> None:
    async with context_of(world, ann) as context:
        assert [choice.value for choice in await suggest_practice_topics(context, "")] == ["topic.apples"]
    world.clock.advance(weeks=2)
    async with context_of(world, ann) as context:
        assert [choice.label for choice in await suggest_practice_topics(context, "ban")] == ["Bananas"]
