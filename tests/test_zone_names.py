"""A time zone by what people call it: an abbreviation, a city, a country, a distance from UTC."""

from dataclasses import replace

import pytest

from bot.interface.call import Call
from bot.interface.card import Card
from tests.world import Caller, World, words


@pytest.fixture
async def ann(world: World) -> Caller:
    return world.caller("ann")


async def _said(ann: Caller, zone: str) -> str:
    card = await ann.card("me settings", zone=zone)
    assert isinstance(card, Card)
    return words(card)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Mumbai", "Asia/Kolkata"), ("India", "Asia/Kolkata"), ("san francisco", "America/Los_Angeles"),
        ("Beijing", "Asia/Shanghai"), ("Germany", "Europe/Berlin"), ("france", "Europe/Paris"), ("JST", "Asia/Tokyo"),
        ("Deutschland", "Europe/Berlin"), ("日本", "Asia/Tokyo"), ("Schweiz", "Europe/Zurich"),
        ("utc", "UTC"), ("new york", "America/New_York"), ("Cape Town", "Africa/Johannesburg"), ("berlin", "Europe/Berlin"),
        ("UK", "Europe/London"), ("England", "Europe/London"), ("Scotland", "Europe/London"), ("UAE", "Asia/Dubai"),
        ("Turkey", "Europe/Istanbul"), ("Türkiye", "Europe/Istanbul"), ("Korea", "Asia/Seoul"), ("north korea", "Asia/Pyongyang"),
        ("Czech Republic", "Europe/Prague"), ("Burma", "Asia/Yangon"), ("Bosnia and Herzegovina", "Europe/Sarajevo"),
        ("Köln", "Europe/Berlin"), ("münchen", "Europe/Berlin"), ("Munchen", "Europe/Berlin"), ("Kraków", "Europe/Warsaw"),
        ("Krakow", "Europe/Warsaw"), ("Łódź", "Europe/Warsaw"), ("Lodz", "Europe/Warsaw"), ("São Paulo", "America/Sao_Paulo"),
        ("Bangalore", "Asia/Kolkata"), ("LA", "America/Los_Angeles"), ("California", "America/Los_Angeles"),
        ("Texas", "America/Chicago"), ("Michigan", "America/Detroit"), ("Ontario", "America/Toronto"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"), ("Calcutta", "Asia/Kolkata"), ("Kiev", "Europe/Kyiv"),
        ("Pacific Time", "America/Los_Angeles"), ("Japan Standard Time", "Asia/Tokyo"), ("us/pacific", "US/Pacific"),
        ("Berlin, Germany", "Europe/Berlin"), ("london uk", "Europe/London"), ("London time", "Europe/London"), ("Z", "UTC"),
        ("Detroit, USA", "America/Detroit"), ("Sydney Australia", "Australia/Sydney"),
        ("UTC+9", "Asia/Seoul"), ("utc+5:30", "Asia/Kolkata"), ("gmt+5.5", "Asia/Kolkata"), ("utc+3", "Africa/Nairobi"),
        ("UTC+05:45", "Asia/Kathmandu"), ("+09:00", "Asia/Seoul"),
        ("Malaysia", "Asia/Kuala_Lumpur"), ("Kazakhstan", "Asia/Almaty"), ("Argentina", "America/Argentina/Buenos_Aires"),
    ],
)  # fmt: skip
async def test_what_can_mean_one_zone_only_is_taken(ann: Caller, typed: str, zone: str) -> None:
    assert f"Time zone: {zone}" in (await _said(ann, typed))


