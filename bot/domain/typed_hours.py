"""Reading how many hours something takes as people write it: 1.5, 10 h, 90 min, 1 h 30, 2-4 hours, about 10, 5+."""

import re
from dataclasses import dataclass
from typing import Literal

from bot.domain.typed_number import number_of, plain_characters
from bot.interface.wall_times import minutes_named

HoursFault = Literal["shape", "rate", "days"]

MOST_HOURS = 2000
_ABOUT = re.compile(
    r"^(?:about|approx\.?|around|ca\.?|circa|etwa|rund|up to|max\.?|bis(?: zu)?|from|ab|at least|min\.?)\s+|^[~≈]\s*"
)
_OPEN = re.compile(r"\s*\+|\s+or more$")
_UNIT = re.compile(r"(?<![a-zß])\s*(?:h|hrs?|hours?|std\.?|stunden?)$")
_RANGE = re.compile(r"(?P<low>[\d.,]+\s*[a-z.]*)\s*(?:-|to|bis)\s*(?P<high>[\d.,]+\s*[a-z.]*)")
_RATE = re.compile(r"/\s*[a-z]|\b(?:per|pro|weekly|wöchentlich|a week|a day|je|each)\b")
_DAYS = re.compile(r"\b(?:days?|weeks?|months?|tage?n?|wochen?|monate?n?)\b")


class BadHours(ValueError):
    """What is wrong with typed hours. rate: they are those of a week or a day · days: they are counted in days or longer."""

    def __init__(self, fault: HoursFault) -> None:
        super().__init__(fault)
        self.fault: HoursFault = fault


@dataclass(frozen=True, slots=True)
class Hours:
    number: float
    exact: bool
    """False if the text left room for more or less: of a range this is the upper end."""


def read_hours(text: str) -> Hours:
    """Raises BadHours for what is no number of hours, or more than fit."""
    typed = plain_characters(text).casefold()
    bare = _OPEN.sub("", _ABOUT.sub("", typed))
    found = _RANGE.fullmatch(bare)
    if found:
        low, high = _number(_with_unit(found["low"], found["high"])), _number(found["high"])
        if low is None or high is None or low > high:
            raise BadHours(_fault(typed))
        return Hours(high, exact=low == high)
    number = _number(bare)
    if number is None:
        raise BadHours(_fault(typed))
    return Hours(number, exact=bare == typed)


def _with_unit(low: str, high: str) -> str:
    """The lower end with the unit that only the upper one has."""
    unit = re.sub(r"[\d.,\s]", "", high)
    return low if re.search("[a-z]", low) else f"{low.strip()} {unit}".strip()


def _number(text: str) -> float | None:
    minutes = minutes_named(text)
    number = number_of(_UNIT.sub("", text.strip())) if minutes is None else minutes / 60
    if number is None or not 0 <= number <= MOST_HOURS:
        return None
    return round(number, 2) if number % 1 else int(number)


def _fault(text: str) -> HoursFault:
    if _RATE.search(text):
        return "rate"
    return "days" if _DAYS.search(text) else "shape"
