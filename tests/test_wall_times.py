"""Hours as people write them are read as they mean them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interface.wall_times import hours_named, time_named

SPANS = {
    "6-8pm": "18-20", "6:30-8pm": "18:30-20", "9-5pm": "9-17", "11-1pm": "11-13", "9am-8": "9-20", "10am-12": "10-12",
    "10-12pm": "10-12", "8-12am": "20-0", "12-6am": "0-6", "12 pm-8": "12-20", "9-9pm": "9-21", "9pm-2": "21-2",
    "8 to 10 pm": "20-22", "from 8 to 10 pm": "20-22", "between 9 a.m. and 8:30 p.m.": "9-20:30", "6pm – 8pm": "18-20",
    "20h-22h": "20-22", "20h30-22h": "20:30-22", "9 Uhr - 17 Uhr": "9-17", "0900-1730": "9-17:30", "9.30‑17.30": "9:30-17:30",
    "22-6": "22-6", "22:00-6:00": "22-6", "9:00-5:00": "9-5", "09-05": "9-5", "9-5": "9-17", "9-9": "9-9", "6-8": "6-8",
    "9-20": "9-20", "08:00-9pm": "8-21", "13-8pm": "13-20", "8h-9pm": "8-21", "noon-6": "12-18", "9-noon": "9-12",
    "9 to midnight": "9-0", "0-24": "0-0", "９：００～１７：００": "9-17", "9 till 17": "9-17", "9a-5p": "9-17",
}  # fmt: skip
TIMES = {
    "18": "18", "18:30": "18:30", "18h30": "18:30", "1830": "18:30", "930": "9:30", "6pm": "18", "6:30 p.m.": "18:30",
    "noon": "12", "at 7": "7", "18 Uhr": "18", "18:30 Uhr": "18:30", "6 o'clock pm": "18", "24:00": "0",
    "12am": "0", "１８：００": "18",
}  # fmt: skip
NEITHER = ["", "pm", "9", "9-", "-9", "9-10-11", "9-25", "13pm-14", "9:75-10", "24:30", "180", "0pm", "morning", "9 or 10"]


def _time(text: str) -> time:
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute or 0))


@pytest.mark.parametrize(("typed", "meant"), SPANS.items())
def test_a_missing_am_or_pm_makes_the_sensible_span(typed: str, meant: str) -> None:
    assert hours_named(typed) == tuple(map(_time, meant.split("-")))


@pytest.mark.parametrize(("typed", "meant"), TIMES.items())
def test_a_time_of_day_is_read_as_it_is_written(typed: str, meant: str) -> None:
    assert time_named(typed) == _time(meant)


@pytest.mark.parametrize("typed", NEITHER)
def test_what_is_no_span_is_none(typed: str) -> None:
    assert hours_named(typed) is None


@given(st.times(), st.times())
def test_hours_on_the_24_hour_clock_mean_what_they_say(first: time, last: time) -> None:
    """So a form that is saved untouched changes nothing, and so does a command that a card names."""
    for written in (f"{first:%H:%M}-{last:%H:%M}", f"{first.hour}:{first:%M}-{last.hour}:{last:%M}"):
        assert hours_named(written) == (first.replace(second=0, microsecond=0), last.replace(second=0, microsecond=0))
