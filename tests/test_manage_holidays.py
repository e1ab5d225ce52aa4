"""Days off and the days of a pause as moderators write them: spans of days, and the public holidays of a country."""

from datetime import UTC, datetime

import pytest

from bot.interface.call import Call
from tests.world import Caller, World, pressed, words


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    """Wednesday noon of the first week of ML January, which began on Monday at 18:00 UTC; omar moderates."""
    world.clock.now = datetime(2026, 1, 7, 12, 5, tzinfo=UTC)
    return world.caller("omar", administrator=True)


SPANS = [
    "14-16 Jan", "14.1.-16.1.", "14.-16.1.", "14. - 16.1.", "Jan 14-16", "14th–16th January", "14 to 16 Jan",
    "2026-01-14-2026-01-16", "14 Jan-16 Jan", "wed-fri",
]  # fmt: skip


@pytest.mark.parametrize("days", SPANS)
async def test_a_span_is_read_as_people_write_it(world: World, omar: Caller, days: str) -> None:
    world.clock.now = datetime(2026, 1, 12, 12, tzinfo=UTC)
    told = words(await omar.card("manage holidays", days=days))
    assert "Breaks: Wed, Jan 14, 2026 to Fri, Jan 16, 2026 off" in told


@pytest.mark.parametrize(
    ("days", "off"),
    [
        ("tomorrow", "Thu, Jan 8, 2026 off"),
        ("this week", "Wed, Jan 7, 2026 to Sun, Jan 11, 2026 off"),
        ("7 Tage", "Wed, Jan 7, 2026 to Tue, Jan 13, 2026 off"),
        ("today", "Wed, Jan 7, 2026 off"),
        ("next friday", "Fri, Jan 9, 2026 off"),
        ("friday", "Fri, Jan 9, 2026 off"),
        ("tomorrow - friday", "Thu, Jan 8, 2026 to Fri, Jan 9, 2026 off"),
        ("tomorrow till next friday", "Thu, Jan 8, 2026 to Fri, Jan 9, 2026 off"),
        ("fri-wed", "Fri, Jan 9, 2026 to Wed, Jan 14, 2026 off"),
        ("9.1. bis 12.1.", "Fri, Jan 9, 2026 to Mon, Jan 12, 2026 off"),
        ("tomorrow, friday", "Thu, Jan 8, 2026 to Fri, Jan 9, 2026 off"),
        ("19 Jan - friday", "Mon, Jan 19, 2026 to Fri, Jan 23, 2026 off"),
        ("19 Jan to 3 days", "Mon, Jan 19, 2026 to Wed, Jan 21, 2026 off"),
        ("3 days", "Wed, Jan 7, 2026 to Fri, Jan 9, 2026 off"),
    ],
)
async def test_a_day_is_one_day_and_a_span_ends_where_it_says_from_today_on(omar: Caller, days: str, off: str) -> None:
    assert f"Breaks: {off}\n" in words(await omar.card("manage holidays", days=days)) + "\n"


@pytest.mark.parametrize(
    "days",
    [
        "14 and 15 january", "14, 15 January", "Jan 14, 15", "2026-01-14 2026-01-15", "january 14, 2026, january 15, 2026",
        "Wed, Jan 14, 2026 and Thu, Jan 15, 2026", "14, 15.1.", "14-15 Jan, 14", "14. und 15. Januar", "vom 14. bis 15. Januar",
    ],
)  # fmt: skip
async def test_days_share_the_month_that_is_written_once(omar: Caller, days: str) -> None:
    told = words(await omar.card("manage holidays", days=days))
    assert "Breaks: Wed, Jan 14, 2026 to Thu, Jan 15, 2026 off" in told


@pytest.mark.parametrize("days", ["5, friday", "2026-01-14, 15"])
async def test_a_number_alone_is_no_day(omar: Caller, days: str) -> None:
    assert "is not a day; write it such as" in words(await omar.card("manage holidays", days=days))


async def test_a_pause_of_a_day_names_one_day(omar: Caller) -> None:
    told = words(await omar.card("manage pause", first="2026-01-16", last="2026-01-16"))
    assert "pause Fri, Jan 16, 2026" in told
    assert "Jan 16, 2026 to" not in told


async def test_a_span_goes_on_into_the_next_year(world: World, omar: Caller) -> None:
    await omar.card("manage edit", end="2027-01-20")
    world.clock.advance(days=60)
    told = words(await omar.card("manage holidays", days="31 Dec - 1 Jan"))
    assert "Breaks: Thu, Dec 31, 2026 to Fri, Jan 1, 2027 off" in told


@pytest.mark.parametrize("country", ["Germany, Bayern", "DE-BY", " germany ,bayern"])
async def test_the_public_holidays_of_a_country_are_days_off_while_the_cohort_runs(
    world: World, omar: Caller, country: str
) -> None:
    await omar.card("manage edit", end="2026-04-20")
    told = words(await omar.card("manage holidays", country=country, days="9 Jan"))
    for day in ("Fri, Apr 3, 2026: Good Friday", "Mon, Apr 6, 2026: Easter Monday"):
        assert day in told
    assert "streaks stand still: Fri, Jan 9, 2026; Fri, Apr 3, 2026; Mon, Apr 6, 2026." in told
    world.clock.advance(minutes=5)
    await world.tick()
    (news,) = world.board.posts("news/")
    assert "Mon, Apr 6, 2026 off" in words(news.post.card)
    back = words(await omar.card("manage holidays", country="Germany", off="no"))
    assert "Fri, Apr 3, 2026 is no day off any more." in back
    assert "Soon: Fri, Jan 9, 2026 off." in words(await omar.card("cohort info", cohort="ml-january"))
    assert "None of these days is a day off." in words(await omar.card("manage holidays", country="Germany", off="no"))


