"""Statements are compiled once for each kind of database, though each test opens engines of its own."""

from sqlalchemy import Connection, event
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.util import LRUCache

STATEMENTS = 2000


def compile_once() -> None:
    """Have all engines of this process share their compiled statements: compiling takes a third of most tests.

    What is compiled is found again by its dialect, so the dialects of one driver, which are all set up alike, count as equal.
    """
    compiled = LRUCache(STATEMENTS)

    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=compiled)

    event.listen(Engine, "engine_connect", share)
    for dialect in (SQLiteDialect_pysqlite, PGDialect_asyncpg):
        dialect.__eq__ = _same_driver
        dialect.__hash__ = _driver


def _same_driver(one: Dialect, other: object) -> bool:
    return type(one) is type(other)


def _driver(dialect: Dialect) -> int:
    return hash(type(dialect))
