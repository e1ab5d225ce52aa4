"""Several days as people write them: `24 Dec, 31 Dec - 1 Jan`."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.errors import Refusal
from bot.interface.dates import date_named, dates_meant, period_named
from bot.interface.day_names import day_names
from bot.interface.day_words import in_english
from bot.interface.lengths import is_length, last_day_of
from bot.text import t

MOST_DAYS = 183
"""Of a span: the end of one that goes on for longer was meant to come before its beginning, or is a mistake."""

_BETWEEN_DAYS = re.compile(r"[,;\n&]+|\b(?:and|und)\b", re.IGNORECASE)
_LONE = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?")
_DAY_OF_MONTH = re.compile(r"\b\d{1,2}(?!\d)")
_DAY_FIRST = re.compile(r"(?!\d{4})\D*\d{1,2}(?!\d)")
"""A text whose first number is a day of the month."""
_BETWEEN_YEARS = re.compile(r"(?<=\d)\s+(?=\d{4}-\d)")
"""Between `2026-03-05 2026-03-06`."""
_YEAR_BEHIND = re.compile(r"(?:(?P<weekday>(?<!\d\s)\b[^\W\d]+),\s+)?(?P<day>[^\W\d]+\.?\s+\d{1,2}),\s+(?P<year>\d{4})\b")
"""`Fri, Mar 6, 2026`, in which commas stand between no days."""
_FROM = re.compile(r"^(?:from|vom|von)\s+", re.IGNORECASE)
_DASH = re.compile(r"[-–—]")
_TO = re.compile(r"\s+(?:-|–|—|to|until|till|bis|through)\s+|\s*…\s*|\s*\.\.\.?\s*")


def chosen_dates(text: str, today: date, option: str) -> list[date]:
    """The days that a text names, from today on if it leaves out the year. Raises Refusal, about `option`, if it names none or
    something that is no day."""
    days = [day for part in _parts(text, today) for day in _span(part, today, option)]
    if not days:
        raise Refusal(t("Write the days, such as 24 Dec, 31 Dec - 1 Jan."), option=option)
    return days


def _parts(text: str, today: date) -> list[str]:
    """The days and spans, each with its month: a number alone takes that of the day after it, else before it."""
    closed = _YEAR_BEHIND.sub(r"\g<weekday> \g<day> \g<year>", _BETWEEN_YEARS.sub(", ", text))
    parts = [_FROM.sub("", part.strip(), count=1) for part in _BETWEEN_DAYS.split(closed) if part.strip()]
    for number in range(len(parts) - 2, -1, -1):
        parts[number] = _whole(parts[number], _ends(parts[number + 1], today)[0])[0]
    for number in range(1, len(parts)):
        parts[number] = _whole(_ends(parts[number - 1], today)[1], parts[number])[1]
    return parts


def _span(part: str, today: date, option: str) -> Iterator[date]:
    begins, ends = _first_and_last(part, today, option)
    if ends < begins or (ends - begins).days >= MOST_DAYS:
        raise Refusal(t("“{part}” is no span of days within half a year.", part=part[:50]), option=option)
    return (begins + timedelta(days=number) for number in range((ends - begins).days + 1))


def _first_and_last(part: str, today: date, option: str) -> tuple[date, date]:
    names = day_names()
    english = in_english(part, names)
    if period := period_named(english, today, names):
        return max(today, period[0]), period[1]
    if is_length(english) and (alone := last_day_of(english, today)):
        return today, alone
    first, last = _ends(part, today)
    begins = _day(first, today, option)
    if first == last:
        return begins, begins
    return begins, last_day_of(in_english(last, names), begins) or _day(last, today, option, begins)


def _ends(part: str, today: date) -> tuple[str, str]:
    """The first and the last day of a part, each as a text; the part itself twice if it is no span."""
    first, *rest = _TO.split(part, maxsplit=1)
    if rest:
        return _whole(first, rest[0])
    if _meant(part, today):
        return part, part
    halves = (_whole(part[: dash.start()].strip(), part[dash.end() :].strip()) for dash in _DASH.finditer(part))
    return next((pair for pair in halves if all(_meant(half, today) for half in pair)), (part, part))


def _whole(first: str, last: str) -> tuple[str, str]:
    """Both days, the month of one given to the other if that is a number alone: `24-26 Dec`, `Dec 24-26`, `24.-26.12.`."""
    if (lone := _LONE.fullmatch(first)) and _DAY_FIRST.match(last):
        return _DAY_OF_MONTH.sub(lone[1], last, count=1), last
    if (lone := _LONE.fullmatch(last)) and _DAY_FIRST.match(first):
        return first, _DAY_OF_MONTH.sub(lone[1], first, count=1)
    return first, last


def _meant(text: str, today: date, since: date | None = None) -> Sequence[date]:
    """The days that a text can mean, the next ones from `since` on, or from today."""
    known = date_named(text)
    return (known,) if known else dates_meant(text, today, day_names(), past=False, since=since)


def _day(text: str, today: date, option: str, since: date | None = None) -> date:
    """The one day that a text means, the next one from `since` on, or from today."""
    meant = _meant(text, today, since)
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise Refusal(
            t("“{text}” can be {one} or {other}; write it as year-month-day.", text=text[:50], one=meant[0], other=meant[1]),
            option=option,
        )
    raise Refusal(t("“{text}” is not a day; write it such as 24 Dec or 2026-12-24.", text=text[:50]), option=option)
