"""Pauses, days off and shifts that are refused, and change nothing."""

from datetime import UTC, datetime

import pytest

from bot.interface.call import Call
from bot.interface.card import Card
from tests.told_plan import moderator_on_wednesday
from tests.world import Caller, World, words

pytestmark = pytest.mark.slow


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    return await moderator_on_wednesday(world)


BAD = [
    ("manage pause", {"first": "2026-01-06"}, "is over: </manage repair> credits such a day"),
    ("manage pause", {"first": "2026-01-12", "last": "2026-01-11"}, "is before Mon, Jan 12, 2026, the first day"),
    ("manage pause", {"first": "2028-01-12"}, "is after the end of ML January"),
    ("manage pause", {"last": "2028-01-12"}, "a year at most"),
    ("manage holidays", {"days": "someday"}, "“someday” is not a day"),
    ("manage holidays", {"days": "3/4"}, "can be"),
    ("manage holidays", {"country": "Atlantis"}, "No public holidays of “Atlantis” are known."),
    ("manage holidays", {"country": "Germany, Prussia"}, "“Prussia” is no part of Germany with holidays of its own"),
    ("manage holidays", {"country": "Denmark"}, "Denmark has no public holiday from"),
    ("manage holidays", {"days": " , "}, "Write the days"),
    ("manage holidays", {"days": "2026-01-09 - 2026-01-08"}, "is no span of days"),
    ("manage holidays", {"days": "24 Jan - 20 Jan"}, "“24 Jan - 20 Jan” is no span of days"),
    ("manage holidays", {"days": "24-20 Jan"}, "“24-20 Jan” is no span of days"),
    ("manage holidays", {"days": "14-15"}, "“14-15” is not a day"),
    ("manage holidays", {"days": "6 Jan 2026"}, "is over"),
    ("manage shift", {"by": "soon"}, "“soon” is no length of time"),
    ("manage shift", {"by": "27 weeks"}, "from 1 day to 26 weeks"),
    ("manage shift", {"by": "0 days"}, "from 1 day to 26 weeks"),
    ("manage shift", {"by": "a fortnight"}, "write it such as 1 week or 3 days"),
    ("manage shift", {"by": "-1 week"}, "cannot begin earlier. </manage end day=…> lets the cohort end earlier."),
    ("manage resume", {}, "is not paused, and no pause is planned"),
]


@pytest.mark.parametrize(("path", "values", "sentence"), BAD)
async def test_what_cannot_be_meant_is_refused_and_changes_nothing(
    omar: Caller, path: str, values: dict[str, str], sentence: str
) -> None:
    before = words(await omar.card("cohort info"))
    assert sentence in words(await omar.card(path, **values))
    assert words(await omar.card("cohort info")) == before


async def test_only_moderators_pause_a_cohort(ann: Caller) -> None:
    calls = (Call("manage pause"), Call("manage resume"), Call("manage holidays", {"days": "9 Jan"}), Call("manage shift"))
    for call in calls:
        refused = await ann.make(call)
        assert isinstance(refused, Card)
        assert "moderators" in words(refused)


async def test_a_cohort_that_has_ended_takes_no_break(world: World, omar: Caller) -> None:
    world.clock.now = datetime(2026, 4, 1, 12, tzinfo=UTC)
    assert "has ended" in words(await omar.card("manage pause", cohort="ml-january"))
