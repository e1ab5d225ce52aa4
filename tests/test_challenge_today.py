"""The challenge of the day: given, posted and revealed for each cohort, answered in private by buttons and forms."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.challenge import Challenge
from bot.interface.call import Call
from tests.challenge_samples import NUMERIC, ORDER, REFLECTION, RIGHT, SINGLE, TEXT
from tests.given_challenges import DAY, answer, give, next_day
from tests.transactions import community_of, opened
from tests.world import Caller, World, words


@pytest.fixture
async def cohort(world: World) -> str:
    """A cohort that began yesterday; it is Tuesday, one hour before its challenge."""
    cohort = await world.launch()
    world.clock.advance(hours=23)
    await world.tick()
    return cohort


@pytest.fixture
async def ann(world: World, cohort: str) -> Caller:
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    return ann


async def test_the_days_of_a_week_bring_challenges_of_its_topics_and_one_of_earlier_weeks(world: World, cohort: str) -> None:
    for _ in range(21):
        await next_day(world)
    community = await community_of(world.core, cohort)
    async with opened(world.core, community) as unit:
        found = await unit.cohorts.get(int(cohort))
        assert found
        weeks = await unit.content.weeks(found.pack, found.release, found.roadmap)
        known = await unit.challenges.all(found.pack, found.release)
        given = await unit.challenges.given(int(cohort), DAY)
    assert len(given) == 21
    numbers = [found.week_at(daily.at) for daily in given]
    earlier = [
        number
        for number, daily in zip(numbers, given, strict=True)
        if not set(known[daily.item].topics) <= set(weeks[number - 1].topics)
    ]
    assert sorted(earlier) == [2, 3]


async def test_a_cohort_is_given_one_challenge_a_day_at_its_hour(world: World, cohort: str) -> None:
    assert world.board.posts("challenge/") == []
    world.clock.advance(hours=1, minutes=1)
    for _ in range(3):
        await world.tick()
    assert [delivery.post.kind for delivery in world.board.posts("challenge/2026-01-06")] == ["send"]
    await next_day(world)
    assert len(world.board.posts("challenge/2026-01-07")) == 1


async def test_a_challenge_is_of_a_topic_the_cohort_has_reached_and_not_repeated(world: World, cohort: str) -> None:
    for _ in range(20):
        await next_day(world)
    community = await community_of(world.core, cohort)
    async with opened(world.core, community) as unit:
        given = await unit.challenges.given(int(cohort), DAY)
        chosen = await unit.cohorts.get(int(cohort))
        assert chosen
        weeks = await unit.content.weeks(chosen.pack, chosen.release, chosen.roadmap)
        for daily in given:
            topics_so_far = {topic for week in weeks[: chosen.week_at(daily.at)] for topic in week.topics}
            challenge = await unit.challenges.get(chosen.pack, chosen.release, daily.item, daily.rev)
            assert challenge
            assert set(challenge.topics) <= topics_so_far
            assert challenge.kind != "python"
    assert len({daily.item for daily in given}) == len(given) >= 5


async def test_what_came_due_while_nothing_ran_is_not_dumped(world: World, cohort: str) -> None:
    world.clock.advance(days=4, hours=2)
    await world.tick()
    days = {delivery.post.key.split("/")[1] for delivery in world.board.posts("challenge/")}
    assert days == {"2026-01-10"}


async def test_an_answer_after_the_solution_was_told_is_not_scored(world: World, cohort: str, ann: Caller) -> None:
    await give(world, cohort, SINGLE)
    world.clock.advance(hours=1, minutes=1)
    await world.tick()
    await next_day(world)
    assert "Its solution was told before you answered, so this was a free try." in words(await answer(ann, cohort, "a"))
    world.clock.advance(minutes=1)
    assert "only the first answer is scored" in words(await answer(ann, cohort, "a"))


async def test_who_is_in_no_cohort_or_in_another_cannot_answer(world: World, cohort: str) -> None:
    await give(world, cohort, SINGLE)
    assert "You are not in" in words(await answer(world.caller("eve"), cohort, "a"))
    assert "There is no cohort" in words(await answer(world.caller("eve", space="space-2"), cohort, "a"))


async def test_before_the_first_challenge_that_is_said(world: World, cohort: str, ann: Caller) -> None:
    assert "has had no challenge yet" in words(await ann.card("challenge today"))
    assert "had no challenge on" in words(await answer(ann, cohort, "a", DAY - timedelta(days=1)))


@pytest.mark.parametrize(
    ("challenge", "text", "sentence"),
    [
        (NUMERIC, "a lot", "That is not a number"),
        (NUMERIC, "∞", "There is no answer in that"),
        (NUMERIC, "1" * 2000, "too long"),
        (NUMERIC, "\u202e\u200b", "is empty"),
        (SINGLE, "z", "none of the answers"),
        (ORDER, "3 2", "Write each step's number once"),
        (TEXT, "🎉", "There is no answer in that"),
        (REFLECTION, "…", "There is no answer in that"),
        (TEXT, "x" * 2001, "2,000 is the most"),
    ],
)
async def test_what_is_no_answer_is_refused_in_one_sentence_and_is_no_try(
    world: World, cohort: str, ann: Caller, challenge: Challenge, text: str, sentence: str
) -> None:
    await give(world, cohort, challenge)
    assert sentence in words(await answer(ann, cohort, text))
    good = RIGHT.get(challenge.kind, "1 2 3")
    assert "Your streak: **1 day**" in words(await answer(ann, cohort, good))


async def test_the_same_press_twice_counts_once(world: World, cohort: str, ann: Caller) -> None:
    await give(world, cohort, SINGLE)
    call = Call("challenge answer", {"cohort": cohort, "day": DAY.isoformat(), "answer": "a"})
    await ann.make(call, "press", "same")
    assert "done already" in words(await ann.make(call, "press", "same"))  # pyright: ignore[reportArgumentType]


async def test_two_presses_at_the_same_time_are_answered_with_the_same_card(world: World, cohort: str, ann: Caller) -> None:
    await give(world, cohort, SINGLE)
    once, again = await asyncio.gather(answer(ann, cohort, "a"), answer(ann, cohort, "a"))
    assert "This was your scored answer." in words(once)
    assert again == once
    world.clock.advance(minutes=1)
    assert "only the first answer is scored" in words(await answer(ann, cohort, "a"))


async def test_challenges_can_be_turned_off_and_moved(world: World, cohort: str) -> None:
    omar = world.caller("omar", administrator=True)
    await omar.card("manage edit", cohort=cohort, challenges="none")
    await next_day(world)
    assert world.board.posts("challenge/") == []
    await omar.card("manage edit", cohort=cohort, challenges="every day", challenge="12:30")
    world.clock.advance(hours=6)
    await world.tick()
    due = {delivery.post.due_at.replace(microsecond=0) for delivery in world.board.posts("challenge/")}
    assert due == {datetime(2026, 1, 7, 12, 30, tzinfo=UTC)}


async def test_an_answer_after_the_solution_keeps_no_day_and_the_streak_the_hub_and_the_stats_agree(
    world: World, cohort: str, ann: Caller
) -> None:
    await give(world, cohort, SINGLE, DAY - timedelta(days=1))
    await give(world, cohort, TEXT)
    for _ in range(3):
        await next_day(world)
        await answer(ann, cohort, "b", DAY - timedelta(days=1))
    assert "Streak: 0 days" in words(await ann.card("progress"))
    assert "challenge answered" not in words(await ann.card("progress"))
    assert "Challenge not answered" in words(await ann.card("today"))
    assert "You have answered no challenge yet." in words(await ann.card("challenge stats"))


async def test_a_challenge_whose_solution_was_told_is_shown_with_it_and_not_asked_again(
    world: World, cohort: str, ann: Caller
) -> None:
    """As when the cohort has ended; here a moderator turned challenges off."""
    await give(world, cohort, SINGLE)
    await world.caller("moderator", administrator=True).card("manage edit", cohort=cohort, challenges="none")
    world.clock.advance(days=4)
    await world.tick()
    shown = words(await ann.card("challenge today"))
    assert "solution of Tue, Jan 6, 2026" in shown
    assert "Hint" not in shown
