"""The fonts that pictures are written in, and which of them a character needs. Their licences stand beside them.

A run of text names its font itself: left to find one, the renderer loses letters in texts of several scripts.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Literal

from adapters.pictures.font_file import characters, width_in

FOLDER = Path(__file__).parent / "fonts"
Font = Literal[
    "Inter",
    "Noto Sans Armenian",
    "Noto Sans Hebrew",
    "Noto Sans Arabic",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Tamil",
    "Noto Sans Thai",
    "Noto Sans Georgian",
    "Cairn Hangul",
    "Droid Sans Fallback",
]
LATIN: Literal["Inter"] = "Inter"
_SCRIPTS: Mapping[Font, str] = {
    "Noto Sans Armenian": "\u0530-\u058f",
    "Noto Sans Hebrew": "\u0590-\u05ff\ufb1d-\ufb4f",
    "Noto Sans Arabic": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
    "Noto Sans Devanagari": "\u0900-\u097f",
    "Noto Sans Bengali": "\u0980-\u09ff",
    "Noto Sans Tamil": "\u0b80-\u0bff",
    "Noto Sans Thai": "\u0e00-\u0e7f",
    "Noto Sans Georgian": "\u10a0-\u10ff\u1c90-\u1cbf",
    "Cairn Hangul": "\uac00-\ud7a3",
    "Droid Sans Fallback": "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef",
}
"""The characters of each font but Inter, which has Latin, Greek and Cyrillic ones."""
_FILES: Mapping[Font, Sequence[str]] = {
    LATIN: ("Inter-Regular.otf", "Inter-SemiBold.otf"),
    "Cairn Hangul": ("CairnHangul-Regular.ttf",),
    "Droid Sans Fallback": ("DroidSansFallbackFull.ttf",),
}
_OTHER: Mapping[Font, re.Pattern[str]] = {font: re.compile(f"[{characters}]") for font, characters in _SCRIPTS.items()}
MOST_REMEMBERED = 4096
"""Characters."""
_JOINED = re.compile(r"[\s\u200c\u200d]")
_WIDE_SPACED: Sequence[Font] = ("Cairn Hangul", "Droid Sans Fallback")
"""The fonts whose space is as wide as a letter, or that have none."""


def drawable(text: str) -> str:
    """A text in letters that the fonts have, as far as there are such: fancy ones plain; without emoji and rare signs, which
    would leave holes in it."""
    if text.isascii():
        return text
    kept, is_kept = list[str](), True
    for character in _plain(text):
        if unicodedata.category(character) != "Cf":  # what joins or turns goes with the character before
            is_kept = _is_drawn(character) or _is_needed(character)
        kept += [character] * is_kept
    return re.sub(" {2,}", " ", "".join(kept)).strip()


def is_writable(text: str) -> bool:
    """Whether there is a font for each letter and digit of a text, and for something in it if there is anything to see."""
    if text.isascii():
        return True
    return all(_is_drawn(character) for character in _plain(text) if _is_needed(character)) and bool(
        drawable(text) or not text.strip()
    )


def _plain(text: str) -> str:
    """A text with what a font lacks as look-alikes that it has, if there are any."""
    return "".join(map(_look_alike, unicodedata.normalize("NFC", text)))


@lru_cache(MOST_REMEMBERED)
def _look_alike(character: str) -> str:
    if _is_drawn(character):
        return character
    forms = (unicodedata.normalize(form, character) for form in ("NFKC", "NFKD"))
    return next((form for form in forms if all(map(_is_drawn, form))), character)


def _is_needed(character: str) -> bool:
    """Whether a text says something else without it: a letter or a digit."""
    return unicodedata.category(character)[0] in "LN"


@lru_cache(MOST_REMEMBERED)
def _is_drawn(character: str) -> bool:
    return character.isspace() or ord(character) in characters(FOLDER / _files_of(_font_of(character))[0])


def runs(text: str) -> Iterator[tuple[Font, str]]:
    """The parts of a text that are written in one font, with its name, in order. What parts words stays with the word before,
    but for spaces of a font whose own are too wide: these are Inter's."""
    fonts: list[Font] = []
    for character in text:
        joined = fonts and _JOINED.match(character) and not (character.isspace() and fonts[-1] in _WIDE_SPACED)
        fonts.append(fonts[-1] if joined else _font_of(character))
    at = 0
    for font, run in groupby(fonts):
        end = at + len(list(run))
        yield font, text[at:end]
        at = end


def width_of_run(font: Font, run: str, *, bold: bool) -> float:
    """How wide a run in one font is, in parts of its size; the same bold where the font has no bold file."""
    return width_in(_file(font, bold=bold), run)


def files(text: str) -> list[str]:
    """The paths of the fonts that a text needs; Inter is always among them."""
    needed: list[Font] = [LATIN, *(font for font, characters in _OTHER.items() if characters.search(text))]
    return [str(FOLDER / file) for font in needed for file in _files_of(font)]


def _files_of(font: Font) -> Sequence[str]:
    return _FILES.get(font, (f"{font.replace(' ', '')}-Regular.ttf",))


@cache
def _file(font: Font, *, bold: bool) -> Path:
    return FOLDER / _files_of(font)[-1 if bold else 0]


def _font_of(character: str) -> Font:
    if character < "\u0530":
        return LATIN
    found: Font | None = next((font for font, characters in _OTHER.items() if characters.match(character)), None)
    return found or LATIN
