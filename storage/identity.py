"""Ids for new rows."""

import secrets


def new_id() -> int:
    """A random id of 48 bits: short enough for a button, unique without asking the database, and it tells nothing."""
    return secrets.randbits(48)
