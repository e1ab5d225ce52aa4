"""A roadmap as a map: a path that winds down in rows of two weeks, each with its title beside it."""

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
    parts.append(_path(len(drawing.weeks), top, colours))
    for index, (mark, title) in enumerate(drawing.weeks):
        x, y = _place(index, top)
        here = index + 1 == drawing.here
        parts.append(week_mark(mark, x, y, RADIUS, colours))
        parts.append(_ring(x, y, colours) if here else "")
        parts.append(_title(title, x, y, colours, bold=here))
    legend, bottom = week_legend(drawing.legend, top + rows * ROW, colours)
    return picture(WIDTH, bottom + MARGIN - 4, colours.ground, *parts, legend)


def _place(index: int, top: float) -> tuple[float, float]:
    """The middle of a week's mark: rows go to the right and back in turn."""
    row, column = divmod(index, 2)
    return MARGIN + RADIUS + COLUMN * (column if row % 2 == 0 else 1 - column), top + ROW * (row + 0.5)


def _path(count: int, top: float, colours: Palette) -> str:
    """From each week straight to the next, behind the titles."""
    points = " ".join(f"{x:g},{y:g}" for x, y in (_place(index, top) for index in range(count)))
    return element("polyline", points=points, fill="none", stroke=colours.line, stroke_width=1.5, stroke_linejoin="round")


def _title(title: str, x: float, y: float, colours: Palette, *, bold: bool) -> str:
    """On at most two lines, on a ground of their own that parts them from the path."""
    lines = wrapped(title, SMALL, COLUMN - BESIDE - 4, 2)
    left = x - RADIUS + BESIDE
    ground = element(
        "rect", x=left - 3, y=y - LINE, width=COLUMN - BESIDE - 2, height=2 * LINE, fill=colours.ground
    )  # fmt: skip
    first = y + SMALL * 0.36 - LINE / 2 * (len(lines) - 1)
    written = (text(line, left, first + LINE * at, SMALL, colours.text, bold=bold) for at, line in enumerate(lines))
    return ground + "".join(written)


def _ring(x: float, y: float, colours: Palette) -> str:
    return element("circle", cx=x, cy=y, r=RADIUS + 2.5, fill="none", stroke=colours.text, stroke_width=2)
