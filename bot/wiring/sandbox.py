"""The sandbox for members' code, if its extra is installed."""

from collections.abc import Generator
from contextlib import contextmanager

import structlog

from adapters.sandbox.pool import MontySandbox, available
from bot.ports.sandbox import Sandbox

log = structlog.get_logger(__name__)


@contextmanager
def sandbox_if_installed() -> Generator[Sandbox | None]:
    """The sandbox while the block runs; None, and a line in the log, if it is not installed: then challenges that ask for code
    are left out."""
    if not available():
        log.info("challenges that ask for code are left out: the extra `sandbox` is not installed (see docs/operating.md)")
        yield None
        return
    sandbox = MontySandbox()
    try:
        yield sandbox
    finally:
        sandbox.close()
