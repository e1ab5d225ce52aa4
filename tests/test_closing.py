"""How a cohort ends, as its members see it: the last solution, two days for what is late, one closing card."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Hindrance, Undeliverable
from bot.interface.card import Card
from tests.ended import end_now
from tests.world import Caller, World, press, words

pytestmark = pytest.mark.slow

END = datetime(2026, 3, 30, 18, tzinfo=UTC)


@pytest.fixture
async def cohort(world: World) -> str:
    return await world.launch()


@pytest.fixture
async def ann(world: World, cohort: str) -> Caller:
    caller = world.caller("ann")
    await caller.card("cohort join", cohort=cohort)
    return caller


async def _sleep(world: World, until: datetime) -> None:
    """The process is away for long; what it missed is left out."""
    world.clock.now = until
    await world.tick()


async def _live(world: World, until: datetime) -> None:
    while world.clock.now < until:
        due = await world.core.system.next_instant() or until
        world.clock.now = min(until, max(due, world.clock.now + timedelta(seconds=1)))
        await world.tick()


def _edits(world: World, name: str) -> list[Card]:
    return [delivery.post.card for delivery in world.board.edits if delivery.post.key.startswith(name)]


def _posted(world: World, name: str) -> list[Card]:
    return [delivery.post.card for delivery in world.board.posts(name)]


async def test_the_last_challenge_is_resolved_though_no_other_follows(world: World, ann: Caller) -> None:
    del ann
    await _sleep(world, END - timedelta(days=2))
    await _live(world, END + timedelta(days=1))
    days = [delivery.post.key.split("/")[1] for delivery in world.board.posts("challenge/")]
    assert max(days) == "2026-03-30"
    assert [delivery.post.key.split("/")[1] for delivery in world.board.posts("reveal/")] == [max(days)]


async def test_a_checkin_after_the_last_report_is_counted_by_the_closing_as_that_report_says(world: World, ann: Caller) -> None:
    await _sleep(world, END - timedelta(days=6))
    await ann.card("checkin", did="Read")
    await _live(world, END + timedelta(minutes=30))
    report = _posted(world, "report")[-1]
    assert "- 1 check-in by" in words(report)
    assert "What comes in from now on is counted when the cohort closes." in words(report)
    await ann.card("checkin", did="Read")
    await _live(world, END + timedelta(days=4))
    (closing,) = _posted(world, "closing")
    assert "**2 check-ins** were made." in words(closing)


async def test_after_the_days_of_grace_one_card_closes_the_cohort(world: World, ann: Caller) -> None:
    await _live(world, datetime(2026, 1, 6, 20, tzinfo=UTC))
    await ann.card("checkin", did="Read", share="yes")
    gone = world.caller("gone")
    await gone.card("cohort join", cohort="ml-january")
    await gone.card("checkin", did="Read", share="yes")
    await gone.card("cohort leave")
    form = await ann.form("milestone done", "press", cohort="ml-january", week="1")
    await ann.submit(form)
    await _sleep(world, END - timedelta(days=1))
    await _live(world, END + timedelta(hours=47))
    assert _posted(world, "closing") == []
    await _live(world, END + timedelta(days=30))
    (closing,) = _posted(world, "closing")
    said = words(closing)
    assert "1 member\n" in words(await ann.card("cohort info", cohort="ml-january"))
    for part in (
        "ML January is over",
        "**1 member** was in it at the end",
        "**1 milestone** was finished",
        "**1 check-in** was made",
    ):
        assert part in said
    assert "challenge" not in said.replace("Other", "")
    assert "** finished every week" not in said
    recap = await ann.make(press(closing, "Look back"), "press")
    assert isinstance(recap, Card)
    assert "Your way through ML January" in recap.title
    for label in ("What next?", "Other cohorts"):
        assert isinstance(await ann.make(press(closing, label), "press"), Card)


async def test_the_last_words_come_in_order(world: World, ann: Caller) -> None:
    del ann
    await _sleep(world, END - timedelta(days=2))
    await _live(world, END + timedelta(days=3))
    order = [delivery.post.key.split("/")[0] for delivery in world.board.messages.values() if delivery.post.kind == "send"]
    assert order[-3:] == ["report", "reveal", "closing"]


@pytest.mark.parametrize("down_since", [END + timedelta(hours=1), END - timedelta(days=2)])
async def test_after_a_downtime_over_the_end_the_solution_still_comes_before_the_closing(
    world: World, ann: Caller, down_since: datetime
) -> None:
    del ann
    await _sleep(world, END - timedelta(days=3))
    await _live(world, down_since)
    (*_, last) = [delivery.post.key.split("/")[1] for delivery in world.board.posts("challenge/")]
    await _sleep(world, END + timedelta(days=5))
    keys = [delivery.post.key for delivery in world.board.messages.values() if delivery.post.kind == "send"]
    assert [key.split("/")[1] for key in keys if key.startswith("reveal/")] == [last]
    assert keys[-1].startswith("closing/")


async def test_a_cohort_that_is_ended_early_closes_two_days_after_that(world: World, ann: Caller) -> None:
    del ann
    await _live(world, datetime(2026, 1, 14, 12, tzinfo=UTC))
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("manage edit", cohort="ml-january", end="2026-01-14")
    await _live(world, datetime(2026, 1, 16, 17, 59, tzinfo=UTC))
    assert _posted(world, "closing") == []
    await _live(world, datetime(2026, 1, 20, tzinfo=UTC))
    assert len(_posted(world, "closing")) == 1
    prompts = [delivery.post.key for delivery in world.board.posts("prompt/")]
    assert max(prompts) < "prompt/2026-01-15"


async def test_a_cohort_that_gets_more_time_after_its_closing_is_closed_again_at_the_new_end(world: World, ann: Caller) -> None:
    await _live(world, datetime(2026, 1, 14, 12, tzinfo=UTC))
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("manage edit", cohort="ml-january", end="2026-01-14")
    await _live(world, datetime(2026, 1, 20, tzinfo=UTC))
    await moderator.card("manage edit", cohort="ml-january", end="2026-01-28")
    await _live(world, datetime(2026, 1, 27, 20, tzinfo=UTC))
    assert "ML January goes on" in [news.title for news in _posted(world, "news/2026-01-20")]
    await ann.card("checkin", did="Read")
    await _live(world, datetime(2026, 2, 1, tzinfo=UTC))
    first, second = _posted(world, "closing")
    assert "check-in" not in words(first)
    assert "**1 check-in** was made" in words(second)


async def test_the_closing_says_that_a_cohort_goes_on_until_that_is_taken_back(world: World, ann: Caller) -> None:
    await _live(world, datetime(2026, 1, 14, 12, tzinfo=UTC))
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("manage edit", cohort="ml-january", end="2026-01-14")
    await _live(world, datetime(2026, 1, 17, 12, tzinfo=UTC))
    edited = await moderator.card("manage edit", cohort="ml-january", end="2026-01-28")
    await _live(world, datetime(2026, 1, 17, 13, tzinfo=UTC))
    (closing,) = _posted(world, "closing")
    (more_time,) = _edits(world, "closing")
    assert "ML January got more time" in words(more_time)
    assert "It was over, and then got more time." in words(more_time)
    plan = await ann.make(press(more_time, "See the plan"), "press")
    assert isinstance(plan, Card)
    assert f"Ends: <t:{int(datetime(2026, 1, 28, 18, tzinfo=UTC).timestamp())}:date>" in words(plan)
    await moderator.make(press(edited, "Undo"), "press")
    await _live(world, datetime(2026, 1, 17, 14, tzinfo=UTC))
    assert _edits(world, "closing")[1:] == [closing]
    assert _posted(world, "closing") == [closing]


async def test_a_closing_that_no_channel_took_yet_does_not_come_once_the_cohort_goes_on(world: World, ann: Caller) -> None:
    del ann
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("manage end", cohort="ml-january", day="2026-01-14")
    world.board.fault = Undeliverable(Hindrance.SEND_MESSAGES)
    await _sleep(world, datetime(2026, 1, 17, tzinfo=UTC))
    await moderator.card("manage edit", cohort="ml-january", end="2026-01-28")
    world.board.fault = None
    await _live(world, datetime(2026, 1, 18, tzinfo=UTC))
    assert _posted(world, "closing") == []


async def test_a_cohort_that_nobody_joined_ends_in_silence(world: World, cohort: str) -> None:
    del cohort
    await _sleep(world, END - timedelta(days=1))
    await _live(world, END + timedelta(days=5))
    assert _posted(world, "closing") == []


async def test_the_last_report_comes_though_the_end_was_moved_over_it(world: World, ann: Caller) -> None:
    del ann
    await _sleep(world, END - timedelta(days=1))
    await _live(world, END - timedelta(minutes=90))
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("manage edit", cohort="ml-january", time="16:00")
    await _live(world, END + timedelta(hours=2))
    assert len(_posted(world, "report/12")) == 1


@pytest.mark.parametrize("later", [timedelta(days=7), timedelta(days=14)])
async def test_the_last_report_comes_though_the_cohort_got_more_weeks(world: World, ann: Caller, later: timedelta) -> None:
    del ann
    await _sleep(world, END - timedelta(days=1))
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("manage edit", cohort="ml-january", end=(END + later).date().isoformat())
    await _sleep(world, END + later - timedelta(minutes=59))
    (report,) = _posted(world, "report/12")
    assert "That was the last week." in words(report)


async def test_after_the_end_nothing_is_offered_that_is_over(world: World, ann: Caller, cohort: str) -> None:
    world.clock.now = datetime(2026, 1, 6, 8, 5, tzinfo=UTC)
    await world.tick()
    assert "challenge of" in (await ann.card("challenge today", cohort=cohort)).title
    await end_now(world.caller("omar", administrator=True), cohort)
    world.clock.advance(days=4)
    await world.tick()
    shown = await ann.card("challenge today", cohort=cohort)
    assert "solution of" in shown.title
    listed = words(await ann.card("cohort list"))
    assert "Every cohort has ended; what you did is kept. A moderator can start one." in listed
    assert "manage create" not in listed
    assert "Every cohort has ended" in words(await world.caller("eve").card("cohort join"))


async def test_the_post_that_opened_a_cohort_offers_no_join_once_it_is_over_and_again_when_it_goes_on(
    world: World, ann: Caller
) -> None:
    del ann
    await _sleep(world, END - timedelta(days=1))
    await _live(world, END + timedelta(hours=1))
    over = words(_edits(world, "welcome")[-1])
    assert "It is over." in over
    assert "Join" not in over
    await world.caller("omar", administrator=True).card("manage edit", cohort="ml-january", end="2026-04-20")
    await _live(world, END + timedelta(hours=2))
    assert "Join" in words(_edits(world, "welcome")[-1])
