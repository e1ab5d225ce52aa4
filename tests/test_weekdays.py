"""Weekdays as people write them, in English and in the reader's language."""

import pytest
from babel.core import localedata
from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import DAYS
from bot.domain.weekdays import read_days
from bot.errors import Refusal
from bot.language import known_locale, speaking
from bot.shared.weekday_words import chosen_days, days_text
from tests.cases import in_case
from tests.catalogues import use
from tests.strategies import TYPED

SETS = st.frozensets(st.sampled_from(DAYS), min_size=1)
LOCALES = sorted(name for name in localedata.locale_identifiers() if "_" not in name)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon wed fri", "mon wed fri"),
        ("Mon, Wed & Fri.", "mon wed fri"),
        ("mon/wed;fri", "mon wed fri"),
        ("monday and thursday", "mon thu"),
        ("mon-fri", "mon tue wed thu fri"),
        ("mon – wed, sat", "mon tue wed sat"),
        ("tues to thurs", "tue wed thu"),
        ("fri-mon", "fri sat sun mon"),
        ("sat-sat", "sat"),
        ("weekdays", "mon tue wed thu fri"),
        ("WEEKDAYS, sunday", "mon tue wed thu fri sun"),
        ("weekend", "sat sun"),
        ("every  day", "mon tue wed thu fri sat sun"),
        ("daily", "mon tue wed thu fri sat sun"),
        ("mo tu", "mon tue"),
        ("mondays and thursdays", "mon thu"),
        ("mo,di", "mon tue"),
        ("Montags und donnerstags", "mon thu"),
        ("Mo. bis Mi., Sonnabend", "mon tue wed sat"),
        ("werktags", "mon tue wed thu fri"),
    ],
)
def test_days_are_read_as_people_write_them(text: str, days: str) -> None:
    assert read_days(text, {}) == frozenset(days.split())


@pytest.mark.parametrize(
    "text", ["", " , ", "m", "monfri", "mon someday", "mon-", "1-5", "weekdays-sun", "never", "ABC", "mon\0"]
)
def test_anything_else_is_no_set_of_days(text: str) -> None:
    assert read_days(text, {}) == frozenset()


@given(TYPED)
def test_whatever_is_typed_is_days_or_a_refusal(text: str) -> None:
    try:
        days = chosen_days(text)
    except Refusal:
        return
    assert days
    assert days <= set(DAYS)


def test_what_is_shown_in_a_language_is_read_back_in_it(catalogues: None) -> None:
    for locale in LOCALES:
        use(Catalog(known_locale(locale)))
        with in_case(locale), speaking(locale):
            for days in (frozenset(DAYS), frozenset(DAYS[:5]), *(frozenset({day}) for day in DAYS)):
                assert chosen_days(days_text(days)) == days


@given(SETS)
def test_every_set_of_days_is_read_back(days: frozenset[str]) -> None:
    assert chosen_days(days_text(days)) == days


@given(st.integers(0, 6), st.integers(0, 6), st.sampled_from(["-", " - ", "–", " to "]))
def test_a_range_goes_from_its_first_day_to_its_last_once_around_at_most(first: int, last: int, dash: str) -> None:
    days = read_days(f"{DAYS[first]}{dash}{DAYS[last]}", {})
    assert days == {DAYS[(first + step) % 7] for step in range((last - first) % 7 + 1)}


def test_days_in_the_readers_language_are_read() -> None:
    with speaking("de"):
        assert chosen_days("Montag, Mittwoch") == {"mon", "wed"}
        assert chosen_days("di-do") == {"tue", "wed", "thu"}
    with speaking("pt-BR"):
        assert chosen_days("segunda-feira, sexta-feira") == {"mon", "fri"}
