"""How much waits to be done, in all communities together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class WaitingPosts:
    """Posts of one platform that are due and not sent."""

    platform: str
    held: bool
    """Whether the platform refused them, so that they wait until somebody has mended that."""
    number: int
    since: datetime
    """When the oldest was due."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is due and not done, in all communities."""

    posts: Sequence[WaitingPosts]
    dues: int
    """The number of routines."""
    dues_since: datetime | None
    """When the first of them was due."""
