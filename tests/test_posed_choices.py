"""Each choice of a challenge stands once on its card: on a button if it fits there, else in a list by whose letters the buttons
go."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.domain.challenge import Challenge
from bot.domain.variant import variant_of
from bot.interface.call import Call
from bot.interface.card import Buttons, Card
from bot.shared.challenge_card import Asked, posed
from bot.text import Markup
from tests.challenge_samples import MULTI, SINGLE
from tests.world import words

LONG = ("The share of ill people that it finds", "The share of alarms that are right", "The share of all that it gets right")


def card_of(challenge: Challenge, *, public: bool = False, chosen: Sequence[str] = ()) -> Card:
    asked = Asked(challenge, variant_of(challenge, 0), Call("challenge answer"))
    return Card(Markup("Challenge"), posed(asked, public=public, chosen=chosen))


def with_long_choices(challenge: Challenge) -> Challenge:
    texts = zip(challenge.options, LONG, strict=True)
    return replace(challenge, options=tuple(replace(option, text=text) for option, text in texts))


def rows(card: Card) -> list[list[str]]:
    return [[button.shown for button in block.buttons] for block in card.blocks if isinstance(block, Buttons)]


@pytest.mark.parametrize("challenge", [SINGLE, MULTI])
def test_choices_that_fit_on_buttons_stand_there_alone(challenge: Challenge) -> None:
    card = card_of(challenge)
    assert {label.lstrip("☐ ") for label in rows(card)[0]} == {option.text for option in challenge.options}
    assert all(words(card).count(option.text) == 1 for option in challenge.options)


def test_choices_that_are_too_long_for_a_button_are_pressed_by_their_letters() -> None:
    card = card_of(with_long_choices(SINGLE))
    assert rows(card) == [["A", "B", "C", "Hint"]]
    assert all(words(card).count(text) == 1 for text in LONG)


def test_a_letter_answers_what_stands_beside_it() -> None:
    challenge = with_long_choices(SINGLE)
    card = card_of(challenge)
    buttons = [button for block in card.blocks if isinstance(block, Buttons) for button in block.buttons]
    answers = {button.shown: button.call.values.get("answer") for button in buttons if button.call}
    for option in challenge.options:
        letter = next(line for line in words(card).splitlines() if option.text in line).lstrip("*")[0]
        assert answers[letter] == option.id


def test_several_choices_that_are_too_long_are_chosen_by_their_letters() -> None:
    assert rows(card_of(with_long_choices(MULTI), chosen=["a"]))[1] == ["That is my answer", "Hint"]
    assert sorted(label[-1] for label in rows(card_of(with_long_choices(MULTI)))[0]) == ["A", "B", "C"]


def test_choices_that_are_opened_first_are_read_before() -> None:
    card = card_of(MULTI, public=True)
    assert rows(card) == [["Answer", "Hint"]]
    assert all(option.text in words(card) for option in MULTI.options)
