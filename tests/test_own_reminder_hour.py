"""Reminders at an hour of one's own and over midnight, and what is said where none can come."""

from datetime import UTC, datetime

import pytest

from bot.interface.card import Form
from tests.world import Caller, World, press, words

pytestmark = pytest.mark.slow


async def reminded_at(world: World, *hours: float) -> list[float]:
    """Of some hours since the beginning of Tuesday, 6 January, those at which a reminder of its check-in came."""
    seen, found = len(world.board.posts("remind/")), list[float]()
    for hour in hours:
        days, rest = divmod(hour, 24)
        world.clock.now = datetime(2026, 1, 6 + int(days), int(rest), int(rest % 1 * 60), 10, tzinfo=UTC)
        await world.tick()
        reminders = world.board.posts("remind/")
        found += [hour for delivery in reminders[seen:] if "/day/2026-01-06/" in delivery.post.key]
        seen = len(reminders)
    return found


HOURS = (18, 18.5, 19, 20, 20.5, 21, 22, 23, 24, 26, 29, 33)
"""The prompt comes at 18:00."""


@pytest.fixture
async def tuesday(world: World, ann: Caller) -> Caller:
    """She has checked in on Monday; it is Tuesday morning."""
    await ann.card("checkin", did="Joined")
    world.clock.now = datetime(2026, 1, 6, 9, tzinfo=UTC)
    return ann


@pytest.mark.parametrize(
    ("settings", "hour"),
    [
        ({"hours": "9-22"}, 20),
        ({"hours": "9-22", "remind_at": "21:00"}, 21),
        ({"hours": "9-22", "remind_at": "9 am"}, 33),
        ({"hours": "9-22", "remind_at": "18:10"}, 18.5),  # a prompt is given half an hour
        ({"hours": "22-6"}, 22),
        ({"hours": "22:00-6:00", "remind_at": "2:00"}, 26),
        ({"hours": "10pm-6am", "remind_at": "5am"}, 29),
    ],
)
async def test_a_reminder_comes_at_the_hour_that_was_chosen(
    world: World, tuesday: Caller, settings: dict[str, str], hour: float
) -> None:
    await tuesday.card("me settings", reminders="on", **settings)
    assert await reminded_at(world, *HOURS) == [hour]


async def test_an_hour_chosen_while_a_reminder_is_on_its_way_is_waited_for(world: World, tuesday: Caller) -> None:
    await tuesday.card("me settings", reminders="on", hours="9-22")
    assert await reminded_at(world, 18, 18.5) == []
    await tuesday.card("me settings", remind_at="21:00")
    assert await reminded_at(world, 20, 20.5, 21, 22) == [21]


async def test_none_goes_back_to_the_usual_time(world: World, tuesday: Caller) -> None:
    set_ = await tuesday.card("me settings", reminders="on", hours="9-22", remind_at="21:00")
    assert "on, from 9:00" in words(set_)
    assert ", at 9:00" in words(set_)
    form = await tuesday.form("me edit-reminders", "press")
    assert ", at 9:00" not in words(await tuesday.submit(form, remind_at=""))
    await tuesday.card("me settings", remind_at="21:00")
    for word in ("none", "off", "no", "usual", "default", "-"):
        await tuesday.card("me settings", remind_at="21:00")
        assert ", at 9:00" not in words(await tuesday.card("me settings", remind_at=word))
    assert await reminded_at(world, *HOURS) == [20]


@pytest.mark.parametrize("given", [{"remind_at": "21:00"}, {"remind_at": "21:00", "hours": "9-20"}])
async def test_an_hour_outside_the_hours_makes_them_longer_and_is_kept(
    world: World, tuesday: Caller, given: dict[str, str]
) -> None:
    said = words(await tuesday.card("me settings", reminders="on", **given)).replace("\u202f", " ")
    assert "9:00 PM was outside your reminder hours; they now go from 9:00 AM to 10:00 PM." in said
    assert "on, from 9:00 AM to 10:00 PM, at 9:00 PM" in said
    assert await reminded_at(world, *HOURS) == [21]


async def test_an_hour_outside_the_hours_makes_them_longer_in_the_form_too(tuesday: Caller) -> None:
    form = await tuesday.form("me edit-reminders", "press")
    assert "was outside your reminder hours" in words(await tuesday.submit(form, remind_at="8:00"))


