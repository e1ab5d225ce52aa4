"""Files of rows of which there may be many."""

import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TypeVar
from zipfile import ZIP_DEFLATED, ZipFile

from bot.interface.card import File
from bot.interface.limits import LARGEST_FILE

AROUND_A_PACKED_FILE = 1024
"""The most bytes that a zip with one file adds to what is packed."""

Row = TypeVar("Row")


def files_of(name: str, rows: Sequence[Row], write: Callable[[Sequence[Row]], bytes]) -> Sequence[File]:
    """All the rows in one file. One that is too large for a platform is packed, and if that is too large as well there are as
    many as are needed, each with some of the rows."""
    parts = _parts(rows, write)
    names = [name] if len(parts) == 1 else [f"{number}-{name}" for number in range(1, len(parts) + 1)]
    return [_packed_if_large(*each) for each in zip(names, parts, strict=True)]


def _parts(rows: Sequence[Row], write: Callable[[Sequence[Row]], bytes]) -> Sequence[bytes]:
    written = write(rows)
    if len(rows) <= 1 or len(written) <= LARGEST_FILE or len(zlib.compress(written)) + AROUND_A_PACKED_FILE <= LARGEST_FILE:
        return (written,)
    middle = len(rows) // 2
    return (*_parts(rows[:middle], write), *_parts(rows[middle:], write))


def _packed_if_large(name: str, content: bytes) -> File:
    if len(content) <= LARGEST_FILE:
        return File(name, content)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return File(f"{name}.zip", packed.getvalue())
