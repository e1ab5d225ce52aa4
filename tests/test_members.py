"""A member's own things: progress and settings."""

from dataclasses import replace

import pytest

from bot.interface.card import Form
from tests.world import Caller, World, press, words


@pytest.fixture
async def ann(world: World) -> Caller:
    cohort = await world.launch()
    world.clock.advance(hours=12)
    caller = world.caller("ann")
    await caller.card("cohort join", cohort=cohort)
    return caller


async def test_progress_shows_weeks_done_streak_and_this_week(ann: Caller) -> None:
    shown = words(await ann.card("progress"))
    for part in ("0 of 12 weeks done", "Streak: 0 days", "1. The job and your plan (this week)"):
        assert part in shown


async def test_progress_without_a_cohort_says_where_to_find_one(world: World) -> None:
    assert "cohort list" in words(await world.caller("ben").card("progress"))


async def test_the_settings_form_is_filled_with_what_is_set(ann: Caller) -> None:
    form = await ann.make(press(await ann.card("me settings"), "Change settings"), "press")
    assert isinstance(form, Form)
    saved = await ann.submit(form, zone="Asia/Tokyo", minutes="300", reminders="on", hours="8-21:30", visibility="cohort")
    for part in ("Asia/Tokyo", "5 hours", "on, from 8:00", "your cohorts see your name"):
        assert part in words(saved)
    again = await ann.form("me edit", "press")
    assert {item.name: item.value for item in again.inputs} == {
        "zone": "Asia/Tokyo", "minutes": "300", "reminders": "on", "hours": "08:00-21:30", "visibility": "cohort",
    }  # fmt: skip


async def test_reminders_are_off_until_chosen(ann: Caller) -> None:
    assert "Reminders: off" in words(await ann.card("me settings"))


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("zone", "Mars/Olympus", "There is no time zone"),
        ("minutes", "a lot", "is a whole number from 0 to 6000"),
        ("minutes", "-5", "is a whole number from 0 to 6000"),
        ("hours", "evenings", "is not a span of hours"),
        ("hours", "20-9", "begin before they end"),
        ("hours", "9-25", "is not a span of hours"),
        ("hours", "1-2-3", "is not a span of hours"),
        ("reminders", "sometimes", "is not one of: on, off"),
    ],
)
async def test_a_wrong_setting_is_refused_and_changes_nothing(ann: Caller, option: str, value: str, sentence: str) -> None:
    before = await ann.card("me settings")
    assert sentence in words(await ann.card("me settings", **{option: value}))
    assert await ann.card("me settings") == before


async def test_a_setting_can_be_typed_alone(ann: Caller) -> None:
    assert "Europe/Berlin" in words(await ann.card("me settings", zone="berlin"))
    assert "Europe/Berlin" in words(await ann.card("me settings", reminders="on"))


async def test_a_renamed_account_is_shown_by_its_new_name(world: World, ann: Caller) -> None:
    await ann.card("me settings", visibility="cohort")
    ann.actor = replace(ann.actor, name="Annabel")
    await ann.card("me settings", minutes="60")
    assert "Annabel" in words(await world.caller("ben").card("cohort info"))
