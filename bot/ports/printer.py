"""What the core asks of what makes papers."""

from typing import Protocol

from bot.interface.drawing import Certificate


class PrinterBusy(Exception):
    """Too many papers wait, or one took too long. Nothing was made: who asked can try again in a minute."""


class LettersMissing(Exception):
    """No font has a letter of what was to be made."""


class Printer(Protocol):
    """Makes papers beside the event loop."""

    def has_letters(self, drawing: Certificate) -> bool:
        """Whether there is a font for each letter of it."""
        ...

    async def pdf(self, drawing: Certificate, language: str) -> bytes:
        """A certificate as PDF; `language` is that of its words. Raises LettersMissing and PrinterBusy."""
        ...
