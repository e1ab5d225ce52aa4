"""The parts of an SVG picture. Whatever goes in as text comes out escaped."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Literal, TypeAlias

from adapters.pictures.fonts import LATIN, SHAPED, Font, drawable, runs, width_of_run

Anchor = Literal["start", "middle", "end"]
Run: TypeAlias = Sequence[tuple[Font, str]]
"""Words by their fonts."""

ELLIPSIS = "…"
MOST_MEASURED = 1024
"""Lines."""
BEFORE: Mapping[Anchor, float] = {"start": 0, "middle": 0.5, "end": 1}
"""How much of a line stands before the place that it is anchored at."""
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


def text(words: str, x: float, y: float, size: float, fill: str, *, anchor: Anchor = "start", bold: bool = False) -> str:
    """One line of text, whose baseline is at `y`."""
    written = list(runs(_drawn(words)))
    segments = _segments(written)
    if len(segments) == 1:
        return _segment(written, x, y, size, fill, anchor, bold=bold)
    widths = [size * sum(width_of_run(*run) for run in segment) for segment in segments]
    parts, left = list[str](), x - BEFORE[anchor] * sum(widths)
    for segment, wide in zip(segments, widths, strict=True):
        parts.append(_segment(segment, left, y, size, fill, "start", bold=bold))
        left += wide
    return "".join(parts)


def _segments(written: Run) -> list[Run]:
    """The parts of a line that are drawn at once: the renderer shapes a line by one script."""
    segments: list[list[tuple[Font, str]]] = [[]]
    for font, run in written:
        if font in SHAPED and any(other in SHAPED and other != font for other, _ in segments[-1]):
            segments.append([])
        segments[-1].append((font, run))
    return [*segments]


def _segment(written: Run, x: float, y: float, size: float, fill: str, anchor: Anchor, *, bold: bool) -> str:
    heavier = {"stroke": fill, "stroke_width": size * STROKE} if bold else {}
    parts = [
        escape(run) if font == LATIN else element("tspan", escape(run), font_family=font, font_weight=400, **heavier)
        for font, run in written
    ]
    weight = {"font_weight": 600} if bold else {}
    return element("text", _script_of(written), *parts, x=x, y=y, font_size=size, fill=fill, text_anchor=anchor, **weight)


def _script_of(written: Run) -> str:
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
    fitting = _fitting(words, size, most - width_of(ELLIPSIS, size))
    space = words.rfind(" ", 0, fitting + 1)
    return words[: space if space > fitting // 2 else fitting].rstrip(" ,;:") + ELLIPSIS


def wrapped(words: str, size: float, most: float, lines: int) -> list[str]:
    """The words on at most `lines` lines, none wider than `most`; what is left over is cut from the last. A word that is wider
    than a line goes on in the next, as in scripts that put no spaces between words."""
    words = words.strip()
    if lines == 1 or width_of(words, size) <= most:
        return [cut(words, size, most)]
    fitting = _fitting(words, size, most)
    ends = [found.end() for found in _GAP.finditer(words, 0, fitting + 1) if len(found[0].rstrip()) + found.start() <= fitting]
    end = ends[-1] if ends and ends[-1] > fitting // 3 else max(fitting, 1)
    return [words[:end].rstrip(), *wrapped(words[end:], size, most, lines - 1)]


def _fitting(words: str, size: float, most: float) -> int:
    """How many of the first characters are no wider than that; a letter keeps its marks."""
    fitting = bisect_right(range(1, len(words) + 1), most, key=lambda count: width_of(words[:count], size))
    while 0 < fitting < len(words) and unicodedata.category(words[fitting])[0] in "MC":
        fitting -= 1
    return fitting


@lru_cache(MOST_MEASURED)
def width_of(words: str, size: float) -> float:
    """How wide a line is, measured as it is drawn; rather more than less, as if it were bold."""
    return size * sum(width_of_run(font, run) for font, run in runs(_drawn(words)))


def _drawn(words: str) -> str:
    return drawable(_NOT_IN_XML.sub("", words))


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else f"{value:g}"
