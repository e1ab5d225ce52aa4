"""A community's own roadmaps and weeks: made by command, chosen from packs, copied and changed; no running cohort moves."""

from datetime import timedelta

import pytest

from bot.interface.card import Card, Form
from bot.text import plain
from tests.own_roadmaps import PLAN, WEEK, choose, edited, held, launch, make_roadmap, make_week
from tests.world import Caller, World, press, pressed, words

pytestmark = pytest.mark.small_pack


@pytest.fixture
async def omar(world: World) -> Caller:
    """A moderator of a community that has a log channel."""
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log-channel")
    return omar


@pytest.fixture
def ann(world: World) -> Caller:
    return world.caller("ann")


# Made


async def test_a_roadmap_is_made_of_own_weeks_and_of_weeks_that_ship_and_walked_by_a_cohort(
    world: World, omar: Caller, ann: Caller
) -> None:
    published = await make_roadmap(omar)
    assert "Published: Charts" in words(published)
    start = await omar.make(press(published, "Start a cohort"), "press")
    assert isinstance(start, Form)
    assert held(start)["roadmap"].startswith("own.")
    await world.tick()
    audit = world.board.posts("audit/")[-1].post.card
    assert "omar added a roadmap, “Charts”, with 2 weeks of packs." in words(audit)
    shown = words(await pressed(ann, await ann.card("roadmap show", roadmap="Charts"), "More"))
    assert "1. Draw your own data\n2. Apples\n3. Bananas" in shown
    await ann.card("cohort join", cohort=await launch(omar, "Charts"))
    world.clock.now += timedelta(hours=12)
    await world.tick()
    milestone = words(await ann.card("milestone"))
    assert "Week 1: Draw your own data" in milestone
    assert milestone.count("A chart of something that you measured yourself") == 1  # nobody wrote a checklist
    assert "How far have you come with this week’s work?" in [i.label for i in (await ann.form("checkin")).inputs]


async def test_no_edit_moves_a_running_cohort_and_the_next_one_walks_what_is_new(world: World, omar: Caller, ann: Caller) -> None:
    await make_roadmap(omar)
    await ann.card("cohort join", cohort=await launch(omar, "Charts"))
    before = words(await ann.card("roadmap show"))
    await edited(omar, "Charts", title="New charts", weeks="Bananas")
    await edited(omar, WEEK["title"], title="Draw ours", make="Two charts", why="No reason.")
    log = words(await omar.card("content log", item="Draw ours"))
    assert "**Checklist:** A chart of something that you measured yourself → Two charts" in log
    assert "**Shortest way:** A chart of something that you measured yourself → Two charts" in log
    assert words(await ann.card("roadmap show")) == before
    assert "Who drew once sees more" in words(await pressed(ann, await ann.card("roadmap show", week="1"), "More"))
    assert "Cohorts that walk it: Drawers." in words(await omar.card("content retire", item="New charts"))
    retire = await omar.card("content retire", item="Bananas")
    assert "Roadmaps that have it keep it until you take it out of them.\nRoadmaps that have it: New charts." in words(retire)
    assert "Cohorts that walk it: Drawers." in words(retire)
    await pressed(omar, retire, "Retire it")
    assert words(await ann.card("roadmap show")) == before
    assert "Bananas" in words(await pressed(omar, await omar.card("roadmap show", roadmap="New charts"), "More"))
    dry_run = await omar.submit(await omar.form("manage create"), **PLAN | {"roadmap": "New charts"})
    assert "New charts, 1 week" in words(dry_run)
    await edited(omar, "New charts", weeks="Draw ours")
    shown = await pressed(omar, dry_run, "Launch")
    assert "Its roadmap changed since you looked, so nothing was launched yet." in words(shown)
    assert "Week 1: Draw ours" in words(shown)
    assert "is launched" in words(await pressed(omar, shown, "Launch"))
    await pressed(omar, await omar.card("content retire", item="New charts"), "Retire it")
    assert words(await ann.card("roadmap show")) == before
    refused = await omar.submit(await omar.form("manage create"), **PLAN | {"roadmap": "New charts"})
    assert "There is no roadmap “New charts”" in words(refused)


