"""The fonts that pictures are written in, and which of them a character needs. Their licences stand beside them.

A run of text names its font itself: left to find one, the renderer loses letters in texts of several scripts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Literal

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
_UNDRAWN = re.compile(
    "(?:[\u2601-\u2604\u2607-\u263b\u263d-\u2660\u2662-\u2664\u2666-\u269f\u26a1-\u2712\u2714-\u2716\u2718-\u2755"
    "\u2757-\u2763\u2765-\u277f\u2789-\u27bf\u2b00-\u2bff\U00010000-\U0010ffff][\u200d\ufe0e\ufe0f\u20e3]*)+"
)
"""Emoji and rare signs, which none of the fonts has."""
_JOINED = re.compile(r"[\s\u200c\u200d]")


def drawable(text: str) -> str:
    """A text without what no font draws, which would leave holes in it."""
    return re.sub(" {2,}", " ", _UNDRAWN.sub("", text)).strip() if _UNDRAWN.search(text) else text


def runs(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a text that are written in one font, with its name, in order. What parts words stays with the word before."""
    fonts: list[Font] = []
    for character in text:
        fonts.append(fonts[-1] if fonts and _JOINED.match(character) else _font_of(character))
    for font, run in groupby(zip(fonts, text, strict=True), key=lambda pair: pair[0]):
        yield font, "".join(character for _, character in run)


def files(text: str) -> list[str]:
    """The paths of the fonts that a text needs; Inter is always among them."""
    needed: list[Font] = [LATIN, *(font for font, characters in _OTHER.items() if characters.search(text))]
    return [str(FOLDER / file) for font in needed for file in _FILES.get(font, (f"{font.replace(' ', '')}-Regular.ttf",))]


def _font_of(character: str) -> Font:
    if character < "\u0530":
        return LATIN
    found: Font | None = next((font for font, characters in _OTHER.items() if characters.match(character)), None)
    return found or LATIN
