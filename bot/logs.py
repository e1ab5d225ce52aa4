"""Log lines for operators: one format for our own and for the libraries', on standard error, without secrets."""

import json
import logging
import re
import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Any, Literal

import structlog

HIDDEN = "***"
OURS = ("bot", "adapters", "storage", "content", "search")
"""What tells more at the level DEBUG: there libraries write down all that they send and get, which is what people wrote, and keys
with which anybody could answer for us."""
REQUEST = "request"
"""What lines call the id of the request that they are about."""
SHORTEST_HIDDEN = 4
"""Of what people wrote: what is shorter is in any traceback, and tells nothing."""
_CONTROL = re.compile(r"[\0-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Characters that end a line, move what is read, or are orders to a terminal."""
_TOKEN = re.compile(r"\bxox[a-z](?:\.xox[a-z])?-[\w-]+")
"""A token of Slack's: those of workspaces that add the app are known to nobody at the start."""

_OURS_OF_A_LINE = {"level", "logger", "timestamp", "_record", "_from_structlog"}
"""What nobody but this process writes into a line."""

_private: ContextVar[tuple[str, ...]] = ContextVar("private", default=())


@contextmanager
def hidden_in_logs(texts: Iterable[str]) -> Generator[None]:
    """What people wrote stands in no line that is written while the block runs, such as in the message of an error."""
    token = _private.set(())
    hide_in_logs(texts)
    try:
        yield
    finally:
        _private.reset(token)


def hide_in_logs(texts: Iterable[str]) -> None:
    """The same of what turns up later in such a block."""
    lines = (line.strip() for text in texts for line in text.splitlines())
    _private.set((*_private.get(), *(line for line in lines if len(line) >= SHORTEST_HIDDEN)))


def about_request(id: str) -> AbstractContextManager[None]:
    """Lines that are written while the block runs, and by what it has begun, name a request that somebody made."""
    return structlog.contextvars.bound_contextvars(**{REQUEST: id})


def request_under_way() -> str | None:
    """The id of the request that lines written now would name."""
    return structlog.contextvars.get_contextvars().get(REQUEST)


def set_up_logs(level: str, style: Literal["text", "json"], secrets: Sequence[str]) -> None:
    """Configure structlog and the standard library; none of `secrets` is ever written."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper("iso", utc=True),
    ]
    text: list[Any] = [_on_lines_of_its_own, structlog.dev.ConsoleRenderer(colors=False)]
    rendered = [structlog.processors.JSONRenderer()] if style == "json" else text
    final = [
        structlog.processors.format_exc_info,
        _without_private_texts,
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        *rendered,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacting(secrets, foreign_pre_chain=shared, processors=final))
    logging.basicConfig(level=logging.INFO if level == "DEBUG" else level, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # lines for each beat, also for one that waits for the last


class _Redacting(structlog.stdlib.ProcessorFormatter):
    """Formats a record, then hides whatever secret of the settings got into it, in a traceback too."""

    def __init__(self, secrets: Sequence[str], **formatting: Any) -> None:
        super().__init__(**formatting)
        self._secrets = sorted({form for secret in secrets if secret for form in _written(secret)}, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return _TOKEN.sub(HIDDEN, line)


def _without_private_texts(_: object, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """Hidden in values before a line is written, so that words that are also ours, or signs of JSON, break none. What a library
    says may tell them anywhere; the sentences that are ours do not."""
    private = sorted({form for text in _private.get() for form in _written(text)}, key=len, reverse=True)
    ours = _OURS_OF_A_LINE | ({"event"} if event.get("_from_structlog") else set[str]())
    return {name: value if name in ours else _hidden(value, private) for name, value in event.items()}


def _hidden(value: Any, texts: Sequence[str]) -> Any:
    """The value itself, unless it shows one of the texts."""
    shown = told = value if isinstance(value, str) else repr(value)
    for text in texts:
        told = told.replace(text, HIDDEN)
    return value if told == shown else told


def _on_lines_of_its_own(_: object, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """Nothing that somebody wrote begins a line that looks like one of ours, or reaches a terminal as an order."""
    told = {_written_out(name): _written_out(value) for name, value in event.items()}
    told["event"] = _written_out(str(event.get("event", "")))
    if traceback := event.get("exception"):
        told["exception"] = "\n".join(f"    {_written_out(line)}" for line in str(traceback).split("\n"))
    return told


def _written_out(value: Any) -> Any:
    """The value itself, unless it shows control characters."""
    shown = value if isinstance(value, str) else repr(value)
    return _CONTROL.sub(_escaped, shown) if _CONTROL.search(shown) else value


def _escaped(control: re.Match[str]) -> str:
    return ascii(control[0])[1:-1]


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


class Seldom:
    """A line that anybody outside can cause: at most one in so many seconds, with how often it happened since the last."""

    def __init__(self, log: Any, line: str, seconds: float = 60, clock: Callable[[], float] = monotonic) -> None:
        self._log = log
        self._line = line
        self._seconds = seconds
        self._clock = clock
        self._times = 0
        self._next = clock()

    def tell(self) -> None:
        self._times += 1
        if (now := self._clock()) >= self._next:
            self._log.warning(self._line, times=self._times)
            self._times, self._next = 0, now + self._seconds
