"""A cohort is moved to a newer release of its roadmap: what its members see of it."""

from datetime import UTC, datetime

import pytest

from tests.newer_release import FIRST, PALMS, berry, january, newer, release, to_the_end, upgraded, walk_berries, walked_weeks
from tests.small_pack import challenge
from tests.storage.sample_cohort import member_named
from tests.transactions import community_of, opened
from tests.walked_time import names, until
from tests.world import Caller, World, press, pressed, words


@pytest.fixture
async def cohort(world: World) -> str:
    """A cohort in the first of four weeks."""
    await release(world, "1.0.0", FIRST, resources=[PALMS])
    return await walk_berries(world)


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    caller = world.caller("omar", administrator=True)
    await caller.card("manage settings", log="log")
    return caller


@pytest.mark.slow
async def test_a_week_under_way_that_the_newer_version_lacks_is_walked_to_its_end(
    world: World, omar: Caller, ann: Caller
) -> None:
    await january(world, 20)  # week 3
    await release(world, "2.0.0", ["acai", "blueberry", berry("dewberry", rev=2)])
    preview = await omar.card("manage upgrade")
    assert "Version 2.0 has week 3 no more; it is walked to its end." in words(preview)
    assert "It ends on Mon, Feb 2, 2026, as planned." in words(preview)
    await pressed(omar, preview, "Upgrade")
    assert "Cranberry" in words(await ann.card("milestone"))
    done = await ann.card(
        "milestone done", "submit", cohort=press(await ann.card("milestone"), "Start").values["cohort"], week="3"
    )
    assert "1 of 4 weeks" in words(done)
    await to_the_end(world)
    assert walked_weeks(world) == ["Acai", "Blueberry", "Cranberry", "Dewberry"]


async def test_weeks_that_have_begun_stay_as_members_read_them(world: World, omar: Caller, ann: Caller) -> None:
    await ann.card("milestone done", "submit", cohort=press(await ann.card("milestone"), "Start").values["cohort"], week="1")
    for day in range(5, 10):
        await january(world, day, 21)
        await ann.card("checkin", did="a jar")
    await january(world, 13)
    before = words(await ann.card("progress"))
    assert "1 of 4 weeks" in before
    await release(world, "2.0.0", [berry("blueberry", rev=2), berry("acai", rev=2), berry("cranberry", rev=2), "dewberry"])
    await upgraded(omar)
    assert words(await ann.card("progress")) == before
    for number, title, task in ((1, "Acai", "Make."), (2, "Blueberry", "Make."), (3, "Cranberry", "Make 2 jams.")):
        shown = words(await ann.card("roadmap show", week=str(number)))
        assert title in shown
        assert task in shown
    assert "Make." in words(await ann.card("milestone"))
    for card in (await ann.card("milestone", week="1"), await ann.card("roadmap show", week="1")):
        assert PALMS.title in words(await pressed(ann, card, "More"))  # which the newer version does not have


async def test_challenges_come_from_the_newer_version_none_twice_and_each_solution_is_told(
    world: World, omar: Caller, ann: Caller
) -> None:
    await january(world, 7)
    given = names(world, "challenge/")
    (last,) = world.board.posts(given[-1])
    asked = words(last.post.card).partition("Say ")[2].partition(".")[0]
    kept = [challenge(f"acai-{number}", "topic.acai") for number in range(7) if f"acai-{number}" != asked]
    new = [challenge(f"new-{number}", "topic.acai") for number in range(2)]
    await release(world, "2.0.0", FIRST, [*kept, *new])
    preview = words(await omar.card("manage upgrade"))
    assert "The weeks stay as they are." in preview
    assert "- 2 challenges are new." in preview
    assert "- 43 challenges are not given any more." in preview
    await upgraded(omar)
    await january(world, 15)
    posts = [words(sent.post.card) for sent in world.board.posts("challenge/")]
    questions = [post.rpartition("Say ")[2].partition(".")[0] for post in posts]
    assert len(set(questions)) == len(questions) == 2 + 7
    assert {"new-0", "new-1"} <= set(questions)
    assert f"**Right:** {asked}" in posts[len(given)]


@pytest.mark.slow
async def test_reminders_more_time_and_a_catch_up_plan_go_with_the_weeks(
    world: World, omar: Caller, ann: Caller, cohort: str
) -> None:
    await ann.card("me settings", reminders="on")
    await january(world, 13)
    lee = world.caller("lee")
    await pressed(lee, await lee.card("cohort join", cohort="jam"), "Catch up (30 minutes in all)")
    await omar.card("manage grant-weeks", "press", cohort=cohort, person=await _person(world, cohort, "lee"), weeks="1")
    await newer(world)
    await upgraded(omar)
    assert "1. Acai" in words(await lee.card("progress"))
    await january(world, 25)
    assert "Week 3: Elderberry" in "".join(words(sent.post.card) for sent in world.board.posts("remind/"))
    await until(world, datetime(2026, 2, 10, 12, tzinfo=UTC))  # a day after the end, in the days of grace
    assert "1 of 5 weeks" in words(await ann.card("milestone done", "submit", cohort=cohort, week="5"))
    await until(world, datetime(2026, 2, 17, 12, tzinfo=UTC))  # a week later
    assert "Jam has ended" in words(await ann.card("milestone done", "submit", cohort=cohort, week="4"))
    assert "1 of 5 weeks" in words(await lee.card("milestone done", "submit", cohort=cohort, week="5"))


async def test_the_welcome_tells_how_many_weeks_there_are_now(world: World, omar: Caller, ann: Caller) -> None:
    await world.tick()
    await newer(world)
    await upgraded(omar)
    world.clock.advance(minutes=5)
    await world.tick()
    edited = [words(sent.post.card) for sent in world.board.edits if sent.post.key.startswith("welcome/")]
    assert "5 weeks, the first began" in edited[-1]


async def _person(world: World, cohort: str, name: str) -> str:
    community = await community_of(world.core, cohort)
    async with opened(world.core, community) as unit:
        return str((await member_named(unit, name)).person)