async def test_hours_without_the_hour_that_was_chosen_are_refused_with_the_cure(ann: Caller) -> None:
    await ann.card("me settings", remind_at="19:00")
    assert "</me settings hours=20:00-22:00 remind_at=none> takes it away" in words(await ann.card("me settings", hours="20-22"))
    assert "Settings saved" in words(await ann.card("me settings", hours="20-22", remind_at="none"))
    assert "outside" not in words(await ann.card("me settings", hours="20-2", remind_at="1 am"))
    assert "is not a time of day" in words(await ann.card("me settings", remind_at="late"))


async def test_hours_that_no_reminder_can_come_in_are_told_at_once_with_the_cure(ann: Caller) -> None:
    told = words(await ann.card("me settings", reminders="on", hours="18:00-18:20"))
    assert "No reminder of a check-in in ML January can reach you" in told
    assert "me settings hours=8:00-22:00" in told
    assert "No reminder" not in words(await ann.card("me settings", hours="8:00-22:00"))
    assert "No reminder" not in words(await ann.card("me settings", hours="12:00-12:30"))


async def test_other_settings_say_nothing_of_reminders(ann: Caller) -> None:
    assert "Reminders are off" not in words(await ann.card("me settings", minutes="60"))
    assert "Reminders are off" not in words(await ann.card("me settings", reminders="off"))


async def test_hours_for_reminders_that_are_off_are_told(ann: Caller) -> None:
    assert "me settings reminders=on" in words(await ann.card("me settings", remind_at="12:00"))


async def test_who_is_away_or_in_no_cohort_is_told_that_none_comes(world: World, ann: Caller) -> None:
    await ann.card("me away", until="2026-02-06")
    assert "You are away until Fri, Feb 6, 2026, so no reminder" in words(await ann.card("me settings", reminders="on"))
    assert "cohort list" in words(await world.caller("eve").card("me settings", reminders="on"))


async def test_who_joins_a_cohort_whose_reminders_cannot_reach_them_is_told(world: World, cohort: str) -> None:
    eve = world.caller("eve")
    await eve.card("me settings", reminders="on", hours="18:00-18:20")
    assert "No reminder of a check-in in ML January" in words(await eve.card("cohort join", cohort=cohort))


async def test_who_loses_reminders_by_another_hour_of_the_prompt_is_told_and_so_is_the_moderator(
    world: World, ann: Caller, cohort: str
) -> None:
    await ann.card("me settings", reminders="on", hours="12:00-12:20")
    omar = world.caller("omar", administrator=True)
    assert "none of a check-in comes" not in words(await omar.card("manage edit", cohort=cohort, checkin="19:00"))
    moved = await omar.card("manage edit", cohort=cohort, checkin="12:00")
    assert "1 member who wants reminders has hours in which none of a check-in comes now" in words(moved)
    world.clock.now = datetime(2026, 1, 6, 12, 1, tzinfo=UTC)
    await world.tick()
    (told,) = world.board.posts("lost-reminders")
    assert (told.post.kind, told.post.channel) == ("dm", "account-ann")
    assert "No reminder of a check-in in ML January can reach you" in words(told.post.card)
    form = await world.caller("ann", space=None, channel="direct").make(press(told.post.card, "Reminders"), "press")
    assert isinstance(form, Form)


async def test_a_move_of_the_prompt_that_is_taken_back_in_time_tells_nobody(world: World, ann: Caller, cohort: str) -> None:
    await ann.card("me settings", reminders="on", hours="12:00-12:20")
    omar = world.caller("omar", administrator=True)
    moved = await omar.card("manage edit", cohort=cohort, checkin="12:00")
    await omar.make(press(moved, "Undo"), "press")
    world.clock.now = datetime(2026, 1, 6, 12, 1, tzinfo=UTC)
    await world.tick()
    assert not world.board.posts("lost-reminders")


FAR_AWAY = [
    (
        {"checkin": "8:00", "zone": "Europe/Berlin"},
        {"remind_at": "23:00", "hours": "9-24"},
        datetime(2026, 1, 8, 6, 59, tzinfo=UTC),
    ),
    (
        {"checkin": "18:00", "zone": "Australia/Sydney"},
        {"day_ends": "5:00", "remind_at": "1:00", "hours": "20-2"},
        datetime(2026, 1, 8, 6, 59, tzinfo=UTC),
    ),
]
"""The own hour comes when the next prompt does, or later."""


