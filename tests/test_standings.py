"""A member's own numbers by topic, and what a cohort did together in a week."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.challenge import Attempt, Challenge, DailyChallenge, ReviewState, Verdict
from bot.domain.items import Revision
from bot.interface.card import Buttons, Card
from tests.pictures.read import bars_of
from tests.samples import HOSTILE
from tests.small_pack import APPLE, APRICOT, BANANA, SPLIT, THOUGHT
from tests.transactions import opened
from tests.world import Caller, World, press, words

pytestmark = pytest.mark.small_pack


@pytest.fixture
async def cohort(world: World) -> str:
    """In its first week, a Tuesday; ben has joined."""
    cohort = await world.launch(time="08:00")
    world.clock.advance(days=1)
    await joined(world, cohort, "ben")
    return cohort


@pytest.fixture
async def ann(world: World, cohort: str) -> Caller:
    return await joined(world, cohort, "ann", shown=True)


async def joined(world: World, cohort: str, name: str, *, shown: bool = False) -> Caller:
    caller = world.caller(name)
    await caller.card("cohort join", cohort=cohort)
    if shown:
        await caller.card("me settings", visibility="cohort")
    return caller


async def community(world: World) -> int:
    (found,) = await world.core.units.communities_of(world.caller("moderator").actor)
    return found.id


async def put_answer(
    world: World, name: str, challenge: Challenge, verdict: Verdict = "right", *, days: int = 0, hints: int = 0, cohort: str = ""
) -> None:
    """Somebody answered a challenge `days` ago; if a cohort is named, it is the one that the cohort was given on that day."""
    at = world.clock() - timedelta(days=days)
    of = int(cohort) if cohort else None
    async with opened(world.core, await community(world)) as unit:
        member = await unit.members.find("test", f"account-{name}")
        assert member
        if of:
            await unit.challenges.put_daily(DailyChallenge(cohort=of, day=at.date(), item=challenge.id, rev=1, seed=1, at=at))
        await unit.attempts.put(
            Attempt(
                id=unit.new_id(), person=member.person, cohort=of, item=challenge.id, rev=1, seed=1, day=at.date(), zone="UTC",
                at=at, answer="a", verdict=verdict, scored=True, hints=hints,
            )
        )  # fmt: skip


async def due(world: World, name: str, item: str) -> None:
    async with opened(world.core, await community(world)) as unit:
        member = await unit.members.find("test", f"account-{name}")
        assert member
        await unit.reviews.put(
            ReviewState(
                person=member.person, item=item, state=2, step=None, stability=1.0, difficulty=5.0, due=world.clock(),
                last_review=None,
            )
        )  # fmt: skip


def buttons(card: Card) -> list[str]:
    return [str(button.label) for block in card.blocks if isinstance(block, Buttons) for button in block.buttons]


async def test_somebody_who_answered_nothing_is_told_what_to_do(ann: Caller) -> None:
    card = await ann.card("challenge stats")
    assert "You have answered no challenge yet. Begin with </challenge today>" in words(card)
    assert press(card, "Practise").path == "challenge practice"


async def test_own_answers_are_shown_by_topic_with_numbers(world: World, ann: Caller) -> None:
    await put_answer(world, "ann", APPLE, "wrong", days=20, hints=1)
    await put_answer(world, "ann", APPLE)
    await put_answer(world, "ann", APRICOT, days=6)
    await put_answer(world, "ann", SPLIT, "wrong", days=7, hints=2)
    await put_answer(world, "ann", THOUGHT, "taken", days=29)
    await put_answer(world, "ann", BANANA, days=30)
    await put_answer(world, "ben", APPLE, "wrong")
    await due(world, "ann", APPLE.id)
    card = await ann.card("challenge stats")
    assert bars_of(card) == [("Apples", "2 of 4", 0.5), ("Bananas", "1 of 2", 0.5)]
    shown = words(card)
    assert "50 % · **Bananas**: 1 of 2 right, 2 hints" in shown
    assert "50 % · **Apples**: 2 of 4 right, 3 hints" in shown
    assert shown.index("Apples") < shown.index("Bananas")
    assert "Reviews: 1 today" in shown
    assert "Last 7 days: 2 answers" in shown
    assert "Last 30 days: 5 answers" in shown


async def test_a_backlog_is_shown_as_what_is_for_today_and_what_waits(world: World, ann: Caller) -> None:
    await put_answer(world, "ann", APPLE, "wrong", days=1)
    for number in range(31):
        await add_own(world, replace(APPLE, id=f"challenge.own.{number}"))
        await due(world, "ann", f"challenge.own.{number}")
    assert "Reviews: 8 today, 23 waiting" in words(await ann.card("challenge stats"))


async def add_own(world: World, challenge: Challenge) -> None:
    """A challenge of the community's own."""
    async with opened(world.core, await community(world)) as unit:
        await unit.own_content.put(Revision(item=challenge, author=1, at=world.clock()))


async def test_what_is_no_longer_asked_still_counts(world: World, ann: Caller) -> None:
    await put_answer(world, "ann", replace(APPLE, id="challenge.gone"))
    assert "100 % · **No longer asked**: 1 of 1 right" in words(await ann.card("challenge stats"))


async def test_thoughts_alone_make_no_topics(world: World, ann: Caller) -> None:
    await put_answer(world, "ann", THOUGHT, "taken")
    shown = words(await ann.card("challenge stats"))
    assert "Nothing was graded yet" in shown
    assert "Last 7 days: 1 answer" in shown


