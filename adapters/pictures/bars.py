"""Bars on one scale: what is measured and its value above each, what else there is to say below it."""

from adapters.pictures.palette import Palette
from adapters.pictures.scene import MARGIN, ROOM, SMALL, TEXT, WIDTH
from adapters.pictures.svg import cut, element, picture, text, width_of, wrapped
from bot.interface.drawing import Bar, Bars

THICK = 12
LINE = 18
"""From one baseline to the next."""
BETWEEN, DENSE = 14, 8
"""From one bar to the next, and where there are more of them than `FEW`."""
FEW = 3
"""So many have their whole names; of more, a name has one line, as the text beside has it whole."""
POINT = 7
"""The radius of a single value."""


def bars_svg(drawing: Bars, colours: Palette) -> str:
    y = MARGIN + TEXT
    lines = wrapped(drawing.heading, TEXT + 0.5, ROOM, 2)
    parts = [text(line, MARGIN, y + LINE * number, TEXT, colours.text, bold=True) for number, line in enumerate(lines)]
    dense = len(drawing.bars) > FEW
    y += LINE * (len(lines) - 1) + BETWEEN
    for bar in drawing.bars:
        drawn, y = bar_row(bar, y, colours, dense=dense)
        parts.append(drawn)
    if any(drawing.scale):
        parts.append(_scale(drawing.scale, y, colours))
        y += LINE
    return picture(WIDTH, y + MARGIN - (DENSE if dense else BETWEEN) / 2, colours.ground, *parts)


def bar_row(bar: Bar, top: float, colours: Palette, *, dense: bool = False) -> tuple[str, float]:
    """One value, and where the next begins. A value that is too wide to stand beside its name stands below it."""
    label, value, below, start, end, goes_on = bar
    if dense:
        label = cut(label, SMALL, max(ROOM - width_of(value, SMALL + 0.5) - 10, ROOM / 2))
    beside = width_of(label, SMALL) + width_of(value, SMALL + 0.5) + 10 <= ROOM
    names = [label] if beside else wrapped(label, SMALL, ROOM, 2)
    y = top + SMALL
    parts = [text(name, MARGIN, y + LINE * number, SMALL, colours.text) for number, name in enumerate(names)]
    y += LINE * (len(names) - (1 if beside else 0))
    value = cut(value, SMALL + 0.5, ROOM)
    parts.append(text(value, WIDTH - MARGIN, y, SMALL, colours.text, anchor="end", bold=True) if beside else "")
    parts.append("" if beside else text(value, MARGIN, y, SMALL, colours.text, bold=True))
    y += 7
    parts.append(_track(start, end, y, colours, goes_on=goes_on))
    y += THICK
    for line in wrapped(below, SMALL, ROOM, 2) if below else ():
        y += LINE - 1
        parts.append(text(line, MARGIN, y, SMALL, colours.soft))
    return element("g", *parts, class_="row"), y + (DENSE if dense else BETWEEN)


def _track(start: int, end: int, top: float, colours: Palette, *, goes_on: bool) -> str:
    """The whole scale as an outline, and the value on it as a solid bar or a single point."""
    left, right = (MARGIN + ROOM * share / 1000 for share in (start, end))
    outline = _round(MARGIN + 0.75, top + 0.75, ROOM - 1.5, THICK - 1.5, fill="none", stroke=colours.line, stroke_width=1.5)
    if start == end:
        x = min(max(left, MARGIN + POINT), WIDTH - MARGIN - POINT)
        return outline + (element("circle", cx=x, cy=top + THICK / 2, r=POINT, fill=colours.accent) if end else "")
    if goes_on:
        return outline + _arrow(left, right, top, colours)
    return outline + _round(left, top, max(right - left, THICK), THICK, fill=colours.accent, class_="bar")


def _round(x: float, y: float, width: float, height: float, **more: str | float) -> str:
    return element("rect", x=x, y=y, width=width, height=height, rx=height / 2, **more)


def _arrow(left: float, right: float, top: float, colours: Palette) -> str:
    """A bar with a pointed end: the value may be higher."""
    foot = right - THICK
    path = f"M{left:g} {top:g}H{foot:g}v-4L{right:g} {top + THICK / 2:g} {foot:g} {top + THICK + 4:g}v-4H{left:g}z"
    return element("path", d=path, fill=colours.accent, class_="goes on")


def _scale(ends: tuple[str, str], top: float, colours: Palette) -> str:
    first, last = ends
    return text(first, MARGIN, top + SMALL - 4, SMALL, colours.soft) + text(
        last, WIDTH - MARGIN, top + SMALL - 4, SMALL, colours.soft, anchor="end"
    )
