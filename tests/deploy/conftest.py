"""A real PostgreSQL, as in tests/storage."""

from tests.storage.conftest import (  # noqa: F401 - fixtures are found by their names
    postgresql,  # pyright: ignore[reportUnusedImport]
    postgresql_database,  # pyright: ignore[reportUnusedImport]
    prepared_postgresql,  # pyright: ignore[reportUnusedImport]
)
