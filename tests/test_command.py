"""A command is read from its signature; text becomes values or one sentence that says what to write."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Annotated, Any, Literal, Optional

import pytest
from annotated_types import Ge, Le
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.interface.binding import bind
from bot.interface.call import Call
from bot.interface.card import Card, Form, Text
from bot.interface.command import CONTROL_VALUES, MESSAGE, Command, Commands, Handler
from bot.interface.form import form_for, form_input, form_of
from bot.interface.inputs import ChannelInput, Choice, ChoiceInput, TextInput
from bot.interface.option import ChannelId, Option, Parameter
from bot.text import Markup, escape, plain
from bot.wiring.core import all_commands
from tests.strategies import TYPED

REAL = list(all_commands())
ANSWER = Card(Markup("a"))


def declared(handler: Handler, path: str = "try it", **fields: Any) -> Command:
    commands = Commands()
    commands.add(path, "Try it.", **fields)(handler)
    [command] = commands
    return command


async def every_kind(
    context: object,
    name: Annotated[str, Option("A name.", most=10)],
    story: Annotated[str, Option("A story.", long=True, most=30)],
    week: Annotated[int, Option("A week."), Ge(1), Le(60)],
    share: Annotated[bool, Option("Share it?")],
    day: Annotated[date, Option("A day.")],
    at: Annotated[time, Option("An hour.")],
    where: Annotated[ChannelId, Option("A channel.")],
    how: Annotated[Literal["catch-up", "skip"], Option("How?", labels={"catch-up": "Catch up", "skip": "Skip"})],
) -> Card:
    return ANSWER


async def all_optional(
    context: object,
    note: Annotated[str | None, Option("A note.", asked=True)] = None,
    count: Annotated[Optional[int], Option("A count.")] = None,  # noqa: UP045 - the older way to write it reads the same
    page: Annotated[int, Option("A page."), Ge(1)] = 1,
) -> Card:
    return ANSWER


EVERY = declared(every_kind)
OPTIONAL = declared(all_optional)
FITTING = {
    "name": "Ann",
    "story": "Once",
    "week": "3",
    "share": "yes",
    "day": "2026-01-31",
    "at": "6 pm",
    "where": "<#C1|hall>",
    "how": "skip",
}


def parameter(name: str) -> Parameter:
    found = EVERY.parameter(name) or OPTIONAL.parameter(name)
    assert found
    return found


def refused(name: str, text: str) -> str:
    with pytest.raises(Refusal) as refusal:
        bind(parameter(name), text)
    return plain(refusal.value.message)


# Declaring


def test_kinds_and_bounds_are_read_from_the_signature() -> None:
    read = [(p.name, p.kind, p.required, p.least, p.most, p.values) for p in (*EVERY.parameters, *OPTIONAL.parameters)]
    assert read == [
        ("name", "text", True, None, None, ()),
        ("story", "text", True, None, None, ()),
        ("week", "integer", True, 1, 60, ()),
        ("share", "boolean", True, None, None, ()),
        ("day", "date", True, None, None, ()),
        ("at", "time", True, None, None, ()),
        ("where", "channel", True, None, None, ()),
        ("how", "choice", True, None, None, ("catch-up", "skip")),
        ("note", "text", False, None, None, ()),
        ("count", "integer", False, None, None, ()),
        ("page", "integer", False, 1, None, ()),
    ]


async def bare(context: object, name: str) -> Card:
    return ANSWER


async def unannotated(context: object, name) -> Card:  # type: ignore[no-untyped-def]
    return ANSWER


async def fraction(context: object, name: Annotated[float, Option("a")]) -> Card:
    return ANSWER


async def several(context: object, name: Annotated[list[str], Option("a")]) -> Card:
    return ANSWER


async def either(context: object, name: Annotated[int | str, Option("a")]) -> Card:
    return ANSWER


async def numbered(context: object, name: Annotated[Literal[1, 2], Option("a")]) -> Card:
    return ANSWER


@pytest.mark.parametrize("handler", [bare, unannotated, fraction, several, either, numbered])
def test_what_no_platform_can_ask_for_is_refused_when_it_is_declared(handler: Handler) -> None:
    with pytest.raises(TypeError, match="option name "):
        declared(handler)


def test_two_commands_of_one_name_are_refused() -> None:
    commands, others = Commands([EVERY]), Commands([EVERY])
    with pytest.raises(ValueError, match="two commands are called try it"):
        commands.add("try it", "Again.")(all_optional)
    with pytest.raises(ValueError, match="declared twice: try it"):
        commands.merged(others)


# Binding


def test_every_kind_of_value_is_bound() -> None:
    assert EVERY.bind(Call("try it", FITTING)) == {
        "name": "Ann",
        "story": "Once",
        "week": 3,
        "share": True,
        "day": date(2026, 1, 31),
        "at": time(18),
        "where": "C1",
        "how": "skip",
    }


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("18:00", time(18)),
        ("8:05", time(8, 5)),
        ("18.30", time(18, 30)),
        ("18h30", time(18, 30)),
        ("18", time(18)),
        ("0", time(0)),
        ("6pm", time(18)),
        ("6 pm", time(18)),
        ("6:15 PM", time(18, 15)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_is_written_in_many_ways(text: str, meant: time) -> None:
    assert bind(parameter("at"), text) == meant


@pytest.mark.parametrize(
    "text", ["24:00", "99", "18:60", "13pm", "0 am", "-1", "noon", "18:00:00", "1800", "18:0", ":", "pm", "9" * 500]
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    assert refused("at", text).endswith("is not a time of day; write it such as 18:00 or 6 pm.")


@pytest.mark.parametrize(
    "text", ["31.1.2026", "2026-02-30", "2026-1-3", "tomorrow", "2026-01-31T10:00", "99999-01-01", "２０２６-01-31"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert refused("day", text).endswith("is not a date; write it as year-month-day, such as 2026-01-31.")


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("60", 60), ("+7", 7), ("007", 7), ("٣", 3), ("１２", 12)])
def test_a_number_is_read_in_any_digits(text: str, number: int) -> None:
    assert bind(parameter("week"), text) == number


@pytest.mark.parametrize("text", ["0", "61", "-1", "3.0", "1e1", "0x1", "1_0", "²", "three", "1 2", "9" * 5000])
def test_a_number_out_of_bounds_is_refused_with_its_bounds(text: str) -> None:
    assert refused("week", text) == f"“Week” is a whole number from 1 to 60; “{text[:50]}” is not."


def test_one_bound_is_said_too() -> None:
    assert refused("page", "0") == "“Page” is a whole number from 1 to 999,999,999; “0” is not."
    assert bind(parameter("page"), "999999999") == bind(parameter("count"), "999999999") == 999_999_999


@pytest.mark.parametrize(
    ("text", "meant"), [("yes", True), ("Y", True), ("TRUE", True), ("1", True), ("no", False), ("off", False)]
)
def test_yes_and_no_are_written_in_many_ways(text: str, meant: bool) -> None:
    assert bind(parameter("share"), text) is meant


def test_a_boolean_is_yes_or_no() -> None:
    assert refused("share", "perhaps") == "“Share” is yes or no; “perhaps” is neither."


@pytest.mark.parametrize(
    ("text", "id"), [("<#C012AB3CD>", "C012AB3CD"), ("<#C012|hall>", "C012"), ("1234", "1234"), ("study-hall", "study-hall")]
)
def test_a_channel_is_picked_or_mentioned(text: str, id: str) -> None:
    assert bind(parameter("where"), text) == id


@pytest.mark.parametrize("text", ["#hall", "<#>", "<@U1>", "two words", "<!channel>", "hall>"])
def test_what_is_no_channel_is_refused(text: str) -> None:
    assert refused("where", text) == f"“{text}” is not a channel; pick one from the list."


@pytest.mark.parametrize("text", ["catch-up", "Catch up", "CATCH UP"])
def test_a_choice_is_named_by_its_value_or_its_label(text: str) -> None:
    assert bind(parameter("how"), text) == "catch-up"


def test_an_unknown_choice_is_told_what_there_is() -> None:
    assert refused("how", "jump") == "“jump” is not one of: catch-up, skip."


def test_a_text_may_be_as_long_as_declared_and_no_longer() -> None:
    assert bind(parameter("name"), "x" * 10) == "x" * 10
    assert refused("name", "x" * 11) == "“Name” is 11 characters long; 10 is the most. Shorten it and send it again."


def test_only_a_long_text_keeps_its_lines() -> None:
    assert bind(parameter("name"), "a\n\nb  c") == "a b c"
    assert bind(parameter("story"), "a\n\nb  c") == "a\n\nb  c"


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(FITTING, TYPED)))
def test_any_text_binds_or_is_refused_in_a_sentence_that_can_be_shown(values: dict[str, str]) -> None:
    try:
        EVERY.bind(Call("try it", {**FITTING, **values}))
    except Refusal as refusal:
        assert_sentence(refusal)


@pytest.mark.parametrize("command", REAL, ids=lambda command: command.path)
@given(data=st.data())
def test_any_text_given_to_a_real_command_binds_or_is_refused(command: Command, data: st.DataObject) -> None:
    values = {p.name: data.draw(TYPED | st.sampled_from(["1", "yes", "2026-01-31"]), p.name) for p in command.parameters}
    try:
        assert set(command.bind(Call(command.path, values))) <= set(values)
    except Refusal as refusal:
        assert_sentence(refusal)


def assert_sentence(refusal: Refusal) -> None:
    said = plain(Text(refusal.message).text)
    assert said.endswith(".")
    assert said[0] in "“T"


@pytest.mark.parametrize("nothing", ["", " ", "\n", "\u200b", "\u200d\u2060 "])
def test_empty_text_counts_as_not_given(nothing: str) -> None:
    assert OPTIONAL.bind(Call("try it", {"note": nothing, "count": nothing})) == {}
    with pytest.raises(Refusal, match="“Name” is empty"):
        EVERY.bind(Call("try it", {**FITTING, "name": nothing}))


def test_what_is_required_and_not_given_is_named() -> None:
    with pytest.raises(Refusal, match="“Week” is empty; fill it in and send it again"):
        EVERY.bind(Call("try it", {name: value for name, value in FITTING.items() if name != "week"}))


@pytest.mark.parametrize("name", ["nonsense", "Note", "", "x" * 5000, "*"])
def test_an_unknown_option_is_named_in_a_sentence_that_can_be_shown(name: str) -> None:
    with pytest.raises(Refusal) as refusal:
        OPTIONAL.bind(Call("try it", {name: "a"}))
    assert plain(Text(refusal.value.message).text).startswith(f"There is no option “{name[:50]}” here.")


def test_control_values_ride_along_unbound() -> None:
    assert OPTIONAL.bind(Call("try it", {"again": "7", "community": "3", "note": "a"})) == {"note": "a"}


def test_values_are_cleaned_before_they_are_bound() -> None:
    assert OPTIONAL.bind(Call("try it", {"note": " a\u202eb ", "count": " 3\u200b"})) == {"note": "ab", "count": 3}


# Asking


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


def choices(count: int) -> Sequence[Choice]:
    return [Choice(escape(str(number)), str(number)) for number in range(count)]


# What is really declared


@pytest.mark.parametrize("command", REAL, ids=lambda command: command.path)
def test_a_real_command_keeps_to_what_every_platform_allows(command: Command) -> None:
    assert 1 <= len(command.path.split(" ")) <= 2
    assert all(re.fullmatch(r"[-_'\w]{1,32}", name) and name.islower() for name in command.path.split(" "))
    assert 1 <= len(command.description) <= 100
    assert len(command.parameters) <= 25
    assert not {p.name for p in command.parameters} & CONTROL_VALUES
    assert sorted(command.parameters, key=lambda p: not p.required) == list(command.parameters)
    for p in command.parameters:
        assert re.fullmatch(r"[a-z_]{1,32}", p.name)  # as a typed line names it
        assert 1 <= len(p.option.description) <= 100
        assert len(p.values) <= 25


@pytest.mark.parametrize("command", REAL, ids=lambda command: command.path)
def test_the_form_of_a_real_command_can_be_built_empty_and_filled(command: Command) -> None:
    suggestions = {p.name: choices(30) for p in command.parameters if p.option.suggest}
    empty = form_for(command, Call(command.path), suggestions)
    assert {p.name for p in command.parameters if p.required} <= {item.name for item in empty.inputs}
    filled = form_for(command, Call(command.path, {p.name: "1" for p in command.parameters}), suggestions)
    assert len(filled.inputs) <= 5
    assert {item.name for item in filled.inputs} | filled.call.values.keys() == {p.name for p in command.parameters}


@pytest.mark.parametrize("command", REAL, ids=lambda command: command.path)
def test_every_input_of_a_real_command_can_be_drawn(command: Command) -> None:
    for p in command.parameters:
        assert form_input(command, p).name == p.name
