"""Tests that go through a table themselves: what fails names its case all the same."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def in_case(name: str) -> Iterator[None]:
    """Whatever is raised inside names the case as well."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"in the case of {name}")
        raise
