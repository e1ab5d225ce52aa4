"""The parts of an SVG picture. Whatever goes in as text comes out escaped."""

import re
import unicodedata
from collections.abc import Sequence
from html import escape

from adapters.pictures.fonts import LATIN, SHAPED, drawable, runs

WIDE, NARROW, CAPITAL, USUAL = 1.0, 0.36, 0.72, 0.58
"""About how wide characters are, in parts of the size of the font."""
ELLIPSIS = "…"
STROKE = 0.045
"""How much wider lines of letters are that have no bold font of their own, in parts of the size."""
_GAP = re.compile(r" |(?<=\S)[-/](?=\w)")
"""Where a line may end: after a space, or what parts a long name or an address."""
_NOT_IN_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def element(name: str, *inside: str, **attributes: str | float) -> str:
    """An element; an underscore in the name of an attribute stands for a hyphen, and one at its end for nothing."""
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>"


def picture(width: float, height: float, ground: str, *inside: str) -> str:
    """The whole picture, on a ground with round corners."""
    sheet = element("rect", width=width, height=height, rx=14, fill=ground)
    return element(
        "svg",
        sheet,
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        font_family=LATIN,
    )


def text(words: str, x: float, y: float, size: float, fill: str, *, anchor: str = "start", bold: bool = False) -> str:
    """One line of text, whose baseline is at `y`."""
    heavier = {"stroke": fill, "stroke_width": size * STROKE} if bold else {}
    written = list(runs(drawable(_NOT_IN_XML.sub("", words))))
    parts = [
        escape(run) if font == LATIN else element("tspan", escape(run), font_family=font, font_weight=400, **heavier)
        for font, run in written
    ]
    weight = {"font_weight": 600} if bold else {}
    return element("text", _script_of(written), *parts, x=x, y=y, font_size=size, fill=fill, text_anchor=anchor, **weight)


def _script_of(written: Sequence[tuple[str, str]]) -> str:
    """An unseen first letter for a line that begins in another script than one whose letters have to be shaped: the renderer
    shapes a line by the script of its first letter."""
    font, letters = next(((font, run) for font, run in written[1:] if font in SHAPED), ("", ""))
    if not letters or written[0][0] in SHAPED:
        return ""
    return element("tspan", letters[0], class_="script", font_family=font, font_size=0.01, fill="none")


def cut(words: str, size: float, most: float) -> str:
    """The words, with an ellipsis for what is wider than `most` at this size; cut between words if one ends near."""
    if width_of(words, size) <= most:
        return words
    fitting = len(words)
    while fitting and width_of(words[:fitting] + ELLIPSIS, size) > most:
        fitting -= 1
    space = words.rfind(" ", 0, fitting + 1)
    return words[: space if space > fitting // 2 else fitting].rstrip(" ,;:") + ELLIPSIS


def wrapped(words: str, size: float, most: float, lines: int) -> list[str]:
    """The words on at most `lines` lines, none wider than `most`; what is left over is cut from the last. A word that is wider
    than a line goes on in the next, as in scripts that put no spaces between words."""
    words = words.strip()
    if lines == 1 or width_of(words, size) <= most:
        return [cut(words, size, most)]
    fitting = len(words)
    while width_of(words[:fitting], size) > most:
        fitting -= 1
    ends = [found.end() for found in _GAP.finditer(words, 0, fitting + 1) if len(found[0].rstrip()) + found.start() <= fitting]
    end = ends[-1] if ends and ends[-1] > fitting // 3 else max(fitting, 1)
    return [words[:end].rstrip(), *wrapped(words[end:], size, most, lines - 1)]


def width_of(words: str, size: float) -> float:
    """About how wide a line is, rather more than less."""
    return size * sum(map(_width_of, words))


def _width_of(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Cf"):
        return 0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return WIDE
    if character in " .,:;!'|iljtfrI()[]":
        return NARROW
    return CAPITAL + 0.28 * (character in "mwMW@%") if character.isupper() or character in "mw@%" else USUAL


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else f"{value:g}"
