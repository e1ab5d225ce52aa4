"""A real PostgreSQL, as in tests/storage."""

from tests.storage.conftest import (  # noqa: F401 - fixtures are found by their names
    postgresql,
    postgresql_database,
    prepared_postgresql,
)
