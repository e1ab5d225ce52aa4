"""When a form is asked for what is missing, what is on it, and that it loses nothing it was filled with."""

from dataclasses import replace
from typing import Annotated

import pytest
from babel.messages.catalog import Catalog

from bot.interface.call import Call
from bot.interface.card import Card, Form
from bot.interface.command import MESSAGE, Command
from bot.interface.form import form_for
from bot.interface.inputs import ChannelInput, Choice, ChoiceInput, DateInput, Input, SeveralInput, TextInput, TimeInput
from bot.interface.limits import TooBig
from bot.interface.option import Option, all_values, examples, several_values, some_values
from bot.interface.prefill import Prefill, Wording
from bot.language import speaking
from bot.text import Markup, plain
from bot.wiring.features import all_commands
from tests.catalogues import use
from tests.declared import EVERY, FITTING, OPTIONAL, all_optional, choices, declared, five_asked


async def own_prefill(context: object, call: Call) -> Prefill:
    return Prefill()


async def suggest_any(context: object, typed: str) -> list[Choice]:
    return []


async def offered(
    context: object,
    every: Annotated[str, Option("All there are.", suggest=all_values(suggest_any))] = "",
    some: Annotated[str, Option("The likely ones.", suggest=some_values(suggest_any))] = "",
    several: Annotated[str, Option("Some of them.", suggest=several_values(suggest_any), most=900)] = "",
    text: Annotated[str, Option("Any text.", suggest=examples(suggest_any), most=90)] = "",
) -> Card:
    return Card(Markup("a"))


def opened(command: Command, prefill: Prefill | None = None, **values: str) -> Form:
    return form_for(command, Call("try it", values), prefill or Prefill(), {})


def suggesting(option: str, value: str, count: int) -> Input:
    """The input of an option of `offered` for which that many entries are suggested."""
    prefill = Prefill(asked=[option])
    (item,) = form_for(declared(offered), Call("try it", {option: value}), prefill, {option: choices(count)}).inputs
    return item


def asked(name: str, value: str = "", *, wording: Wording | None = None) -> Input:
    """The one input of a form that asks for one option of EVERY."""
    prefill = Prefill(asked=[name], wording={name: wording} if wording else {})
    (item,) = opened(EVERY, prefill, **{name: value}).inputs
    return item


@pytest.mark.parametrize(
    ("command", "values", "asks"),
    [
        (EVERY, {}, True),
        (EVERY, FITTING, False),
        (EVERY, {**FITTING, "name": "\u200b"}, True),
        (OPTIONAL, {}, False),
        (declared(all_optional, prefill=own_prefill), {}, True),
        (declared(all_optional, prefill=own_prefill), {"note": " "}, True),
        (declared(all_optional, prefill=own_prefill), {"page": "2"}, True),
        (declared(all_optional, prefill=own_prefill), {"note": "a"}, False),
    ],
)
def test_a_form_is_shown_when_something_it_asks_for_is_missing(command: Command, values: dict[str, str], asks: bool) -> None:
    assert command.asks(Call("try it", values)) is asks


def test_a_form_that_would_ask_six_is_refused() -> None:
    with pytest.raises(TooBig, match="inputs: 8"):
        opened(EVERY)


def test_what_no_input_holds_rides_along_but_no_message() -> None:
    form = opened(OPTIONAL, **{MESSAGE: "what somebody wrote", "note": "a", "community": "3"})
    assert form.call == Call("try it", {"community": "3"})


def test_an_optional_value_that_was_given_can_be_changed_in_the_form() -> None:
    assert [(item.name, item.value) for item in opened(OPTIONAL, page="4").inputs] == [("note", ""), ("page", "4")]


def test_an_optional_value_that_has_no_room_in_the_form_rides_along() -> None:
    full = declared(five_asked)
    form = opened(full, before="here", first="a")
    assert [item.name for item in form.inputs] == ["first", "second", "third", "fourth", "fifth"]
    assert form.call == Call("try it", {"before": "here"})


def test_what_is_too_long_to_ride_along_is_not_dropped() -> None:
    with pytest.raises(TooBig, match="call"):
        opened(declared(five_asked), before="x" * 100)


def test_the_keys_of_a_press_ride_along_and_are_asked_by_no_form() -> None:
    form = opened(declared(all_optional, listed=False), page="4")
    assert [item.name for item in form.inputs] == ["note"]
    assert form.call == Call("try it", {"page": "4"})


def test_a_form_holds_what_the_command_prefills_and_what_the_call_holds_wins() -> None:
    prefill = Prefill({"note": "as it was", "page": "3"})
    assert [item.value for item in opened(OPTIONAL, prefill).inputs] == ["as it was"]
    assert [item.value for item in opened(OPTIONAL, prefill, note="new").inputs] == ["new"]
    assert [item.value for item in opened(OPTIONAL, prefill, note="").inputs] == [""]


def test_a_command_can_ask_other_options_than_those_declared() -> None:
    form = opened(EVERY, Prefill(asked=["story", "name"]), week="3")
    assert [item.name for item in form.inputs] == ["story", "name"]
    assert form.call == Call("try it", {"week": "3"})


def test_words_of_an_input_that_depend_on_data_take_the_place_of_those_declared() -> None:
    wording = Wording(label=Markup("A tale"), hint=Markup("Of old"), long=False, required=False, most=20)
    assert asked("story", wording=wording) == TextInput("story", Markup("A tale"), "", Markup("Of old"), False, False, 20)
    assert asked("story") == TextInput("story", Markup("Story"), "", Markup(), True, True, 30)


