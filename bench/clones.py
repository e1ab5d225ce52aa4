"""Many rows made out of a few, by the database itself."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Column, ColumnElement, Insert, Table, bindparam, insert, literal, select, true

from storage import tables
from storage.connection import Connection

Changed = Callable[[Any, ColumnElement[int]], Mapping[str, Any]]
"""(columns of the table, number of the copy) → what differs in the copy."""


def clones(table: Table, changed: Changed, *only: ColumnElement[bool]) -> Insert:
    """Copies each row of which `only` is true; executed with the number of `copies`, which count from 1 on."""
    numbers = select(literal(1).label("number")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.number + 1).where(numbers.c.number < bindparam("copies")))
    differs = changed(table.c, numbers.c.number)
    columns: list[Column[Any]] = list(table.c)
    values = [differs.get(column.name, column) for column in columns]
    copied = select(*values).select_from(table.join(numbers, true())).where(*only)
    return insert(table).from_select([column.name for column in columns], copied)


async def clone_cohorts(connection: Connection, copies: int, routine: str | None = None) -> None:
    """So many copies of each cohort, with its homes and what is due: one routine, or all."""
    only = [] if routine is None else [tables.due.c.routine == routine]
    for statement in (
        clones(
            tables.cohort, lambda c, number: {"id": c.id + number, "slug": c.slug + "-" + number.cast(tables.cohort.c.slug.type)}
        ),
        clones(tables.home, lambda c, number: {"id": c.id + number, "cohort_id": c.cohort_id + number}),
        clones(
            tables.due,
            lambda c, number: {"subject_id": c.subject_id + number, "cohort_id": c.cohort_id + number},
            tables.due.c.subject_kind == "cohort",
            *only,
        ),
    ):
        await connection.execute(statement, {"copies": copies})
