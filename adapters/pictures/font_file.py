"""Which characters a font file has, by its table `cmap`: no library of the project reads fonts."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from struct import unpack_from

_BASIC_PLANE = (3, 1)
"""The platform and encoding of the subtable that our fonts all have; it is of format 4."""


@cache
def characters(path: Path) -> frozenset[int]:
    """The code points that the font draws."""
    font = path.read_bytes()
    return frozenset(_mapped(font, _subtable(font, _table(font, b"cmap"))))


def _table(font: bytes, name: bytes) -> int:
    """Where a table begins."""
    (count,) = unpack_from(">H", font, 4)
    records = (unpack_from(">4sLLL", font, 12 + 16 * number) for number in range(count))
    return next(offset for tag, _, offset, _ in records if tag == name)


def _subtable(font: bytes, cmap: int) -> int:
    (count,) = unpack_from(">H", font, cmap + 2)
    records = (unpack_from(">HHL", font, cmap + 4 + 8 * number) for number in range(count))
    return cmap + next(offset for *encoding, offset in records if tuple(encoding) == _BASIC_PLANE)


def _mapped(font: bytes, table: int) -> Iterator[int]:
    """The code points that a subtable of format 4 gives a glyph; glyph 0 stands for none."""
    count = unpack_from(">H", font, table + 6)[0] // 2
    ends, starts = unpack_from(f">{count}H", font, table + 14), unpack_from(f">{count}H", font, table + 16 + 2 * count)
    ranges = table + 16 + 6 * count
    offsets = unpack_from(f">{count}H", font, ranges)
    for number, (start, end, offset) in enumerate(zip(starts, ends, offsets, strict=True)):
        points = range(start, end + 1)
        if offset:
            glyphs = unpack_from(f">{len(points)}H", font, ranges + 2 * number + offset)
            yield from (point for point, glyph in zip(points, glyphs, strict=True) if glyph)
        elif start != 0xFFFF:  # the last segment ends the list
            yield from points
