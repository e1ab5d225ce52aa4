"""Files that are too large for a platform as they are."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from bot.interface.card import File
from bot.interface.limits import LARGEST_FILE


def packed_if_large(file: File) -> File:
    """The file, packed if it is too large for a platform."""
    if len(file.content) <= LARGEST_FILE:
        return file
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr(file.name, file.content)
    return File(f"{file.name}.zip", packed.getvalue())
