"""Moderators credit everybody for a day that was broken: a preview, one press, an audit line, and the streaks follow."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from babel.messages.catalog import Catalog

from bot.interface.call import Call
from bot.interface.card import Card, Form
from bot.interface.inputs import DateInput
from tests.catalogues import use
from tests.transactions import opened
from tests.world import Caller, World, press, pressed, words


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log")
    return omar


async def joined(world: World, name: str, cohort: str) -> Caller:
    caller = world.caller(name)
    await caller.card("cohort join", cohort=cohort)
    return caller


async def checked_in(world: World, caller: Caller, *days: int) -> None:
    for day in days:
        world.clock.now = datetime(2026, 1, day, 20, tzinfo=UTC)
        await caller.card("checkin", did="Read")


@pytest.fixture
async def ann(world: World, cohort: str) -> Caller:
    """She misses Thursday the 8th, kept all else, and it is Monday the 12th."""
    ann = await joined(world, "ann", cohort)
    await checked_in(world, ann, 5, 6, 7, 9, 12)
    return ann


async def test_the_preview_says_whom_it_touches_and_changes_nothing(world: World, omar: Caller, ann: Caller, cohort: str) -> None:
    ben = await joined(world, "ben", cohort)  # only today, so the 8th is none of his
    card = await omar.card("manage repair", date="2026-01-08", reason="The bot was *down*")
    for part in (
        "Repair Thu, Jan 8, 2026 in ML January",
        "1 member was in the cohort on that day",
        "0 kept it without that",
        "1 gets a streak back",
        "Reason: The bot was *down*",
    ):
        assert part in words(card)
    assert "Streak: 2 days" in words(await ann.card("progress"))
    assert "Streak: 0 days" in words(await ben.card("progress"))
    await world.tick()
    assert not world.board.posts("audit/")


async def test_the_press_credits_everybody_and_tells_the_log_channel(world: World, omar: Caller, ann: Caller) -> None:
    done = await pressed(omar, await omar.card("manage repair", date="2026-01-08", reason="The bot was down"), "Repair")
    assert "Thu, Jan 8, 2026 is repaired in ML January" in words(done)
    shown = words(await ann.card("progress days", "press"))
    assert "Streak: 6 days" in shown
    assert "✓ Thu, Jan 8, 2026: credited by a moderator" in shown
    assert "Days checked in: 5" in shown
    await world.tick()
    (audit,) = world.board.posts("audit/")
    assert audit.post.channel == "log"
    for part in ("**omar** credited Thu, Jan 8, 2026 to everybody in **ML January**", "1 gets a streak back", "Reason: The bot"):
        assert part in words(audit.post.card)


async def test_who_kept_the_day_gains_nothing_by_it(world: World, omar: Caller, ann: Caller) -> None:
    card = await omar.card("manage repair", date="2026-01-09")
    for part in ("1 kept it without that", "0 get a streak back", "No reason is given."):
        assert part in words(card)
    await pressed(omar, card, "Repair")
    shown = words(await ann.card("progress days", "press"))
    assert "Streak: 2 days" in shown
    assert "✓ Fri, Jan 9, 2026: checked in" in shown


async def test_a_day_is_repaired_once(world: World, omar: Caller, ann: Caller) -> None:
    cards = [await omar.card("manage repair", date="2026-01-08") for _ in range(2)]
    repaired = await pressed(omar, cards[0], "Repair")
    assert await pressed(omar, cards[0], "Repair") == repaired
    assert "Thu, Jan 8, 2026 was repaired in ML January before" in words(await pressed(omar, cards[1], "Repair"))
    assert "was repaired in ML January before" in words(await omar.card("manage repair", date="2026-01-08"))
    await world.tick()
    assert len(world.board.posts("audit/")) == 1


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        ("2026-01-13", "is still to come"),
        ("2026-01-10", "ML January asked for no check-in on Sat, Jan 10, 2026, so that day broke no streak. Name a day on which"),
        ("2026-01-04", "did not run on Sun, Jan 4, 2026: its first day is Mon, Jan 5, 2026"),
        ("2025-11-12", "is too long ago: a day can be repaired for 60 days"),
        ("the day before", "such as yesterday, 29 Nov or 2026-01-31"),
        ("\u200b", "Such as yesterday or 2026-01-31"),
    ],
)
async def test_a_day_that_cannot_be_repaired_is_refused(omar: Caller, ann: Caller, date: str, sentence: str) -> None:
    answer = await omar("manage repair", date=date)
    if isinstance(answer, Form):  # nothing that can be seen was typed
        assert any(sentence in item.example for item in answer.inputs if isinstance(item, DateInput))
    else:
        assert sentence in words(answer)


async def test_a_cohort_that_ended_is_repaired_from_its_first_day_to_its_last(world: World, omar: Caller, ann: Caller) -> None:
    world.clock.now = datetime(2026, 1, 13, 20, tzinfo=UTC)
    await omar.card("manage edit", "submit", cohort="ml-january", end="2026-01-13")
    world.clock.now = datetime(2026, 1, 16, 20, tzinfo=UTC)
    for date in ("2026-01-05", "2026-01-13"):
        assert press(await omar.card("manage repair", cohort="ml-january", date=date), "Repair")
    refused = await omar.card("manage repair", cohort="ml-january", date="2026-01-14")
    assert "did not run on Wed, Jan 14, 2026: its last day was Tue, Jan 13, 2026" in words(refused)


async def test_too_long_a_reason_is_refused_and_kept(omar: Caller, ann: Caller) -> None:
    refused = await omar.card("manage repair", date="2026-01-08", reason="x" * 201)
    assert "201 characters long; 200 is the most" in words(refused)
    assert press(refused, "Try again")


async def test_a_preview_can_be_edited(omar: Caller, ann: Caller) -> None:
    card = await omar.card("manage repair", date="2026-01-09", reason="A slip")
    form = await omar.make(press(card, "Edit"), "press")
    assert isinstance(form, Form)
    again = await omar.submit(form, date="2026-01-08")
    assert "Repair Thu, Jan 8, 2026" in words(again)
    assert "Reason: A slip" in words(again)


async def test_edit_of_a_preview_that_was_carried_out_says_so(omar: Caller, ann: Caller) -> None:
    card = await omar.card("manage repair", date="2026-01-09", reason="A slip")
    await omar.make(press(card, "Repair"), "press")
    assert "was repaired already" in words(await omar.make(press(card, "Edit"), "press"))


async def test_moderators_are_told_in_the_communitys_language_whoever_repairs(
    world: World, omar: Caller, ann: Caller, german: Catalog
) -> None:
    german.add("A day of {cohort} is repaired", "Ein Tag von {cohort} ist gutgeschrieben")
    use(german)
    await omar.card("manage settings", language="de")
    done = await pressed(omar, await omar.card("manage repair", date="2026-01-08", reason="x"), "Repair")
    await world.tick()
    *_, told = world.board.posts("audit/")  # before it: that the language was changed
    assert told.post.card.title == "Ein Tag von ML January ist gutgeschrieben"
    assert "is repaired" in words(done)


async def test_a_day_on_which_nobody_was_in_the_cohort_needs_no_repair(omar: Caller) -> None:
    assert "Nobody was in ML January" in words(await omar.card("manage repair", date="2026-01-05"))


async def test_who_left_before_that_day_is_not_touched_and_who_left_after_it_is(
    world: World, omar: Caller, ann: Caller, cohort: str
) -> None:
    world.clock.now = datetime(2026, 1, 7, 20, tzinfo=UTC)
    early, late = await joined(world, "early", cohort), await joined(world, "late", cohort)
    await early.card("cohort leave")
    world.clock.now = datetime(2026, 1, 9, 20, tzinfo=UTC)
    await late.card("cohort leave")
    assert "2 members were in the cohort on that day" in words(await omar.card("manage repair", date="2026-01-08"))


async def test_without_a_log_channel_it_is_said_how_to_set_one(world: World, cohort: str, ann: Caller) -> None:
    olga = world.caller("olga", administrator=True)
    done = await pressed(olga, await olga.card("manage repair", date="2026-01-08"), "Repair")
    assert "Set a log channel" in words(done)


async def test_only_moderators_repair(world: World, omar: Caller, ann: Caller) -> None:
    card = await omar.card("manage repair", date="2026-01-08")
    assert "Only moderators" in words(await ann.card("manage repair", date="2026-01-08"))
    assert "Only moderators" in words(await pressed(ann, card, "Repair"))
    olga = world.caller("olga", administrator=True)
    assert "its preview is gone" in words(await pressed(olga, card, "Repair"))
    assert "Streak: 2 days" in words(await ann.card("progress"))


async def test_the_draft_of_something_else_repairs_nothing(world: World, omar: Caller, ann: Caller) -> None:
    dry_run = await omar.submit(await omar.form("manage create"), name="A", roadmap="foundations", channel="c")
    draft = press(dry_run, "Launch").values["draft"]
    assert "That did not work" in words(await omar.card("manage credit", "press", draft=draft))


async def test_where_several_cohorts_may_be_meant_it_asks_which(world: World, omar: Caller, ann: Caller) -> None:
    await world.launch("ML Spring", channel="spring", start="2026-01-12", time="23:00")
    elsewhere = world.caller("omar", administrator=True, channel="elsewhere")
    assert "Which cohort do you mean?" in words(await elsewhere.card("manage repair", date="2026-01-08"))


async def test_a_name_of_the_widest_signs_fits(world: World, omar: Caller, ann: Caller, cohort: str) -> None:
    (community,) = await world.core.units.communities_of(omar.actor)
    async with opened(world.core, community.id) as unit:
        found = await unit.cohorts.get(int(cohort))
        assert found
        await unit.cohorts.save(replace(found, name="&" * 18))
    omar.actor = replace(omar.actor, name="&" * 100)
    card = await omar.make(Call("manage repair", {"date": "2026-01-08", "reason": "&" * 200}))
    assert isinstance(card, Card)
    assert "&" * 18 in words(await pressed(omar, card, "Repair"))
