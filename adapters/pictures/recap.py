"""A look back: large numbers in two columns, and bars below them."""

from adapters.pictures.bars import bar_row
from adapters.pictures.palette import Palette
from adapters.pictures.scene import MARGIN, ROOM, SMALL, TEXT, WIDTH
from adapters.pictures.svg import cut, element, picture, text, wrapped
from bot.interface.drawing import Recap

NUMBER = 27
LINE = 17
"""From one baseline to the next."""
GAP = 10
COLUMN = (ROOM - GAP) / 2
INSIDE = 9
"""Between the edge of a tile and what is in it."""


def recap_svg(drawing: Recap, colours: Palette) -> str:
    parts, y = _heading(drawing.heading, MARGIN, colours)
    for first in range(0, len(drawing.numbers), 2):
        row = drawing.numbers[first : first + 2]
        wide = COLUMN if len(row) > 1 else ROOM  # an odd one has its row to itself
        tiles = [_tile(number, label, MARGIN + (COLUMN + GAP) * at, y, wide, colours) for at, (number, label) in enumerate(row)]
        height = max(high for _, high in tiles)
        grounds = [_ground(MARGIN + (COLUMN + GAP) * at, y, wide, height, colours) for at in range(len(tiles))]
        parts += "".join((*grounds, *(drawn for drawn, _ in tiles)))
        y += height + GAP
    if drawing.bars:
        heading, y = _heading(drawing.bars_heading, y + 4, colours)
        parts += heading
    for bar in drawing.bars:
        drawn, y = bar_row(bar, y, colours)
        parts += drawn
    return picture(WIDTH, y + MARGIN - GAP, colours.ground, parts)


def _heading(words: str, top: float, colours: Palette) -> tuple[str, float]:
    lines = wrapped(words, TEXT + 0.5, ROOM, 2)
    y = top + TEXT
    parts = [text(line, MARGIN, y + LINE * number, TEXT, colours.text, bold=True) for number, line in enumerate(lines)]
    return "".join(parts), y + LINE * (len(lines) - 1) + GAP


def _tile(number: str, label: str, x: float, top: float, wide: float, colours: Palette) -> tuple[str, float]:
    """A number above what it counts, and how high both are."""
    room = wide - 2 * INSIDE
    lines = wrapped(label, SMALL, room, 2)
    y = top + INSIDE + NUMBER * 0.76
    parts = [text(cut(number, NUMBER, room), x + INSIDE, y, NUMBER, colours.accent, bold=True)]
    parts += [text(line, x + INSIDE, y + 20 + LINE * at, SMALL, colours.soft) for at, line in enumerate(lines)]
    return element("g", *parts, class_="number"), y + 20 + LINE * (len(lines) - 1) + INSIDE - top


def _ground(x: float, top: float, wide: float, height: float, colours: Palette) -> str:
    return element(
        "rect",
        x=x + 0.5,
        y=top + 0.5,
        width=wide - 1,
        height=height - 1,
        rx=8,
        fill="none",
        stroke=colours.line,
        stroke_width=1,
    )
