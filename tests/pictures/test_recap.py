"""Who looks back on a cohort sees the numbers that are told beside them: the cohort its own, each member theirs."""

import re
from dataclasses import replace
from datetime import date

import pytest
from babel.messages.catalog import Catalog

from adapters.pictures.palette import PALETTES
from adapters.pictures.png import png
from bot.domain.streak import StreakDay, kept_in
from bot.interface.card import Card
from bot.interface.drawing import Recap
from bot.interface.phone import TALLEST, height_of
from bot.interface.picture import Picture
from bot.text import plain
from tests.catalogues import use
from tests.challenge_samples import SINGLE
from tests.conformance.pictures import is_picture
from tests.ended import end_now
from tests.given_challenges import DAY, answer, give
from tests.pictures.read import bars_of
from tests.pictures.read import numbers as drawn_numbers
from tests.pictures.read import words as drawn_words
from tests.samples import LONG_NAME
from tests.world import Caller, World, pressed, words

RECAP = Recap("ML January", (("24", "members"), ("1,204", "check-ins")), "Hardest", (("Why?", "3 of 12", "", 0, 250, False),))
NAMES = ("ann", "ben", "cleo", "gone")


def numbers(card: Card) -> dict[str, str]:
    """What is drawn, by what it counts; each number stands in the text beside the picture, and nought in neither."""
    [picture] = [block for block in card.blocks if isinstance(block, Picture)]
    assert isinstance(picture.drawing, Recap)
    told = plain(picture.text).partition("Right answers")[0].partition("The hardest")[0]
    assert [number for number, _ in picture.drawing.numbers] == re.findall(r"\d+", re.sub(r"of \d+ week", "", told))
    shown = drawn_numbers(picture.drawing)
    assert shown == {label: number for number, label in picture.drawing.numbers}
    return shown


async def test_the_closing_draws_what_all_did_and_leads_each_to_what_they_did(world: World, cohort: str) -> None:
    ann, ben, cleo, gone = (world.caller(name) for name in NAMES)
    for caller in (ann, ben, cleo, gone):
        await caller.card("cohort join", cohort=cohort)
    await give(world, cohort, SINGLE)
    world.clock.advance(days=1)
    for caller, option in ((ann, "a"), (ben, "b"), (cleo, "c"), (gone, "b")):
        await answer(caller, cohort, option)
    await gone.card("cohort leave", cohort=cohort)
    for caller in (ann, ben):
        await caller.card("checkin", did="Read")
    await ann.card("milestone done", "submit", week="1", cohort=cohort, link="https://example.org/made")
    await end_now(world.caller("omar", administrator=True), cohort)
    world.clock.advance(days=3)
    await world.tick()
    [closing] = [sent.post.card for sent in world.board.posts("closing/")]
    done = {"milestone": "1", "check-ins": "2", "challenges": "3", "members": "3", "finished every week": "1"}
    assert numbers(closing) == done
    [(question, share, filled)] = bars_of(closing)
    assert f"1 of 3 right: “{question}" in words(closing).replace("\n", " ")
    assert (share, filled) == ("1 of 3", 0.33)
    own = await pressed(ann, closing, "Look back")
    assert numbers(own) == {
        "of 1 week done": "1", "day kept": "1", "day in the longest streak": "1", "check-in": "1", "challenge": "1",
    }  # fmt: skip
    assert "https://example.org/made" in words(own)
    [(topic, share, filled)] = bars_of(own)
    assert f"- {topic}: {share.removesuffix(' right')} right" in words(own)
    assert filled in {0, 1}
    assert "no certificate for ML January: it ends after 1 of 12 weeks" in words(own)
    world.clock.advance(weeks=20)
    assert numbers(await ann.card("recap")) == numbers(own)
    assert "example.org" not in words(await ben.card("recap"))
    assert numbers(await cleo.card("recap")) == {"challenge": "1", "day kept": "1", "day in the longest streak": "1"}


async def test_days_that_another_cohort_kept_are_said_to_be_of_all(world: World, ann: Caller, cohort: str) -> None:
    other = await world.launch("ML Other", channel="channel-2")
    await ann.card("cohort join", cohort=other)
    await ann.card("checkin", did="Read", cohort=other)
    world.clock.advance(days=1)
    await ann.card("checkin", did="Read", cohort=cohort)
    shown = await ann.card("recap", cohort=cohort)
    assert numbers(shown) == {"days kept in all your cohorts": "2", "days in a row, in all your cohorts": "2", "check-in": "1"}
    assert "**2** days kept in all your cohorts · Longest streak: **2** days in all your cohorts" in words(shown)


async def test_before_a_cohort_begins_there_is_nothing_to_look_back_on(world: World) -> None:
    cohort, ann = await world.launch(start="2026-01-12"), world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    assert "from then on there is something to see here" in words(await ann.card("recap"))
    world.clock.advance(days=8)
    assert "Nothing yet." in words(await ann.card("recap"))


@pytest.mark.parametrize("filling", ["x", "&", "%7E"])
async def test_links_as_long_as_may_be_given_leave_room_for_the_recap(world: World, filling: str) -> None:
    cohort, ann = await world.launch(), world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    world.clock.advance(days=85)
    for week in range(1, 9):
        made = f"https://example.org/{week}?{filling * (90 if filling == 'x' else 150)}"
        await ann.card("milestone done", "submit", cohort=cohort, week=str(week), link=made)
    card = await ann.card("recap")
    assert height_of(card) <= TALLEST
    looked = words(card)
    shown = looked.count("- Week ")
    assert 1 <= shown < 8
    assert f"- and {8 - shown} more" in looked


@pytest.mark.usefixtures("catalogues")
async def test_pictures_speak_the_language_of_their_reader(world: World, ann: Caller, cohort: str) -> None:
    await give(world, cohort, SINGLE, date(2026, 1, 5))
    await answer(ann, cohort, "a", date(2026, 1, 5))
    looks = {
        "progress": "to come",
        "roadmap show": "to come",
        "recap": "challenges",
        "challenge stats": "Right answers by topic",
        "salary": "Pay {period} in {currency}",
    }
    german = Catalog("de")
    for english in {*looks.values()}:
        german.add(english, f"Deutsch {english}")
    use(german)
    reader = world.caller("ann", locale="de")
    for path in looks:
        few = {"level": "senior"} if path == "salary" else {}  # more are a list alone
        [picture] = [block for block in (await reader.card(path, **few)).blocks if isinstance(block, Picture)]
        assert any("Deutsch" in each for each in drawn_words(picture.drawing)), path


@pytest.mark.parametrize("name", [LONG_NAME * 2, "決" * 90, "محمد بن عبد الله", ""])
@pytest.mark.parametrize("theme", PALETTES)
async def test_any_name_and_number_is_a_picture(name: str, theme: str) -> None:
    wide = replace(RECAP, heading=name, numbers=(("0", name), ("123,456,789,012", name), ("7", name)), bars=RECAP.bars * 6)
    assert is_picture(await png(wide, "dark" if theme == "dark" else "light"))
    assert is_picture(await png(Recap(name, (), "", ()), "light"))


def test_days_that_ask_for_nothing_and_those_a_freeze_saved_break_no_run() -> None:
    hows = ("check-in", "not asked", "challenge", "frozen", "repaired", "not kept", "check-in", "open")
    days = [StreakDay(DAY, how) for how in hows]
    assert (kept_in(days).days, kept_in(days).longest) == (4, 3)
    assert kept_in([]).longest == 0
