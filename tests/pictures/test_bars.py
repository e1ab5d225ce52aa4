"""Bars show what stands beside them, at any length of name and value."""

from datetime import UTC, datetime

import pytest

from adapters.pictures.png import png
from bot.interface.drawing import Bar, Bars
from bot.shared.bars_picture import share_bar
from bot.text import escape
from tests.conformance.pictures import is_picture
from tests.pictures.read import bars_of, spans, words
from tests.samples import LONG_NAME
from tests.world import Caller, World
from tests.world import words as said


async def test_the_cohorts_week_is_drawn_as_it_is_told(world: World, ann: Caller, cohort: str) -> None:
    ben = world.caller("ben")
    await ben.card("cohort join", cohort=cohort)
    world.clock.now = datetime(2026, 1, 6, 19, tzinfo=UTC)
    await ann.card("checkin", did="Read")
    await ann.submit(await ann.form("milestone done", "press", cohort=cohort, week="1"))
    world.clock.now = datetime(2026, 1, 12, 17, 10, tzinfo=UTC)
    await world.tick()
    [report] = [sent.post.card for sent in world.board.posts("report/")]
    assert bars_of(report) == [
        ("Milestones so far, of all members", "1 of 2", 0.5),
        ("Finished this week's milestone", "1 of 2", 0.5),
        ("Checked in this week", "1 of 2", 0.5),
    ]
    for line in ("- 1 of 2 milestones so far", "- 1 check-in by 1 of 2", "- 1 of 2 finished the milestone"):
        assert line in said(report)


@pytest.mark.parametrize("name", [LONG_NAME, "決" * 90, "محمد بن عبد الله", ""])
@pytest.mark.parametrize(("part", "whole"), [(0, 0), (0, 7), (7, 7), (123_456, 1_000_000)])
async def test_any_name_and_share_is_a_picture(name: str, part: int, whole: int) -> None:
    bars = Bars("Shares", (share_bar(escape(name), part, whole, escape(name)),), ("", ""))
    assert is_picture(await png(bars, "dark"))


def test_a_value_that_may_be_higher_is_an_arrow_and_a_single_one_a_point() -> None:
    rows: tuple[Bar, ...] = (("A", "7 or more", "x", 500, 600, True), ("B", "7", "y", 500, 500, False))
    drawing = Bars("Pay", rows, ("0", "14"))
    assert {"A", "7 or more", "x", "B", "7", "y", "0", "14"} <= set(words(drawing))
    assert spans(drawing) == [(500, 600), (500, 500)]
