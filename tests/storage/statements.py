"""Listening to what a database is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from storage.engine import Engines


@contextmanager
def heard(engines: Engines) -> Iterator[list[tuple[str, Any]]]:
    """The statements that are run meanwhile, with their parameters; beginnings and ends of transactions do not count."""
    statements: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        if not statement.startswith("BEGIN"):
            statements.append((statement, parameters))

    listened = {id(engine): engine.sync_engine for engine in (engines.read, engines.write, engines.own)}.values()
    for engine in listened:
        event.listen(engine, "before_cursor_execute", hear)
    yield statements
    for engine in listened:
        event.remove(engine, "before_cursor_execute", hear)
