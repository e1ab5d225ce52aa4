"""Drafts that are kept can be found again once their card is gone."""

from bot.interface.card import Card, Form
from tests.test_content_import import send
from tests.world import Caller, World, press, pressed, words


def moderator(world: World, name: str = "omar") -> Caller:
    return world.caller(name, administrator=True)


async def test_a_cohort_that_was_planned_is_found_in_the_list_of_cohorts_until_it_is_launched(world: World) -> None:
    omar = moderator(world)
    form = await omar.form("manage create")
    await omar.submit(form, name="ML January", roadmap="foundations", start="2026-01-12", channel="channel-1", time="18:00")
    world.clock.advance(days=1)
    listed = await omar.card("cohort list")
    assert "ML January" in words(listed)
    again = await omar.make(press(listed, "Go on with ML January"), "press")
    assert isinstance(again, Form)
    assert {item.name: item.value for item in again.inputs}["start"] == "2026-01-12"
    launched = await omar.submit(again)
    await omar.make(press(launched, "Launch"), "press")
    world.clock.advance(days=8)
    assert "Your drafts" not in words(await omar.card("cohort list"))


async def test_drafts_of_one_title_are_told_apart_and_what_is_kept_already_is_there_once(world: World) -> None:
    omar = moderator(world)
    for answer in ("Ask Omar.", "Ask Omar.", "Ask Olga."):
        await omar.card("content add-question", question="Who helps?", answer=answer)
    shown = words(await omar.card("content queue"))
    assert shown.count("- Who helps? (1) · question, ") == shown.count("- Who helps? (2) · question, ") == 1
    assert "(3)" not in shown
    form = await omar.make(press(await omar.card("content drafts"), "Go on with Who helps? (2)"), "press")
    assert isinstance(form, Form)


async def test_a_plan_that_is_edited_or_tried_out_again_is_one_draft(world: World) -> None:
    omar = moderator(world)
    plan = {"name": "ML", "roadmap": "foundations", "start": "2026-01-12", "channel": "channel-1", "time": "18:00"}
    dry_run = [await omar.card("manage create", "submit", **plan) for _ in range(2)][-1]
    edited = await omar.make(press(dry_run, "Edit"), "press")
    assert isinstance(edited, Form)
    await omar.submit(edited, name="ML January")
    shown = words(await omar.card("cohort list"))
    assert shown.count("Go on with") == 1
    assert "- ML January · cohort, " in shown


async def test_nobody_sees_anothers_drafts(world: World) -> None:
    omar = moderator(world)
    form = await omar.form("manage create")
    await omar.submit(form, name="ML January", roadmap="foundations", start="2026-01-12", channel="channel-1", time="18:00")
    await omar.card("content add-question", question="Who helps?", answer="Ask Omar.")
    for other in (moderator(world, "olga"), world.caller("ann")):
        for path in ("cohort list", "content queue"):
            assert "Your drafts" not in words(await other.card(path))


async def test_content_that_was_previewed_is_found_in_the_queue_until_it_is_published(world: World) -> None:
    omar = moderator(world)
    preview = await omar.card("content add-question", question="Who helps?", answer="Ask Omar.")
    queue = await omar.card("content queue")
    form = await omar.make(press(queue, "Go on with Who helps?"), "press")
    assert isinstance(form, Form)
    assert {item.name: item.value for item in form.inputs}["answer"] == "Ask Omar."
    await omar.make(press(preview, "Publish"), "press")
    assert "Nothing waits" in words(await omar.card("content queue"))
    gone = await omar.make(press(queue, "Go on with Who helps?"), "press")
    assert isinstance(gone, Card)
    assert "</content queue> shows those that you have" in words(gone)


async def test_a_list_of_drafts_says_how_many_more_there_are_and_leads_to_those(world: World) -> None:
    omar = moderator(world)
    for number in range(32):
        await omar.card("content add-question", question=f"What is number {number}?", answer="A number.")
        world.clock.advance(minutes=1)
    queue = await omar.card("content queue")
    assert "- and 30 more" in words(queue)
    page = await omar.make(press(queue, "All your drafts"), "press")
    while isinstance(page, Card) and "What is number 0?" not in words(page):
        page = await omar.make(press(page, "Next"), "press")
    assert isinstance(page, Card)
    form = await omar.make(press(page, "Go on with What is number 0?"), "press")
    assert isinstance(form, Form)
    assert {item.name: item.value for item in form.inputs}["question"] == "What is number 0?"
    preview = await omar.submit(form, answer="None.")
    assert "Published" in words(await omar.card(press(preview, "Publish").path, "press", **press(preview, "Publish").values))


async def test_every_cohort_that_was_planned_is_reached_from_the_list_of_cohorts(world: World) -> None:
    omar = moderator(world)
    for number in range(7):
        plan = {"roadmap": "foundations", "start": "2026-02-02", "channel": "channel-1", "time": "18:00"}
        await omar.card("manage create", name=f"Cohort {number}", **plan)
        world.clock.advance(minutes=1)
    listed = await omar.card("cohort list")
    assert "- and 5 more" in words(listed)
    page = await pressed(omar, await pressed(omar, listed, "All your drafts"), "Next")
    form = await omar.make(press(page, "Go on with Cohort 0"), "press")
    assert isinstance(form, Form)
    assert {item.name: item.value for item in form.inputs}["name"] == "Cohort 0"


async def test_an_import_that_was_previewed_is_found_in_the_queue_and_where_cohorts_stand(world: World) -> None:
    omar = moderator(world)
    await send(omar, "title,url\nOwls,nowhere\n", "faulty.csv")
    preview = await send(omar, "title,url\nOwls,https://example.org/owls\n", "owls.csv")
    assert "Your drafts" not in words(await moderator(world, "olga").card("content queue"))
    for path in ("manage status", "content queue"):
        listed = await omar.card(path)
        assert "faulty.csv" not in words(listed)
        assert "1 new" in words(await pressed(omar, listed, "Go on with owls.csv"))
    await pressed(omar, preview, "Publish")
    assert "Nothing waits" in words(await omar.card("content queue"))
    await send(omar, "title,url\nOwls,https://example.org/owls\n", "owls.csv")
    assert "Nothing waits" in words(await omar.card("content queue"))