@pytest.mark.parametrize(("asked", "settings", "last"), FAR_AWAY, ids=["Berlin", "Sydney"])
async def test_an_own_hour_that_is_too_late_is_told_and_each_reminder_comes_before(
    world: World, ann: Caller, cohort: str, asked: dict[str, str], settings: dict[str, str], last: datetime
) -> None:
    await world.caller("omar", administrator=True).card("manage edit", cohort=cohort, **asked)
    told = words(await ann.card("me settings", zone="America/Los_Angeles", reminders="on", **settings))
    assert "Your own hour comes when ML January already asks for its next check-in" in told
    came: list[datetime] = []
    while world.clock.now < datetime(2026, 1, 9, 8, tzinfo=UTC):
        world.clock.advance(minutes=1 if world.clock.now.hour == 6 and world.clock.now.minute >= 55 else 5)
        await world.tick()
        came += [world.clock.now] * (len(world.board.posts("remind/")) - len(came))
    assert [at.day for at in came[-3:]] == [7, 8, 9]
    assert {(at.hour, at.minute) for at in came[-3:]} == {(last.hour, last.minute)}


@pytest.mark.parametrize(
    ("asked", "settings", "cure"),
    [
        ({"checkin": "18:00"}, {"hours": "18:00-18:20"}, {"hours": "8:00-22:00"}),
        ({"checkin": "18:00"}, {"hours": "18:00-18:20", "remind_at": "18:10"}, {"hours": "8:00-22:00"}),
        (
            {"checkin": "0:00", "zone": "Pacific/Kiritimati"},
            {"zone": "America/Los_Angeles", "day_ends": "6:00", "hours": "8-22"},
            {"hours": "0:00-23:59", "day_ends": "0:00"},
        ),
    ],
)
async def test_what_is_named_as_the_cure_cures(
    world: World, ann: Caller, cohort: str, asked: dict[str, str], settings: dict[str, str], cure: dict[str, str]
) -> None:
    await world.caller("omar", administrator=True).card("manage edit", cohort=cohort, **asked)
    told = words(await ann.card("me settings", reminders="on", **settings))
    assert "No reminder of a check-in in ML January can reach you" in told
    assert "</me settings {}>".format(" ".join(f"{name}={value}" for name, value in cure.items())) in told
    assert "No reminder" not in words(await ann.card("me settings", **cure))


@pytest.mark.parametrize(
    ("first", "then", "hour"),
    [
        ({"reminders": "off"}, {"reminders": "on", "hours": "9-23", "remind_at": "22:00"}, 22),
        ({"reminders": "on", "hours": "9-24", "remind_at": "23:00"}, {"remind_at": "22:00"}, 22),
        ({"reminders": "on", "hours": "9-24", "remind_at": "22:00"}, {"remind_at": "23:00"}, 23),
        ({"reminders": "off"}, {"reminders": "on", "hours": "22-6"}, 22),
        ({"reminders": "off"}, {"reminders": "on", "hours": "9-23"}, None),  # its usual time is over
        ({"reminders": "on", "hours": "9-22", "remind_at": "20:00"}, {"remind_at": "22:00", "hours": "9-23"}, 20),
    ],
)
async def test_an_hour_chosen_late_in_the_evening_holds_for_this_evening_if_it_is_still_ahead_and_for_one_reminder(
    world: World, tuesday: Caller, first: dict[str, str], then: dict[str, str], hour: float | None
) -> None:
    await tuesday.card("me settings", **first)
    before = await reminded_at(world, 18, 18.5, 20, 20.5)
    await tuesday.card("me settings", **then)
    assert before + await reminded_at(world, 20.6, 21, 22, 23, 24, 33) == ([] if hour is None else [hour])


@pytest.mark.parametrize("way", ["me back", "cohort join", "me settings"])
async def test_who_comes_back_late_in_the_evening_is_reminded_at_their_hour(
    world: World, tuesday: Caller, cohort: str, way: str
) -> None:
    await tuesday.card("me settings", reminders="on", hours="9-23", remind_at="22:00")
    gone = {"me back": ("me away", {"until": "friday"}), "cohort join": ("cohort leave", {})}
    path, values = gone.get(way, ("me settings", {"reminders": "off"}))
    await tuesday.card(path, **values)
    await reminded_at(world, 18, 18.5, 20, 20.5)
    await tuesday.card(way, **({"reminders": "on"} if way == "me settings" else {}))
    assert await reminded_at(world, 20.6, 21, 22, 23) == [22]


async def test_who_comes_back_at_another_hour_after_theirs_was_passed_over_is_reminded_at_the_new_one(
    world: World, tuesday: Caller
) -> None:
    await tuesday.card("me settings", reminders="on", hours="9-23", remind_at="20:00")
    assert await reminded_at(world, 18, 18.5) == []
    await tuesday.card("me settings", reminders="off")
    assert await reminded_at(world, 20, 20.5) == []
    await tuesday.card("me settings", reminders="on", remind_at="22:00")
    assert await reminded_at(world, 20.6, 21, 22, 23) == [22]
