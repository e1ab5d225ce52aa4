"""What cards promise to members, kept and seen by those to whom it was promised."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.challenge import Case, Limits
from bot.domain.code_grading import Outcome
from bot.interface.card import Card, Form
from bot.ports.sandbox import NOBODYS, SandboxBusy, Whose
from bot.wiring.core import open_core
from storage.releases import Library
from tests.challenge_samples import PYTHON, SINGLE
from tests.full_cohort import fill, given, joining, leaving
from tests.given_challenges import answer, give
from tests.small_pack import APPLE, BANANA
from tests.test_standings import put_answer
from tests.walked_time import until
from tests.world import Caller, Clock, Noticeboard, World, press, pressed, words

END = datetime(2026, 3, 30, 18, tzinfo=UTC)


async def points(caller: Caller) -> str:
    (line,) = [line for line in words(await caller.card("leaderboard")).splitlines() if line.startswith("**You**")]
    return line.removeprefix("**You**: ").rpartition(", ")[2]


async def reminders_until(world: World, then: datetime) -> int:
    """How many come until then."""
    before = len(world.board.posts("remind/"))
    await until(world, then)
    return len(world.board.posts("remind/")) - before


async def test_what_somebody_did_is_kept_when_all_cohorts_have_ended(world: World, ann: Caller, cohort: str) -> None:
    await ann.card("checkin", did="Read")
    await ann.card("milestone done", "submit", cohort=cohort, week="1")
    world.clock.now = END + timedelta(days=5)
    refused = words(await ann.card("checkin", did="More"))
    assert "ML January ended on Mon, Mar 30, 2026; what you did is kept. See it with </progress cohort=ml-january>." in refused
    assert "Your cohorts have ended; what you did is kept." in words(await ann.card("today"))
    assert "Every cohort has ended; what you did is kept." in words(await ann.card("cohort list"))
    kept = await ann.card("progress")
    assert "1 of 12 weeks done" in words(kept)
    assert "Days checked in: 1" in words(await pressed(ann, kept, "All days"))


async def test_a_week_that_was_set_aside_is_not_done_and_can_be_done_later(world: World, ann: Caller, cohort: str) -> None:
    aside = words(await ann.card("milestone skip", "press", cohort=cohort, week="1"))
    assert "It does not count as done. Come back to it any time with </milestone week=1>." in aside
    assert "0 of 12 weeks done" in words(await ann.card("progress"))
    world.clock.advance(weeks=5)
    form = await ann.form("milestone done", "press", **press(await ann.card("milestone", week="1"), "Start").values)
    assert "1 of 12 weeks" in words(await ann.submit(form))


async def test_a_week_begins_when_it_was_told(world: World, ann: Caller, cohort: str) -> None:
    at = datetime(2026, 1, 12, 18, tzinfo=UTC)
    too_early = words(await ann.card("milestone done", "submit", cohort=cohort, week="2"))
    assert f"Week 2 begins <t:{int(at.timestamp())}:both>." in too_early
    await until(world, at - timedelta(minutes=1))
    assert not world.board.posts("week/2/")
    await until(world, at + timedelta(minutes=1))
    assert world.board.posts("week/2/")
    await ann.card("milestone done", "submit", cohort=cohort, week="2")
    assert "1 of 12 weeks done" in words(await ann.card("progress"))


async def test_more_tries_are_free_and_change_no_points(world: World, ann: Caller, cohort: str) -> None:
    await give(world, cohort, SINGLE, world.clock().date())
    day = world.clock().date()
    assert "This was your scored answer." in words(await answer(ann, cohort, "b", day))
    before = await points(ann)
    assert "A free try; only the first answer is scored." in words(await answer(ann, cohort, "a", day))
    assert await points(ann) == before == "1 point"


async def test_the_first_day_that_is_kept_begins_a_streak(ann: Caller) -> None:
    assert "your first streak begins" in words(await ann.card("progress days", "press"))
    await ann.card("checkin", did="Read")
    assert "Streak: 1 day" in words(await ann.card("progress"))


async def test_no_reminder_comes_where_none_was_said_to_and_the_cure_brings_them(world: World, ann: Caller) -> None:
    told = words(await ann.card("me settings", reminders="on", hours="18:00-18:20"))
    assert "No reminder of a check-in in ML January can reach you" in told
    assert await reminders_until(world, datetime(2026, 1, 8, 12, tzinfo=UTC)) == 0
    await ann.card("me settings", hours="8:00-22:00")
    assert await reminders_until(world, datetime(2026, 1, 9, 12, tzinfo=UTC)) == 1


async def test_whoever_comes_back_early_is_reminded_as_before(world: World, ann: Caller) -> None:
    await ann.card("checkin", did="Read")
    await ann.card("me settings", reminders="on", hours="9-22")
    away = await ann.card("me away", until="2026-02-06")
    assert await reminders_until(world, datetime(2026, 1, 8, 12, tzinfo=UTC)) == 0
    back = await ann.make(press(away, "I am back"), "press")
    assert isinstance(back, Card)
    assert "Reminders and your streak go on as before; your days away stay neutral." in words(back)
    assert await reminders_until(world, datetime(2026, 1, 9, 12, tzinfo=UTC)) == 1
    assert "– Wed, Jan 7, 2026: you were away" in words(await pressed(ann, await ann.card("progress"), "All days"))


async def test_whoever_leaves_the_line_and_joins_again_is_the_last(world: World, ann: Caller, cohort: str) -> None:
    await fill(world, cohort)
    await joining(world, cohort, "cleo", "dora")
    cleo = world.caller("cleo")
    left = words(await pressed(cleo, await cleo.card("cohort leave", cohort=cohort), "Leave the line"))
    assert "You no longer wait for a place. If you join again, you are last in line." in left
    await leaving(ann)
    assert await given(world) == ["dora"]
    await joining(world, cohort, "eve")
    assert "number **2** in line" in (await joining(world, cohort, "cleo"))[0]


async def test_a_place_may_come_free_though_the_cohort_ends_earlier(world: World, ann: Caller, cohort: str) -> None:
    omar = await fill(world, cohort)
    await joining(world, cohort, "cleo")
    await omar.card("manage end", cohort=cohort, day="2026-01-20")
    assert await given(world) == []
    await leaving(ann)
    assert await given(world) == ["cleo"]


@pytest.mark.small_pack
async def test_the_weakest_topics_come_first(world: World, ann: Caller) -> None:
    await put_answer(world, "ann", APPLE)
    await put_answer(world, "ann", BANANA, "wrong")
    shown = words(await ann.card("challenge stats"))
    assert "The weakest topics come first" in shown
    assert shown.index("Bananas") < shown.index("Apples")


class FullSandbox:
    """A sandbox in which too much code waits already."""

    async def run(
        self, code: str, function: str, cases: Sequence[Case], limits: Limits, whose: Whose = NOBODYS
    ) -> Sequence[Outcome]:
        raise SandboxBusy


async def test_code_that_could_not_be_tried_is_kept_to_be_sent_again(
    database: str, clock: Clock, board: Noticeboard, library: Library
) -> None:
    async with open_core(database, clock, {"test": board}, FullSandbox(), library) as core:
        world = World(core, clock, board)
        cohort = await world.launch()
        world.clock.advance(days=1)
        ann = world.caller("ann")
        await ann.card("cohort join", cohort=cohort)
        await give(world, cohort, PYTHON)
        refused = await answer(ann, cohort, "def double(x): return x + x")
        assert "Send yours again in a minute; it is kept." in words(refused)
        form = await ann.make(press(refused, "Try again"), "press")
        assert isinstance(form, Form)
        assert form.inputs[0].value == "def double(x): return x + x"
