"""Moderators change a launched cohort: by options, in two forms, and back again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.errors import Hindrance, Reason
from bot.interface.card import Form, Select
from bot.interface.inputs import ChoiceInput, Timed
from tests.storage.sample_cohort import LINE
from tests.world import MONDAY, Caller, World, press, pressed, words


@pytest.fixture
async def cohort(world: World) -> str:
    """ML January begins today, on Monday 5 January, at 18:00 UTC; it is 8:00."""
    return await world.launch()


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    return world.caller("omar", administrator=True)


async def _begin(world: World) -> None:
    world.clock.now = datetime(2026, 1, 6, 12, tzinfo=UTC)
    await world.tick()


async def test_bare_edit_shows_every_setting_and_two_ways_to_change_them(omar: Caller) -> None:
    card = await omar.card("manage edit")
    shown = words(card)
    assert card.title == "Settings of ML January"
    for part in (
        f"Roadmap: Twelve-week foundations, version {LINE}", "First day: Mon, Jan 5, 2026",
        "Channel: <#channel-1>", "Weeks begin: 6:00",
        "Time zone: UTC", "Check-in days: Mon, Tue, Wed, Thu, Fri", "Check-in hour: 6:00", "Places: no limit",
        "Ends: Mon, Mar 30, 2026",
    ):  # fmt: skip
        assert part in shown
    plan = await omar.make(press(card, "Name and dates"), "press")
    rest = await omar.make(press(card, "Check-ins and places"), "press")
    assert isinstance(plan, Form)
    assert isinstance(rest, Form)
    assert {item.name: item.value for item in plan.inputs} == {
        "name": "ML January", "roadmap": "foundations", "start": "2026-01-05", "channel": "channel-1", "time": "18:00",
    }  # fmt: skip
    assert {item.name: item.value for item in rest.inputs} == {
        "zone": "UTC", "days": "Mon, Tue, Wed, Thu, Fri", "checkin": "18:00", "capacity": "0", "end": "2026-03-30",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "label", "old", "new"),
    [
        ({"name": "ML Winter"}, "Name", "ML January", "ML Winter"),
        ({"roadmap": "mlops"}, "Roadmap", f"Twelve-week foundations, version {LINE}", f"MLOps, version {LINE}"),
        ({"start": "2026-01-12"}, "First day", "Mon, Jan 5, 2026", "Mon, Jan 12, 2026"),
        ({"channel": "<#channel-2>"}, "Channel", "<#channel-1>", "<#channel-2>"),
        ({"time": "7:15 pm"}, "Weeks begin", "6:00\u202fPM", "7:15\u202fPM"),
        ({"zone": "berlin"}, "Time zone", "UTC", "Europe/Berlin"),
        ({"days": "mon,thu"}, "Check-in days", "Mon, Tue, Wed, Thu, Fri", "Mon, Thu"),
        ({"checkin": "9:30"}, "Check-in hour", "6:00\u202fPM", "9:30\u202fAM"),
        ({"capacity": "12"}, "Places", "no limit", "12"),
        ({"end": "2026-02-01"}, "Ends", "Mon, Mar 30, 2026", "Sun, Feb 1, 2026"),
    ],
)
async def test_each_option_changes_its_setting_and_says_from_what_to_what(
    omar: Caller, values: dict[str, str], label: str, old: str, new: str
) -> None:
    assert f"- {label}: {old} → {new}" in words(await omar.card("manage edit", **values))
    assert f"\n{label}: {new}\n" in words(await omar.card("manage edit")).replace("Settings of ", "\nName: ")


async def test_several_options_change_at_once(omar: Caller) -> None:
    changed = words(await omar.card("manage edit", name="ML Berlin", zone="Europe/Berlin", days="weekend", capacity="5"))
    for part in ("- Name", "- Time zone", "- Check-in days", "- Places"):
        assert part in changed
    assert "- First day" not in changed


BAD = [
    ({"name": "…"}, "needs a letter or a digit"),
    ({"name": "x" * 61}, "60 is the most"),
    ({"name": "A" + "&" * 59}, "too many special characters"),
    ({"roadmap": "cooking"}, "There is no roadmap"),
    ({"start": "2026-01-04"}, "is over; choose today"),
    ({"start": "2028-01-01"}, "more than a year away"),
    ({"start": "soon"}, "such as Friday, 29 Nov or 2026-01-31"),
    ({"channel": "not a channel"}, "is not a channel"),
    ({"time": "25:00"}, "is not a time of day"),
    ({"zone": "Europe/Berln"}, "Did you mean `Europe/Berlin`"),
    ({"days": "someday"}, "names no weekdays"),
    ({"days": "@everyone"}, "names no weekdays"),
    ({"checkin": "noonish"}, "is not a time of day"),
    ({"capacity": "-1"}, "whole number from 0"),
    ({"capacity": "1.5"}, "whole number from 0"),
    ({"capacity": "many"}, "whole number from 0"),
    ({"end": "2026-01-04"}, "is over; choose today"),
    ({"end": "2026-02-30"}, "is not a date"),
    ({"cohort": "ml-febuary", "name": "A"}, "There is no cohort"),
]


@pytest.mark.parametrize(("values", "sentence"), BAD)
async def test_a_wrong_value_is_refused_in_one_sentence_and_nothing_changes(
    omar: Caller, values: dict[str, str], sentence: str
) -> None:
    before = words(await omar.card("manage edit"))
    assert sentence in words(await omar.card("manage edit", **{"capacity": "3", **values}))
    assert words(await omar.card("manage edit")) == before


@pytest.mark.parametrize(("button", "values"), [("Name and dates", {"time": "25:00"}), ("Check-ins and places", {"days": "x"})])
async def test_a_refused_form_can_be_tried_again_with_everything_filled_in(
    omar: Caller, button: str, values: dict[str, str]
) -> None:
    form = await omar.make(press(await omar.card("manage edit"), button), "press")
    assert isinstance(form, Form)
    again = await omar.make(press(await omar.submit(form, **values), "Try again"), "press")
    assert isinstance(again, Form)
    assert [item.name for item in again.inputs] == [item.name for item in form.inputs]
    (name,) = values
    typed = {item.name: (isinstance(item, Timed) and item.unread) or item.value for item in again.inputs}
    assert typed[name] == values[name]


@pytest.mark.parametrize("button", ["Name and dates", "Check-ins and places"])
@pytest.mark.parametrize("language", ["en", "de", "ja"])
async def test_a_form_sent_as_it_was_changes_nothing_even_long_after_the_start(
    world: World, omar: Caller, cohort: str, button: str, language: str
) -> None:
    await omar.card("manage edit", end="2026-02-01")
    world.clock.now = datetime(2026, 2, 20, 12, tzinfo=UTC)
    omar.actor = replace(omar.actor, locale=language)
    card = await omar.card("manage edit", cohort=cohort)
    form = await omar.make(press(card, button), "press")
    assert isinstance(form, Form)
    assert "Nothing changed" in words(await omar.submit(form))


async def test_the_present_zone_is_among_those_to_choose_from(omar: Caller) -> None:
    changed = await omar.card("manage edit", zone="Asia/Kathmandu")
    form = await omar.make(press(await pressed(omar, changed, "All settings"), "Check-ins and places"), "press")
    assert isinstance(form, Form)
    zones = next(item for item in form.inputs if item.name == "zone")
    assert isinstance(zones, ChoiceInput)
    assert zones.value in [choice.value for choice in zones.choices]


async def test_a_form_changes_what_was_changed_in_it(omar: Caller) -> None:
    form = await omar.make(press(await omar.card("manage edit"), "Check-ins and places"), "press")
    assert isinstance(form, Form)
    changed = words(await omar.submit(form, zone="Asia/Tokyo", days="every day", capacity="30"))
    assert "Time zone: UTC → Asia/Tokyo" in changed
    assert "→ Mon, Tue, Wed, Thu, Fri, Sat, Sun" in changed
    assert "Check-in hour: 6:00 PM →" not in changed.replace("\u202f", " ")


@pytest.mark.parametrize("values", [{"roadmap": "mlops"}, {"start": "2026-01-12"}])
async def test_roadmap_and_first_day_are_fixed_once_it_has_begun(world: World, omar: Caller, values: dict[str, str]) -> None:
    await _begin(world)
    assert "progress hangs on its roadmap and first day" in words(await omar.card("manage edit", **values))


async def test_the_present_roadmap_by_its_title_is_no_change(world: World, omar: Caller) -> None:
    await _begin(world)
    assert "Nothing changed" in words(await omar.card("manage edit", roadmap="twelve-week foundations"))


async def test_a_cohort_that_has_begun_cannot_begin_again(world: World, omar: Caller) -> None:
    world.clock.now = datetime(2026, 1, 5, 18, 30, tzinfo=UTC)
    assert "would begin again" in words(await omar.card("manage edit", time="20:00"))
    assert "would begin again" in words(await omar.card("manage edit", zone="America/New_York"))
    assert "is changed" in words(await omar.card("manage edit", time="9:00"))


async def test_another_hour_is_that_of_the_weeks_to_come_alone(world: World, omar: Caller) -> None:
    world.clock.now = datetime(2026, 1, 21, 12, tzinfo=UTC)
    await omar.card("manage edit", time="19:00")
    said = words(await omar.card("cohort info"))
    assert "Begins: <t:1767636000:both>" in said  # Mon, Jan 5, at 18:00
    assert "Week begins: Monday at 7:00\u202fPM" in said
    assert "week 4, <t:1769454000:both>" in words(await omar.card("manage deliveries", state="planned", page="2"))


async def test_a_week_that_has_begun_cannot_begin_again(world: World, omar: Caller) -> None:
    await omar.card("manage edit", time="0:00", start="2026-01-06")
    world.clock.now = datetime(2026, 1, 13, 0, 30, tzinfo=UTC)
    refused = words(await omar.card("manage edit", zone="America/New_York"))
    assert "Week 2 of ML January has begun; so changed it would begin again <t:1768280400:both>" in refused
    assert "is changed" in words(await omar.card("manage edit", zone="Asia/Tokyo"))


async def test_it_cannot_end_before_it_begins(omar: Caller) -> None:
    assert "would end before it begins" in words(await omar.card("manage edit", end="2026-01-05"))
    await omar.card("manage edit", end="2026-01-20")
    assert "would end before it begins" in words(await omar.card("manage edit", start="2026-01-26"))
    assert "would end before it begins" in words(await omar.card("manage edit", start="2026-01-20"))
    assert "is changed" in words(await omar.card("manage edit", start="2026-01-19"))


async def test_fewer_places_than_members_throw_nobody_out_and_let_nobody_in(world: World, omar: Caller, cohort: str) -> None:
    for name in ("ann", "ben"):
        await world.caller(name).card("cohort join", cohort=cohort)
    assert "2 are in it and stay" in words(await omar.card("manage edit", capacity="1"))
    assert "is full" in words(await world.caller("cleo").card("cohort join", cohort=cohort))
    assert "2 members of 1" in words(await omar.card("cohort info", cohort=cohort))
    await omar.card("manage edit", capacity="0")
    assert "You are in" in words(await world.caller("cleo").card("cohort join", cohort=cohort))


async def test_the_planned_end_clears_an_earlier_one(omar: Caller) -> None:
    await omar.card("manage edit", end="2026-02-01")
    assert "→ Mon, Mar 30, 2026" in words(await omar.card("manage edit", end="2026-03-30"))


async def test_the_channels_cohort_is_meant_else_a_chooser_asks(world: World, omar: Caller) -> None:
    spring = await world.launch("ML Spring", channel="spring")
    here = world.caller("omar", administrator=True, channel="spring")
    assert "Settings of ML Spring" in words(await here.card("manage edit"))
    elsewhere = world.caller("omar", administrator=True, channel="lounge")
    (select,) = (await elsewhere.card("manage edit")).blocks
    assert isinstance(select, Select)
    chosen = await elsewhere.make(select.call.with_values(cohort=spring), "press")
    assert "Settings of ML Spring" in words(chosen)  # pyright: ignore[reportArgumentType]


async def test_a_cohort_can_be_changed_from_a_direct_message_but_for_its_channel(world: World, omar: Caller, cohort: str) -> None:
    await omar.card("me settings")
    direct = world.caller("omar", administrator=True, space=None, channel="direct")
    assert "Places: no limit → 9" in words(await direct.card("manage edit", cohort=cohort, capacity="9"))
    assert "does not speak here" in words(await direct.card("manage edit", cohort=cohort, channel="c"))


async def test_what_the_bot_may_not_do_in_the_new_channel_is_said(world: World, omar: Caller) -> None:
    world.board.lacks = (Reason(Hindrance.SEND_MESSAGES),)
    assert "Send Messages" in words(await omar.card("manage edit", channel="channel-2"))


async def test_the_welcome_of_an_open_cohort_follows(world: World, omar: Caller) -> None:
    await world.tick()
    await omar.card("manage edit", name="ML Winter", start="2026-01-12")
    world.clock.advance(minutes=1)
    await world.tick()
    assert len(world.board.posts("welcome")) == 1
    (edit,) = world.board.edits
    assert "ML Winter" in words(edit.post.card)
    assert str(int(MONDAY.replace(day=12, hour=18).timestamp())) in words(edit.post.card)
