"""Words for days in the reader's language."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import lru_cache

from bot.interface.day_words import DateNames
from bot.language import SpanUnit, Width, current_locale, written_distance, written_length, written_months, written_weekday
from bot.text import plain, t

_WIDTHS: tuple[Width, ...] = ("abbreviated", "wide")
_DAYS_OF: Mapping[SpanUnit, int] = {"day": 1, "week": 7, "month": 30}
_COUNTS = (1, 2, 5, 11)
"""Of which languages have words of their own."""


def day_names() -> DateNames:
    relative = {plain(word).casefold(): days for days, word in ((-1, t("Yesterday")), (0, t("Today")), (1, t("Tomorrow")))}
    weekdays: dict[str, int] = {}
    months: dict[str, int] = {}
    for width in _WIDTHS:
        weekdays |= {_folded(written_weekday(number, width, current_locale())): number for number in range(7)}
        months |= {_folded(name): number for number, name in enumerate(written_months(width, current_locale()))}
    return DateNames(relative, weekdays, months, _lengths(current_locale()))


@lru_cache(64)
def _lengths(locale: str) -> Mapping[str, str]:
    """Lengths in English by how they are written in a locale, with `#` for the number."""
    lengths = {" ".join(written.casefold().split()): english for written, english in _written_lengths(locale)}
    return {
        _counted(written): _counted(english) if any(map(str.isdecimal, written)) else english
        for written, english in lengths.items()
    }


def _written_lengths(locale: str) -> Iterator[tuple[str, str]]:
    for unit, days in _DAYS_OF.items():
        for count in _COUNTS:
            away = timedelta(days=days * count)
            yield written_length(count, unit, locale), f"{count} {unit}s"
            yield written_distance(away, unit, locale), f"in {count} {unit}s"
            yield written_distance(-away, unit, locale), f"{count} {unit}s ago"


def _counted(written: str) -> str:
    return re.sub(r"\d+", "#", written)


def _folded(name: str) -> str:
    return name.casefold().rstrip(".")
