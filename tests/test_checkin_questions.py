"""Moderators choose what a cohort's check-ins ask: the form asks it, the summary says it, a word brings the usual ones back."""

import pytest

from bot.interface.card import Card, Form
from bot.interface.limits import LONGEST_INPUT_LABEL
from bot.text import clean, plain
from tests.samples import HOSTILE
from tests.world import Caller, World, words

USUAL = ["What did you do?", "What comes next?", "What is in your way?"]


@pytest.fixture
def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True)


async def asked(caller: Caller) -> list[str]:
    """The first three questions of the check-in's form."""
    return [plain(item.label) for item in (await caller.form("checkin")).inputs[:3]]


async def summary(world: World) -> str:
    world.clock.advance(minutes=2)
    await world.tick()
    await world.tick()
    posts = [
        delivery.post.card
        for delivery in (*world.board.posts(), *world.board.edits)
        if "check-ins of" in delivery.post.card.title
    ]
    return words(posts[-1])


async def test_a_cohort_asks_as_usual_until_a_moderator_says_otherwise(world: World, ann: Caller, omar: Caller) -> None:
    assert await asked(ann) == USUAL
    await omar.card("manage edit", ask_did="What did you observe?", ask_blocker="Any clouds?")
    assert await asked(ann) == ["What did you observe?", "What comes next?", "Any clouds?"]
    await ann.card("checkin", did="Orion", next="Lyra", blocker="Some", share="yes")
    said = await summary(world)
    assert "**ann**: What did you observe? Orion\nNext: Lyra\nAny clouds? Some" in said


@pytest.mark.parametrize("word", ["usual", "Usual", "default", "as usual"])
async def test_a_word_brings_the_usual_question_back(ann: Caller, omar: Caller, word: str) -> None:
    await omar.card("manage edit", ask_next="And then?")
    changed = await omar.card("manage edit", ask_next=word)
    assert "And then? → as usual" in words(changed)
    assert await asked(ann) == USUAL


@pytest.mark.parametrize("word", ["none", "No", "off", "-"])
async def test_a_question_that_somebody_would_turn_off_stays_with_what_can_be_done(ann: Caller, omar: Caller, word: str) -> None:
    assert "A check-in keeps its three questions" in words(await omar.card("manage edit", ask_next=word))
    assert await asked(ann) == USUAL


async def test_a_form_asks_for_all_three_and_keeps_what_is_left_alone(world: World, cohort: str, omar: Caller) -> None:
    form = await omar.make((await omar.form("manage edit-questions", "press", cohort=cohort)).call)
    assert isinstance(form, Form)
    assert [item.value for item in form.inputs if item.name.startswith("ask_")] == ["usual"] * 3
    assert "Nothing changed" in words(await omar.submit(form))


@pytest.mark.parametrize("text", [text for text in HOSTILE if clean(text) and len(text) <= LONGEST_INPUT_LABEL])
async def test_hostile_questions_are_shown_as_they_were_typed(world: World, ann: Caller, omar: Caller, text: str) -> None:
    changed = await omar.card("manage edit", ask_did=text)
    assert "is changed" in words(changed)
    assert (await asked(ann))[0] == " ".join(clean(text).split())
    await ann.card("checkin", did="Orion", share="yes")
    assert "Orion" in await summary(world)


async def test_a_question_that_no_form_has_room_for_is_refused(omar: Caller, cohort: str) -> None:
    refused = await omar("manage edit", ask_did="x" * (LONGEST_INPUT_LABEL + 1))
    assert isinstance(refused, Card)
    assert "is changed" not in words(refused)
