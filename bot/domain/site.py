"""The web part, as the rest of the program knows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """Under which address it is reached, and what it can do there."""

    url: str = ""
    """Without a slash at its end; empty if nobody reaches it."""
    signs_in: bool = False
    """Whether it can tell a browser again that somebody signed in with."""


NOWHERE = Site()
"""Of a bot whose web part nobody reaches."""
