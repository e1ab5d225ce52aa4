"""Days as people write them, wherever one is typed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interface.dates import MONTHS, WEEKDAYS, dates_meant
from bot.interface.day_names import day_names
from bot.interface.day_words import DateNames
from bot.language import speaking
from bot.text import plain, t
from tests.world import Caller, World, words

NONE = DateNames({}, {}, {}, {})
GERMAN = DateNames({"gestern": -1}, {"montag": 0, "mo": 0}, {"november": 10, "märz": 2}, {})
SUNDAY = date(2026, 11, 29)
DATES = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def meant(text: str, *, past: bool, names: DateNames = NONE) -> list[str]:
    return [str(day) for day in dates_meant(text, SUNDAY, names, past=past)]


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("today", "2026-11-29", "2026-11-29"),
        ("Yesterday", "2026-11-28", "2026-11-28"),
        (" tomorrow ", "2026-11-30", "2026-11-30"),
        ("sunday", "2026-11-29", "2026-11-29"),
        ("Mon", "2026-11-23", "2026-11-30"),
        ("on monday", "2026-11-23", "2026-11-30"),
        ("last monday", "2026-11-23", "2026-11-23"),
        ("next monday", "2026-11-30", "2026-11-30"),
        ("last sunday", "2026-11-22", "2026-11-22"),
        ("next Sun", "2026-12-06", "2026-12-06"),
        ("29.11.", "2026-11-29", "2026-11-29"),
        ("30.11", "2026-11-30", "2026-11-30"),
        ("29.11.2026", "2026-11-29", "2026-11-29"),
        ("2026/01/31", "2026-01-31", "2026-01-31"),
        ("29 Nov", "2026-11-29", "2026-11-29"),
        ("Nov 30", "2026-11-30", "2026-11-30"),
        ("November 30th", "2026-11-30", "2026-11-30"),
        ("27 nov", "2026-11-27", "2026-11-27"),
        ("29 sep", "2026-09-29", "2027-09-29"),
        ("28.1.", "2026-01-28", "2027-01-28"),
        ("22 nov", "2026-11-22", "2026-11-22"),
        ("21 nov", "2026-11-21", "2027-11-21"),
        ("6 dec", "2026-12-06", "2026-12-06"),
        ("7 dec", "2025-12-07", "2026-12-07"),
        ("29.1.", "2026-01-29", "2027-01-29"),
        ("the 1st of december, 2027", "2027-12-01", "2027-12-01"),
        ("31-Jan-2026", "2026-01-31", "2026-01-31"),
        ("29 feb", "2024-02-29", "2028-02-29"),
        ("11/29", "2026-11-29", "2026-11-29"),
        ("29/11/2026", "2026-11-29", "2026-11-29"),
        ("3/3", "2026-03-03", "2027-03-03"),
        ("29.11.26", "2026-11-29", "2026-11-29"),
        ("29/11/26", "2026-11-29", "2026-11-29"),
        ("29-11-2026", "2026-11-29", "2026-11-29"),
        ("20261129", "2026-11-29", "2026-11-29"),
        ("Sun, Nov 29, 2026", "2026-11-29", "2026-11-29"),
        ("Sunday 29 November", "2026-11-29", "2026-11-29"),
        ("Mon 2026-11-30", "2026-11-30", "2026-11-30"),
        ("2 days ago", "2026-11-27", "2026-11-27"),
        ("in 1 week", "2026-12-06", "2026-12-06"),
        ("two months ago", "2026-09-29", "2026-09-29"),
        ("a week from now", "2026-12-06", "2026-12-06"),
        ("heute", "2026-11-29", "2026-11-29"),
        ("Übermorgen", "2026-12-01", "2026-12-01"),
        ("am Montag", "2026-11-23", "2026-11-30"),
        ("nächsten Montag", "2026-11-30", "2026-11-30"),
        ("24. Dezember 2026", "2026-12-24", "2026-12-24"),
        ("am 24.12.2026", "2026-12-24", "2026-12-24"),
        ("vor 2 Tagen", "2026-11-27", "2026-11-27"),
        ("in einer Woche", "2026-12-06", "2026-12-06"),
    ],
)
def test_a_day_is_written_in_many_ways(text: str, past: str, future: str) -> None:
    assert meant(text, past=True) == [past]
    assert meant(text, past=False) == [future]


def test_a_length_and_a_month_lead_to_days_in_any_language() -> None:
    for text in ("1 month", "einen Monat", "für 1 Monat"):
        assert meant(text, past=False) == ["2026-12-29"]
    assert meant("Ende des Monats", past=False) == ["2026-11-30"]
    assert meant("nächsten Monat", past=False) == meant("next month", past=False) == ["2026-12-01", "2026-12-31"]
    with speaking("fr"):
        assert meant("dans 7 jours", past=False, names=day_names()) == ["2026-12-06"]
        assert meant("il y a 1 semaine", past=True, names=day_names()) == ["2026-11-22"]
    with speaking("ar"):
        assert meant("خلال يومين", past=False, names=day_names()) == ["2026-12-01"]


def test_a_day_is_written_in_the_readers_language() -> None:
    assert meant("gestern", past=True, names=GERMAN) == ["2026-11-28"]
    assert meant("Mo.", past=True, names=GERMAN) == ["2026-11-23"]
    assert meant("1. März", past=True, names=GERMAN) == ["2026-03-01"]
    assert meant("Mo., 23. November 2026", past=True, names=GERMAN) == ["2026-11-23"]
    assert meant("mar 3", past=True, names=DateNames({}, {"mar": 1}, {}, {})) == ["2026-03-03"]


@pytest.mark.parametrize(
    "text",
    [
        "someday",
        "31.2.",
        "30/30",
        "last",
        "next",
        "nov",
        "29",
        "may be 3",
        "29 nov dec",
        "ju 3",
        "1 2 nov",
        "week 3",
        "",
        "Mon, Nov 29, 2026",
        "mon 3",
        "3 days",
        "20261329",
        "1.2.3",
        "29-11",
    ],
)
def test_what_is_no_day_means_none(text: str) -> None:
    assert meant(text, past=True) == []


def test_month_and_day_that_can_change_places_mean_two_days() -> None:
    assert meant("03/04", past=False) == ["2027-03-04", "2027-04-03"]
    assert meant("3/4/2026", past=False) == ["2026-03-04", "2026-04-03"]


@given(DATES, DATES, st.booleans())
def test_a_day_that_is_written_with_its_year_means_itself(day: date, today: date, past: bool) -> None:
    named = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    said = plain(t("{day}", day=day))
    for text in (day.isoformat(), f"{day:%d.%m.%Y}", named, f"{day:%Y/%m/%d}", said):
        assert dates_meant(text, today, NONE, past=past) == [day]


@given(DATES, st.integers(0, 6), st.booleans())
def test_a_weekday_lies_within_a_week_on_its_side_of_today(today: date, number: int, past: bool) -> None:
    (day,) = dates_meant(WEEKDAYS[number], today, NONE, past=past)
    assert day.weekday() == number
    assert timedelta() <= (today - day if past else day - today) < timedelta(days=7)


# Where a day is typed


async def test_days_are_read_wherever_one_is_typed(world: World, ann: Caller) -> None:
    """It is Monday, 5 January, in the evening."""
    world.clock.advance(days=1)
    assert "Mon, Jan 5" in (await ann.card("checkin", did="Read", day="yesterday")).title
    assert "Mon, Jan 5" in (await ann.card("checkin", did="Read", day="monday")).title
    assert "until Fri, Jan 9" in (await ann.card("me away", until="friday")).title
    moderator = world.caller("moderator", administrator=True)
    assert "Mon, Jan 5" in words(await moderator.card("manage repair", date="5 Jan", reason="An outage"))
    dry_run = await moderator.submit(
        await moderator.form("manage create"),
        name="Next",
        roadmap="foundations",
        start="next monday",
        channel="channel-2",
        time="18",
    )
    assert "Jan 12" in words(dry_run)


async def test_today_is_the_members_own(world: World, ann: Caller) -> None:
    await ann.card("me settings", zone="Pacific/Kiritimati")
    assert "Tue, Jan 6" in (await ann.card("checkin", did="Read", day="today")).title


async def test_a_form_opens_for_the_day_that_was_typed(world: World, ann: Caller) -> None:
    world.clock.advance(days=1)
    form = await ann.form("checkin", day="yesterday")
    assert form.inputs[0].hint == "ML January, Mon, Jan 5, 2026"
    assert "Mon, Jan 5" in (await ann.submit(form, did="Read")).title


async def test_a_day_that_can_be_two_is_refused_with_both_and_the_form_comes_back(world: World, ann: Caller) -> None:
    refused = words(await ann.card("me away", until="03/04"))
    assert "“03/04” can be Wed, Mar 4, 2026 or Fri, Apr 3, 2026; write `2026-03-04` or `2026-04-03`." in refused
    assert "Try again" in refused


async def test_a_day_that_is_just_over_is_not_taken_a_year_off(world: World) -> None:
    omar = world.caller("omar", administrator=True)
    cohort = await world.launch()
    world.clock.advance(days=9)
    for path, name in (("manage pause", "last"), ("manage end", "day"), ("me away", "until")):
        where = {} if path == "me away" else {"cohort": cohort}
        said = words(await omar.card(path, **{name: "12 jan"}, **where))
        assert "That did not work\nMon, Jan 12, 2026 " in said, said
    said = words(await omar.card("manage repair", date="15 jan", reason="Outage", cohort=cohort))
    assert "Thu, Jan 15, 2026" in said
    assert "2025" not in said


async def test_a_day_to_come_is_the_next_one_wherever_it_is_typed(world: World) -> None:
    """It is 14 January: Christmas Eve was three weeks ago."""
    omar = world.caller("omar", administrator=True)
    cohort = await world.launch()
    await omar.card("manage edit", cohort=cohort, end="2026-12-30")
    world.clock.advance(days=9)
    assert "Thu, Dec 24, 2026 off" in words(await omar.card("manage holidays", cohort=cohort, days="24 dec"))
    assert "Dec 24, 2026" in words(await omar.card("manage end", cohort=cohort, day="24 dec"))
    assert "Thu, Dec 24, 2026" in (await omar.card("me away", until="24 dec")).title
    assert "to Thu, Dec 24, 2026" in words(await omar.card("manage pause", cohort=cohort, last="24 dec"))
    assert "Dec 24, 2025" in words(await omar.card("manage repair", date="24 dec", reason="Outage", cohort=cohort))
    refused = words(await omar.card("manage pause", cohort=cohort, first="19 Jan", last="15 Jan"))
    assert "Thu, Jan 15, 2026 is before Mon, Jan 19, 2026" in refused
