"""What makes certificates as PDF, if its extra is installed."""

from collections.abc import Generator
from contextlib import contextmanager

import structlog

from adapters.printer.press import TypstPrinter, available
from bot.ports.printer import Printer

log = structlog.get_logger(__name__)


@contextmanager
def printer_if_installed() -> Generator[Printer | None]:
    """The printer while the block runs; None, and a line in the log, if it is not installed: then certificates are pictures
    alone."""
    if not available():
        log.info("certificates are pictures alone: the extra `certificates` is not installed (see docs/operating.md)")
        yield None
        return
    printer = TypstPrinter()
    try:
        yield printer
    finally:
        printer.close()
