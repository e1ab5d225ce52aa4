"""What the marks of a picture mean, below it."""

from collections.abc import Iterator, Sequence

from adapters.pictures.marks import day_mark, week_mark
from adapters.pictures.palette import Palette
from adapters.pictures.scene import MARGIN, ROOM, SMALL, WIDTH
from adapters.pictures.svg import cut, element, text, width_of
from bot.interface.drawing import DayMark, WeekMark

ICON = 8
"""The radius of a mark."""
ROW = 20


def week_legend(marks: Sequence[tuple[WeekMark, str]], top: float, colours: Palette) -> tuple[str, float]:
    """The legend, and where it ends."""
    return _legend([(week_mark(mark, 0, 0, ICON, colours), label) for mark, label in marks], top, colours)


def day_legend(marks: Sequence[tuple[DayMark, str]], bare: str, top: float, colours: Palette) -> tuple[str, float]:
    """The legend, and where it ends. A day on which nothing was asked is a bare number there as in the calendar: that of one."""
    icons = [day_mark(mark, bare if mark == "not asked" else "", 0, 0, ICON, colours) for mark, _ in marks]
    return _legend([*zip(icons, (label for _, label in marks), strict=True)], top, colours)


def _legend(entries: Sequence[tuple[str, str]], top: float, colours: Palette) -> tuple[str, float]:
    """Marks with their words, side by side as far as they fit."""
    parts: list[str] = []
    y = top
    for x, row, (icon, label) in _placed(entries):
        y = top + row * ROW + ROW / 2
        parts.append(element("g", icon, transform=f"translate({x + ICON:g} {y:g})", class_="legend"))
        parts.append(text(label, x + 2 * ICON + 6, y + SMALL * 0.36, SMALL, colours.soft))
    return "".join(parts), y + (ROW / 2 if entries else 0)


def _placed(entries: Sequence[tuple[str, str]]) -> Iterator[tuple[float, int, tuple[str, str]]]:
    """The place of each entry: its left edge, its row."""
    x, row = float(MARGIN), 0
    for icon, label in entries:
        words = cut(label, SMALL, ROOM - 2 * ICON - 6)
        wide = 2 * ICON + 6 + width_of(words, SMALL) + 12
        if x > MARGIN and x + wide - 12 > WIDTH - MARGIN:
            x, row = MARGIN, row + 1
        yield x, row, (icon, words)
        x += wide
