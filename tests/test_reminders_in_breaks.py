"""Reminders of days before a break, which can still be filled in on its days."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.post import Delivery
from tests.walked_time import until
from tests.world import Caller, World


async def _beats(world: World, until: datetime, every: timedelta = timedelta(minutes=1)) -> dict[str, datetime]:
    """Let the clock beat up to an instant, some seconds after each minute; returns when each account was reminded first."""
    reminded: dict[str, datetime] = {}
    while world.clock.now < until:
        world.clock.now += every
        await world.tick()
        for delivery in world.board.posts("remind/"):
            reminded.setdefault(delivery.post.channel, world.clock.now)
    return reminded


@pytest.mark.parametrize(
    ("path", "given"), [("manage pause", {"first": "2026-01-07", "last": "2026-01-09"}), ("manage holidays", {"days": "7 jan"})]
)
async def test_a_reminder_of_a_day_that_asks_comes_on_the_first_day_of_a_break_for_the_day_is_still_open(
    world: World, ann: Caller, cohort: str, path: str, given: dict[str, str]
) -> None:
    await ann.card("me settings", reminders="on", hours="6-8")
    await world.caller("moderator", administrator=True).card(path, cohort=cohort, **given)
    reminded = await _beats(world, datetime(2026, 1, 7, 8, tzinfo=UTC), timedelta(minutes=30))
    assert reminded["account-ann"].day == 7
    assert "Tue, Jan 6" in (await ann.card("checkin", did="Read", day="2026-01-06")).title
    world.clock.now = datetime(2026, 1, 7, 18, tzinfo=UTC)
    before = len(world.board.posts("remind/"))
    await _beats(world, datetime(2026, 1, 8, 9, tzinfo=UTC), timedelta(minutes=30))
    assert len(world.board.posts("remind/")) == before


async def test_who_was_reminded_of_the_end_of_a_week_that_moves_is_reminded_of_the_new_one(
    world: World, ann: Caller, cohort: str
) -> None:
    await ann.card("me settings", reminders="on", hours="6-8")
    await until(world, datetime(2026, 1, 11, 17, tzinfo=UTC))
    assert len(_of_weeks(world)) == 1
    await world.caller("moderator", administrator=True).card("manage shift", cohort=cohort, by="1 week")
    await until(world, datetime(2026, 1, 18, 17, tzinfo=UTC))
    first, second = _of_weeks(world)
    assert second.post.due_at - first.post.due_at == timedelta(weeks=1)


def _of_weeks(world: World) -> list[Delivery]:
    return [sent for sent in world.board.posts("remind/") if "/week/" in sent.post.key]