async def test_a_week_is_written_in_three_forms_and_kept_after_each(omar: Caller) -> None:
    preview = await omar.submit(await omar.form("content add-week"), **WEEK)
    details = await omar.make(press(preview, "More details"), "press")
    assert isinstance(details, Form)
    preview = await omar.submit(details, checklist="1. it has a title\n- it has units", topics="apples", further="Draw two.")
    assert "- it has a title\n- it has units" in words(preview)
    queue = await omar.card("content queue")
    rest = await omar.make(press(preview, "For little time"), "press")
    assert isinstance(rest, Form)
    preview = await omar.submit(rest, light="1 h", steps="draw one bar", short="Draw")
    assert "1 hour to 4 hours" in words(preview)
    refused = await omar.make(press(queue, f"Go on with {WEEK['title']}"), "press")
    assert isinstance(refused, Card)  # what was kept after the second form was used up by the third
    again = await omar.make(press(await omar.card("content queue"), f"Go on with {WEEK['title']}"), "press")
    assert isinstance(again, Form)
    assert held(again) == WEEK | {"minutes": "240"}
    assert "Published" in words(await pressed(omar, preview, "Publish"))
    assert "Short of time? 1 hour:\n- draw one bar" in words(await roadmap_week(omar)).replace("**", "")


async def roadmap_week(omar: Caller) -> Card:
    await pressed(omar, await omar.card("content add-roadmap", title="One", summary="One week.", weeks=WEEK["title"]), "Publish")
    return await pressed(omar, await omar.card("roadmap show", roadmap="One", week="1"), "More")


async def test_a_week_brings_the_challenges_of_its_topics_and_one_without_topics_none(
    world: World, omar: Caller, ann: Caller
) -> None:
    await make_roadmap(omar, topics="apples")
    await make_week(omar, title="A quiet week")
    await pressed(
        omar, await omar.card("content add-roadmap", title="Quiet", summary="No topics.", weeks="A quiet week"), "Publish"
    )
    dry_run = await omar.submit(await omar.form("manage create"), **PLAN | {"roadmap": "Quiet"})
    assert "- No challenge: these weeks have no topic of one." in words(dry_run)
    assert "no daily challenge comes from this week" in words(await omar.card("content add-week", **WEEK))
    assert "no daily challenge" not in words(await omar.card("content add-week", **WEEK, topics="apples"))
    await ann.card("cohort join", cohort=await launch(omar, "Charts"))
    world.clock.now += timedelta(days=1, hours=12)
    await world.tick()
    assert "Say " in words(await ann.card("challenge today"))
    kept_back = words(await ann.card("challenge practice", topic="apples"))
    assert "What is left of this topic is still to come as your cohort's challenge." in kept_back


# Chosen, copied, ordered


async def test_a_roadmap_that_ships_is_copied_and_the_copy_is_changed_and_taken_back_as_one(omar: Caller, ann: Caller) -> None:
    copy = await omar.card("content copy-roadmap", roadmap="Fruit", title="Our fruit")
    assert "1. Apples\n2. Bananas\n3. Cherries" in words(copy)
    published = await pressed(omar, copy, "Publish")
    form = await omar.form("content edit", item="Apples")
    preview = words(await omar.submit(form, why="We like them.", minutes="8 h"))
    assert "→ 8 hours" in preview
    await edited(omar, "Apples", why="We like them.")
    for roadmap, why in (("Our fruit", "We like them."), ("Fruit", "Why.")):
        week = await ann.card("roadmap show", roadmap=roadmap, week="1")
        assert why in words(await pressed(ann, week, "More"))
    assert "Taken back: Our fruit" in words(await pressed(omar, published, "Undo"))
    assert "There is no roadmap “Our fruit”" in words(await ann.card("roadmap show", roadmap="Our fruit"))


