"""Words for days and lengths of time in other languages, put into English ones, which `dates` and `lengths` read.

German is read whatever the reader speaks: many speak it who use their platform in English. Of the reader's own language the words
are those of Babel.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DateNames:
    """Words of a language beside the English ones, in small letters: days by their distance from today, weekdays and
    months, from 0 on, and lengths in English by how they are written there, with `#` for the number: `# jours` is `# days`."""

    relative: Mapping[str, int]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    lengths: Mapping[str, str]


GERMAN: Mapping[str, str] = {
    "montag": "monday", "dienstag": "tuesday", "mittwoch": "wednesday", "donnerstag": "thursday", "freitag": "friday",
    "samstag": "saturday", "sonnabend": "saturday", "sonntag": "sunday",
    "heute": "today", "gestern": "yesterday", "morgen": "tomorrow",
    "übermorgen": "in 2 days", "uebermorgen": "in 2 days", "vorgestern": "2 days ago",
    "januar": "january", "jänner": "january", "februar": "february", "märz": "march", "maerz": "march", "mai": "may",
    "juni": "june", "juli": "july", "oktober": "october", "okt": "oct", "dezember": "december", "dez": "dec",
    **dict.fromkeys(("tag", "tage", "tagen"), "days"),
    **dict.fromkeys(("woche", "wochen"), "week"),
    **dict.fromkeys(("monat", "monate", "monaten", "monats"), "month"),
    "jahres": "year",
    **dict.fromkeys(("ein", "eine", "einen", "einem", "einer"), "a"),
    "zwei": "two", "drei": "three", "vier": "four", "fünf": "five", "fuenf": "five", "sechs": "six", "sieben": "seven",
    "acht": "eight", "neun": "nine", "zehn": "ten",
    **{f"{stem}{end}": "next" for stem in ("nächste", "naechste", "kommende") for end in ("", "n", "r", "s", "m")},
    **{f"letzte{end}": "last" for end in ("", "n", "r", "s", "m")},
    **{f"diese{end}": "this" for end in ("", "n", "r", "s", "m")},
    "am": "on", "für": "for", "fuer": "for", "ende": "end of",
    "um": "by", "früher": "earlier", "frueher": "earlier", "später": "later", "spaeter": "later",
    **dict.fromkeys(("der", "die", "des", "den", "dem", "zum"), "the"),
}  # fmt: skip
ALSO_MORNING = frozenset({"morgen"})
"""Greetings begin with it."""
_LETTERS = re.compile(r"[^\W\d_]+")
_AGO = re.compile(r"vor (.+)")
_BEFORE_FIGURES = re.compile(r"^(?:(?:on|the) )+(?=\d+[./-])")
"""Of `am 24.12.`"""


def in_english(text: str, names: DateNames) -> str:
    """A text in small letters, one space between its words, with those for days and lengths in English; other words stay."""
    folded = " ".join(text.casefold().split())
    counted = re.sub(r"\d+", "#", folded)
    if counted in names.lengths:
        return names.lengths[counted].replace("#", "".join(filter(str.isdecimal, folded)))
    english = _LETTERS.sub(lambda word: GERMAN.get(word[0], word[0]), folded)
    ago = _AGO.fullmatch(english)
    return _BEFORE_FIGURES.sub("", f"{ago[1]} ago" if ago else english)
