"""Pictures read back: their words, and how often each mark stands in them."""

from collections import Counter
from xml.etree import ElementTree as ET

from adapters.pictures.png import svg
from adapters.pictures.scene import ROOM
from bot.interface.card import Card
from bot.interface.drawing import Drawing
from bot.interface.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"


def words(drawing: Drawing) -> list[str]:
    """What is written on a picture, text by text."""
    return [_seen(text) for text in _drawn(drawing).iter(f"{SVG}text")]


def place_of(drawing: Drawing, words: str) -> tuple[float, float]:
    """Where on a picture a text begins, from its left and from its top."""
    return next(
        (float(text.get("x", "")), float(text.get("y", "")))
        for text in _drawn(drawing).iter(f"{SVG}text")
        if _seen(text) == words
    )


def marks(drawing: Drawing, kind: str) -> Counter[str]:
    """How often each mark of a kind is drawn, legends aside."""
    drawn = _drawn(drawing)
    legends = {id(mark) for legend in drawn.iter(f"{SVG}g") if legend.get("class") == "legend" for mark in legend.iter()}
    classes = (mark.get("class", "") for mark in drawn.iter(f"{SVG}g") if id(mark) not in legends)
    return Counter(each.removeprefix(f"{kind} ") for each in classes if each.startswith(f"{kind} "))


def bars_of(card: Card) -> list[tuple[str, str, float]]:
    """Of the bars on a card's picture: the name of each, its value as it is written, and how much of its scale is filled."""
    [picture] = [block for block in card.blocks if isinstance(block, Picture)]
    return [_bar(row) for row in _drawn(picture.drawing).iter(f"{SVG}g") if row.get("class") == "row"]


def _bar(row: ET.Element) -> tuple[str, str, float]:
    written = [_seen(text) for text in row.iter(f"{SVG}text")]
    value = next(_seen(text) for text in row.iter(f"{SVG}text") if text.get("font-weight") == "600")
    filled = sum(float(bar.get("width", "")) for bar in row.iter(f"{SVG}rect") if bar.get("class") == "bar")
    return written[0], value, round(filled / ROOM, 2)


def _seen(text: ET.Element) -> str:
    return "".join(text.itertext())


def _drawn(drawing: Drawing) -> ET.Element:
    return ET.fromstring(svg(drawing, "light"))  # noqa: S314 - it is our own
