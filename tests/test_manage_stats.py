"""A cohort in numbers, for moderators."""

from datetime import date

from bot.interface.card import Card
from bot.interface.picture import Picture
from bot.text import plain
from tests.challenge_samples import SINGLE, TEXT
from tests.given_challenges import answer, give
from tests.pictures.read import bars_of
from tests.world import World, pressed, words

NAMES = ("ann", "ben", "cleo")


def assert_drawn_as_told(card: Card) -> None:
    """Each bar has a line of the text, in the same order, with its name and its numbers, and is as long as these say."""
    [picture] = [block for block in card.blocks if isinstance(block, Picture)]
    drawn, told = bars_of(card), plain(picture.text).split("\n")
    assert drawn
    for (name, value, filled), line in zip(drawn, told, strict=True):
        part, whole = map(int, value.split(" of "))
        assert value in line
        assert name.removesuffix("…")[:20] in line
        assert filled == round(part / whole, 2)


async def test_checkins_and_weeks_are_counted_by_day_and_week_and_drawn_as_they_are_told(world: World, cohort: str) -> None:
    omar = world.caller("omar", administrator=True)
    for name in NAMES:
        await world.caller(name).card("cohort join", cohort=cohort)
    world.clock.advance(days=1)
    for name in NAMES[:2]:
        await world.caller(name).card("checkin", did="Read")
    await world.caller("ann").card("milestone done", "submit", week="1", cohort=cohort)
    days = await omar.card("manage stats", cohort=cohort)
    assert "- Tue, Jan 6, 2026: 2 of 3" in words(days)
    weeks = await pressed(omar, days, "Weeks done")
    assert ": 1 of 3" in words(weeks)
    assert_drawn_as_told(days)
    assert_drawn_as_told(weeks)
    await world.caller("ben").card("cohort leave", "submit", cohort=cohort)
    assert "- Tue, Jan 6, 2026: 1 of 2" in words(await omar.card("manage stats", cohort=cohort))


async def test_the_right_answer_of_a_question_that_is_typed_is_told_though_nobody_gave_it(world: World, cohort: str) -> None:
    omar, day = world.caller("omar", administrator=True), date(2026, 1, 6)
    for name in NAMES:
        await world.caller(name).card("cohort join", cohort=cohort)
    await give(world, cohort, TEXT, day)
    world.clock.advance(days=1)
    for name in NAMES:
        await answer(world.caller(name), cohort, "false positive", day)
    question = await omar.card("manage question", "press", cohort=cohort, day=day.isoformat())
    assert [(name, value) for name, value, _ in bars_of(question)] == [
        ("Right: false negative", "0 of 3"), ("false positive", "3 of 3"),
    ]  # fmt: skip


async def test_questions_show_how_often_each_answer_was_given_but_never_of_a_few(world: World, cohort: str) -> None:
    omar, day = world.caller("omar", administrator=True), date(2026, 1, 6)
    for name in NAMES:
        await world.caller(name).card("cohort join", cohort=cohort)
    await give(world, cohort, SINGLE, day)
    world.clock.advance(days=1)
    for name, option in zip(NAMES[:2], "ab", strict=True):
        await answer(world.caller(name), cohort, option, day)
    assert "No question was answered by enough members yet." in words(await omar.card("manage stats", show="questions"))
    assert "Too few" in words(await omar.card("manage question", "press", cohort=cohort, day=day.isoformat()))
    await answer(world.caller("cleo"), cohort, "a", day)
    hardest = await omar.card("manage stats", show="questions")
    assert "of 3 right: “" in words(hardest)
    assert_drawn_as_told(hardest)
    question = await omar.card("manage question", "press", cohort=cohort, day=day.isoformat())
    assert_drawn_as_told(question)
    spread = words(question)
    assert ": 2 of 3" in spread
    assert ": 1 of 3" in spread
    assert [line for line in spread.split("\n") if " of 3" in line] == [
        "- Recall (right): 2 of 3",
        "- Precision: 1 of 3",
        "- Accuracy: 0 of 3",
    ]
    assert "Only moderators" in words(await world.caller("ann").card("manage stats", show="questions"))
