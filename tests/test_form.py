"""When a form is asked for what is missing, and what is on it."""

import pytest

from bot.interface.call import Call
from bot.interface.card import Form
from bot.interface.command import MESSAGE, Command
from bot.interface.form import form_for, form_input, form_of
from bot.interface.inputs import ChannelInput, ChoiceInput, TextInput
from bot.text import plain
from tests.declared import EVERY, FITTING, OPTIONAL, all_optional, choices, declared, parameter


async def own_form(context: object, command: Command, call: Call) -> Form:
    return form_of(command, call, ())


def test_a_message_rides_along_in_no_form() -> None:
    call = Call("try it", {MESSAGE: "a secret", "cohort": "12"})
    assert form_of(OPTIONAL, call, ()).call == Call("try it", {"cohort": "12"})


@pytest.mark.parametrize(
    ("command", "values", "asks"),
    [
        (EVERY, {}, True),
        (EVERY, FITTING, False),
        (EVERY, {**FITTING, "name": "\u200b"}, True),
        (OPTIONAL, {}, False),
        (declared(all_optional, form=own_form), {}, True),
        (declared(all_optional, form=own_form), {"note": " "}, True),
        (declared(all_optional, form=own_form), {"page": "2"}, True),
        (declared(all_optional, form=own_form), {"note": "a"}, False),
    ],
)
def test_a_form_is_shown_when_something_it_asks_for_is_missing(command: Command, values: dict[str, str], asks: bool) -> None:
    assert command.asks(Call("try it", values)) is asks


def test_a_form_has_five_inputs_and_the_rest_rides_along() -> None:
    form = form_for(EVERY, Call("try it", {**FITTING, "community": "3"}), {})
    assert [(item.name, item.value) for item in form.inputs] == list(FITTING.items())[:5]
    assert form.call == Call("try it", {"at": "6 pm", "where": "<#C1|hall>", "how": "skip", "community": "3"})


def test_a_form_lets_the_text_of_a_message_go() -> None:
    form = form_for(OPTIONAL, Call("try it", {MESSAGE: "what somebody wrote", "community": "3"}), {})
    assert form.call == Call("try it", {"community": "3"})


def test_an_optional_value_that_was_given_can_be_changed_in_the_form() -> None:
    form = form_for(OPTIONAL, Call("try it", {"page": "4"}), {})
    assert [(item.name, item.value) for item in form.inputs] == [("note", ""), ("page", "4")]


def test_each_kind_of_value_has_its_input() -> None:
    inputs = {p.name: form_input(EVERY, p, FITTING[p.name]) for p in EVERY.parameters}
    assert [name for name, item in inputs.items() if isinstance(item, TextInput)] == ["name", "story", "week", "day", "at"]
    assert [name for name, item in inputs.items() if isinstance(item, TextInput) and item.multiline] == ["story"]
    assert isinstance(inputs["where"], ChannelInput)
    share, how = inputs["share"], inputs["how"]
    assert isinstance(share, ChoiceInput)
    assert [choice.value for choice in share.choices] == ["yes", "no"]
    assert isinstance(how, ChoiceInput)
    assert [plain(choice.label) for choice in how.choices] == ["Catch up", "Skip"]


def test_suggestions_become_a_select_and_more_than_it_holds_are_searched() -> None:
    item = form_input(EVERY, parameter("name"), "a", choices(26))
    assert isinstance(item, ChoiceInput)
    assert (len(item.choices), item.more, item.suggests, item.value) == (25, True, "try it", "a")
    few = form_input(EVERY, parameter("name"), "", choices(25))
    assert isinstance(few, ChoiceInput)
    assert not few.more


def test_a_value_longer_than_its_input_is_cut_to_fit() -> None:
    assert form_input(EVERY, parameter("name"), "x" * 11).value == "x" * 10