def test_each_kind_of_value_has_its_input() -> None:
    inputs = {name: asked(name, value) for name, value in FITTING.items()}
    assert [name for name, item in inputs.items() if isinstance(item, TextInput)] == ["name", "story", "week"]
    assert [name for name, item in inputs.items() if isinstance(item, TextInput) and item.multiline] == ["story"]
    assert isinstance(inputs["where"], ChannelInput)
    assert isinstance(inputs["day"], DateInput)
    assert isinstance(inputs["at"], TimeInput)
    share, how = inputs["share"], inputs["how"]
    assert isinstance(share, ChoiceInput)
    assert [choice.value for choice in share.choices] == ["yes", "no"]
    assert isinstance(how, ChoiceInput)
    assert [plain(choice.label) for choice in how.choices] == ["Catch up", "Skip"]


@pytest.mark.parametrize(
    ("name", "written", "held"),
    [
        ("share", "ON", "yes"),
        ("share", "0", "no"),
        ("share", "perhaps", "perhaps"),
        ("how", "Catch up", "catch-up"),
        ("how", "SKIP", "skip"),
        ("where", "<#C1|hall>", "C1"),
        ("where", "", ""),
        ("day", "31.1.2026", "2026-01-31"),
        ("at", "6 pm", "18:00"),
    ],
)
def test_a_select_holds_what_was_written_in_other_words(name: str, written: str, held: str) -> None:
    assert asked(name, written).value == held


@pytest.mark.parametrize("name", ["day", "at"])
def test_no_picker_holds_what_names_no_day_or_hour_and_who_types_it_can_mend_it(name: str) -> None:
    item = asked(name, "soon")
    assert isinstance(item, DateInput | TimeInput)
    assert (item.value, item.unread) == ("", "soon")


@pytest.mark.parametrize(("option", "count", "more"), [("every", 25, False), ("every", 26, True), ("some", 3, True)])
def test_a_select_is_closed_only_if_it_holds_all_there_is(option: str, count: int, more: bool) -> None:
    item = suggesting(option, "3", count)
    assert isinstance(item, ChoiceInput)
    assert (len(item.choices), item.more, item.suggests, item.value) == (min(count + (count == 3), 25), more, "try it", "3")


@pytest.mark.parametrize(
    ("written", "held", "first"),
    [("2,1", "2, 1", "0"), ("1; ONE of my own, 1", "1, ONE of my own", "ONE of my own"), ("", "", "0")],
)
def test_several_are_what_was_named_and_words_of_ones_own_stay(written: str, held: str, first: str) -> None:
    item = suggesting("several", written, 3)
    assert isinstance(item, SeveralInput)
    assert (item.value, item.choices[0].value, item.more) == (held, first, False)
    assert [choice.value for choice in item.chosen] == [*filter(None, held.split(", "))]


@pytest.mark.parametrize(("written", "count"), [("28, 3", 30), ("own", 25)])
def test_of_more_than_a_select_holds_the_chosen_are_there_and_the_rest_is_searched(written: str, count: int) -> None:
    item = suggesting("several", written, count)
    assert isinstance(item, SeveralInput)
    assert (item.value, item.more, len(item.choices)) == (written, True, 25)


@pytest.mark.parametrize("written", ["x" * 76, ",".join(map(str, range(26)))])
def test_several_that_no_select_can_hold_stay_text(written: str) -> None:
    assert isinstance(suggesting("several", written, 3), TextInput)


def test_where_any_text_is_taken_suggestions_are_examples_of_it() -> None:
    item = suggesting("text", "my own words", 30)
    assert item == TextInput(
        "text", Markup("Text"), "my own words", required=False, most=90, choices=tuple(choices(25)), suggests="try it"
    )


@pytest.mark.parametrize("count", [3, 25, 30])
@pytest.mark.parametrize("value", ["none of them", "2", "28"])
def test_the_present_value_is_always_among_the_choices(count: int, value: str) -> None:
    item = suggesting("every", value, count)
    assert isinstance(item, ChoiceInput)
    assert item.value in [choice.value for choice in item.choices]
    assert len(item.choices) <= 25


def test_a_value_too_long_for_a_select_is_kept_as_text() -> None:
    item = suggesting("every", "x" * 76, 3)
    assert isinstance(item, TextInput)
    assert item.value == "x" * 76


def test_a_value_that_is_too_long_is_all_there_to_be_shortened_as_far_as_platforms_allow() -> None:
    assert asked("name", "x" * 11) == TextInput("name", Markup("Name"), "x" * 11, Markup(), False, True, 11)
    assert asked("name", "x" * 3001).value == "x" * 3000


def test_a_form_opens_though_its_translation_has_no_room(german: Catalog) -> None:
    for sentence in (EVERY.form_title, EVERY.submit, "Name"):
        german.add(sentence, "x" * 200)
    use(german)
    with speaking("de"):
        form = opened(EVERY, Prefill(asked=["name"]))
    assert [form.title, form.submit, form.inputs[0].label] == ["x" * 23 + "…", "x" * 23 + "…", "x" * 44 + "…"]


def test_english_without_room_is_a_fault_of_the_command() -> None:
    with pytest.raises(TooBig, match="form title"):
        opened(replace(EVERY, title="x" * 25), Prefill(asked=["name"]))


def test_every_form_has_a_title_in_peoples_words() -> None:
    assert [command.path for command in all_commands() if command.asked and not command.title] == []


def test_no_label_says_that_it_is_optional_which_platforms_say_themselves() -> None:
    assert [p.name for command in all_commands() for p in command.parameters if "optional" in p.form_label] == []


def test_a_fixed_value_that_is_chosen_already_cannot_be_unset() -> None:
    command = all_commands()["checkin"]
    for value, required in (("no", True), ("", False)):
        share = form_for(command, Call("checkin"), Prefill({"share": value}), {}).inputs[-1]
        assert (share.name, share.required) == ("share", required)
