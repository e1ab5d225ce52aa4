"""A member's journey: a path of weeks with the one under way, and below it the calendar of their days."""

from adapters.pictures.legend import day_legend, week_legend
from adapters.pictures.marks import day_mark, week_mark
from adapters.pictures.palette import Palette
from adapters.pictures.scene import MARGIN, ROOM, SMALL, TEXT, WIDTH
from adapters.pictures.svg import cut, element, picture, size_for, text, width_of, wrapped
from bot.interface.drawing import Journey

WEEKS_A_ROW = 14
PATH_ROW, DAY_ROW, LINE = 27, 29, 18
LEAST_MONTHS, MOST_MONTHS = 36, 52
"""The width of the column of months, by how long their names are."""


def journey_svg(drawing: Journey, colours: Palette) -> str:
    """The picture; as high as its weeks, days and legends make it."""
    parts: list[str] = []
    y: float = MARGIN
    for part in (_path, _weeks_meant, _streak, _calendar, _days_meant):
        drawn, y = part(drawing, y, colours)
        parts.append(drawn)
    return picture(WIDTH, y + MARGIN - 6, colours.ground, *parts)


def _path(drawing: Journey, top: float, colours: Palette) -> tuple[str, float]:
    """Rows of weeks on a line. The week under way has a ring around it, and its label under its row."""
    parts: list[str] = []
    step = ROOM / max(1, min(len(drawing.weeks), WEEKS_A_ROW))  # of a cohort that was called off there are none
    radius = min(10, step * 0.4)
    y = top + PATH_ROW / 2
    for start in range(0, len(drawing.weeks), WEEKS_A_ROW):
        row = drawing.weeks[start : start + WEEKS_A_ROW]
        middles = [MARGIN + step * (index + 0.5) for index in range(len(row))]
        parts.append(element("line", x1=middles[0], x2=middles[-1], y1=y, y2=y, stroke=colours.line, stroke_width=1.5))
        parts.extend(week_mark(mark, x, y, radius, colours) for mark, x in zip(row, middles, strict=True))
        y += PATH_ROW
        if start < drawing.here <= start + len(row):
            parts.append(_here(middles[drawing.here - start - 1], y - PATH_ROW, radius, drawing.here_label, colours))
            y += SMALL + 10
    return "".join(parts), y - PATH_ROW / 2 + 4


def _here(x: float, y: float, radius: float, label: str, colours: Palette) -> str:
    """A ring around a week, a pointer to it, and the label as near as it fits."""
    words = cut(label, SMALL, ROOM)
    half = width_of(words, SMALL) / 2
    middle = min(max(x, MARGIN + half), WIDTH - MARGIN - half)
    tip = y + radius + 5
    ring = element("circle", cx=x, cy=y, r=radius + 2.5, fill="none", stroke=colours.text, stroke_width=2, class_="here")
    pointer = element("path", d=f"M{x:g} {tip:g}l5 6h-10z", fill=colours.text)
    return ring + pointer + text(words, middle, tip + 6 + SMALL, SMALL, colours.text, anchor="middle", bold=True)


def _streak(drawing: Journey, top: float, colours: Palette) -> tuple[str, float]:
    y = top + 12 + TEXT
    lines = wrapped(drawing.streak, TEXT, ROOM, 2)
    parts = [text(line, MARGIN, y + LINE * number, TEXT, colours.text, bold=True) for number, line in enumerate(lines)]
    return "".join(parts), y + LINE * (len(lines) - 1) + 6


def _calendar(drawing: Journey, top: float, colours: Palette) -> tuple[str, float]:
    """Rows of seven days, each under its weekday, with the month where it begins."""
    if not drawing.days:
        return "", top
    months = min(max(LEAST_MONTHS, *(width_of(month, SMALL) + 6 for month in drawing.months)), MOST_MONTHS)
    step = (ROOM - months) / 7
    columns = [MARGIN + months + step * (index + 0.5) for index in range(7)]
    head = zip(drawing.weekdays, columns, strict=True)
    of_days, of_months = size_for(drawing.weekdays, SMALL, step - 2), size_for(drawing.months, SMALL, months - 4)
    parts = [text(cut(day, of_days, step), x, top + SMALL, of_days, colours.soft, anchor="middle") for day, x in head]
    y = top + SMALL + 6 + DAY_ROW / 2
    for index, month in enumerate(drawing.months):
        parts.append(text(cut(month, of_months, months), MARGIN, y + SMALL * 0.36, of_months, colours.soft))
        row = zip(drawing.days[7 * index : 7 * index + 7], columns, strict=False)
        parts.extend(day_mark(mark, number, x, y, 12.5, colours) for (number, mark), x in row)
        y += DAY_ROW
    return "".join(parts), y - DAY_ROW / 2 + 4


def _weeks_meant(drawing: Journey, top: float, colours: Palette) -> tuple[str, float]:
    return week_legend(drawing.week_legend, top, colours)


def _days_meant(drawing: Journey, top: float, colours: Palette) -> tuple[str, float]:
    bare = next((number for number, mark in drawing.days if mark == "not asked"), "")
    return day_legend(drawing.day_legend, bare, top, colours)
