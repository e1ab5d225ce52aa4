"""Whatever a field of a cohort may hold is kept as a text and read back as it was."""

from dataclasses import make_dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.breaks import Break
from bot.domain.calendar import DAYS
from bot.domain.field_texts import text_forms

VALUES: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(),
    bool: st.booleans(),
    int: st.integers(),
    float: st.floats(allow_nan=False),
    date: st.dates(),
    time: st.times(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    frozenset[str]: st.frozensets(st.sampled_from(DAYS) | st.text(min_size=1)),
    tuple[Break, ...]: st.lists(st.builds(Break, st.just("pause"), st.dates())).map(tuple),
}


@pytest.mark.parametrize("kind", VALUES, ids=str)
@pytest.mark.parametrize("optional", [False, True], ids=["always", "or none"])
@given(data=st.data())
def test_what_is_written_is_read_back(kind: Any, optional: bool, data: st.DataObject) -> None:
    (form,) = text_forms(make_dataclass("Held", [("value", kind | None if optional else kind)])).values()
    value = data.draw(st.none() | VALUES[kind] if optional else VALUES[kind])
    read = form.read(form.written(value))
    assert (type(read), read) == (type(value), value)


def test_weekdays_are_written_as_the_week_has_them() -> None:
    (form,) = text_forms(make_dataclass("Held", [("days", frozenset[str])])).values()
    assert form.written(frozenset({"wed", "fri", "mon"})) == "mon,wed,fri"


@pytest.mark.parametrize("kind", [bytes, Literal["a", "b"], int | str | None, list[int]], ids=str)
def test_a_field_of_another_type_is_refused_by_name(kind: Any) -> None:
    with pytest.raises(TypeError, match=r"Held\.value cannot be kept"):
        text_forms(make_dataclass("Held", [("value", kind)]))
