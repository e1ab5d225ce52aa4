"""Which days a check-in is taken for, from a first day to two days after the last; and that what is not given stays."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.interface.call import Call
from bot.interface.card import Card, Form
from tests.world import Caller, World, press, words

END = datetime(2026, 3, 30, 18, tzinfo=UTC)
"""When the cohort of twelve weeks ends, a Monday."""


def values_of(form: Form) -> dict[str, str]:
    return {item.name: item.value for item in form.inputs}


async def tried_again(caller: Caller, refused: Card) -> Form:
    form = await caller.make(press(refused, "Try again"), "press")
    assert isinstance(form, Form), form
    return form


# What is not given stays


async def test_a_second_partial_checkin_adds_to_the_first_and_takes_nothing_away(world: World, ann: Caller) -> None:
    await ann.card("checkin", did="Read a chapter", next="Exercises", share="yes")
    await ann.card("checkin", blocker="No time")
    await ann.card("checkin", answer="Ten hours")
    assert values_of(await ann.form("checkin")) == {
        "did": "Read a chapter", "next": "Exercises", "blocker": "No time", "answer": "Ten hours", "share": "yes",
    }  # fmt: skip
    await world.tick()
    (summary,) = world.board.posts("summary/")
    for said in ("Read a chapter", "Exercises", "No time", "Ten hours"):
        assert said in words(summary.post.card)


async def test_a_receipt_of_a_partial_checkin_says_that_the_cohort_still_sees_it(ann: Caller) -> None:
    await ann.card("checkin", did="Read", share="yes")
    assert "The cohort sees it" in words(await ann.card("checkin", blocker="No time"))


async def test_what_is_emptied_on_purpose_is_gone(ann: Caller) -> None:
    await ann.card("checkin", did="Read a chapter", next="Exercises", share="yes")
    await ann.submit(await ann.form("checkin"), next="", share="no")
    kept = values_of(await ann.form("checkin"))
    assert (kept["did"], kept["next"], kept["share"]) == ("Read a chapter", "", "no")


async def test_sharing_alone_shares_what_was_said_before(ann: Caller) -> None:
    await ann.card("checkin", did="Read a chapter")
    assert "The cohort sees it" in words(await ann.card("checkin", share="yes"))
    assert values_of(await ann.form("checkin"))["did"] == "Read a chapter"


async def test_a_day_that_is_emptied_whole_is_refused_and_stays(ann: Caller) -> None:
    await ann.card("checkin", did="Read a chapter")
    assert "An empty check-in" in words(await ann.submit(await ann.form("checkin"), did=""))
    assert values_of(await ann.form("checkin"))["did"] == "Read a chapter"


async def test_a_missed_day_is_added_to_in_parts_as_well(world: World, ann: Caller) -> None:
    world.clock.advance(days=1)
    await ann.card("checkin", did="Read", day="2026-01-05")
    await ann.card("checkin", next="Write", day="2026-01-05")
    assert values_of(await ann.form("checkin", day="2026-01-05"))["did"] == "Read"


async def test_weekly_minutes_emptied_in_the_form_are_gone_and_stay_where_they_are_not_given(ann: Caller) -> None:
    await ann.card("me settings", minutes="90")
    await ann.card("me settings", visibility="cohort")
    assert values_of(await ann.form("me edit"))["minutes"] == "90"
    await ann.submit(await ann.form("me edit"), minutes="")
    assert values_of(await ann.form("me edit"))["minutes"] == ""


# The day of a form


async def test_the_form_of_another_day_says_so(world: World, ann: Caller) -> None:
    world.clock.advance(days=1)
    form = await ann.form("checkin", day="2026-01-05")
    assert form.inputs[0].hint == "ML January, Mon, Jan 5, 2026"
    assert (await ann.form("checkin")).inputs[0].hint == "ML January, Tue, Jan 6, 2026"


async def test_a_day_that_cannot_be_read_is_not_taken_for_today(ann: Caller) -> None:
    assert "is not a date" in words(await ann.card("checkin", day="last week"))


@pytest.mark.parametrize(("day", "reason"), [("2026-01-01", "first day"), ("2026-01-20", "to come"), ("last week", "not a date")])
async def test_what_was_typed_for_a_day_that_takes_none_goes_into_the_form_of_today(ann: Caller, day: str, reason: str) -> None:
    refused = await ann.card("checkin", did="Read a chapter", day=day)
    assert reason in words(refused)
    form = await tried_again(ann, refused)
    assert values_of(form)["did"] == "Read a chapter"
    assert "Mon, Jan 5, 2026" in (await ann.submit(form)).title


async def test_what_was_typed_for_a_closed_day_goes_into_the_form_of_today(world: World, ann: Caller) -> None:
    world.clock.advance(days=7)
    form = await tried_again(ann, await ann.card("checkin", did="Read a chapter", day="2026-01-06"))
    assert "Mon, Jan 12, 2026" in (await ann.submit(form)).title


# Before the first day and after the last


async def test_a_day_before_the_cohort_began_is_refused_and_counts_nothing(world: World, ann: Caller) -> None:
    for day in ("2026-01-03", "2026-01-04"):
        refused = await ann.card("checkin", did="Read", share="yes", day=day)
        assert "the first day of ML January is Mon, Jan 5, 2026" in words(refused)
    assert "**1 day**" in words(await ann.card("checkin", did="Read"))
    await world.tick()
    assert [post.post.key[:18] for post in world.board.posts("summary/")] == ["summary/2026-01-05"]


async def test_before_the_first_day_a_checkin_is_refused_and_what_was_typed_can_be_copied(world: World) -> None:
    await world.launch(start="2026-01-12")
    ann = world.caller("ann")
    await ann.card("cohort join", cohort="ml-january")
    refused = words(await ann.card("checkin", did="Read **ahead**"))
    assert "the first day of ML January is Mon, Jan 12, 2026" in refused
    assert "Try again" not in refused
    assert "Read **ahead**" in refused


async def test_somebody_further_west_checks_in_as_soon_as_the_cohort_has_begun(world: World) -> None:
    await world.launch()
    west = world.caller("west", zone="Pacific/Honolulu")
    await west.card("cohort join", cohort="ml-january")
    world.clock.now = datetime(2026, 1, 6, 9, tzinfo=UTC)
    assert "Mon, Jan 5, 2026" in (await west.card("checkin", did="Read")).title


async def test_the_last_day_can_be_filled_in_for_48_hours_though_the_cohort_has_ended(world: World, ann: Caller) -> None:
    world.clock.now = END + timedelta(hours=1)
    assert "Mon, Mar 30, 2026" in (await ann.card("checkin", did="The last one", share="yes")).title
    await world.tick()
    assert "The last one" in words(world.board.posts("summary/2026-03-30")[0].post.card)
    world.clock.now = datetime(2026, 4, 1, 23, 59, tzinfo=UTC)
    await ann.card("checkin", next="Rest", day="2026-03-30")
    await world.tick()
    assert "Rest" in words(world.board.edits[-1].post.card)
    world.clock.now = datetime(2026, 4, 2, 0, 0, tzinfo=UTC)
    assert "has ended" in words(await ann.card("checkin", did="Too late", day="2026-03-30"))


async def test_after_the_end_the_form_is_that_of_the_last_day_that_is_open(world: World, ann: Caller) -> None:
    world.clock.now = END + timedelta(hours=20)
    form = await ann.form("checkin")
    assert form.call.values["day"] == "2026-03-30"
    assert "Mon, Mar 30, 2026" in (await ann.submit(form, did="Late")).title


async def test_words_for_no_day_after_the_end_are_refused_with_the_days_that_are_open(world: World, ann: Caller) -> None:
    world.clock.now = END + timedelta(hours=20)
    refused = await ann.card("checkin", did="Late")
    assert "ML January has ended; its days from Sun, Mar 29, 2026 to Mon, Mar 30, 2026 can still be filled in." in words(refused)
    assert values_of(await tried_again(ann, refused))["did"] == "Late"


async def test_long_after_the_end_what_was_typed_can_be_copied(world: World, ann: Caller) -> None:
    world.clock.now = END + timedelta(days=9)
    refused = words(await ann.card("checkin", did="What I would have said"))
    assert "has ended" in refused
    assert "Try again" not in refused
    assert "What I would have said" in refused


async def test_a_press_on_a_closed_day_leads_to_the_day_that_is_open(world: World, ann: Caller) -> None:
    world.clock.advance(days=5)
    closed = await ann.make(Call("checkin", {"day": "2026-01-05"}), "press")
    assert isinstance(closed, Card)
    assert "is closed" in words(closed)
    form = await ann.make(press(closed, "Check in for Sat, Jan 10, 2026"), "press")
    assert isinstance(form, Form)
    assert form.call.values["day"] == "2026-01-10"


async def test_a_member_of_two_cohorts_sees_for_which_and_for_which_day_the_form_is(world: World, ann: Caller) -> None:
    assert (await ann.form("checkin")).inputs[0].hint == "ML January, Mon, Jan 5, 2026"
    await world.launch("ML Spring", channel="spring")
    await ann.card("cohort join", cohort="ml-spring")
    await ann.card("checkin", cohort="ml-spring", did="Read", next="Chapter " * 40)
    world.clock.advance(days=1)
    hint = str((await ann.form("checkin", cohort="ml-spring")).inputs[0].hint)
    assert hint.startswith("ML Spring, Tue, Jan 6, 2026 · You planned: Chapter")
