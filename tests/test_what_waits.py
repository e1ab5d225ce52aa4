"""What waits for moderators stands where they look: in `today` and in `manage status`, with the way to it."""

import pytest

from bot.interface.call import Call
from bot.interface.card import Card
from tests.world import Caller, World, press, words


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    """He moderates; ML January has begun, and ann is in it."""
    await world.caller("ann").card("cohort join", cohort=cohort)
    return world.caller("omar", administrator=True)


async def _everything(world: World, omar: Caller) -> Card:
    """A suggestion, two look-ups that found nothing and a report wait, and a draft of a cohort; returns the draft's card."""
    ann = world.caller("ann")
    await ann.card("resource suggest", title="Great course", url="https://example.org/course")
    for query in ("xyzzyq", "plughplover"):
        await ann.card("faq", query=query)
    found = await ann.card("resource find", query="python")
    await ann.make(Call("resource broken", {"item": found.entries[0]["id"]}), "press")
    return await _draft(omar)


async def _draft(omar: Caller) -> Card:
    form = await omar.form("manage create")
    return await omar.submit(form, name="Spring", roadmap="foundations", start="2026-02-02", channel="general", time="18:00")


async def test_today_counts_what_waits_and_leads_there(world: World, omar: Caller) -> None:
    await _everything(world, omar)
    hub = await omar.card("today")
    for part in ("**In the queue:** 1 suggestion", "2 look-ups that found nothing", "1 broken link"):
        assert part in words(hub)
    assert press(hub, "What waits in the queue") == Call("content queue")
    assert "**1 draft** of yours is not published yet" in words(hub)
    assert "In the queue" not in words(await world.caller("ann").card("today"))


async def test_the_status_of_cohorts_says_what_waits_and_takes_drafts_up_again(world: World, omar: Caller) -> None:
    await _everything(world, omar)
    shown = await omar.card("manage status")
    assert "All members are well." in words(shown)
    assert "**In the queue:** 1 suggestion" in words(shown)
    assert "**Your drafts**, not launched yet" in words(shown)
    again = await omar.make(press(shown, "Go on with Spring"), "press")
    assert "Spring" in str(again)
    assert "not launched yet" not in words(await world.caller("rita", administrator=True).card("manage status"))


async def test_a_draft_is_found_before_any_cohort_runs(world: World) -> None:
    omar = world.caller("omar", administrator=True)
    await _draft(omar)
    assert "Go on with Spring" in words(await omar.card("manage status"))


async def test_nothing_is_said_of_what_does_not_wait(omar: Caller) -> None:
    for path in ("today", "manage status"):
        shown = words(await omar.card(path))
        assert not [part for part in ("In the queue", "draft", "held up") if part in shown]


async def test_a_draft_whose_first_day_is_over_when_it_is_launched_can_be_edited(world: World) -> None:
    omar = world.caller("omar", administrator=True)
    form = await omar.form("manage create")
    tried = await omar.submit(form, name="Spring", roadmap="foundations", start="2026-01-06", channel="general", time="18:00")
    world.clock.advance(days=4)
    refused = await omar.make(press(tried, "Launch"), "press")
    assert isinstance(refused, Card)
    assert "Spring cannot be launched so" in words(refused)
    assert "Tue, Jan 6, 2026" in words(refused)
    edited = await omar.submit(await omar.make(press(refused, "Edit"), "press"), start="2026-01-19")  # pyright: ignore[reportArgumentType]
    assert "Spring is launched" in words(await omar.make(press(edited, "Launch"), "press"))


async def test_a_report_waits_for_moderators_though_there_is_no_log_channel(world: World, omar: Caller) -> None:
    ann = world.caller("ann")
    (item, *_) = (await ann.card("resource find", query="python")).entries
    assert "It waits for moderators" in words(await ann.card("resource broken", "press", item=item["id"]))
    assert "1 broken link" in words(await omar.card("today"))
    assert "(1 report)" in words(await omar.card("content queue"))
    assert "Your report is taken back" in words(await ann.card("resource unbroken", "press", item=item["id"]))
    assert "Nothing waits" in words(await omar.card("content queue"))
