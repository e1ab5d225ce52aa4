"""The picture of a member's progress shows what stands beside it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.calendar import DAYS
from bot.domain.own_days import OwnDays
from bot.domain.streak import How, StreakDay
from bot.interface.card import Card
from bot.interface.drawing import Journey
from bot.interface.picture import Picture
from bot.language import speaking
from bot.shared.journey_picture import ROWS, journey_picture
from bot.shared.standing import Standing
from bot.text import escape, plain
from tests.pictures.read import here, legends, marks, numbered, place_of, words
from tests.test_streak_of_members import cohort
from tests.world import Caller, World, pressed
from tests.world import words as said

HOWS: tuple[How, ...] = ("check-in", "challenge", "repaired", "frozen", "not asked", "paused", "away", "not kept", "open")
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
NUMBERED = ("kept", "open", "not asked")
"""The marks that leave room for the number of their day."""
COUNTED = re.compile(r"([a-z][a-z ]*?)\u00a0(\d+)")


def journey(card: Card) -> tuple[Journey, str]:
    """The drawing of a card's picture, and the text beside it."""
    [picture] = [block for block in card.blocks if isinstance(block, Picture)]
    assert isinstance(picture.drawing, Journey)
    return picture.drawing, plain(picture.text)


def counted(drawing: Journey) -> dict[str, int]:
    """How often what each legend names is drawn, by its name."""
    drawn: dict[str, int] = {**marks(drawing, "week"), **marks(drawing, "day")}
    legend: tuple[tuple[str, str], ...] = (*drawing.week_legend, *drawing.day_legend)
    return {label.rpartition("\u00a0")[0]: drawn[mark] for mark, label in legend}


async def test_what_is_drawn_is_what_the_text_beside_it_counts(world: World, ann: Caller) -> None:
    for day in (5, 6, 8):
        world.clock.now = datetime(2026, 1, day, 19, tzinfo=UTC)
        await ann.card("checkin", did="a page")
    await ann.card("milestone start", "press", cohort="ml-january", week="1")
    world.clock.now = datetime(2026, 1, 12, 19, tzinfo=UTC)
    drawing, text = journey(await ann.card("progress"))
    told = {name: int(count) for line in text.split(". ") for name, count in COUNTED.findall(line.rpartition(": ")[2])}
    assert told == counted(drawing)
    assert marks(drawing, "day")["kept"] == 3
    assert marks(drawing, "week")["started"] == 1
    assert drawing.here_label.removeprefix("You are here: ").capitalize() in text
    assert {drawing.here_label, drawing.streak} <= set(words(drawing))
    assert legends(drawing) == {label: mark for mark, label in (*drawing.week_legend, *drawing.day_legend)}
    assert [mark for mark, _ in numbered(drawing, "week")] == [*drawing.weeks]
    assert here(drawing) == drawing.here == 2


async def test_each_day_is_drawn_with_its_number_under_its_weekday(world: World, ann: Caller) -> None:
    for day in (5, 6, 8):
        world.clock.now = datetime(2026, 1, day, 19, tzinfo=UTC)
        await ann.card("checkin", did="a page")
    drawing, _ = journey(await ann.card("progress"))
    days = [(mark, number if mark in NUMBERED else "") for number, mark in drawing.days if mark]
    assert numbered(drawing, "day") == days
    for (number, mark), weekday in zip(drawing.days, drawing.weekdays, strict=True):
        if mark in NUMBERED:
            assert place_of(drawing, number)[0] == place_of(drawing, weekday)[0]


async def test_before_anything_was_done_there_is_a_path_and_no_calendar(ann: Caller) -> None:
    drawing, text = journey(await ann.card("progress"))
    assert not drawing.days
    assert not marks(drawing, "day")
    assert len(text.split("\n")) == 1


@pytest.mark.parametrize("count", [1, 2, 9, 34, 35, 36, 400])
def test_the_calendar_ends_with_the_latest_day_and_each_day_stands_under_its_weekday(count: int) -> None:
    last = date(2026, 3, 18)
    days = [StreakDay(last - timedelta(days=back), HOWS[back % len(HOWS)]) for back in range(count)]
    picture = journey_picture(_standing(), escape("-"), days, OwnDays("UTC"), NOW)
    drawing = picture.drawing
    shown = [(index, number) for index, (number, mark) in enumerate(drawing.days) if mark]
    monday = last - timedelta(days=last.weekday()) - timedelta(weeks=len(drawing.months) - 1)
    assert [str((monday + timedelta(days=index)).day) for index, _ in shown] == [number for _, number in shown]
    assert shown[-1] == (len(drawing.days) - 5, "18")
    assert len(shown) == min(count, 7 * ROWS - 4)
    assert len(drawing.days) == 7 * len(drawing.months) <= 7 * ROWS
    bare = [number for number, mark in drawing.days if mark == "not asked"][:1]
    assert all(words(drawing).count(number) == 2 for number in bare), "in the calendar and in its legend"
    assert "#" not in words(drawing)


@pytest.mark.usefixtures("catalogues")
def test_months_are_in_the_language_of_the_words_beside_them() -> None:
    with speaking("he"):
        drawing = journey_picture(
            _standing(), escape("-"), [StreakDay(date(2026, 3, 18), "check-in")], OwnDays("UTC"), NOW
        ).drawing
    assert (drawing.months, drawing.weekdays[0]) == (("Mar",), "Mon")


def test_a_month_is_named_at_the_row_that_begins_in_it() -> None:
    days = [StreakDay(date(2026, 2, 3) - timedelta(days=back), "check-in") for back in range(9)]
    drawing = journey_picture(_standing(), escape("-"), days, OwnDays("UTC"), NOW).drawing
    assert isinstance(drawing, Journey)
    assert [(number, month) for (number, _), month in zip(drawing.days[::7], drawing.months, strict=True)] == [
        ("26", "Jan"),
        ("2", "Feb"),
    ]


def _standing() -> Standing:
    return Standing(cohort(1, frozenset(DAYS), "UTC", date(2026, 3, 2)), (), {}, None)


@pytest.mark.parametrize("how", ["left", "taken out"])
async def test_the_way_of_who_is_out_of_a_cohort_ends_there_in_picture_and_words(
    world: World, ann: Caller, cohort: str, how: str
) -> None:
    omar = world.caller("omar", administrator=True)
    for day in (5, 6, 12, 13):
        world.clock.now = datetime(2026, 1, day, 19, tzinfo=UTC)
        await ann.card("checkin", did="a page")
    if how == "left":
        await ann.card("cohort leave", cohort=cohort)
    else:
        await pressed(omar, await omar.card("manage remove", member="ann"), "Take out of the cohort")
    before = journey(await ann.card("progress", cohort=cohort))
    world.clock.advance(days=40)
    card = await ann.card("progress", cohort=cohort)
    drawing, text = journey(card)
    assert (drawing.here, drawing.here_label) == (0, f"You {'left' if how == 'left' else 'were taken out'} in week 2 of 12")
    assert marks(drawing, "week") == {"not begun": 2, "left out": 10}
    assert f"{drawing.here_label}: not begun\u00a02, left out\u00a010. The last 9 days before you left:" in text
    assert (drawing.days, drawing.weeks) == (before[0].days, before[0].weeks)
    assert "this week" not in said(card)
