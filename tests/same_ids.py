"""The ids that the tests' own process gives are the same in each run: a cohort's id decides which challenges it is given."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest

import storage.identity


@contextmanager
def same_ids(seed: str) -> Iterator[None]:
    """What is made in the block is given ids that depend on the seed alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage.identity, "randomness", Random(seed))  # noqa: S311 - nothing here is secret
        yield
