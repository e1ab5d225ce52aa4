"""No statement may reach the rows of a community without saying of which: what a test's core asks its database is looked at.

One that has to ask across communities says why, in its execution option `across_communities`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Insert, event
from sqlalchemy.engine.interfaces import Compiled

from storage.engine import Engines
from tests.statement_scope import beyond

SETS_UP = "sets_up"
"""The execution option of statements that are the test's own, not its core's."""
_WITHOUT_ROWS = ("BEGIN", "EXPLAIN", "PRAGMA", "SET LOCAL")
"""How statements begin that are text and read no row."""


@contextmanager
def kept_apart(engines: Engines) -> Iterator[None]:
    """Raises AssertionError for the statements that were run meanwhile and could have reached another community's rows."""
    faults: set[str] = set()

    def judge(_connection: Any, _cursor: Any, text: str, _parameters: Any, context: Any, _many: bool) -> None:
        if context.execution_options.get(SETS_UP):
            return
        if context.compiled is not None:
            faults.update(_faults_of(context.compiled, context.execution_options.get("across_communities")))
        elif not text.startswith(_WITHOUT_ROWS):
            faults.add(f"cannot be told: {text}")

    listened = {id(engine): engine.sync_engine for engine in (engines.read, engines.write, engines.own)}.values()
    for engine in listened:
        event.listen(engine, "before_cursor_execute", judge)
    yield
    for engine in listened:
        event.remove(engine, "before_cursor_execute", judge)
    assert not faults, "\n".join(sorted(faults))


def faults_of(statement: Any, values: Iterable[str] = (), leave: str | None = None) -> list[str]:
    """What a statement reaches without leave, or that it needs no leave; `values` are the names of those it is executed with."""
    reached = tuple(beyond(statement, values))
    told = f"INSERT INTO {statement.table}" if isinstance(statement, Insert) else statement
    if leave:
        return [] if reached else [f"needs no across_communities: {told}"]
    return [f"{', '.join(reached)}: {told}"] if reached else []


@cache
def _faults_of(compiled: Compiled, leave: str | None) -> list[str]:
    """Statements of one shape are compiled once, and judged once."""
    return faults_of(compiled.statement, compiled.column_keys or (), leave)