async def test_a_country_with_many_public_holidays_fits_on_the_card(omar: Caller) -> None:
    await omar.card("manage edit", end="2026-12-31")
    for country in ("India", "Sri Lanka", "Hong Kong"):
        assert "has a new plan" in words(await omar.card("manage holidays", country=country))


@pytest.mark.parametrize(
    ("typed", "found"),
    [("germ", "Germany"), ("germany, bay", "germany, Bayern"), ("united st", "United States"), ("usa, calif", "usa, California")],
)
async def test_countries_and_their_parts_are_suggested_while_they_are_typed(
    world: World, omar: Caller, typed: str, found: str
) -> None:
    suggested = await world.core.dispatch.suggest(omar.request(Call("manage holidays")), "country", typed)
    assert found in [choice.value for choice in suggested]


async def test_without_days_a_form_asks_for_them(omar: Caller) -> None:
    form = await omar.form("manage holidays")
    assert [item.name for item in form.inputs] == ["days", "country"]
    assert "Breaks: Fri, Jan 9, 2026 off" in words(await omar.submit(form, days="9 Jan"))


async def test_a_country_in_place_of_days_is_read_as_one(omar: Caller) -> None:
    await omar.card("manage edit", end="2026-04-20")
    assert "Good Friday" in words(await omar.card("manage holidays", days="Deutschland"))


async def test_a_country_is_called_by_its_name_whichever_way_it_was_written(omar: Caller) -> None:
    await omar.card("manage edit", end="2026-01-20")
    assert "Germany has no public holiday" in words(await omar.card("manage holidays", country="DE"))
    assert "Germany, Hessen has no public holiday" in words(await omar.card("manage holidays", country="DE-HE"))


async def test_a_day_off_after_the_end_is_refused_with_the_end(omar: Caller) -> None:
    await omar.card("manage edit", end="2026-01-20")
    assert "is after the end of ML January, Tue, Jan 20, 2026" in words(await omar.card("manage holidays", days="24 Jun"))


async def test_members_are_told_that_more_days_off_come_than_are_named(world: World, omar: Caller, cohort: str) -> None:
    await omar.card("manage holidays", days="9 jan, 13 jan, 15 jan, 20 jan, 22 jan")
    said = words(await omar.card("cohort info", cohort=cohort))
    assert "Soon: Fri, Jan 9, 2026 off; Tue, Jan 13, 2026 off; Thu, Jan 15, 2026 off; 2 more breaks." in said


@pytest.mark.parametrize(
    ("first", "last", "until"),
    [
        ("2026-01-19", "2 weeks", "Sun, Feb 1"),
        ("19 Jan", "for 3 days", "Wed, Jan 21"),
        ("in 12 days", "friday", "Fri, Jan 23"),
        ("2026-01-19", "until end of the week", "Sun, Jan 25"),
        ("2026-01-21", "in two weeks", "Tue, Feb 3"),
        ("", "5 days", "Sun, Jan 11"),
        ("2026-01-12", "12 days from today", "Mon, Jan 19"),
    ],
)
async def test_the_last_day_of_a_pause_is_counted_from_its_first(omar: Caller, first: str, last: str, until: str) -> None:
    told = words(await omar.card("manage pause", first=first, last=last))
    assert f" to {until}, 2026" in told


async def test_a_length_that_can_be_meant_from_today_or_from_the_first_day_is_asked_about(omar: Caller) -> None:
    asked = words(await omar.card("manage pause", first="in a week", last="in two weeks"))
    assert "can be Wed, Jan 21, 2026 or Tue, Jan 27, 2026; write `2026-01-21` or `2026-01-27`." in asked


async def test_a_pause_of_two_weeks_from_a_monday_moves_the_weeks_by_two(omar: Caller) -> None:
    told = words(await omar.card("manage pause", first="monday", last="two weeks"))
    assert "Mon, Jan 12, 2026 to Sun, Jan 25, 2026" in told
    assert "<t:1769450400:both>" in told  # Mon, Jan 26


async def test_days_off_in_a_pause_that_may_end_before_them_are_not_said_to_be_off(world: World, omar: Caller) -> None:
    await omar.card("manage pause", first="2026-01-12")
    refused = words(await omar.card("manage holidays", days="30 jan"))
    assert "ML January is paused until a moderator ends that; name its days off once it goes on." in refused
    await omar.card("manage resume")
    assert "Fri, Jan 30, 2026 is a day off" in words(await omar.card("manage holidays", days="30 jan"))


async def test_days_off_that_are_not_taken_back_over_a_later_pause_are_by_the_command_that_is_named(
    world: World, omar: Caller
) -> None:
    given = await omar.card("manage holidays", days="30 jan")
    await omar.card("manage pause", first="2026-01-12", last="2026-01-18")
    assert "</manage holidays off=no> takes days off back" in words(await pressed(omar, given, "Undo"))
    back = words(await omar.card("manage holidays", days="30 jan", off="no"))
    assert "Breaks: pause Mon, Jan 12, 2026 to Sun, Jan 18, 2026\n" in back
