"""A roadmap as a map: its weeks on two lines, down the one and then down the other, each with its title beside it."""

from adapters.pictures.legend import week_legend
from adapters.pictures.marks import week_mark
from adapters.pictures.palette import Palette
from adapters.pictures.scene import MARGIN, ROOM, SMALL, TEXT, WIDTH
from adapters.pictures.svg import element, picture, text, wrapped
from bot.interface.drawing import RoadmapMap

COLUMN = ROOM / 2
ROW, RADIUS, LINE = 46, 11, 16
BESIDE = 2 * RADIUS + 8
"""Where a title begins, from the left edge of its column."""


def roadmap_svg(drawing: RoadmapMap, colours: Palette) -> str:
    lines = wrapped(drawing.heading, TEXT + 0.5, ROOM, 2)
    parts = [text(line, MARGIN, MARGIN + TEXT + 18 * at, TEXT, colours.text, bold=True) for at, line in enumerate(lines)]
    top = MARGIN + TEXT + 18 * (len(lines) - 1) + 10
    rows = -(-len(drawing.weeks) // 2)
    parts.append(_path(len(drawing.weeks), rows, top, colours))
    for index, (mark, title) in enumerate(drawing.weeks):
        x, y = _place(index, rows, top)
        here = index + 1 == drawing.here
        parts.append(week_mark(mark, x, y, RADIUS, colours))
        parts.append(_ring(x, y, colours) if here else "")
        parts.append(_title(title, x, y, colours, bold=here))
    legend, bottom = week_legend(drawing.legend, top + rows * ROW, colours)
    return picture(WIDTH, bottom + MARGIN - 4, colours.ground, *parts, legend)


def _place(index: int, rows: int, top: float) -> tuple[float, float]:
    """The middle of a week's mark: down the first column, then down the second."""
    column, row = divmod(index, rows)
    return MARGIN + RADIUS + COLUMN * column, top + ROW * (row + 0.5)


def _path(count: int, rows: int, top: float, colours: Palette) -> str:
    """A line down each column, through its weeks."""
    columns = (range(first, min(first + rows, count)) for first in range(0, count, rows))
    places = ([_place(index, rows, top) for index in column] for column in columns)
    return "".join(
        element("line", x1=down[0][0], y1=down[0][1], x2=down[-1][0], y2=down[-1][1], stroke=colours.line, stroke_width=1.5)
        for down in places
    )


def _title(title: str, x: float, y: float, colours: Palette, *, bold: bool) -> str:
    """On at most two lines."""
    lines = wrapped(title, SMALL, COLUMN - BESIDE - 4, 2)
    left = x - RADIUS + BESIDE
    first = y + SMALL * 0.36 - LINE / 2 * (len(lines) - 1)
    written = (text(line, left, first + LINE * at, SMALL, colours.text, bold=bold) for at, line in enumerate(lines))
    return "".join(written)


def _ring(x: float, y: float, colours: Palette) -> str:
    return element("circle", cx=x, cy=y, r=RADIUS + 2.5, fill="none", stroke=colours.text, stroke_width=2, class_="here")
