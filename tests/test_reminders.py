"""Reminders: who gets them, when they come if hours of one's own are in the way, and that no is heard until they are sent."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.breaks import Break
from bot.interface.card import Card
from tests.transactions import community_of, opened
from tests.world import Caller, World, press, words

pytestmark = pytest.mark.slow


async def _beats(world: World, until: datetime, every: timedelta = timedelta(minutes=1)) -> dict[str, datetime]:
    """Let the clock beat up to an instant, some seconds after each minute; returns when each account was reminded first."""
    reminded: dict[str, datetime] = {}
    while world.clock.now < until:
        world.clock.now += every
        await world.tick()
        for delivery in world.board.posts("remind/"):
            reminded.setdefault(delivery.post.channel, world.clock.now)
    return reminded


async def _with_reminders(world: World, cohort: str, names: list[str], **settings: str) -> None:
    for name in names:
        member = world.caller(name)
        await member.card("cohort join", cohort=cohort)
        await member.card("me settings", reminders="on", **settings)


async def test_with_nothing_but_defaults_a_reminder_comes_the_same_evening(world: World, ann: Caller) -> None:
    await ann.card("checkin", did="Joined")
    await ann.card("me settings", reminders="on")
    world.clock.now = datetime(2026, 1, 6, 17, 59, 7, tzinfo=UTC)
    reminded = await _beats(world, datetime(2026, 1, 6, 21, tzinfo=UTC))
    assert datetime(2026, 1, 6, 19, 30, tzinfo=UTC) < reminded["account-ann"] <= datetime(2026, 1, 6, 20, tzinfo=UTC)


async def test_a_prompt_whose_hour_was_moved_before_the_present_comes_at_once_and_so_does_its_reminder(
    world: World, ann: Caller, cohort: str
) -> None:
    await ann.card("checkin", did="Joined")
    await ann.card("me settings", reminders="on")
    world.clock.now = datetime(2026, 1, 6, 17, 0, 7, tzinfo=UTC)
    await world.caller("omar", administrator=True).card("manage edit", cohort=cohort, checkin="16:30")
    reminded = await _beats(world, datetime(2026, 1, 6, 20, tzinfo=UTC), timedelta(minutes=10))
    assert world.board.posts("prompt/2026-01-06")
    assert datetime(2026, 1, 6, 18, 30, tzinfo=UTC) <= reminded["account-ann"] <= datetime(2026, 1, 6, 19, tzinfo=UTC)


async def test_all_of_forty_are_reminded_before_their_hours_close(world: World, cohort: str) -> None:
    names = [f"member-{number}" for number in range(40)]
    await _with_reminders(world, cohort, names)
    world.clock.now = datetime(2026, 1, 6, 17, 59, 7, tzinfo=UTC)
    reminded = await _beats(world, datetime(2026, 1, 6, 20, tzinfo=UTC))
    assert len(reminded) == 40
    assert len(set(reminded.values())) > 10  # spread, as many direct messages at once pass for spam


async def test_a_reminder_that_falls_after_the_hours_comes_when_they_open_again(world: World) -> None:
    late = await world.launch("Late", time="20:00")
    await _with_reminders(world, late, ["ann"])
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("manage edit", cohort="late", checkin="22:00")
    world.clock.now = datetime(2026, 1, 6, 21, 59, 7, tzinfo=UTC)
    reminded = await _beats(world, datetime(2026, 1, 7, 10, tzinfo=UTC))
    assert reminded["account-ann"].hour == 9
    (reminder,) = world.board.posts("remind/")
    assert reminder.post.card.title == "You have not checked in for Tue, Jan 6, 2026 yet"
    receipt = await world.caller("ann").make(press(reminder.post.card, "Check in").with_values(did="Late, but there"), "submit")
    assert "Tue, Jan 6" in words(receipt)  # pyright: ignore[reportArgumentType]


async def test_the_weeks_reminder_comes_though_the_cohort_begins_when_the_hours_close(world: World) -> None:
    late = await world.launch("Late", time="20:00")
    await _with_reminders(world, late, ["ann"])
    world.clock.now = datetime(2026, 1, 10, 19, 59, 7, tzinfo=UTC)
    await _beats(world, datetime(2026, 1, 11, 10, tzinfo=UTC))
    assert len(world.board.posts(f"remind/{late}/week")) == 1


async def test_who_turns_reminders_on_after_the_prompt_is_still_reminded(world: World, ann: Caller) -> None:
    world.clock.now = datetime(2026, 1, 6, 17, 59, 7, tzinfo=UTC)
    await _beats(world, datetime(2026, 1, 6, 19, tzinfo=UTC))
    await ann.card("me settings", reminders="on", hours="9-22")
    assert "account-ann" in await _beats(world, datetime(2026, 1, 6, 20, 5, tzinfo=UTC))


async def test_a_checkin_made_while_reminders_were_off_counts_too(world: World, ann: Caller) -> None:
    await ann.card("me settings", reminders="on", hours="21-22")
    world.clock.now = datetime(2026, 1, 6, 20, 5, tzinfo=UTC)
    await world.tick()
    await ann.card("me settings", reminders="off")
    await ann.card("checkin", did="Done")
    await ann.card("me settings", reminders="on")
    await _beats(world, datetime(2026, 1, 6, 23, tzinfo=UTC), timedelta(minutes=10))
    assert not world.board.posts("remind/")


@pytest.mark.parametrize("decision", ["off", "other hours", "left", "taken out", "ended", "paused"])
async def test_what_was_decided_after_a_reminder_was_queued_is_heard(
    world: World, ann: Caller, cohort: str, decision: str
) -> None:
    await ann.card("me settings", reminders="on", hours="21-22")
    world.clock.now = datetime(2026, 1, 6, 20, 5, tzinfo=UTC)
    await world.tick()
    moderator = world.caller("moderator", administrator=True)
    match decision:
        case "off":
            await ann.card("me settings", reminders="off")
        case "other hours":
            await ann.card("me settings", hours="6-8")
        case "left":
            await ann.card("cohort leave", cohort=cohort)
        case "taken out":
            found = await moderator.card("manage remove", cohort=cohort, member="ann")
            await moderator.make(press(found, "Take out of the cohort"), "press")
        case "ended":
            await moderator.card("manage edit", cohort=cohort, end="2026-01-06")
        case _:
            async with opened(world.core, await community_of(world.core, cohort)) as unit:
                running = await unit.cohorts.get(int(cohort))
                assert running
                await unit.cohorts.save(replace(running, breaks=(Break("pause", date(2026, 1, 6)),)))
    world.clock.now = datetime(2026, 1, 6, 21, 0, 7, tzinfo=UTC)
    reminded = await _beats(world, datetime(2026, 1, 7, 5, tzinfo=UTC), timedelta(minutes=5))
    assert not reminded
    later = await _beats(world, datetime(2026, 1, 7, 9, tzinfo=UTC), timedelta(minutes=5))
    assert list(later) == (["account-ann"] if decision == "other hours" else [])


async def test_reminders_reach_only_who_asked_for_them_and_has_not_checked_in(world: World, ann: Caller, cohort: str) -> None:
    ben, cleo = world.caller("ben"), world.caller("cleo")
    for member in (ben, cleo):
        await member.card("cohort join", cohort=cohort)
    for member in (ann, ben):
        await member.card("me settings", reminders="on", hours="9-22")
    world.clock.now = datetime(2026, 1, 6, 19, tzinfo=UTC)
    await world.tick()
    await ben.card("checkin", did="Done")
    world.clock.now = datetime(2026, 1, 6, 20, 5, tzinfo=UTC)
    await world.tick()
    reminded = {delivery.post.channel for delivery in world.board.posts("remind/") if delivery.post.kind == "dm"}
    assert reminded == {"account-ann"}


async def test_a_checkin_between_queueing_and_sending_takes_the_reminder_back(world: World, ann: Caller) -> None:
    await ann.card("me settings", reminders="on", hours="21-22")
    world.clock.now = datetime(2026, 1, 6, 20, 5, tzinfo=UTC)
    await world.tick()
    await ann.card("checkin", did="Just in time")
    world.clock.now = datetime(2026, 1, 6, 21, 30, tzinfo=UTC)
    await world.tick()
    assert not world.board.posts("remind/")


async def test_a_reminder_waits_for_the_members_hours(world: World, ann: Caller) -> None:
    await ann.card("me settings", reminders="on", hours="21-22")
    world.clock.now = datetime(2026, 1, 6, 20, 5, tzinfo=UTC)
    await world.tick()
    assert not world.board.posts("remind/")
    world.clock.now = datetime(2026, 1, 6, 21, 0, tzinfo=UTC)
    await world.tick()
    assert len(world.board.posts("remind/")) == 1


async def test_a_reminder_that_could_not_be_sent_in_the_members_hours_is_not_sent_at_night(world: World, ann: Caller) -> None:
    await ann.card("me settings", reminders="on", hours="9-21")
    world.clock.now = datetime(2026, 1, 6, 20, 5, tzinfo=UTC)
    await world.core.queue()
    world.clock.now = datetime(2026, 1, 7, 3, 0, tzinfo=UTC)
    await world.core.deliver()
    assert not world.board.posts("remind/")


async def test_a_reminder_can_be_turned_off_where_it_arrives(world: World, ann: Caller) -> None:
    await ann.card("me settings", reminders="on", hours="9-22")
    world.clock.now = datetime(2026, 1, 6, 20, 5, tzinfo=UTC)
    await world.tick()
    (reminder,) = world.board.posts("remind/")
    direct = world.caller("ann", space=None, channel="direct")
    for _ in range(2):
        card = await direct.make(press(reminder.post.card, "No more reminders"), "press")
        assert isinstance(card, Card)
        assert card.title == "No more reminders"
        assert "Reminders: off" in words(card)


async def test_a_reminder_of_the_milestone_comes_two_days_before_the_week_ends(world: World, ann: Caller, cohort: str) -> None:
    await ann.card("me settings", reminders="on", hours="0:00-23:59")
    world.clock.now = datetime(2026, 1, 10, 18, 1, tzinfo=UTC)
    await world.tick()
    keys = [delivery.post.key for delivery in world.board.posts(f"remind/{cohort}/week")]
    assert len(keys) == 1


@pytest.mark.parametrize("last", ["milestone done", "milestone skip", "milestone reopen"])
async def test_a_reminder_of_a_milestone_hears_what_was_said_of_the_week_last(
    world: World, ann: Caller, cohort: str, last: str
) -> None:
    await ann.card("me settings", reminders="on", hours="21-22")
    world.clock.now = datetime(2026, 1, 10, 18, 1, tzinfo=UTC)
    await world.tick()
    for path in dict.fromkeys(("milestone done", last)):
        await ann.card(path, "submit", cohort=cohort, week="1")
    world.clock.now = datetime(2026, 1, 10, 21, 30, tzinfo=UTC)
    await world.tick()
    assert len(world.board.posts(f"remind/{cohort}/week")) == (last == "milestone reopen")


async def test_a_reminder_says_when_the_week_ends_in_words_that_stay_true(world: World, ann: Caller, cohort: str) -> None:
    await ann.card("me settings", reminders="on", hours="0:00-23:59")
    world.clock.now = datetime(2026, 1, 10, 18, 1, tzinfo=UTC)
    await world.tick()
    (reminder,) = world.board.posts(f"remind/{cohort}/week")
    end = int(datetime(2026, 1, 12, tzinfo=UTC).timestamp())
    assert f"The week of ML January ends <t:{end}:both>." in words(reminder.post.card)


async def test_a_reminder_of_a_week_that_was_made_to_end_before_it_came_is_not_sent(
    world: World, ann: Caller, cohort: str
) -> None:
    await ann.card("me settings", reminders="on", hours="0:00-23:59")
    world.clock.now = datetime(2026, 1, 10, 18, 1, tzinfo=UTC)
    await world.core.queue()
    await world.caller("moderator", administrator=True).card("manage edit", cohort=cohort, time="09:00")
    world.clock.now = datetime(2026, 1, 12, 10, tzinfo=UTC)
    await world.tick()
    assert not world.board.posts(f"remind/{cohort}/week")


@pytest.mark.parametrize("move", ["manage shift", "manage pause"])
async def test_a_reminder_that_was_on_its_way_when_the_week_was_made_longer_comes_two_days_before_its_new_end(
    world: World, ann: Caller, cohort: str, move: str
) -> None:
    await ann.card("me settings", reminders="on", hours="9-22")
    world.clock.now = datetime(2026, 1, 10, 22, 1, tzinfo=UTC)
    await world.tick()
    how = {"by": "1 week"} if move == "manage shift" else {"first": "2026-01-11", "last": "2026-01-13"}
    await world.caller("moderator", administrator=True).card(move, cohort=cohort, **how)
    await _beats(world, datetime(2026, 1, 17, 17, tzinfo=UTC), timedelta(hours=1))
    assert not world.board.posts(f"remind/{cohort}/week")
    await _beats(world, datetime(2026, 1, 17, 18, tzinfo=UTC), timedelta(hours=1))
    (reminder,) = world.board.posts(f"remind/{cohort}/week")
    end = int(datetime(2026, 1, 19, tzinfo=UTC).timestamp())
    assert f"The week of ML January ends <t:{end}:both>." in words(reminder.post.card)
