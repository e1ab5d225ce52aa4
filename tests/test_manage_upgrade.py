"""A cohort is moved to a newer release of its roadmap: what moderators, the channel and members see of it, over weeks."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.newer_release import BERRIES, FIRST, berry, january, newer, release, to_the_end, upgraded, walk_berries, walked_weeks
from tests.own_roadmaps import WEEK, edited, launch, make_roadmap, make_week
from tests.told_plan import plan_news
from tests.walked_time import names, until
from tests.world import Caller, World, press, pressed, words


@pytest.fixture
async def cohort(world: World) -> str:
    """A cohort in the first of four weeks."""
    await release(world, "1.0.0", FIRST)
    return await walk_berries(world)


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    caller = world.caller("omar", administrator=True)
    await caller.card("manage settings", log="log")
    return caller


@pytest.mark.slow
async def test_an_upgrade_is_shown_before_it_is_made_and_then_walked_to_the_last_day(
    world: World, omar: Caller, ann: Caller
) -> None:
    await ann.card("milestone done", "submit", cohort=press(await ann.card("milestone"), "Start").values["cohort"], week="1")
    await january(world, 13)
    await newer(world)
    shown = words(preview := await omar.card("manage upgrade"))
    for line in (
        "It follows version 1.0; version 2.0 is the newest.", "Week 2 is under way: it and what was before it stay as they are.",
        "- new: week 3, Elderberry", "- new: week 5, Fig", "- no more: week 3, Cranberry",
        "- changed: week 4, Dewberry: what to make\n  − what to make: Make.\n  + what to make: Make 2 jams.",
        "- It has 5 weeks instead of 4.",
        "- It ends on Mon, Feb 9, 2026, not on Mon, Feb 2, 2026.", "Nothing has changed yet.",
    ):  # fmt: skip
        assert line in shown
    assert "of 4 weeks" in words(await ann.card("progress"))  # nothing has changed yet
    made = words(await pressed(omar, preview, "Upgrade"))
    assert "Jam follows version 2.0" in made
    assert "Ends: Mon, Feb 2, 2026 → Mon, Feb 9, 2026" in made
    await world.tick()
    (news,) = plan_news(world)
    assert "Weeks that have begun stay as they are; what is done stays done.\n- new: week 3, Elderberry" in news
    (logged,) = [words(sent.post.card) for sent in world.board.posts("audit") if "version 2.0" in words(sent.post.card)]
    assert "Roadmap: Berries, version 1.0 → Berries, version 2.0" in logged
    assert "1 of 5 weeks" in words(await ann.card("progress"))
    assert "Make 2 jams." in words(await ann.card("roadmap show", week="4"))
    await to_the_end(world)
    assert walked_weeks(world) == ["Acai", "Blueberry", "Elderberry", "Dewberry", "Fig"]
    assert len(plan_news(world)) == 1
    assert names(world, "report/") == ["report/1", "report/5"]  # nobody did anything between
    assert names(world, "closing") == ["closing/2026-02-09"]


async def test_an_upgrade_that_is_taken_back_at_once_was_none(world: World, omar: Caller, ann: Caller) -> None:
    await january(world, 13)
    await newer(world)
    undone = words(await pressed(omar, await upgraded(omar), "Undo"))
    assert "Roadmap: Berries, version 2.0 → Berries, version 1.0" in undone
    await to_the_end(world)
    assert plan_news(world) == []
    assert walked_weeks(world) == ["Acai", "Blueberry", "Cranberry", "Dewberry"]
    assert names(world, "closing") == ["closing/2026-02-02"]


@pytest.mark.slow
async def test_an_upgrade_that_is_taken_back_later_leaves_what_has_passed(world: World, omar: Caller, ann: Caller) -> None:
    await january(world, 13)
    await newer(world)
    made = await upgraded(omar)
    await january(world, 20)  # in week 3, which only the newer release has
    await pressed(omar, made, "Undo")
    assert "Elderberry" in words(await ann.card("milestone"))
    await to_the_end(world)
    assert walked_weeks(world) == ["Acai", "Blueberry", "Elderberry", "Cranberry", "Dewberry"]


async def test_an_upgrade_that_let_the_cohort_end_is_taken_back_after_that(world: World, omar: Caller, ann: Caller) -> None:
    await release(world, "2.0.0", ["acai", "blueberry"])
    made = await upgraded(omar)
    await january(world, 22)
    await pressed(omar, made, "Undo")
    await world.tick()
    assert "Jam goes on" in plan_news(world)[-1]
    await to_the_end(world)
    assert walked_weeks(world) == ["Acai", "Blueberry", "Cranberry", "Dewberry"]


async def test_an_upgrade_is_not_taken_back_over_a_later_one(world: World, omar: Caller, ann: Caller) -> None:
    await newer(world)
    made = await upgraded(omar)
    world.clock.advance(hours=1)
    await release(world, "2.1.0", ["acai", "elderberry", "blueberry", berry("dewberry", rev=2), "fig", "gooseberry"])
    await upgraded(omar)
    assert "Jam was changed again since then." in words(await pressed(omar, made, "Undo"))


async def test_what_was_shown_is_shown_anew_if_it_is_not_so_any_more(world: World, omar: Caller, ann: Caller) -> None:
    await newer(world)
    first = await omar.card("manage upgrade")
    world.clock.advance(hours=1)
    await release(world, "2.1.0", ["acai", "elderberry", "blueberry", berry("dewberry", rev=2), "fig", "gooseberry"])
    second = await pressed(omar, first, "Upgrade")
    assert "Something changed since you looked." in words(second)
    assert "- new: week 6, Gooseberry" in words(second)
    await january(world, 13)
    third = await pressed(omar, second, "Upgrade")
    assert "Something changed since you looked." in words(third)
    assert "Week 2 is under way" in words(third)
    assert "Roadmap: Berries, version 1.0" in words(await omar.card("manage edit"))
    await pressed(omar, third, "Upgrade")
    assert "Roadmap: Berries, version 2.1" in words(await omar.card("manage edit"))


async def test_two_moderators_who_press_have_one_effect(world: World, omar: Caller, ann: Caller) -> None:
    nina = world.caller("nina", administrator=True)
    await newer(world)
    previews = [await each.card("manage upgrade") for each in (omar, nina)]
    made = await pressed(omar, previews[0], "Upgrade")
    assert words(await pressed(omar, previews[0], "Upgrade")) == words(made)  # a double press
    assert "Jam follows version 2.0 of its roadmap; nothing in it is newer." in words(await pressed(nina, previews[1], "Upgrade"))
    await world.tick()
    assert sum("version 2.0" in words(sent.post.card) for sent in world.board.posts("audit")) == 1


async def test_nothing_newer_and_an_end_are_said_in_one_sentence(world: World, omar: Caller, ann: Caller) -> None:
    nothing = words(await omar.card("manage upgrade", cohort="jam"))
    assert nothing.startswith("There is nothing to upgrade\nJam follows version 1.0 of its roadmap; nothing in it is newer.")
    await newer(world)
    await to_the_end(world)
    assert "Jam ended on Mon, Feb 2, 2026." in words(await omar.card("manage upgrade", cohort="jam"))
    assert "newer version" not in words(await omar.card("manage status"))


async def test_a_version_that_changes_nothing_for_the_cohort_is_not_offered(world: World, omar: Caller, ann: Caller) -> None:
    await release(world, "1.1.0", FIRST)
    assert "newer version" not in words(await omar.card("manage status"))
    assert "There is nothing to upgrade" in words(await omar.card("manage upgrade"))


async def test_a_roadmap_that_the_newest_version_lacks_is_walked_on(world: World, omar: Caller, ann: Caller) -> None:
    await release(world, "2.0.0", ["acai"], roadmap="roadmap.jam")
    assert "There is nothing to upgrade" in words(await omar.card("manage upgrade", cohort="jam"))
    await to_the_end(world)
    assert len(walked_weeks(world)) == 4


@pytest.mark.slow
async def test_a_cohort_that_has_not_begun_follows_all_of_the_newer_version(world: World, omar: Caller) -> None:
    later = await walk_berries(world, name="Jelly", channel="channel-2", start="2026-02-02")
    await release(world, "2.0.0", ["elderberry", "acai"])
    await pressed(omar, await omar.card("manage upgrade", cohort=later), "Upgrade")
    await until(world, datetime(2026, 3, 9, 12, tzinfo=UTC))
    assert [title for title in walked_weeks(world) if title in ("Elderberry", "Acai")] == ["Acai", "Elderberry", "Acai"]
    assert len(walked_weeks(world)) == 4 + 2


async def test_status_tells_of_a_newer_version_in_one_line(world: World, omar: Caller, ann: Caller) -> None:
    assert "newer version" not in words(await omar.card("manage status"))
    await newer(world)
    line = "A newer version of the roadmap is there for Jam: see </manage upgrade>."
    assert words(await omar.card("manage status")).count(line) == 1
    await upgraded(omar)
    assert "newer version" not in words(await omar.card("manage status"))


async def test_an_upgrade_in_an_open_pause_says_what_is_not_known_yet(world: World, omar: Caller, ann: Caller) -> None:
    await omar.card("manage pause", "submit", first="2026-01-07")
    await newer(world)
    preview = await omar.card("manage upgrade")
    assert "- When it ends is known once its pause is over." in words(preview)
    await pressed(omar, preview, "Upgrade")
    await january(world, 20)
    await omar.card("manage resume")
    await to_the_end(world)
    assert walked_weeks(world) == ["Acai", "Elderberry", "Blueberry", "Dewberry", "Fig"]


async def test_a_cohort_follows_a_newer_release_of_what_its_community_owns(world: World) -> None:
    omar = world.caller("omar", administrator=True)
    await omar.card("me settings")
    (community,) = await world.core.units.communities_of(omar.actor)
    await release(world, "1.0.0", FIRST, owner=community.id)
    await walk_berries(world)
    await release(world, "2.0.0", ["acai", "elderberry"], owner=community.id)
    assert "- new: week 2, Elderberry" in words(await omar.card("manage upgrade"))
    assert "Roadmap: Berries, version 1.0 → Berries, version 2.0" in words(await upgraded(omar))
    assert "2 weeks, now in Week 1: Acai" in words(await omar.card("cohort info"))


async def test_an_end_that_a_moderator_chose_stays(world: World, omar: Caller, ann: Caller) -> None:
    await omar.card("manage edit", end="2026-01-26")
    await newer(world)
    preview = await omar.card("manage upgrade")
    assert "It ends on Mon, Jan 26, 2026, as planned." in words(preview)
    assert "Weeks 4 to 5 do not take place." in words(await pressed(omar, preview, "Upgrade"))


async def test_a_long_difference_is_shown_page_by_page(world: World, omar: Caller, ann: Caller) -> None:
    wide = {name: replace(berry(name).milestone, text="&" * 200, checklist=("&" * 200,) * 6) for name in BERRIES}
    mended = [replace(berry(name), rev=2, title=f"{name} {'&' * 50}", milestone=wide[name]) for name in reversed(BERRIES)]
    await release(world, "2.0.0", mended)
    card, seen = await omar.card("manage upgrade"), ""
    while "\nNext" in words(card):
        seen += words(card)
        card = await pressed(omar, card, "Next")
    seen += words(card)
    assert all(f"{name} &" in seen for name in BERRIES if name != "acai")  # its week is under way
    assert "version 2.0" in words(await pressed(omar, card, "Upgrade"))


async def test_an_upgrade_that_was_taken_back_can_be_made_again(world: World, omar: Caller, ann: Caller) -> None:
    await newer(world)
    await pressed(omar, await upgraded(omar), "Undo")
    world.clock.advance(seconds=1)
    assert "Jam follows version 2.0" in words(await upgraded(omar))
    assert "Roadmap: Berries, version 2.0" in words(await omar.card("manage edit"))


@pytest.mark.small_pack
async def test_what_moderators_edited_comes_to_a_cohort_under_way_once_they_upgrade_it(world: World) -> None:
    omar, ann = world.caller("omar", administrator=True), world.caller("ann")
    await make_roadmap(omar)
    await ann.card("cohort join", cohort=await launch(omar, "Charts"))
    world.clock.now = datetime(2026, 1, 6, 12, tzinfo=UTC)
    await make_week(omar, title="Another")  # which is in no roadmap
    assert "newer version" not in words(await omar.card("manage status"))
    assert "nothing in it is newer" in words(await omar.card("manage upgrade"))
    await edited(omar, WEEK["title"], why="It began, so it stays.")
    assert "is newer, but changes none of the weeks to come" in words(await omar.card("manage upgrade"))
    await edited(omar, "Charts", weeks="Bananas\nDraw your own data")
    await edited(omar, "Bananas", make="A bread.")
    assert "A newer version of the roadmap is there for Drawers" in words(await omar.card("manage status"))
    shown = words(preview := await omar.card("manage upgrade"))
    assert "- no more: week 2, Apples\n- week 3 becomes week 2\n- changed: week 2, Bananas: what to make" in shown
    made = await pressed(omar, preview, "Upgrade")
    assert "1. Draw your own data\n2. Bananas" in words(await pressed(ann, await ann.card("roadmap show"), "More"))
    assert "A bread." in words(await ann.card("roadmap show", week="2"))
    await pressed(omar, made, "Undo")
    assert "1. Draw your own data\n2. Apples\n3. Bananas" in words(await pressed(ann, await ann.card("roadmap show"), "More"))
