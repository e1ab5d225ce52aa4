"""Numbers as people type them."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.typed_number import is_percent, readings


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("2", [2]), ("+2", [2]), ("-2", [-2]), ("−2", [-2]), ("– 2", [-2]), ("－２", [-2]), (" 2 ", [2]), ("2.", [2]),
        ("0.75", [0.75]), ("0,75", [0.75]), (".5", [0.5]), (",5", [0.5]), ("0,750", [0.75]), ("= 0.75", [0.75]), ("≈2.", [2]),
        ("75 %", [75]), ("75%.", [75]), ("٧٥٪", [75]), ("3/4", [0.75]), ("3 / 4", [0.75]), ("-3/4", [-0.75]), ("0.3/0,4", [0.75]),
        ("½", [0.5]), ("1½", [1.5]), ("1 1/2", [1.5]), ("1 234/5", [246.8]), ("1⁄2", [0.5]),
        ("1e-3", [0.001]), ("1E−3", [0.001]), ("1,5e3", [1500]), ("1 234,5", [1234.5]), ("1\u202f234,5", [1234.5]),
        ("1,234.5", [1234.5]), ("1.234,5", [1234.5]), ("1'234.5", [1234.5]), ("1’234.5", [1234.5]), ("1_000", [1000]),
        ("1,234", [1234, 1.234]), ("1.234", [1.234, 1234]), ("1,234,567", [1234567]), ("12,34,567", [1234567]),
        ("\u200b7\u2060", [7]), ("\u202e12", [12]), ("१२", [12]), ("٣٫٥", [3.5]),
        ("", []), ("-", []), (".", []), ("%", []), ("/", []), ("1/", []), ("/2", []), ("1/0", []), ("0/0", []), ("1e", []),
        ("e3", []), ("nan", []), ("inf", []), ("∞", []), ("1e400", []), ("10²", []), ("x", []), ("5 kg", []), ("2 3", []),
        ("1,2,3", []), ("1.2.3", []), ("12,3456,7", []), ("0x1f", []), ("1j", []), ("3/4/5", []), ("++1", []), ("1 0,0.5", []),
        ("(2)", []), ("１²", []), ("9" * 400, []),
    ],
)  # fmt: skip
def test_a_text_is_read_as_these_numbers(typed: str, numbers: list[float]) -> None:
    assert readings(typed) == pytest.approx(numbers)


def test_a_percent_sign_is_seen_in_any_script() -> None:
    assert [is_percent(typed) for typed in ("75 %", "75％", "75٪.", "75", "% 75")] == [True, True, True, False, False]


FLOATS = st.floats(-1e12, 1e12).map(lambda number: round(number, 6))


def grouped(number: float, group: str, point: str) -> str:
    return f"{number:,.6f}".replace(",", "\0").replace(".", point).replace("\0", group)


@given(FLOATS, st.sampled_from([(",", "."), (".", ","), (" ", ","), (" ", "."), ("'", "."), ("\u202f", ","), ("_", ".")]))
def test_a_number_is_the_same_in_every_countrys_writing(number: float, marks: tuple[str, str]) -> None:
    assert any(isclose(read, number) for read in readings(grouped(number, *marks)))


@given(FLOATS, st.sampled_from(["{}", "{} ", "{:e}", "+{}", "= {}", "\u200b{}", "{}%", "{} ."]))
def test_what_stands_around_a_number_does_not_change_it(number: float, around: str) -> None:
    assert any(isclose(read, abs(number), rel_tol=1e-5) for read in readings(around.format(abs(number))))


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6))
def test_a_fraction_is_its_quotient(above: int, below: int) -> None:
    assert above / below in readings(f"{above}/{below}")


@given(st.text(max_size=40) | st.text(st.sampled_from("0123456789.,/ %-+eE'_½١"), max_size=12))
def test_any_text_has_at_most_four_readings_all_of_them_finite(typed: str) -> None:
    read = readings(typed)
    assert len(read) <= 4
    assert all(abs(number) < float("inf") for number in read)
