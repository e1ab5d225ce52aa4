"""The marks of days and weeks. Each has a shape of its own."""

from adapters.pictures.palette import Palette
from adapters.pictures.svg import element, text, upright
from bot.interface.drawing import DayMark, WeekMark

SMALLEST = 13
"""The smallest size of a number."""
CAP = 0.36
"""How far below its middle the baseline of a number lies, in parts of its size."""


def day_mark(mark: DayMark, number: str, x: float, y: float, radius: float, colours: Palette) -> str:
    """What became of a day, around (x, y). A mark that leaves room for it has the number of the day in it."""
    size = max(radius * 1.05, SMALLEST)
    match mark:
        case "kept":
            shape = element("circle", cx=x, cy=y, r=radius, fill=colours.accent) + _number(number, x, y, size, colours.on_accent)
        case "frozen":
            shape = _ring(x, y, radius, colours.cold) + snowflake(x, y, radius * 0.58, colours.cold)
        case "missed":
            shape = cross(x, y, radius * 0.4, colours.warm)
        case "open":
            shape = _ring(x, y, radius, colours.soft, stroke_dasharray="3 3") + _number(number, x, y, size, colours.text)
        case "not asked":
            shape = _number(number, x, y, size, colours.soft)
        case "away":
            shape = _line(x - radius * 0.45, y, x + radius * 0.45, y, colours.soft, 2)
        case "":
            return ""
    return element("g", shape, class_=f"day {mark}")


def week_mark(mark: WeekMark, x: float, y: float, radius: float, colours: Palette) -> str:
    """What a member made of a week, around (x, y)."""
    match mark:
        case "done":
            shape = element("circle", cx=x, cy=y, r=radius, fill=colours.accent) + check(x, y, radius * 0.5, colours.on_accent)
        case "started":
            half = f"M{x:g} {y - radius:g}a{radius:g} {radius:g} 0 0 0 0 {2 * radius:g}z"
            shape = _ring(x, y, radius, colours.accent) + element("path", d=half, fill=colours.accent)
        case "stuck":
            shape = _ring(x, y, radius, colours.warm) + text(
                "!", x, y + radius * 0.5, radius * 1.4, colours.warm, anchor="middle"
            )
        case "skipped":
            shape = _ring(x, y, radius, colours.soft) + _line(x - radius * 0.45, y, x + radius * 0.45, y, colours.soft, 2)
        case "not begun":
            shape = _ring(x, y, radius, colours.soft, stroke_dasharray="3 3")
        case "set aside" | "left out":
            shape = element("circle", cx=x, cy=y, r=radius * 0.35, fill=colours.soft)
        case "to come":
            shape = _ring(x, y, radius, colours.line)
    return element("g", element("circle", cx=x, cy=y, r=radius, fill=colours.ground), shape, class_=f"week {mark}")


def check(x: float, y: float, size: float, colour: str) -> str:
    path = f"M{x - size:g} {y:g}l{size * 0.7:g} {size * 0.75:g} {size * 1.3:g} {-size * 1.5:g}"
    round_ends = {"stroke_linecap": "round", "stroke_linejoin": "round"}
    return element("path", d=path, fill="none", stroke=colour, stroke_width=2.2, **round_ends, **upright(x))


def cross(x: float, y: float, size: float, colour: str) -> str:
    return _line(x - size, y - size, x + size, y + size, colour, 2.2) + _line(x - size, y + size, x + size, y - size, colour, 2.2)


def snowflake(x: float, y: float, size: float, colour: str) -> str:
    arm = _line(x, y - size, x, y + size, colour, 1.8)
    turned = (element("g", arm, transform=f"rotate({angle} {x:g} {y:g})") for angle in (0, 60, 120))
    return "".join(turned)


def _number(number: str, x: float, y: float, size: float, colour: str) -> str:
    return text(number, x, y + size * CAP, size, colour, anchor="middle") if number else ""


def _ring(x: float, y: float, radius: float, colour: str, **more: str) -> str:
    return element("circle", cx=x, cy=y, r=radius - 1, fill="none", stroke=colour, stroke_width=2, **more)


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width, stroke_linecap="round")
