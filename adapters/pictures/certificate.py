"""A certificate: a framed sheet with a pile of stones, a name, and what its bearer did."""

from adapters.pictures.fonts import drawable
from adapters.pictures.palette import Palette
from adapters.pictures.scene import ROOM, SMALL, TEXT, WIDTH
from adapters.pictures.svg import element, picture, text, wrapped
from bot.interface.drawing import Certificate

FRAME = 10
NAME = 23
MOST_LINES = 4
"""Of each text; the longest name has room on them."""
STONES = ((46, 13), (34, 11), (22, 9))
"""The width and height of each stone, from the lowest up."""
MIDDLE = WIDTH / 2


def certificate_svg(drawing: Certificate, colours: Palette) -> str:
    parts, y = [_pile(66, colours)], 66.0
    for words, size, colour, bold, before in (
        (drawing.heading, SMALL, colours.soft, False, 26),
        (drawing.name, NAME, colours.text, True, 34),
        (drawing.said, TEXT, colours.text, False, 28),
        (drawing.day, SMALL, colours.soft, False, 24),
        (drawing.check, SMALL, colours.soft, False, 26),
    ):
        lines = wrapped(drawable(words), size * 1.06, ROOM - 24, MOST_LINES) if words else []
        for number, line in enumerate(lines):
            y += before if number == 0 else size * 1.3
            parts.append(text(line, MIDDLE, y, size, colour, anchor="middle", bold=bold))
    height = y + 30
    return picture(WIDTH, height, colours.ground, _frame(height, colours), *parts)


def _frame(height: float, colours: Palette) -> str:
    """Two lines around the sheet."""
    outer = element(
        "rect", x=FRAME, y=FRAME, width=WIDTH - 2 * FRAME, height=height - 2 * FRAME, rx=8, fill="none", stroke=colours.accent,
        stroke_width=2,
    )  # fmt: skip
    inset = FRAME + 4
    return outer + element(
        "rect", x=inset, y=inset, width=WIDTH - 2 * inset, height=height - 2 * inset, rx=5, fill="none", stroke=colours.line,
        stroke_width=1,
    )  # fmt: skip


def _pile(bottom: float, colours: Palette) -> str:
    """Stones on each other, as they mark a way."""
    stones: list[str] = []
    for width, height in STONES:
        bottom -= height
        stones.append(
            element("ellipse", cx=MIDDLE, cy=bottom + height / 2, rx=width / 2, ry=height / 2 - 0.8, fill=colours.accent)
        )
    return "".join(stones)
