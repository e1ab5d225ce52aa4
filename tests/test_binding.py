"""What people type becomes values, or is refused in a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.interface.binding import bind
from bot.interface.call import Call
from bot.interface.card import Text
from bot.shared.content_forms import FORMS
from bot.text import plain
from bot.wiring.features import all_commands
from tests.cases import in_case
from tests.declared import EVERY, FITTING, OPTIONAL, parameter
from tests.strategies import TYPED, option_texts

REAL = list(all_commands())
TYPED_OR_FITTING = TYPED | st.sampled_from(["1", "yes", "2026-01-31"])


def refused(name: str, text: str) -> str:
    with pytest.raises(Refusal) as refusal:
        bind(parameter(name), text)
    return plain(refusal.value.message)


def test_a_year_is_taken_as_spreadsheets_write_it_and_refused_without_a_mark_for_thousands() -> None:
    year = next(option for option in FORMS["figure"].first if option.name == "year")
    assert [bind(year, text) for text in ("2025.0", "2025,00", " 2025 ")] == [2025] * 3
    with pytest.raises(Refusal, match="is a whole number from 2000 to 2100"):
        bind(year, "2025.5")


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
    "text", ["99", "18:60", "13pm", "0 am", "-1", "noonish", "18:00:00", "180", "18:0", ":", "pm", "9" * 500]
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    assert refused("at", text).endswith("is not a time of day; write it such as 18:00 or 6 pm.")


@pytest.mark.parametrize("text", ["1/2/2026", "2026-02-30", "31.2.2026", "someday", "2026-01-31T10:00", "99999-01-01", "31.1."])
def test_what_is_no_date_is_refused(text: str) -> None:
    assert refused("day", text).endswith("is not a date; write it such as Friday, 29 Nov or 2026-01-31.")


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("60", 60), ("+7", 7), ("007", 7), ("٣", 3), ("１２", 12)])
def test_a_number_is_read_in_any_digits(text: str, number: int) -> None:
    assert bind(parameter("week"), text) == number


@pytest.mark.parametrize("text", ["0", "61", "-1", "3.5", "1e1", "0x1", "1_0", "²", "three", "1 2", "9" * 5000])
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
    ("text", "id"),
    [
        ("<#C012AB3CD>", "C012AB3CD"),
        ("<#C012|hall>", "C012"),
        ("1234", "1234"),
        ("study-hall", "study-hall"),
        ("#hall", "hall"),
        ("https://discord.com/channels/12/34", "34"),
        ("https://ml.slack.com/archives/C012AB3CD", "C012AB3CD"),
    ],
)
def test_a_channel_is_picked_or_mentioned(text: str, id: str) -> None:
    assert bind(parameter("where"), text) == id


@pytest.mark.parametrize("text", ["#", "##hall", "<#>", "<@U1>", "two words", "<!channel>", "hall>"])
def test_what_is_no_channel_is_refused(text: str) -> None:
    assert refused("where", text) == f"“{text}” is not a channel; pick one from the list, or paste its link."


@pytest.mark.parametrize("text", ["catch-up", "Catch up", "CATCH UP"])
def test_a_choice_is_named_by_its_value_or_its_label(text: str) -> None:
    assert bind(parameter("how"), text) == "catch-up"


def test_an_unknown_choice_is_told_what_there_is() -> None:
    assert refused("how", "jump") == "“jump” is not one of: Catch up, Skip."


def test_a_text_may_be_as_long_as_declared_and_no_longer() -> None:
    assert bind(parameter("name"), "x" * 10) == "x" * 10
    assert refused("name", "x" * 11) == "“Name” is 11 characters long; 10 is the most. Shorten it and send it again."


def test_only_a_long_text_keeps_its_lines() -> None:
    assert bind(parameter("name"), "a\n\nb  c") == "a b c"
    assert bind(parameter("story"), "a\n\nb  c") == "a\n\nb  c"


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(FITTING, TYPED)))
def test_any_text_binds_or_is_refused_in_a_sentence_that_can_be_shown(values: dict[str, str]) -> None:
    with refused_in_a_sentence():
        EVERY.bind(Call("try it", {**FITTING, **values}))


@pytest.mark.slow
@given(option_texts(REAL, TYPED_OR_FITTING))
def test_any_text_given_to_a_real_command_binds_or_is_refused(texts: list[str]) -> None:
    """To all of its options at once, of which the first that does not fit is refused, and to each of them alone."""
    for command in REAL:
        typed = list(zip(command.parameters, texts, strict=False))
        with in_case(command.path):
            values = {parameter.name: text for parameter, text in typed}
            with refused_in_a_sentence():
                assert set(command.bind(Call(command.path, values))) <= set(values)
            for parameter, text in typed:
                with in_case(parameter.name), refused_in_a_sentence():
                    bind(parameter, text)


@contextmanager
def refused_in_a_sentence() -> Iterator[None]:
    """What is refused inside, if anything is, is told in a sentence that can be shown."""
    try:
        yield
    except Refusal as refusal:
        said = plain(Text(refusal.message).text)
        assert said.endswith((".", "?"))  # a sentence, or "Did you mean …?"
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
