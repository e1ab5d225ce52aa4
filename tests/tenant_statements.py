"""No statement may reach the rows of a community without saying of which: what a test's core asks its database is looked at.

One that has to ask across communities says why, in its execution option `across_communities`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Insert, event

from storage.engine import Engines
from tests.statement_scope import beyond

_judged: dict[Any, tuple[str, ...]] = {}
_WITHOUT_ROWS = ("BEGIN", "EXPLAIN", "PRAGMA", "SET LOCAL")
"""How statements begin that are text and read no row."""


@contextmanager
def kept_apart(engines: Engines) -> Iterator[None]:
    """Raises AssertionError for the statements that were run meanwhile and could have reached another community's rows."""
    faults: set[str] = set()

    def judge(_connection: Any, statement: Any, rows: Any, values: Any, _options: Any) -> None:
        faults.update(faults_of(statement, rows[0] if rows else values))

    def refuse_text(_connection: Any, _cursor: Any, text: str, _parameters: Any, context: Any, _many: bool) -> None:
        if context.compiled is None and not text.startswith(_WITHOUT_ROWS):
            faults.add(f"cannot be told: {text}")

    listened = {id(engine): engine.sync_engine for engine in (engines.read, engines.write)}.values()
    for engine in listened:
        event.listen(engine, "before_execute", judge)
        event.listen(engine, "before_cursor_execute", refuse_text)
    yield
    for engine in listened:
        event.remove(engine, "before_execute", judge)
        event.remove(engine, "before_cursor_execute", refuse_text)
    assert not faults, "\n".join(sorted(faults))


def faults_of(statement: Any, values: Any = ()) -> list[str]:
    """What a statement reaches without leave, or that it needs no leave; `values` are those that it is executed with."""
    reached, leave = _reached(statement, tuple(values)), statement.get_execution_options().get("across_communities")
    told = f"INSERT INTO {statement.table}" if isinstance(statement, Insert) else statement
    if leave:
        return [] if reached else [f"needs no across_communities: {told}"]
    return [f"{', '.join(reached)}: {told}"] if reached else []


def _reached(statement: Any, given: tuple[str, ...]) -> tuple[str, ...]:
    """The tables that `beyond` tells; statements of one shape are judged once."""
    key = (getattr(statement._generate_cache_key(), "key", None), given)
    if key[0] is None:
        return tuple(beyond(statement, given))
    if key not in _judged:
        _judged[key] = tuple(beyond(statement, given))
    return _judged[key]
