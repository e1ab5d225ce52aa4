"""A length of time in whole days, as people write it: `1 week`, `3 days`, `a week`, `2w`."""

import re
from datetime import timedelta

from bot.errors import Refusal
from bot.interface.lengths import NUMBERS
from bot.text import t

_LENGTH = re.compile(r"(?:by\s+)?(\d{1,3}|[a-z]+)\s*(w|weeks?|d|days?)?", re.IGNORECASE)


def chosen_length(text: str, longest: timedelta, option: str) -> timedelta:
    """The length that a text names; a number alone counts weeks. Raises Refusal, about `option`, for one that names none, for
    none at all and for more than the longest."""
    found = _LENGTH.fullmatch(text.strip())
    number = found and (int(found[1]) if found[1].isdecimal() else NUMBERS.get(found[1].casefold()))
    if not found or number is None:
        raise Refusal(t("“{text}” is no length of time; write it such as 1 week or 3 days.", text=text[:50]), option=option)
    in_days = (found[2] or "").casefold().startswith("d")
    length = timedelta(days=number) if in_days else timedelta(weeks=number)
    if not timedelta() < length <= longest:
        raise Refusal(t("Write a length of time from 1 day to {weeks} weeks.", weeks=longest.days // 7), option=option)
    return length
