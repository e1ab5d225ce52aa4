"""A length of time in whole days, as people write it: `1 week`, `3 days`, `2w`, `a month`; back, `-3 days`, `1 week earlier`."""

import re
from collections.abc import Mapping
from datetime import timedelta

from bot.errors import Refusal
from bot.interface.day_names import day_names
from bot.interface.day_words import in_english
from bot.interface.lengths import NUMBERS
from bot.text import t

_DIRECTED = re.compile(r"(?:by\s+)?([-−–+])?\s*(.+?)(?:\s+(earlier|later))?")
_COUNTED = re.compile(r"(\d{1,3}|[a-z]+)\s*([wdm]|weeks?|days?|months?)?")
_DAYS_OF: Mapping[str, int] = {"d": 1, "w": 7, "m": 28}
"""By the first letter of a unit. A month is four weeks: weeks begin on the same weekday after it."""


def chosen_length(text: str, longest: timedelta, option: str) -> timedelta:
    """The length that a text names, negative if it goes back; a number alone counts weeks. Raises Refusal, about `option`, for
    one that names none, for none at all and for more than the longest."""
    names = day_names()
    directed = _DIRECTED.fullmatch(in_english(text, names))
    found = directed and _COUNTED.fullmatch(in_english(directed[2], names))
    number = found and (int(found[1]) if found[1].isdecimal() else NUMBERS.get(found[1]))
    if not directed or not found or number is None:
        raise Refusal(t("“{text}” is no length of time; write it such as 1 week or 3 days.", text=text[:50]), option=option)
    length = timedelta(days=number * _DAYS_OF[(found[2] or "w")[0]])
    if not timedelta() < length <= longest:
        raise Refusal(t("Write a length of time from 1 day to {weeks} weeks.", weeks=longest.days // 7), option=option)
    goes_back = directed[3] == "earlier" or directed[1] in ("-", "−", "–")
    return -length if goes_back else length
