"""What fails on the way, of work that must not stop what comes after it."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from bot.errors import RetryLater
from bot.ports.unit import Unavailable


@contextmanager
def guarded(log: Any, failed: str, **about: Any) -> Generator[None]:
    """For a block that never raises: a fault is logged in the words of `failed`. That the database or a platform cannot be
    used is no fault, and is told once by whoever watches over it."""
    try:
        yield
    except (Unavailable, RetryLater):
        pass
    except Exception:
        log.exception(failed, **about)
