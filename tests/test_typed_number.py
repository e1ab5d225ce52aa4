"""Numbers as people type them."""

from math import isclose, isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.typed_number import is_percent, is_rounded, number_of


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2", 2), ("+2", 2), ("-2", -2), ("−2", -2), ("– 2", -2), ("－２", -2), (" 2 ", 2), ("2.", 2),
        ("0.75", 0.75), ("0,75", 0.75), (".5", 0.5), (",5", 0.5), ("0,750", 0.75), ("= 0.75", 0.75), ("≈2.", 2),
        ("75 %", 75), ("75%.", 75), ("٧٥٪", 75), ("3/4", 0.75), ("3 / 4", 0.75), ("-3/4", -0.75), ("0.3/0,4", 0.75),
        ("½", 0.5), ("1½", 1.5), ("1 1/2", 1.5), ("1 234/5", 246.8), ("1⁄2", 0.5),
        ("1e-3", 0.001), ("1E−3", 0.001), ("1,5e3", 1500), ("1 234,5", 1234.5), ("1\u202f234,5", 1234.5),
        ("1,234.5", 1234.5), ("1.234,5", 1234.5), ("1'234.5", 1234.5), ("1’234.5", 1234.5), ("1_000", 1000),
        ("1,234", 1234), ("1.234", 1.234), ("1,234,567", 1234567), ("12,34,567", 1234567),
        ("\u200b7\u2060", 7), ("\u202e12", 12), ("१२", 12), ("٣٫٥", 3.5),
    ],
)  # fmt: skip
def test_a_text_is_read_as_this_number(typed: str, number: float) -> None:
    assert number_of(typed) == pytest.approx(number)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "5 kg",
        "2 3",
        "1 0,0.5",
        "9" * 400,
        *("-", ".", "%", "/", "1/", "/2", "1/0", "0/0", "1e", "e3", "nan", "inf", "∞"),
        *("1e400", "10²", "x", "1,2,3", "1.2.3", "12,3456,7", "0x1f", "1j", "3/4/5", "++1", "(2)", "１²"),
    ],
)
def test_what_is_no_number_is_read_as_none(typed: str) -> None:
    assert number_of(typed) is None


@pytest.mark.parametrize(
    ("typed", "point", "number"),
    [
        ("7,000", ".", 7000), ("7,000", ",", 7), ("7.000", ".", 7), ("7.000", ",", 7000), ("1,5", ".", 1.5), ("1.5", ",", 1.5),
        ("7,000/2", ",", 3.5), ("0,750", ".", 0.75), ("12,34,567", ",", 1234567), ("7,000", "٫", 7000),
    ],
)  # fmt: skip
def test_what_may_be_two_numbers_is_read_as_the_writers_language_writes_it(typed: str, point: str, number: float) -> None:
    assert number_of(typed, point) == number


@pytest.mark.parametrize(
    ("typed", "key", "is_right"),
    [
        (0.333, 1 / 3, True), (0.3333, 1 / 3, True), (0.33, 1 / 3, False), (0.334, 1 / 3, False), (66.7, 200 / 3, True),
        (67, 200 / 3, False), (1235, 1234.6, True), (1234, 1234.6, False), (7000, 7004, False), (0.0123, 0.012345, True),
        (0.012, 0.012345, False), (-0.667, -2 / 3, True), (0, 0.0, True), (0.001, 0.0, False), (5, 5, True),
    ],
)  # fmt: skip
def test_a_key_may_be_rounded_to_three_digits_or_more(typed: float, key: float, is_right: bool) -> None:
    assert is_rounded(typed, key) is is_right


def test_a_percent_sign_is_seen_in_any_script() -> None:
    assert [is_percent(typed) for typed in ("75 %", "75％", "75٪.", "75", "% 75")] == [True, True, True, False, False]


FLOATS = st.floats(-1e12, 1e12).map(lambda number: round(number, 6))


def grouped(number: float, group: str, point: str) -> str:
    return f"{number:,.6f}".replace(",", "\0").replace(".", point).replace("\0", group)


@given(FLOATS, st.sampled_from([(",", "."), (".", ","), (" ", ","), (" ", "."), ("'", "."), ("\u202f", ","), ("_", ".")]))
def test_a_number_is_the_same_in_every_countrys_writing(number: float, marks: tuple[str, str]) -> None:
    read = number_of(grouped(number, *marks), marks[1])
    assert read is not None
    assert isclose(read, number)


@given(FLOATS, st.sampled_from(["{}", "{} ", "{:e}", "+{}", "= {}", "\u200b{}", "{}%", "{} ."]))
def test_what_stands_around_a_number_does_not_change_it(number: float, around: str) -> None:
    read = number_of(around.format(abs(number)))
    assert read is not None
    assert isclose(read, abs(number), rel_tol=1e-5)


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6))
def test_a_fraction_is_its_quotient(above: int, below: int) -> None:
    assert number_of(f"{above}/{below}") == above / below


@given(st.text(max_size=40) | st.text(st.sampled_from("0123456789.,/ %-+eE'_½١"), max_size=12))
def test_any_text_is_a_finite_number_or_none(typed: str) -> None:
    read = number_of(typed)
    assert read is None or isfinite(read)
