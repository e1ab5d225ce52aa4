"""Several days as people write them: `24 Dec, 31 Dec - 1 Jan`."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.errors import Refusal
from bot.interface.dates import date_named, dates_meant
from bot.interface.day_names import day_names
from bot.text import t

MOST_DAYS = 366

_BETWEEN_DAYS = re.compile(r"[,;\n]+")
_TO = re.compile(r"\s+(?:-|–|—|to|until)\s+|\s*…\s*|\s*\.\.\.?\s*")


def chosen_dates(text: str, today: date, option: str) -> list[date]:
    """The days that a text names, from today on if it leaves out the year. Raises Refusal, about `option`, if it names none or
    something that is no day."""
    days = [day for part in _BETWEEN_DAYS.split(text) if part.strip() for day in _span(part.strip(), today, option)]
    if not days:
        raise Refusal(t("Write the days, such as 24 Dec, 31 Dec - 1 Jan."), option=option)
    return days


def _span(part: str, today: date, option: str) -> Iterator[date]:
    first, *rest = _TO.split(part, maxsplit=1)
    begins = _day(first, today, option)
    ends = _day(rest[0], begins, option) if rest else begins
    if ends < begins or (ends - begins).days >= MOST_DAYS:
        raise Refusal(t("“{part}” is no span of days within a year.", part=part[:50]), option=option)
    return (begins + timedelta(days=number) for number in range((ends - begins).days + 1))


def _day(text: str, today: date, option: str) -> date:
    """The one day that a text means, the next one from `today` on."""
    known = date_named(text)
    meant = (known,) if known else dates_meant(text, today, day_names(), past=False)
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise Refusal(
            t("“{text}” can be {one} or {other}; write it as year-month-day.", text=text[:50], one=meant[0], other=meant[1]),
            option=option,
        )
    raise Refusal(t("“{text}” is not a day; write it such as 24 Dec or 2026-12-24.", text=text[:50]), option=option)
