"""Certificates as PDF, set by Typst in a thread beside the event loop.

The package is an extra; without it this module can be imported all the same. What a member wrote goes in as a value, never as
part of the template, so that nothing in it is read as Typst. No font, file or package is used but those of this project.
"""

import asyncio
import re
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from adapters.pictures.fonts import FOLDER, drawable
from adapters.pictures.png import can_be_written, legible
from bot.interface.drawing import Certificate
from bot.language import ENGLISH
from bot.ports.printer import LettersMissing, PrinterBusy

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATE = Path(__file__).parent / "certificate.typ"
MOST_HELD = 8
"""The most papers that are made or wait; one more is refused."""
PATIENCE_SECONDS = 20.0
"""How long who asked waits; one paper takes 20 to 60 ms."""


def available() -> bool:
    """Whether the extra `certificates` is installed."""
    return find_spec("typst") is not None


class TypstPrinter:
    """Implements `bot.ports.printer.Printer`. Imports its library when it first prints: few processes do."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="printer")
        self._held: set[Future[bytes]] = set()

    def has_letters(self, drawing: Certificate) -> bool:
        return can_be_written(legible(drawing))

    async def pdf(self, drawing: Certificate, language: str) -> bytes:
        """One page. Raises LettersMissing if no font has one of its letters, PrinterBusy if `MOST_HELD` wait already, or it takes
        too long."""
        if not self.has_letters(drawing):
            raise LettersMissing
        if len(self._held) >= MOST_HELD:
            raise PrinterBusy
        work = self._thread.submit(self._set, _drawable(drawing, language))
        self._held.add(work)
        work.add_done_callback(self._held.discard)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(work), PATIENCE_SECONDS)
        except TimeoutError:
            raise PrinterBusy from None

    def close(self) -> None:
        """What waits is dropped; what is being made ends."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _set(self, words: dict[str, str]) -> bytes:
        """Called in the printer's own thread."""
        from typst import Compiler  # noqa: PLC0415 - it needs the extra

        compiler = Compiler(TEMPLATE.read_bytes(), font_paths=self._fonts, ignore_system_fonts=True, sys_inputs=words)
        return cast("bytes", compiler.compile(format="pdf"))

    @cached_property
    def _fonts(self) -> "Fonts":
        from typst import Fonts  # noqa: PLC0415 - it needs the extra

        return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


def _drawable(drawing: Certificate, language: str) -> dict[str, str]:
    """What the template is given."""
    words = {name: drawable(text) for name, text in asdict(legible(drawing)).items() if isinstance(text, str)}
    return {**words, "language": _written(language)}


def _written(language: str) -> str:
    """A language as Typst takes it: without its region or script."""
    code = re.match("[a-z]{2,3}(?![a-z])", language.lower())
    return code[0] if code else ENGLISH
