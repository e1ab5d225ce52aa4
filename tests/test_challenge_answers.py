"""Answers to the challenge of a day: pressed, sorted, chosen and typed, with hints, in private."""

from dataclasses import replace

import pytest

from bot.domain.challenge import Challenge
from bot.interface.card import Button, Card, Form
from tests.challenge_samples import MULTI, NUMERIC, ORDER, REFLECTION, RIGHT, SINGLE, TEXT, WRONG
from tests.given_challenges import answer, give
from tests.transactions import community_of, opened
from tests.world import Caller, World, press, words


@pytest.fixture
async def cohort(world: World) -> str:
    """A cohort that began yesterday; it is Tuesday, one hour before its challenge."""
    cohort = await world.launch()
    world.clock.advance(hours=23)
    await world.tick()
    return cohort


@pytest.fixture
async def ann(world: World, cohort: str) -> Caller:
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    return ann


async def posted(world: World, prefix: str = "challenge/") -> Card:
    """The newest post of that kind."""
    return [delivery.post.card for delivery in world.board.posts(prefix) if delivery.post.kind == "send"][-1]


def button(card: Card, label: str) -> Button:
    buttons = [button for block in card.blocks for button in getattr(block, "buttons", ())]
    return next(button for button in buttons if button.label == label)


async def test_the_button_of_a_choice_answers_in_private_with_the_reason(world: World, cohort: str, ann: Caller) -> None:
    await give(world, cohort, SINGLE)
    world.clock.advance(hours=1, minutes=1)
    await world.tick()
    post = await posted(world)
    assert "Which metric matters most" in words(post)
    wrong = await ann.make(press(post, "Precision"), "press")
    assert isinstance(wrong, Card)
    assert "Not quite" in words(wrong)
    assert "Precision watches false alarms." in words(wrong)
    assert "**Right:** Recall" in words(wrong)
    assert "This was your scored answer." in words(wrong)
    opened = await ann.make(press(wrong, "Talk about it"), "press")
    assert isinstance(opened, Card)
    assert (button(opened, "Go there").url or "").startswith("https://chat.example.org/space-1/channel-1/")
    again = await ann.make(press(post, "Recall"), "press")
    assert isinstance(again, Card)
    assert "Right!" in words(again)
    assert "only the first answer is scored" in words(again)


@pytest.mark.parametrize("challenge", [SINGLE, MULTI, NUMERIC, TEXT], ids=lambda c: c.kind)
async def test_right_and_wrong_are_told_apart(world: World, cohort: str, ann: Caller, challenge: Challenge) -> None:
    await give(world, cohort, challenge)
    assert "Not quite" in words(await answer(ann, cohort, WRONG[challenge.kind]))
    right = await answer(ann, cohort, RIGHT[challenge.kind])
    assert "Right!" in words(right)
    assert challenge.explain in words(right)


async def test_steps_are_sorted_by_their_numbers(world: World, cohort: str, ann: Caller) -> None:
    await give(world, cohort, ORDER)
    shown = words(await ann.card("challenge today"))
    numbers = {line.split(". ")[1]: line[0] for line in shown.splitlines() if line[:1].isdigit()}
    right = " ".join(numbers[step] for step in ("Split", "Train", "Score"))
    assert "Right!" in words(await answer(ann, cohort, right))
    assert "Write each step's number once" in words(await answer(ann, cohort, "1 1 2"))


async def test_a_thought_is_taken_and_never_graded(world: World, cohort: str, ann: Caller) -> None:
    await give(world, cohort, REFLECTION)
    assert "Thank you" in words(await answer(ann, cohort, "That it works."))


async def test_several_answers_are_chosen_one_press_after_another(world: World, cohort: str, ann: Caller) -> None:
    await give(world, cohort, MULTI)
    world.clock.advance(hours=1, minutes=1)
    await world.tick()
    card = await ann.make(press(await posted(world), "Answer"), "press")
    for label in ("Two", "Three", "Four", "Three"):
        assert isinstance(card, Card)
        card = await ann.make(press(card, label), "press")
    assert isinstance(card, Card)
    verdict = await ann.make(press(card, "That is my answer"), "press")
    assert isinstance(verdict, Card)
    assert "Right!" in words(verdict)


async def test_a_hint_forgets_nothing_that_was_chosen(world: World, cohort: str, ann: Caller) -> None:
    await give(world, cohort, replace(MULTI, hint=("Halve them.",)))
    card = await ann.card("challenge today")
    for label in ("Two", "Four", "Hint"):
        pressed = await ann.make(press(card, label), "press")
        assert isinstance(pressed, Card)
        card = pressed
    assert "Halve them." in words(card)
    verdict = await ann.make(press(card, "That is my answer"), "press")
    assert isinstance(verdict, Card)
    assert "Right!" in words(verdict)


async def test_a_thought_is_neither_scored_nor_tried_again(world: World, cohort: str, ann: Caller) -> None:
    await give(world, cohort, REFLECTION)
    thanks = words(await answer(ann, cohort, "That it works."))
    today = words(await ann.card("challenge today"))
    assert "You have answered it already" in today
    for part in ("scored", "Try again", "right", "free"):
        assert part not in thanks
        assert part not in today


@pytest.mark.parametrize("challenge", [NUMERIC, TEXT, ORDER, REFLECTION], ids=lambda c: c.kind)
async def test_what_is_typed_is_asked_in_a_form(world: World, cohort: str, ann: Caller, challenge: Challenge) -> None:
    await give(world, cohort, challenge)
    card = await ann.card("challenge today")
    form = await ann.make(press(card, "Answer"), "press")
    assert isinstance(form, Form)
    assert [item.name for item in form.inputs] == ["answer"]


async def test_a_hint_says_that_its_challenge_is_answered_and_after_the_end_shows_the_solution(
    world: World, cohort: str, ann: Caller
) -> None:
    await give(world, cohort, SINGLE)
    card = await ann.card("challenge today")
    await ann.make(press(card, "Precision"), "press")
    hinted = words(await ann.make(press(card, "Hint"), "press"))
    assert "Think twice." in hinted
    assert "You have answered it already; more tries are free." in hinted
    world.clock.advance(days=365)
    told = await ann.make(press(card, "Hint"), "press")
    assert "solution of" in told.title
    assert "Think twice." not in words(told)


async def test_hints_come_one_after_another_and_cost_nothing(world: World, cohort: str, ann: Caller) -> None:
    await give(world, cohort, SINGLE)
    card: Card = await ann.card("challenge today")
    for text in ("Think twice.", "Then once more."):
        hinted = await ann.make(press(card, "Hint"), "press")
        assert isinstance(hinted, Card)
        card = hinted
        assert text in words(card)
    assert "Hint\n" not in words(card).replace("**", "")
    right = await ann.make(press(card, "Recall"), "press")
    assert isinstance(right, Card)
    assert "Right!" in words(right)
    community = await community_of(world.core, cohort)
    async with opened(world.core, community) as unit:
        member = await unit.members.find("test", "account-ann")
        assert member
        (attempt,) = await unit.attempts.of(member.person)
    assert (attempt.hints, attempt.scored, attempt.verdict) == (2, True, "right")
