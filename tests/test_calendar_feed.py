"""What a calendar app is given, read back with another library than the one that writes it."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from babel.messages.catalog import Catalog

from bot.domain.site import Site
from bot.interface.card import Card, Code
from bot.wiring.core import open_core
from storage.releases import Library
from tests.catalogues import use
from tests.ended import end_now
from tests.transactions import community_of, opened
from tests.world import Caller, Clock, Noticeboard, World, pressed, words

SITE = "https://cairn.example"


@pytest.fixture
async def world(database: str, clock: Clock, board: Noticeboard, library: Library | None) -> AsyncIterator[World]:
    """The core of a bot whose web part is reached."""
    async with open_core(database, clock, {"test": board}, library=library, site=Site(SITE)) as core:
        yield World(core, clock, board)


def address(card: Card) -> str:
    return next(block.text for block in card.blocks if isinstance(block, Code))


async def read(world: World, url: str) -> dict[str, Any]:
    """The entries of the calendar at an address, by id."""
    file = await world.core.visits.calendar(url.removeprefix(f"{SITE}/calendars/").removesuffix(".ics"))
    return {event.uid.value: event for event in vobject.readOne(file.decode()).vevent_list} if file else {}


def of(entries: dict[str, Any], kind: str) -> list[Any]:
    return [entry for key, entry in entries.items() if key.startswith(kind)]


async def test_weeks_are_days_and_checkins_have_hours_of_the_member_and_block_nothing(world: World, cohort: str) -> None:
    nia = world.caller("nia", zone="Africa/Nairobi")
    await nia.card("cohort join", cohort=cohort)
    entries = await read(world, address(await nia.card("calendar")))
    first, *_, last = of(entries, "week-")
    assert first.summary.value.startswith("Week 1: ")
    assert (first.dtstart.value, first.dtend.value) == (date(2026, 1, 5), date(2026, 1, 12))
    assert "- " in first.description.value
    assert (last.dtstart.value, last.dtend.value) == (date(2026, 3, 23), date(2026, 3, 30))
    for name, zone in (("ann", "America/New_York"), ("ben", "Africa/Casablanca"), ("cleo", "Asia/Jerusalem")):
        each = world.caller(name, zone=zone)
        await each.card("cohort join", cohort=cohort)
        theirs = of(await read(world, address(await each.card("calendar"))), "checkin-")
        assert len({prompt.dtstart.value.utcoffset() for prompt in theirs}) == 2, "its clocks are changed meanwhile"
        assert {prompt.dtstart.value.astimezone(UTC).hour for prompt in theirs} == {18}, zone
    prompt = entries[f"checkin-2026-01-06-{cohort}@cairn"]
    assert prompt.dtstart.value == datetime(2026, 1, 6, 18, tzinfo=UTC)
    assert prompt.dtstart.value.utcoffset() == timedelta(hours=3)
    assert prompt.summary.value == "Check-in: ML January"
    assert {entry.transp.value for entry in entries.values()} == {"TRANSPARENT"}


async def test_weeks_that_move_are_the_same_entries_at_other_times(world: World, cohort: str, ann: Caller) -> None:
    url = address(await ann.card("calendar"))
    before = await read(world, url)
    omar = world.caller("moderator", administrator=True)
    await omar.card("manage pause", cohort=cohort, first="2026-01-12", last="2026-01-18")
    after = await read(world, url)
    assert [entry.uid.value for entry in of(after, "week-")] == [entry.uid.value for entry in of(before, "week-")]
    second = f"week-2-{cohort}@cairn"
    assert (before[second].dtstart.value, after[second].dtstart.value) == (date(2026, 1, 12), date(2026, 1, 19))
    assert int(after[second].sequence.value) > int(before[second].sequence.value)
    assert f"checkin-2026-01-13-{cohort}@cairn" in before
    assert f"checkin-2026-01-13-{cohort}@cairn" not in after


async def test_a_week_of_whoever_has_more_time_ends_later_for_them_alone(world: World, cohort: str, ann: Caller) -> None:
    ben = world.caller("ben")
    await ben.card("cohort join", cohort=cohort)
    urls = [address(await each.card("calendar")) for each in (ann, ben)]
    before = [of(await read(world, url), "week-")[0] for url in urls]
    async with opened(world.core, await community_of(world.core, cohort)) as unit:
        member = next(each for each in await unit.enrollments.members(int(cohort)) if each.name == "ann")
        enrollment = await unit.enrollments.get(int(cohort), member.person)
        assert enrollment
        await unit.enrollments.put(enrollment.with_extra_weeks(1))
    after = [of(await read(world, url), "week-") for url in urls]
    ends = [[entry.dtend.value for entry in own] for own in after]
    assert [(own[0], own[-1]) for own in ends] == [
        (date(2026, 1, 19), date(2026, 4, 6)), (date(2026, 1, 12), date(2026, 3, 30)),
    ]  # fmt: skip
    rises = [int(own[0].sequence.value) - int(was.sequence.value) for own, was in zip(after, before, strict=True)]
    assert rises == [1, 0], "else calendar apps keep the end that they know"


async def test_the_week_in_which_a_cohort_is_let_end_ends_with_it(world: World, cohort: str, ann: Caller) -> None:
    url, omar = address(await ann.card("calendar")), world.caller("moderator", administrator=True)
    await omar.card("manage end", cohort=cohort, day="2026-01-28")
    assert of(await read(world, url), "week-")[-1].dtend.value == date(2026, 1, 29), "the day after its last"


async def test_the_calendar_of_a_cohort_that_was_called_off_is_empty_and_a_calendar_still(world: World) -> None:
    cohort = await world.launch(start="2026-03-02")
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    url = address(await ann.card("calendar"))
    await end_now(world.caller("omar", administrator=True), cohort)
    file = await world.core.visits.calendar(url.removeprefix(f"{SITE}/calendars/").removesuffix(".ics"))
    assert file
    [part] = vobject.readOne(file.decode()).components()
    assert part.name == "VTIMEZONE", "the format wants one component at least"


async def test_apps_are_told_how_often_to_look(world: World, ann: Caller) -> None:
    file = await world.core.visits.calendar(address(await ann.card("calendar")).rpartition("/")[2].removesuffix(".ics"))
    assert b"X-PUBLISHED-TTL;VALUE=DURATION:PT1H" in (file or b"")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in (file or b"")


async def test_live_sessions_are_busy_and_move_and_go(world: World, cohort: str, ann: Caller) -> None:
    url, omar = address(await ann.card("calendar")), world.caller("moderator", administrator=True)
    given = {"title": "Questions", "day": "2026-01-07", "at": "17:00", "link": "https://meet.example.org/ml"}
    planned = await omar.card("manage session", "submit", cohort=cohort, **given)
    (session,) = of(await read(world, url), "session-")
    assert (session.transp.value, session.url.value) == ("OPAQUE", "https://meet.example.org/ml")
    assert session.dtstart.value == datetime(2026, 1, 7, 17, tzinfo=UTC)
    await pressed(omar, planned, "Call it off")
    assert of(await read(world, url), "session-") == []


async def test_a_new_link_ends_the_one_before_and_leaving_ends_them_all(world: World, cohort: str, ann: Caller) -> None:
    first = await ann.card("calendar")
    second = await pressed(ann, first, "New link")
    assert await read(world, address(first)) == {}
    assert await read(world, address(second))
    assert "it was shown only then." in words(await ann.card("calendar"))
    await ann.card("cohort leave", cohort=cohort)
    assert await read(world, address(second)) == {}
    assert await read(world, f"{SITE}/calendars/guessed.ics") == {}


@pytest.mark.usefixtures("catalogues")
async def test_entries_are_in_the_language_of_the_member(world: World, cohort: str) -> None:
    german = Catalog("de")
    german.add("Check-in: {cohort}", "Kurzbericht: {cohort}")
    use(german)
    jan = world.caller("jan", locale="de")
    await jan.card("cohort join", cohort=cohort)
    assert of(await read(world, address(await jan.card("calendar"))), "checkin")[0].summary.value == "Kurzbericht: ML January"


async def test_without_an_address_of_its_own_the_bot_gives_a_file(
    database: str, clock: Clock, board: Noticeboard, library: Library | None
) -> None:
    async with open_core(database, clock, {"test": board}, library=library) as core:
        world = World(core, clock, board)
        await world.launch()
        ann = world.caller("ann")
        await ann.card("cohort join", cohort="ml-january")
        (file,) = (await ann.card("calendar")).files
    assert file.name == "ml-january.ics"
    assert len(of({e.uid.value: e for e in vobject.readOne(file.content.decode()).vevent_list}, "week-")) == 12


async def test_the_page_of_a_calendar_tells_when_no_week_is_to_come(world: World, cohort: str, ann: Caller) -> None:
    first = await ann.card("calendar coming")
    assert "- Week 5: " in words(first)
    assert "- Week 10: " in words(await pressed(ann, first, "Next"))
    world.clock.advance(weeks=13)
    assert "No week is to come." in words(await ann.card("calendar coming"))
