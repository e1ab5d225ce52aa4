"""A member's own things: progress and settings."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.breaks import Break
from bot.domain.challenge import Attempt
from bot.domain.cohort import Checkin
from bot.features.progress import WEEKS_SHOWN
from bot.interface.card import Card
from tests.transactions import opened
from tests.world import Caller, World, press, pressed, words


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


async def test_reminders_are_off_until_chosen(ann: Caller) -> None:
    assert "Reminders: off" in words(await ann.card("me settings"))


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("zone", "Mars/Olympus", "There is no time zone"),
        ("minutes", "a lot", "is from 0 to 6,000 minutes"),
        ("minutes", "-5", "is from 0 to 6,000 minutes"),
        ("hours", "evenings", "is not a span of hours"),
        ("hours", "9-9", "end at another hour"),
        ("hours", "9-25", "is not a span of hours"),
        ("hours", "1-2-3", "is not a span of hours"),
        ("reminders", "sometimes", "is not one of: On, Off"),
        ("day_ends", "6:01", "A day ends at midnight or later, up to 6:00"),
        ("day_ends", "late", "is not a time of day"),
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


# The ledger of the streak


@pytest.fixture
async def lived(world: World, ann: Caller) -> Caller:
    """Seven workdays kept from Monday, 5 January, on, and none since; it is Friday, 16 January, 20:00."""
    for day in (5, 6, 7, 8, 9, 12, 13):
        world.clock.now = datetime(2026, 1, day, 20, tzinfo=UTC)
        await ann.card("checkin", did="Read")
    world.clock.now = datetime(2026, 1, 16, 20, tzinfo=UTC)
    return ann


async def test_progress_shows_what_became_of_each_day(world: World, lived: Caller) -> None:
    await lived.card("checkin", did="Late", day="2026-01-15")
    shown = words(await lived.card("progress days", "press"))
    for part in (
        "Streak: 8 days",
        "Longest streak: 8 days",
        "Freezes in hand: 0 of 3",
        "Days checked in: 8",
        "· Fri, Jan 16, 2026: still open",
        "✓ Thu, Jan 15, 2026: checked in\n",
        "❄ Wed, Jan 14, 2026: missed, a freeze saved it",
        "– Sun, Jan 11, 2026: nothing asked",
    ):
        assert part in shown


async def test_a_day_that_no_freeze_saves_is_missed_and_the_longest_streak_stays(world: World, lived: Caller) -> None:
    world.clock.advance(days=4)
    shown = words(await lived.card("progress days", "press"))
    assert "· Thu, Jan 15, 2026: missed" in shown
    assert "Streak: 0 days\nLongest streak: 7 days" in shown


async def test_the_zone_is_shown_where_it_is_not_the_present_one(lived: Caller) -> None:
    await lived.card("me settings", zone="Asia/Tokyo")
    await lived.card("checkin", did="Far away")
    shown = words(await lived.card("progress days", "press"))
    assert "✓ Sat, Jan 17, 2026: checked in\n" in shown
    assert "✓ Tue, Jan 13, 2026: checked in, in UTC" in shown


async def test_an_older_rule_is_named_and_counts_alike(world: World, lived: Caller) -> None:
    async with opened(world.core, await community_of(world, lived)) as unit:
        member = await unit.members.find("test", lived.actor.id)
        assert member
        (cohort,) = await unit.cohorts.of(member.person)
        for kept in await unit.checkins.latest(cohort.id, member.person, 9):
            await unit.checkins.put(replace(kept, rule="day/1"), {"rule"})
    shown = words(await lived.card("progress days", "press"))
    assert "checked in, under the older rule day/1" in shown
    assert "Longest streak: 7 days" in shown


async def test_an_answered_challenge_keeps_a_day_whatever_the_verdict(world: World, lived: Caller) -> None:
    async with opened(world.core, await community_of(world, lived)) as unit:
        member = await unit.members.find("test", lived.actor.id)
        assert member
        await unit.attempts.put(
            Attempt(
                id=1,
                person=member.person,
                cohort=None,
                item="challenge.a",
                rev=1,
                seed=1,
                day=date(2026, 1, 14),
                zone="Europe/Berlin",
                at=world.clock(),
                answer="a",
                verdict="wrong",
                scored=True,
                hints=0,
            )
        )
    shown = words(await lived.card("progress days", "press"))
    assert "✓ Wed, Jan 14, 2026: challenge answered, in Europe/Berlin" in shown
    assert "Streak: 8 days" in shown
    assert "Days checked in: 7" in shown
    assert "Your streak: **8 days**" in words(await lived.card("today"))


async def test_a_pause_of_the_only_cohort_hurts_no_streak(world: World, lived: Caller) -> None:
    async with opened(world.core, await community_of(world, lived)) as unit:
        (cohort,) = await unit.cohorts.all()
        await unit.cohorts.save(replace(cohort, breaks=(Break("pause", date(2026, 1, 14)),)))
    world.clock.advance(days=30)
    shown = words(await lived.card("progress days", "press"))
    assert "Streak: 7 days" in shown
    assert "– Fri, Feb 13, 2026: your cohorts were paused" in shown


async def test_leaving_and_coming_back_keeps_the_streak(world: World, lived: Caller) -> None:
    world.clock.now = datetime(2026, 1, 14, 9, tzinfo=UTC)
    await lived.card("cohort leave")
    world.clock.advance(days=20)
    await lived.card("cohort join", cohort="ml-january")
    assert "Streak: 7 days" in words(await lived.card("progress"))
    world.clock.advance(days=3)
    assert "missed, a freeze saved it" in words(await lived.card("progress days", "press"))


async def test_older_days_are_a_press_away(world: World, lived: Caller) -> None:
    world.clock.advance(days=14)
    first = await lived.make(press(await lived.card("progress"), "All days"), "press")
    assert isinstance(first, Card)
    assert "page 1 of 2" in words(first)
    older = await lived.make(press(first, "Next"), "press")
    assert isinstance(older, Card)
    assert "✓ Mon, Jan 5, 2026: checked in" in words(older)
    assert "Jan 16" in words(older)
    assert "Jan 17" not in words(older)
    newer = await lived.make(press(older, "Back"), "press")
    assert newer == first
    assert "There are only 2 pages" in words(await lived.card("progress days", "press", page="99"))


async def test_who_kept_no_day_yet_is_told_how_to_begin(ann: Caller) -> None:
    assert "check in, or answer a challenge" in words(await ann.card("progress days", "press"))


async def test_a_long_roadmap_and_the_widest_lines_fit_on_cards(world: World, ann: Caller) -> None:
    async with opened(world.core, await community_of(world, ann)) as unit:
        member = await unit.members.find("test", ann.actor.id)
        (cohort,) = await unit.cohorts.all()
        assert member
        longest = "America/Argentina/ComodRivadavia"
        for back in range(20):
            day = date(2026, 1, 5) - timedelta(days=back)
            kept = Checkin(cohort=cohort.id, person=member.person, day=day, zone=longest, rule="day/1", at=world.clock())
            await unit.checkins.put(kept, ())
        roadmap = (await unit.content.roadmaps(cohort.pack, cohort.release))[-1]
        await unit.cohorts.save(replace(cohort, name="&" * 18, roadmap=roadmap.id, weeks=len(roadmap.weeks)))
    card = await ann.card("progress")
    assert words(await pressed(ann, card, "All days")).count("under the older rule day/1") == 14
    first = await pressed(ann, card, "All weeks")
    pages = [words(first), words(await pressed(ann, first, "Next"))]
    assert sum(page.count("\n· ") for page in pages) == len(roadmap.weeks) > WEEKS_SHOWN
    assert all(f"0 of {len(roadmap.weeks)} weeks done" in page for page in pages)


async def community_of(world: World, caller: Caller) -> int:
    (community,) = await world.core.units.communities_of(caller.actor)
    return community.id
