"""What a font file draws: its characters, and how wide a run of them is once it is shaped, as the renderer shapes it."""

from functools import cache
from pathlib import Path
from typing import Any

import uharfbuzz

_harfbuzz: Any = uharfbuzz  # it tells no types


@cache
def characters(path: Path) -> frozenset[int]:
    """The code points that the font draws."""
    return frozenset(_font(path).face.unicodes)


def width_in(path: Path, run: str) -> float:
    """How wide a run of text in one script is, in parts of the size of the font."""
    buffer = _harfbuzz.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    font = _font(path)
    _harfbuzz.shape(font, buffer)
    advance: int = sum(glyph.x_advance for glyph in buffer.glyph_positions or ())
    return advance / font.face.upem


@cache
def _font(path: Path) -> Any:
    return _harfbuzz.Font(_harfbuzz.Face(_harfbuzz.Blob.from_file_path(path)))
