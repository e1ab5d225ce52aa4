"""Both databases, as in tests/storage, and what processes that die leave behind."""

import gc
from collections.abc import Iterator

import pytest

from tests.storage.conftest import (  # noqa: F401 - fixtures are found by their names
    database,
    postgresql,
    postgresql_database,
    prepared_postgresql,
    sqlite_database,
)


@pytest.fixture(autouse=True)
def remains() -> Iterator[None]:
    """What a dead process had open its system closes; here that falls to the garbage collector, in the test that killed it."""
    yield
    gc.collect()
