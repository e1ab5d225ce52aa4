"""The block of a card that is looked at."""

import json
from dataclasses import dataclass

from bot.interface.drawing import Drawing, dump_drawing
from bot.interface.limits import LARGEST_DRAWING, LONGEST_ALTERNATIVE, LONGEST_TEXT, check, width
from bot.text import Markup, plain


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing. `alt` says what it shows, for who cannot see it; `text` has its numbers, and always stands beside it."""

    drawing: Drawing
    alt: Markup
    text: Markup

    def __post_init__(self) -> None:
        check("drawing", len(json.dumps(dump_drawing(self.drawing), ensure_ascii=False)), LARGEST_DRAWING)
        check("alternative text", len(plain(self.alt)), LONGEST_ALTERNATIVE, 1)
        check("text of a picture", width(self.text), LONGEST_TEXT, 1)