@pytest.mark.parametrize(
    ("typed", "some"),
    [
        ("IST", ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin")),
        ("PST", ("America/Los_Angeles",)),
        ("EST", ("America/New_York",)),
        ("CET", ("Europe/Berlin", "Europe/Paris")),
        ("United States", ("America/Los_Angeles", "America/New_York", "America/Chicago")),
        ("USA", ("America/New_York, America/Chicago",)),
        ("Canada", ("America/Toronto, America/Vancouver",)),
        ("Russia", ("Europe/Moscow, Asia/Yekaterinburg",)),
        ("Australia", ("Australia/Sydney, Australia/Brisbane",)),
        ("Brazil", ("America/Sao_Paulo",)),
        ("Spain", ("Europe/Madrid, Atlantic/Canary",)),
        ("Portugal", ("Europe/Lisbon, Atlantic/Azores",)),
        ("Chile", ("America/Santiago, ",)),
        ("Georgia", ("Asia/Tbilisi", "America/New_York")),
        ("Washington", ("America/New_York", "America/Los_Angeles")),
        ("Eastern Time", ("America/New_York",)),
        ("MEZ", ("Europe/Berlin", "Europe/Vienna")),
        ("Central European Time", ("Europe/Berlin",)),
        ("UTC+2", ("change their clocks on other days", "such as Europe/Athens, Africa/")),
        ("UTC-5", ("America/New_York, America/Guayaquil",)),
    ],
)
async def test_what_can_mean_several_is_asked_with_those_it_can_mean(ann: Caller, typed: str, some: tuple[str, ...]) -> None:
    said = await _said(ann, typed)
    assert "That did not work" in said
    for zone in some:
        assert zone in said


@pytest.mark.parametrize("cleared", ["none", "usual", ""])
async def test_a_zone_of_ones_own_is_given_back(world: World, cleared: str) -> None:
    lima = world.caller("lima")
    lima.actor = replace(lima.actor, zone="America/Lima")
    await lima.card("me settings", zone="Berlin")
    assert "Time zone: Europe/Berlin" in words(await lima.card("me settings"))
    said = words(await lima.submit(await lima.form("me edit", "press"), zone=cleared))
    assert "Time zone: America/Lima" in said
    assert "Your time zone follows your account's again." in said
    lima.actor = replace(lima.actor, zone="Asia/Tokyo")
    assert "Time zone: Asia/Tokyo" in words(await lima.card("me settings"))


async def test_whose_platform_tells_no_zone_has_the_communitys_again(ann: Caller) -> None:
    await _said(ann, "Berlin")
    said = await _said(ann, "none")
    assert "Time zone: UTC" in said
    assert "Your community's time zone is yours now." in said


async def test_no_place_is_suggested_under_two_names(world: World, ann: Caller) -> None:
    found = await world.core.dispatch.suggest(ann.request(Call("me settings")), "zone", "utc+5:30")
    assert [choice.value for choice in found] == ["Asia/Kolkata", "Asia/Colombo"]


async def test_a_country_is_known_in_the_readers_language_too(world: World) -> None:
    lena = world.caller("lena", locale="de")
    assert "Europe/Berlin" in await _said(lena, "Deutschland")
    assert "Time zone: Europe/Moscow" in await _said(lena, "Moskau")
    assert "Time zone: America/Los_Angeles" in await _said(lena, "Nordamerikanische Westküstenzeit")


async def test_a_place_that_is_not_known_is_answered_with_what_to_write(ann: Caller) -> None:
    assert "Write your country or a large city near you" in await _said(ann, "Bielefeld")
    assert "No place is “Utc-13” from UTC. Write your country" in await _said(ann, "Utc-13")
    assert "Did you mean `Europe/Berlin`?" in await _said(ann, "Berlni")


_OFFERED_FIRST = {
    "ist": "Asia/Kolkata", "mumbai": "Asia/Kolkata", "utc+9": "Asia/Seoul", "pari": "Europe/Paris", "uk": "Europe/London",
    "us": "America/New_York", "usa": "America/New_York", "england": "Europe/London", "engl": "Europe/London",
    "turk": "Europe/Istanbul", "köl": "Europe/Berlin", "la": "America/Los_Angeles", "pacific time": "America/Los_Angeles",
    "korea": "Asia/Seoul", "kore": "Asia/Seoul", "canad": "America/Toronto", "russia": "Europe/Moscow", "russ": "Europe/Moscow",
    "germ": "Europe/Berlin", "czech": "Europe/Prague", "calif": "America/Los_Angeles", "scot": "Europe/London",
    "lagos": "Africa/Lagos", "lag": "Africa/Lagos", "spain": "Europe/Madrid", "beij": "Asia/Shanghai", "mez": "Europe/Berlin",
}  # fmt: skip
"""What is offered first for what was typed, in whole or in part."""


async def test_what_was_typed_is_offered_by_its_meaning_first(world: World, ann: Caller) -> None:
    for typed, first in _OFFERED_FIRST.items():
        found = await world.core.dispatch.suggest(ann.request(Call("me settings")), "zone", typed)
        assert found[0].value == first, typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("9am-8pm", "9:00"), ("9:00–20:00", "9:00"), ("09h-20h", "9:00"), ("9 to 20", "9:00"), ("22:00-6:00", "10:00"),
        ("20-24:00", "8:00"), ("noon-8pm", "12:00 PM to 8:00"), ("9am to midnight", "9:00 AM to 12:00 AM"),
        ("9 a.m. until 12 noon", "9:00 AM to 12:00 PM"), ("12 pm-8", "12:00 PM to 8:00 PM"), ("0-24", "all day"),
        ("00:00-24:00", "all day"), ("midnight to midnight", "all day"), ("All day", "all day"),
    ],
)  # fmt: skip
async def test_hours_are_read_as_people_write_them(ann: Caller, typed: str, shown: str) -> None:
    said = words(await ann.card("me settings", reminders="on", hours=typed))
    assert "Settings saved" in said
    assert shown in said.replace("\u202f", " ")


@pytest.mark.parametrize("typed", ["midnight", "at midnight", "12am", "24:00"])
async def test_an_end_of_days_is_read_as_the_card_says_it(ann: Caller, typed: str) -> None:
    await ann.card("me settings", day_ends="3:00")
    assert "Your day ends: at midnight" in words(await ann.card("me settings", day_ends=typed))


async def test_all_day_stands_in_the_form_as_people_write_it(ann: Caller) -> None:
    await ann.card("me settings", reminders="on", hours="all day")
    form = await ann.form("me edit-reminders", "press")
    assert "00:00-24:00" in [each.value for each in form.inputs]


@pytest.mark.parametrize("typed", ["9-9", "25-26", "9-20-22", "morning"])
async def test_hours_that_cannot_be_meant_are_refused_in_one_sentence(ann: Caller, typed: str) -> None:
    said = words(await ann.card("me settings", hours=typed))
    assert "such as 9:00-20:00" in said


@pytest.mark.parametrize("typed", ["2026-01-12", "2026/01/12", "2026/1/12", "12.1.2026", "12. 01. 2026"])
async def test_days_are_read_as_people_write_them(world: World, typed: str) -> None:
    await world.launch()
    moderator = world.caller("moderator", administrator=True)
    assert "Mon, Jan 12, 2026" in words(await moderator.card("manage edit", start=typed))


async def test_a_day_that_can_be_two_is_refused(world: World) -> None:
    await world.launch()
    moderator = world.caller("moderator", administrator=True)
    assert "can be Fri, Jan 2, 2026 or Sun, Feb 1, 2026" in words(await moderator.card("manage edit", start="1/2/2026"))
