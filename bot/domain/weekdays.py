"""Weekdays as people write them: `mon wed fri`, `mon-fri`, `weekdays`, `every day`."""

import re
from collections.abc import Mapping

from bot.domain.calendar import DAYS

_LETTERS = "ABCDEFG"
"""Stand for the weekdays while a text is read; a folded text has no capitals of its own."""
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GERMAN = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
"""Read whatever the reader speaks; none of their beginnings begins another day in English."""
_GROUPS = {
    **dict.fromkeys(("weekdays", "workdays", "working days", "werktags", "werktage", "wochentags"), _LETTERS[:5]),
    **dict.fromkeys(("weekend", "weekends", "wochenende"), _LETTERS[5:]),
    **dict.fromkeys(("every day", "everyday", "daily", "all", "täglich", "jeden tag"), _LETTERS),
    "sonnabend": _LETTERS[5],
}
_WORDS = {
    f"{name[:end]}{plural}": letter
    for names in (_ENGLISH, _GERMAN)
    for name, letter in zip(names, _LETTERS, strict=True)
    for end in range(2, len(name) + 1)
    for plural in ("", "s")
} | _GROUPS
_RANGE = re.compile(rf"\b([{_LETTERS}])\s*(?:[-–—]|\b(?:to|bis)\b)\s*([{_LETTERS}])\b")
_BETWEEN = re.compile(r"[\s,;/&+]+|\b(?:and|und)\b")


def read_days(text: str, names: Mapping[str, int]) -> frozenset[str]:
    """The weekdays that a text names, in English or by `names` (name → weekday, Monday is 0).

    Empty if it names none, or says anything else.
    """
    words = _WORDS | {_plain(name): _LETTERS[number] for name, number in names.items()}
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    letters = re.sub(rf"(?<!\w)(?:{longest_first})(?!\w)", lambda match: words[match[0]], _plain(text))
    found = _BETWEEN.sub("", _RANGE.sub(lambda match: _run(match[1], match[2]), letters))
    return frozenset(DAYS[_LETTERS.index(letter)] for letter in found) if set(found) <= set(_LETTERS) else frozenset()


def _run(first: str, last: str) -> str:
    """The days from one to another, over the end of the week if need be."""
    start, end = _LETTERS.index(first), _LETTERS.index(last)
    return (_LETTERS * 2)[start : end + 1 + (7 if end < start else 0)]


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(".", "").split())
