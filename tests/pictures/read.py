"""Pictures read back: their words, their marks, and where both stand."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import dist
from xml.etree import ElementTree as ET

from adapters.pictures.png import svg
from adapters.pictures.scene import MARGIN, ROOM
from bot.interface.card import Card
from bot.interface.drawing import Drawing
from bot.interface.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"
_ENDS = re.compile(r"[ML]([\d.]+)")
"""Where the outline of an arrow begins, and where its point is."""


def words(drawing: Drawing) -> list[str]:
    """What is written on a picture, text by text."""
    return [_seen(text) for text in _drawn(drawing).iter(f"{SVG}text")]


def place_of(drawing: Drawing, words: str) -> tuple[float, float]:
    """Where on a picture a text begins, from its left and from its top."""
    return next(_place(text) for text in _drawn(drawing).iter(f"{SVG}text") if _seen(text) == words)


def marks(drawing: Drawing, kind: str) -> Counter[str]:
    """How often each mark of a kind is drawn, legends aside."""
    return Counter(mark for mark, _ in _marked(_drawn(drawing), kind))


def numbered(drawing: Drawing, kind: str) -> list[tuple[str, str]]:
    """Each mark of a kind in order, legends aside, and what is written in it."""
    return [(mark, _said(drawn)) for mark, drawn in _marked(_drawn(drawing), kind)]


def titled_weeks(drawing: Drawing) -> list[tuple[str, str]]:
    """The mark of each week in order, and the first line of the title beside it."""
    picture = _drawn(drawing)
    return [(mark, _right_of(picture, _middle_of(week))) for mark, week in _marked(picture, "week")]


def here(drawing: Drawing) -> int:
    """The number of the week that the ring is around; 0 if there is none."""
    picture = _drawn(drawing)
    rings = [_middle(each) for each in picture.iter(f"{SVG}circle") if each.get("class") == "here"]
    weeks = [_middle_of(week) for _, week in _marked(picture, "week")]
    return sum(weeks.index(ring) + 1 for ring in rings)


def legends(drawing: Drawing) -> dict[str, str]:
    """What each entry of a legend says, and the mark beside it."""
    picture = _drawn(drawing)
    beside = {mark: said for around in picture.iter() for mark, said in pairwise(around) if mark.get("class") == "legend"}
    return {_seen(said): _mark_of(mark) for mark, said in beside.items()}


def numbers(drawing: Drawing) -> dict[str, str]:
    """The large numbers of a picture, by what stands below each."""
    groups = [each for each in _drawn(drawing).iter(f"{SVG}g") if each.get("class") == "number"]
    lines = [[_seen(text) for text in group.iter(f"{SVG}text")] for group in groups]
    return {" ".join(label): number for number, *label in lines}


def bars_of(card: Card) -> list[tuple[str, str, float]]:
    """Of the bars on a card's picture: the name of each, its value as it is written, and how much of its scale is filled."""
    [picture] = [block for block in card.blocks if isinstance(block, Picture)]
    return [_bar(row) for row in _rows(picture.drawing)]


def spans(drawing: Drawing) -> list[tuple[int, int]]:
    """Where each bar begins and ends, in thousandths of its scale; a point ends where it begins."""
    return [_span(row) for row in _rows(drawing)]


def _rows(drawing: Drawing) -> list[ET.Element]:
    return [row for row in _drawn(drawing).iter(f"{SVG}g") if row.get("class") == "row"]


def _bar(row: ET.Element) -> tuple[str, str, float]:
    written = [_seen(text) for text in row.iter(f"{SVG}text")]
    value = next(_seen(text) for text in row.iter(f"{SVG}text") if text.get("font-weight") == "600")
    filled = sum(float(bar.get("width", "")) for bar in row.iter(f"{SVG}rect") if bar.get("class") == "bar")
    return written[0], value, round(filled / ROOM, 2)


def _span(row: ET.Element) -> tuple[int, int]:
    ends = [(float(bar.get("x", "")), float(bar.get("width", ""))) for bar in row.iter(f"{SVG}rect") if bar.get("class") == "bar"]
    found = [(left, left + width) for left, width in ends]
    found += [tuple(map(float, _ENDS.findall(arrow.get("d", "")))) for arrow in row.iter(f"{SVG}path")]
    found += [(float(point.get("cx", "")),) * 2 for point in row.iter(f"{SVG}circle")]
    ((left, right),) = found
    return round(1000 * (left - MARGIN) / ROOM), round(1000 * (right - MARGIN) / ROOM)


def _marked(picture: ET.Element, kind: str) -> Iterator[tuple[str, ET.Element]]:
    """The marks of a kind in order, legends aside."""
    legends = {id(mark) for legend in picture.iter(f"{SVG}g") if legend.get("class") == "legend" for mark in legend.iter()}
    for mark in picture.iter(f"{SVG}g"):
        if id(mark) not in legends and mark.get("class", "").startswith(f"{kind} "):
            yield mark.get("class", "").removeprefix(f"{kind} "), mark


def _mark_of(legend: ET.Element) -> str:
    return next(each.get("class", "").partition(" ")[2] for each in legend.iter(f"{SVG}g") if each is not legend)


def _right_of(picture: ET.Element, place: tuple[float, float]) -> str:
    """The text that begins nearest to the right of a place."""
    texts = [(_place(text), _seen(text)) for text in picture.iter(f"{SVG}text")]
    return min((dist(place, at), said) for at, said in texts if at[0] > place[0])[1]


def _middle_of(mark: ET.Element) -> tuple[float, float]:
    return _middle(next(mark.iter(f"{SVG}circle")))


def _middle(circle: ET.Element) -> tuple[float, float]:
    return float(circle.get("cx", "")), float(circle.get("cy", ""))


def _place(text: ET.Element) -> tuple[float, float]:
    return float(text.get("x", "")), float(text.get("y", ""))


def _said(drawn: ET.Element) -> str:
    return "".join(map(_seen, drawn.iter(f"{SVG}text")))


def _seen(text: ET.Element) -> str:
    return "".join(text.itertext())


def _drawn(drawing: Drawing) -> ET.Element:
    return ET.fromstring(svg(drawing, "light"))  # noqa: S314 - it is our own