async def test_a_copy_has_a_title_of_its_own_and_one_that_is_named_so_is_told_apart(omar: Caller, ann: Caller) -> None:
    for title, shown in (("", "Fruit (copy)"), ("", "Fruit (copy 2)"), ("Fruit", "Fruit")):
        copy = await omar.card("content copy-roadmap", roadmap="fruit", title=title)
        assert plain(copy.title) == shown
        await pressed(omar, copy, "Publish")
    refused = words(await omar.card("content copy-roadmap", roadmap="Fruit"))
    assert "own." not in refused
    for label in ("Fruit (as it ships)", "Fruit (our own)"):
        assert f"“{label}”" in refused
        assert label in words(await ann.card("roadmap show"))
        assert "1. Apples" in words(await omar.card("content copy-roadmap", roadmap=label, title="Again"))


async def test_weeks_are_put_in_order_by_the_lines_of_the_form_and_in_at_the_end_by_name(omar: Caller) -> None:
    await make_roadmap(omar)
    form = await omar.form("content edit", item="Charts")
    assert held(form)["weeks"] == "Draw your own data\nApples\nBananas"
    preview = await omar.submit(form, weeks="Bananas\n2. draw your own data")
    assert "− Apples" in words(preview)
    assert "In another order: Bananas; Draw your own data" in words(preview)
    await pressed(omar, preview, "Publish")
    await make_week(omar, title="Plums, pears and the rest")
    preview = await omar.card("content choose-weeks", roadmap="charts", weeks="cherries, plums, pears and the rest, apples")
    assert "1. Bananas\n2. Draw your own data\n3. Cherries\n4. Plums, pears and the rest\n5. Apples" in words(preview)
    assert "2 weeks copied" not in words(await pressed(omar, preview, "Publish"))  # Apples is own already
    await pressed(omar, await omar.card("content undo"), "Undo")
    assert held(await omar.form("content edit", item="Charts"))["weeks"] == "Bananas\nDraw your own data"


async def test_an_edit_of_the_title_leaves_each_week_as_it_is_a_retired_one_too(omar: Caller) -> None:
    published = await make_week(omar)
    await pressed(
        omar, await omar.card("content add-roadmap", title="Charts", summary="Ours.", weeks=f"{WEEK['title']}\nApples"), "Publish"
    )
    await edited(omar, "Apples", make="Our own apples.")
    await pressed(omar, await omar.card("content retire", item="Apples"), "Retire it")
    await pressed(omar, published, "Undo")
    assert "copied" not in words(await edited(omar, "Charts", title="Charts of ours"))
    weeks = [await omar.card("roadmap show", roadmap="Charts of ours", week=week) for week in "12"]
    assert WEEK["make"] in words(weeks[0])
    assert "Our own apples." in words(weeks[1])
    assert f"“{WEEK['title']}” is retired." in words(
        await omar.card("content add-roadmap", title="Other", summary="Ours.", weeks=WEEK["title"])
    )


async def test_a_published_week_is_put_into_a_roadmap_by_a_press(omar: Caller) -> None:
    await make_roadmap(omar)
    card = await make_week(omar, title="Another")
    preview = await choose(omar, card, "Put it into", "Charts")
    assert "Preview. Nobody sees it yet" in words(preview)
    assert "+ Another" in words(preview)
    assert not held(await omar.form("content edit", item="Charts"))["weeks"].endswith("\nAnother")
    assert "Changed: Charts" in words(await pressed(omar, preview, "Publish"))
    form = await omar.form("content edit", item="Charts")
    assert held(form)["weeks"].endswith("\nAnother")
    assert "is in Charts already" in words(await choose(omar, card, "Put it into", "Charts"))


async def test_all_weeks_of_a_roadmap_are_chosen_at_once_each_once(omar: Caller) -> None:
    draft = await omar.card("content add-roadmap", title="Mine", summary="All of it.", weeks="Bananas")
    picker = await choose(omar, await pressed(omar, draft, "Choose weeks"), "whose", "Fruit")
    picker = await pressed(omar, picker, "All of them")
    assert "3 weeks are chosen so far." in words(picker)
    assert "All of its weeks are chosen." in words(picker)
    assert "1. Bananas\n2. Apples\n3. Cherries" in words(await pressed(omar, picker, "Preview"))