async def test_the_cohorts_week_comes_first_and_names_nobody_who_is_not_shown(world: World, ann: Caller, cohort: str) -> None:
    ben = world.caller("ben")
    for caller in (ann, ben):
        await caller.card("checkin", "submit", cohort=cohort, did="Read")
    await ben.card("milestone done", "submit", cohort=cohort, week="1")
    await put_answer(world, "ben", APPLE, cohort=cohort)
    await put_answer(world, "ann", APPLE, "wrong", cohort=cohort)
    shown = words(await ann.card("leaderboard"))
    assert shown.startswith("ML January: week 1\n")
    for line in ("██████░░░░░░ 1 of 2 milestones done", "- Check-ins: 2", "- Challenges answered: 2"):
        assert line in shown
    assert shown.index("Together this week") < shown.index("Places")
    assert "**1** · ann: 3 points" in shown
    assert "**You**: place 1 of 1, 3 points" in shown
    assert "ben" not in shown
    assert "the whole week before" not in shown


async def test_who_is_not_shown_sees_the_own_place_alone_and_how_to_be_shown(world: World, ann: Caller, cohort: str) -> None:
    ben = world.caller("ben")
    await ann.card("checkin", "submit", cohort=cohort, did="Read")
    shown = words(await ben.card("leaderboard", cohort="ml-january"))
    assert "**You**: 0 points" in shown
    assert "Only you see your place. </me settings visibility=cohort>" in shown
    await ben.card("checkin", "submit", cohort=cohort, did="Read")
    assert "**You**: place 1 of 2, 2 points" in words(await ben.card("leaderboard"))
    assert "ben" not in words(await ann.card("leaderboard"))
    await ben.card("me settings", visibility="cohort")
    assert "**1** · ann: 2 points\n**1** · ben: 2 points" in words(await ann.card("leaderboard"))


async def test_a_week_is_set_against_the_one_before(world: World, ann: Caller, cohort: str) -> None:
    await ann.card("checkin", "submit", cohort=cohort, did="Read")
    await put_answer(world, "ann", APPLE, cohort=cohort)
    await put_answer(world, "ben", APPLE, cohort=cohort)
    world.clock.advance(weeks=1)
    await put_answer(world, "ann", BANANA, cohort=cohort)
    shown = words(await ann.card("leaderboard"))
    assert shown.startswith("ML January: week 2\n")
    assert "- Check-ins: 0 (the whole week before: 1)" in shown
    assert "- Challenges answered: 1 (the whole week before: 2)" in shown
    assert "**You**: place 1 of 1, 2 points" in shown


async def test_the_rules_of_the_points_stand_on_the_card(ann: Caller) -> None:
    shown = words(await ann.card("leaderboard"))
    assert "Nobody who is shown has points yet." in shown
    assert "2 for each day with a check-in, 1 for each daily challenge answered, 1 more where it was right, 5 for" in shown
    assert "Mon, Jan 5, 2026" in shown
    assert "Sun, Jan 11, 2026" in shown


async def test_who_left_is_not_listed_and_counts_for_nothing(world: World, ann: Caller, cohort: str) -> None:
    cleo = await joined(world, cohort, "cleo", shown=True)
    await cleo.card("checkin", "submit", cohort=cohort, did="Read")
    assert "cleo: 2 points" in words(await ann.card("leaderboard"))
    await cleo.card("cohort leave", cohort=cohort)
    shown = words(await ann.card("leaderboard"))
    assert "cleo" not in shown
    assert "Check-ins" not in shown
    assert "0 of 2 milestones" in shown


async def test_a_long_list_is_shown_ten_places_to_a_page(world: World, ann: Caller, cohort: str) -> None:
    for number in range(11):
        member = await joined(world, cohort, f"member {number:02}", shown=True)
        await member.card("checkin", "submit", cohort=cohort, did="Read")
    first = await ann.card("leaderboard")
    assert "member 09" in words(first)
    assert "member 10" not in words(first)
    assert buttons(first) == ["Next"]
    second = await ann.make(press(first, "Next"), "press")
    assert isinstance(second, Card)
    assert "**1** · member 10: 2 points" in words(second)
    assert buttons(second) == ["Back"]
    assert "There are only 2 pages." in words(await ann.card("leaderboard", page="3"))


@pytest.mark.parametrize("page", ["0", "-1", "two", "9", "1" * 30])
@pytest.mark.parametrize("path", ["leaderboard", "challenge stats"])
async def test_a_page_that_there_is_not_is_refused_in_a_sentence(
    world: World, ann: Caller, cohort: str, path: str, page: str
) -> None:
    await put_answer(world, "ann", APPLE, cohort=cohort)
    card = await ann.card(path, page=page)
    assert "Places" not in words(card)
    assert "Apples" not in words(card)


@pytest.mark.parametrize("name", [*HOSTILE, "&" * 500, "@everyone"])
async def test_names_are_shown_as_they_are_and_always_fit(world: World, cohort: str, name: str) -> None:
    for number in range(10):
        member = world.caller(f"{number}")
        member.actor = replace(member.actor, name=name)
        await member.card("cohort join", cohort=cohort)
        await member.card("me settings", visibility="cohort")
        await member.card("checkin", "submit", cohort=cohort, did="Read")
    card = await world.caller("ben").card("leaderboard", cohort=cohort)
    assert words(card).count("2 points") == 10


async def test_before_the_first_week_it_says_when_it_begins_and_after_the_last_the_last_stays(
    world: World, ann: Caller, cohort: str
) -> None:
    later = await world.launch("Later", start="2026-03-02")
    await ann.card("cohort join", cohort=later)
    assert "Later begins <t:" in words(await ann.card("leaderboard", cohort=later))
    world.clock.advance(weeks=5)
    assert (await ann.card("leaderboard", cohort=cohort)).title == "ML January: week 3"


async def test_somebody_outside_is_asked_to_join_first(world: World, cohort: str) -> None:
    card = await world.caller("dan").card("leaderboard", cohort=cohort)
    assert press(card, "Join").path == "cohort join"
