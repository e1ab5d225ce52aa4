"""The bot was away over the end of a cohort: what it says then can still be acted upon."""

from datetime import UTC, datetime

import pytest

from tests.walked_time import until
from tests.world import World, words


@pytest.fixture
async def away(world: World) -> World:
    """A cohort that ends on Tuesday of its third week at 18:00. The bot is away since Monday afternoon, just after Ann shared."""
    await world.launch()
    ann = world.caller("ann")
    await ann.card("cohort join")
    await world.caller("omar", administrator=True).card("manage edit", cohort="ml-january", end="2026-01-20")
    await until(world, datetime(2026, 1, 19, 16, tzinfo=UTC))
    await ann.card("checkin", did="a page", share="yes")
    return world


def _said(world: World, name: str) -> list[str]:
    return [words(sent.post.card) for sent in world.board.posts(name)]


async def test_back_after_the_end_no_week_is_announced_that_never_comes(away: World) -> None:
    away.clock.now = datetime(2026, 1, 20, 20, tzinfo=UTC)
    await away.tick()
    (report,) = [said for said in _said(away, "report/") if "week 3 in review" in said]
    assert "Next:" not in report
    assert "It has ended. Until <t:" in report


async def test_back_after_the_closing_nothing_can_be_pressed_that_is_refused(away: World) -> None:
    away.clock.now = datetime(2026, 1, 23, 12, tzinfo=UTC)
    await away.tick()
    (summary,) = _said(away, "summary/")
    assert "a page" in summary
    assert "Check in" not in summary
    (report,) = [said for said in _said(away, "report/") if "week 3 in review" in said]
    assert "handed in" not in report
    assert "Next:" not in report
