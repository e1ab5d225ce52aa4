"""A length of time in whole days, as people write it: `1 week`, `3 days`, `a week`, `2w`; back, `-3 days`, `1 week earlier`."""

import re
from datetime import timedelta

from bot.errors import Refusal
from bot.interface.lengths import NUMBERS
from bot.text import t

_LENGTH = re.compile(r"(?:by\s+)?([-−–+])?\s*(\d{1,3}|[a-z]+)\s*(w|weeks?|d|days?)?(?:\s+(earlier|later))?", re.IGNORECASE)


def chosen_length(text: str, longest: timedelta, option: str) -> timedelta:
    """The length that a text names, negative if it goes back; a number alone counts weeks. Raises Refusal, about `option`, for
    one that names none, for none at all and for more than the longest."""
    found = _LENGTH.fullmatch(text.strip())
    number = found and (int(found[2]) if found[2].isdecimal() else NUMBERS.get(found[2].casefold()))
    if not found or number is None:
        raise Refusal(t("“{text}” is no length of time; write it such as 1 week or 3 days.", text=text[:50]), option=option)
    in_days = (found[3] or "").casefold().startswith("d")
    length = timedelta(days=number) if in_days else timedelta(weeks=number)
    if not timedelta() < length <= longest:
        raise Refusal(t("Write a length of time from 1 day to {weeks} weeks.", weeks=longest.days // 7), option=option)
    goes_back = (found[4] or "").casefold() == "earlier" or found[1] in ("-", "−", "–")
    return -length if goes_back else length
