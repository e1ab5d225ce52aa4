"""Lengths of time as people write them, and the days that they lead to: `2 weeks`, `in a month`, `3 days ago`."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

NUMBERS: Mapping[str, int] = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip

_SPAN = rf"([1-9]\d{{0,2}}|{'|'.join(NUMBERS)}) (day|week|month)s?"
_AHEAD = re.compile(rf"in {_SPAN}|{_SPAN} from (?:now|today)")
_AGO = re.compile(rf"{_SPAN} ago")
_LENGTH = re.compile(rf"(?:for )?(?:the next )?{_SPAN}")


def is_length(text: str) -> bool:
    """Whether a text in small letters is a length of time, such as `for 3 days`."""
    return _LENGTH.fullmatch(text) is not None


def day_away(text: str, today: date) -> date | None:
    """The day of `2 days ago`, `in a week`, `two months from now`; None for any other text."""
    ahead, ago = _AHEAD.fullmatch(text), _AGO.fullmatch(text)
    if ago:
        return _moved(today, ago[1], ago[2], -1)
    return _moved(today, ahead[1] or ahead[3], ahead[2] or ahead[4]) if ahead else None


def day_after(text: str, today: date) -> date | None:
    """The day as long from today as `2 weeks`, `a month` or `for 3 days`; None for any other text."""
    match = _LENGTH.fullmatch(text)
    return _moved(today, match[1], match[2]) if match else None


def _moved(today: date, count: str, span: str, direction: int = 1) -> date:
    """The day so many days, weeks or months after today, or before it; the last of its month if that is shorter."""
    number = direction * (NUMBERS.get(count) or int(count))
    if span != "month":
        return today + timedelta(days=number * (7 if span == "week" else 1))
    last = last_of_month(today.year, today.month + number)
    return last.replace(day=min(today.day, last.day))


def last_day_of(text: str, first: date) -> date | None:
    """The last day of a span of a length in small letters, `2 weeks` or `in 2 weeks`, which counts its first day: two weeks from
    a Monday on end on a Sunday; None for any other text."""
    after = day_after(text.removeprefix("in "), first)
    return after and after - timedelta(days=1)


def last_of_month(year: int, month: int) -> date:
    """The last day of a month of a year; the 13th is the first of the next."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
