"""Units lock in one order, so that no two wait for each other: an account, cohorts by their ids, then what they write.

What a test's core asks is looked at as `tests/tenant_statements.py` looks at it; on SQLite too, whose compiler leaves locks out.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Delete, Select, Table, Update, UpdateBase, event

from storage import tables
from storage.engine import Engines
from tests.tenant_statements import SETS_UP
from tests.transactions import HELD

ADMITS = {"seen", "space", "community", "account", "person", "member"}
"""What is written while a call is admitted, before its unit locks anything."""


@dataclass(slots=True)
class _Transaction:
    locked: set[int | None] = field(default_factory=set[int | None])
    written: str = ""
    """The first table that was written, but for those in `ADMITS`."""
    places: bool = False
    """Whether a community or a space was changed."""


@contextmanager
def locked_in_order(engines: Engines) -> Iterator[None]:
    """Raises AssertionError for cohorts that were locked meanwhile after others, or after something was written, and for accounts
    that were taken after their community."""
    faults: set[str] = set()
    under_way: WeakKeyDictionary[Any, _Transaction] = WeakKeyDictionary()

    def begins(connection: Any) -> None:
        under_way[connection] = _Transaction()

    def judge(connection: Any, cursor: Any, _text: str, _parameters: Any, context: Any, _many: bool) -> None:
        statement, so_far = getattr(context.compiled, "statement", None), under_way.get(connection)
        if so_far is None or statement is None or {*HELD, SETS_UP} & context.execution_options.keys():
            return
        if isinstance(statement, UpdateBase):
            faults.update(_written(so_far, statement, cursor.rowcount))
        elif _locks_cohorts(statement):
            faults.update(_faults(so_far, _meant(context.compiled_parameters[0])))

    listened = {id(engine): engine.sync_engine for engine in (engines.read, engines.write, engines.own)}.values()
    for engine in listened:
        event.listen(engine, "begin", begins)
        event.listen(engine, "after_cursor_execute", judge)
    yield
    for engine in listened:
        event.remove(engine, "begin", begins)
        event.remove(engine, "after_cursor_execute", judge)
    assert not faults, "\n".join(sorted(faults))


def _written(so_far: _Transaction, statement: UpdateBase, rows: int) -> Iterator[str]:
    name = cast(Table, statement.table).name
    if name == "account" and so_far.places and not isinstance(statement, Delete):
        yield "an account is taken after a community or a space was changed"
    so_far.places |= name in {"community", "space"} and isinstance(statement, Update) and rows > 0
    so_far.written = so_far.written or (name if name not in ADMITS else "")


def _locks_cohorts(statement: Any) -> bool:
    locking: Any = getattr(statement, "_for_update_arg", None)
    return isinstance(statement, Select) and locking is not None and tables.cohort in (locking.of or statement.get_final_froms())


def _meant(parameters: Any) -> set[int | None]:
    """The cohorts that are locked; None for all, as once the one that was meant was not found."""
    given = parameters.get("cohorts", parameters.get("cohort"))
    return set(given) if isinstance(given, Collection) else {given}


def _faults(so_far: _Transaction, meant: set[int | None]) -> Iterator[str]:
    if meant <= so_far.locked:
        return
    if so_far.written:
        yield f"cohorts are locked after {so_far.written} was written"
    if so_far.locked and None not in meant:
        yield "cohorts are locked after others"
    so_far.locked |= meant
