"""Pictures read back: their words, and how often each mark stands in them."""

from collections import Counter
from xml.etree import ElementTree as ET

from adapters.pictures.png import svg
from bot.interface.drawing import Drawing

SVG = "{http://www.w3.org/2000/svg}"


def words(drawing: Drawing) -> list[str]:
    """What is written on a picture, text by text."""
    return ["".join(text.itertext()) for text in _drawn(drawing).iter(f"{SVG}text")]


def marks(drawing: Drawing, kind: str) -> Counter[str]:
    """How often each mark of a kind is drawn, legends aside."""
    drawn = _drawn(drawing)
    legends = {id(mark) for legend in drawn.iter(f"{SVG}g") if legend.get("class") == "legend" for mark in legend.iter()}
    classes = (mark.get("class", "") for mark in drawn.iter(f"{SVG}g") if id(mark) not in legends)
    return Counter(each.removeprefix(f"{kind} ") for each in classes if each.startswith(f"{kind} "))


def _drawn(drawing: Drawing) -> ET.Element:
    return ET.fromstring(svg(drawing, "light"))  # noqa: S314 - it is our own
