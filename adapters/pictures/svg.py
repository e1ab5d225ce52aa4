"""The parts of an SVG picture. Whatever goes in as text comes out escaped."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Literal, NamedTuple

from adapters.pictures.directions import RIGHT, in_order_of_sight, is_from_right, levels, turned
from adapters.pictures.fonts import LATIN, Font, drawable, runs, width_of_run

Anchor = Literal["start", "middle", "end"]

ELLIPSIS = "…"
SMALLEST = 9.5
"""The smallest letters that can be read on a phone."""
MOST_MEASURED = 1024
"""Lines."""
BEFORE: Mapping[Anchor, float] = {"start": 0, "middle": 0.5, "end": 1}
"""How much of a line stands before the place that it is anchored at."""
OPPOSITE: Mapping[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}
STROKE = 0.045
"""How much wider lines of letters are that have no bold font of their own, in parts of the size."""
_GAP = re.compile(r" |(?<=\S)[-/](?=\w)|(?<=[\u3040-\u9fff])(?=[\u3041-\u30fa\u3400-\u9fff])")
"""Where a line may end: after a space, or what parts a long name or an address, or between two Chinese or Japanese letters."""
_STRONG = ("L", "R", "AL", "AN", "EN", "NSM", "BN")
"""What has a direction, or goes with the letter before, by the names that Unicode gives."""
_NOT_IN_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


class Part(NamedTuple):
    """A part of a line that has one font and one direction, which is a level."""

    font: Font
    level: int
    run: str


def element(name: str, *inside: str, **attributes: str | float) -> str:
    """An element; an underscore in the name of an attribute stands for a hyphen, and one at its end for nothing."""
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>"


def picture(width: float, height: float, ground: str, *inside: str) -> str:
    """The whole picture, on a ground with round corners; turned round, words and checks aside, if it begins at the right."""
    inside = (element("g", *inside, transform=_turned_at(width / 2)),) if is_from_right() else inside
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


def upright(x: float) -> dict[str, str | float]:
    """The attribute of what is not turned round with the whole picture, and has its middle at `x`."""
    return {"transform": _turned_at(x)} if is_from_right() else {}


def _turned_at(x: float) -> str:
    return f"matrix(-1 0 0 1 {_value(2 * x)} 0)"


def text(words: str, x: float, y: float, size: float, fill: str, *, anchor: Anchor = "start", bold: bool = False) -> str:
    """One line of text, whose baseline is at `y`."""
    parts, weight = _parts(_drawn(words)), {"font_weight": 600} if bold else {}
    line = {"y": y, "font_size": size, "fill": fill, **weight, **upright(x)}
    anchor = OPPOSITE[anchor] if is_from_right() else anchor
    if len(parts) < 2:
        return element("text", *(_written(part, size, fill, bold=bold) for part in parts), x=x, text_anchor=anchor, **line)
    # Placed one by one: in one go the renderer shapes letters of one script alone, and fails at some of others.
    places = zip(parts, _placed(parts, x, size, anchor, bold=bold), strict=True)
    return element("text", *(_written(part, size, fill, bold=bold, x=left) for part, left in places), **line)


def _parts(line: str) -> list[Part]:
    """The parts of a line that have one font and one direction."""
    parts, at, level_of = list[Part](), 0, levels(line)
    for font, run in runs(line):
        for level, group in groupby(level_of[at : at + len(run)]):
            end = at + len(list(group))
            parts += [Part(font, level, run) for run in (_apart(line[at:end]) if level == RIGHT else (line[at:end],)) if run]
            at = end
    return parts


def _apart(run: str) -> tuple[str, str, str]:
    """A run that is written from the right, with the signs of no direction at its ends apart: the renderer, which takes each run
    for a line that begins at the left, would draw them at its other end."""
    strong = [at for at, character in enumerate(run) if unicodedata.bidirectional(character) in _STRONG]
    first, end = (strong[0], strong[-1] + 1) if strong else (len(run), len(run))
    end += len(run[end:]) - len(run[end:].lstrip()) if not run[end:].strip() else 0  # spaces alone stay with the words
    return run[:first], run[first:end], run[end:]


def _placed(parts: Sequence[Part], x: float, size: float, anchor: Anchor, *, bold: bool) -> list[float]:
    """Where each part begins, from the left; spaces after what is written to the left stand left of it."""
    widths = [size * width_of_run(part.font, part.run, bold=bold) for part in parts]
    left, places = x - BEFORE[anchor] * sum(widths), [0.0] * len(parts)
    for number in in_order_of_sight([part.level for part in parts]):
        part = parts[number]
        seen = size * width_of_run(part.font, part.run.rstrip(), bold=bold)
        places[number] = left + widths[number] - seen if part.level == RIGHT else left
        left += widths[number]
    return places


def _written(part: Part, size: float, fill: str, *, bold: bool, **place: float) -> str:
    """A part of a line; at a place of its own, unless it is the whole."""
    is_signs = not any(unicodedata.bidirectional(character) in _STRONG for character in part.run)
    run = turned(part.run) if is_signs and part.level == RIGHT else part.run
    if part.font == LATIN:
        return element("tspan", escape(run), **place) if place else escape(run)
    heavier = {"stroke": fill, "stroke_width": size * STROKE} if bold else {}
    return element("tspan", escape(run), font_family=part.font, font_weight=400, **place, **heavier)


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


def size_for(words: Iterable[str], size: float, most: float) -> float:
    """The size at which none of these is wider than `most`, this one at most; at the smallest that can be read some may be."""
    widest = max((width_of(each, 1) for each in words), default=0)
    return max(min(size, most / widest), SMALLEST) if widest else size


@lru_cache(MOST_MEASURED)
def width_of(words: str, size: float) -> float:
    """How wide a line is, measured as it is drawn; rather more than less, as if it were bold."""
    return size * sum(width_of_run(font, run, bold=True) for font, run in runs(_drawn(words)))


def _drawn(words: str) -> str:
    return drawable(_NOT_IN_XML.sub("", words))


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else f"{value:g}"
