"""INSERTs of rows that may be there already. Each is built once, at import, and executed with a row or a list of rows.

    _PUT = upsert(tables.draft)
    await connection.execute(_PUT, {"community_id": 1, "id": 2, …})

They are PostgreSQL's construct, which SQLAlchemy compiles for SQLite too: ON CONFLICT is the same in both.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Boolean, Table, bindparam, case
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.sql.dml import ReturningInsert


def insert_or_ignore(table: Table) -> Insert:
    """A row that breaks a constraint of uniqueness changes nothing."""
    return insert(table).on_conflict_do_nothing()


def upsert(table: Table, keep: Collection[str] = ()) -> Insert:
    """A row of a known primary key gives that one its values, but for the columns to `keep`. Executed with every other column."""
    new = insert(table)
    changed = {column.name: new.excluded[column.name] for column in table.c if not column.primary_key and column.name not in keep}
    return new.on_conflict_do_update(index_elements=[column.name for column in table.primary_key], set_=changed)


def upsert_given(table: Table, keep: Collection[str] = ()) -> ReturningInsert[Any]:
    """As `upsert`, but a row that is there takes on no more than is given: also executed with `gives_…` for each column that may
    change, true or false. Returns the row as it is then."""
    new = insert(table)
    changed = {
        column.name: case((bindparam(f"gives_{column.name}", type_=Boolean()), new.excluded[column.name]), else_=column)
        for column in table.c
        if not column.primary_key and column.name not in keep
    }
    return new.on_conflict_do_update(index_elements=[column.name for column in table.primary_key], set_=changed).returning(table)


def insert_or_lock(table: Table, unique: Sequence[str]) -> ReturningInsert[Any]:
    """Returns the row that is there: the new one, or that which had the same unique values, unchanged and locked."""
    new = insert(table)
    unchanged = {unique[-1]: new.excluded[unique[-1]]}  # whoever updates a row locks it and may return it
    return new.on_conflict_do_update(index_elements=unique, set_=unchanged).returning(table)
