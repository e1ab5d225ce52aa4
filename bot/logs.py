"""Log lines for operators: one format for our own and for the libraries', on standard error, without secrets."""

import json
import logging
import sys
from collections.abc import Sequence
from time import monotonic
from typing import Any, Literal

import structlog

HIDDEN = "***"


def set_up_logs(level: str, style: Literal["text", "json"], secrets: Sequence[str]) -> None:
    """Configure structlog and the standard library; none of `secrets` is ever written."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper("iso", utc=True),
    ]
    renderer: Any = structlog.processors.JSONRenderer() if style == "json" else structlog.dev.ConsoleRenderer(colors=False)
    final = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.format_exc_info, renderer]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacting(secrets, foreign_pre_chain=shared, processors=final))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)


class _Redacting(structlog.stdlib.ProcessorFormatter):
    """Formats a record, then hides whatever secret got into it, in a traceback too."""

    def __init__(self, secrets: Sequence[str], **formatting: Any) -> None:
        super().__init__(**formatting)
        self._secrets = sorted({form for secret in secrets if secret for form in _written(secret)}, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return line


def _written(secret: str) -> set[str]:
    """A secret as a line may show it: as it is, as Python writes it in a traceback, and either inside JSON."""
    shown = {secret, repr(secret)[1:-1]}
    return shown | {json.dumps(text)[1:-1] for text in shown}


class Spell:
    """A state that lasts for a while. It is logged when it begins, with why, and when it is over, with how long it lasted; what
    happens meanwhile is not, unless for another reason."""

    def __init__(self, log: Any, begins: str, ends: str) -> None:
        self._log = log
        self._begins = begins
        self._ends = ends
        self._began: float | None = None
        self._reasons: set[str] = set()

    @property
    def lasts(self) -> bool:
        return self._began is not None

    def begin(self, reason: str, **more: Any) -> None:
        """It lasts from now on, if it did not before; each reason is logged once."""
        self._began = monotonic() if self._began is None else self._began
        if reason not in self._reasons:
            self._reasons.add(reason)
            self._log.error(self._begins, reason=reason, **more)

    def end(self) -> None:
        """It is over, if it lasted."""
        if self._began is not None:
            self._log.warning(self._ends, seconds=round(monotonic() - self._began))
            self._began = None
            self._reasons.clear()
