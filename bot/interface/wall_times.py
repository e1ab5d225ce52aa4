"""Wall times as people write them, `18:00`, `6 pm`, `noon`, and spans of them, `9-17`, `6-8pm`, `from 10 pm to 6`."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Literal

DAY = timedelta(days=1)

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?P<minutes>[:.h]?(?P<minute>\d{2}))?(?P<clock>\s*(?:h|uhr|o['’]?clock))?(?:\s*(?P<half>[ap])\.?\s?(?:m\.?)?)?"
)
_BETWEEN = re.compile(r"\s*(?:[-‐‑‒–—−~]|\b(?:to|until|till|and)\b)\s*")
_FROM = re.compile(r"(?:from|between)\s+")

_MINUTES = re.compile(
    r"(?:(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h(?:ou)?r?s?|std\.?|stunden?))?"
    r"(?:(?<=[hrsden.])\s*(\d{1,2})|\s*(\d{1,4})\s*m(?:in(?:ute)?[sn]?)?\.?)?"
)


@dataclass(frozen=True, slots=True)
class _Written:
    """A time of day, and how it was written: with am or pm (noon says it too), as an hour alone that can be in either half of the
    day, with minutes but otherwise so, or on the 24-hour clock."""

    at: time
    how: Literal["half said", "hour alone", "either half", "24 hours"]


_NAMED = {
    "midnight": _Written(time(0), "24 hours"),
    "12 midnight": _Written(time(0), "24 hours"),
    "noon": _Written(time(12), "half said"),
    "12 noon": _Written(time(12), "half said"),
}


def time_named(text: str) -> time | None:
    """The time of day of `18:00`, `18.00`, `18h`, `6 pm`, `noon`, `24:00` (midnight); None for anything else."""
    written = _read(_plain(text).removeprefix("at "))
    return written and written.at


def minutes_named(text: str) -> int | None:
    """The minutes of `3h`, `1.5 hours`, `1,5 h`, `90 min`, `1h 30m`, `1 h 30`; None for anything else, such as a number alone."""
    match = _MINUTES.fullmatch(_plain(text))
    if match is None or not any(match.groups()):
        return None
    return round(float((match[1] or "0").replace(",", ".")) * 60) + int(match[2] or match[3] or 0)


def hours_named(text: str) -> tuple[time, time] | None:
    """From and until, over midnight if until comes first; None for what is no span.

    A missing am or pm is the one that makes the shorter span: `6-8pm` is in the evening, `9-5pm` begins in the morning. So it is
    with two hours alone: `9-5` ends in the afternoon.
    """
    parts = [_read(part) for part in _BETWEEN.split(_FROM.sub("", _plain(text), count=1))]
    if len(parts) != 2 or not (parts[0] and parts[1]):
        return None
    first, last = parts[0], parts[1]
    return min(product(_meanings(first, last), _meanings(last, first)), key=_length)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _read(text: str) -> _Written | None:
    if text in _NAMED:
        return _NAMED[text]
    found = _TIME.fullmatch(text)
    at = found and _time(int(found["hour"]), int(found["minute"] or 0), found["half"])
    return _Written(at, _how(found)) if found and at is not None else None


def _time(hour: int, minute: int, half: str | None) -> time | None:
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    if (hour, minute) == (24, 0):
        return time(0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _how(found: re.Match[str]) -> Literal["half said", "hour alone", "either half", "24 hours"]:
    if found["half"]:
        return "half said"
    if found["hour"].startswith("0") or int(found["hour"]) > 12 or found["clock"] or "h" in (found["minutes"] or ""):
        return "24 hours"
    return "either half" if found["minutes"] else "hour alone"


def _meanings(one: _Written, other: _Written) -> tuple[time, ...]:
    """The times that one end of a span can mean beside the other, as it is written first."""
    both_alone = one.how == "hour alone" == other.how and one.at != other.at
    is_open = both_alone or (one.how in ("hour alone", "either half") and other.how == "half said")
    return (one.at, one.at.replace(hour=(one.at.hour + 12) % 24)) if is_open else (one.at,)


def _length(span: tuple[time, time]) -> timedelta:
    """How long it is from one wall time to the next of the other: more than nothing, at most a day."""
    first, last = (datetime.combine(date.min, at) for at in span)
    return (last - first) % DAY or DAY
