"""Ids for new rows."""

import secrets
from random import Random

randomness: Random = secrets.SystemRandom()
"""Where ids come from. Tests put a source in its place that gives the same ids each time."""


def new_id() -> int:
    """A random id of 48 bits: short enough for a button, unique without asking the database, and it tells nothing."""
    return randomness.getrandbits(48)
