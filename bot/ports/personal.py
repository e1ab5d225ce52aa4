"""What is held about somebody in a community, and its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.interface.card import Card
from bot.text import Markup

Held = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by what they are called; the names of their values are the product's words. A cohort stands with its id."""


@dataclass(frozen=True, slots=True)
class PostNaming:
    """A post that names somebody who is not its reader, nor shared it."""

    card: Mapping[str, Any]
    """As the outbox keeps it."""
    channel: str | None
    """Its external id; None for a direct message, since that would be the account of who got it."""
    at: datetime
    """When it was sent; if it was not, when it was due."""
    is_sent: bool


@dataclass(frozen=True, slots=True)
class BeyondReach:
    """A message that may stand in a channel and told of somebody who was erased: which one it is, is not known."""

    title: Markup
    channel: str


@dataclass(frozen=True, slots=True)
class Erased:
    heir: int
    """Whose the rows that stay are now."""
    beyond_reach: Sequence[BeyondReach]


class PersonalData(Protocol):
    async def of(self, person: int) -> Held:
        """Everything that is held about somebody: in this community, and of their accounts."""
        ...

    async def posts_naming(self, person: int) -> Sequence[PostNaming]:
        """The posts of others, and of no one, that name or mention somebody, earliest first."""
        ...

    async def erase(self, person: int, instead: str, empty: Card, now: datetime) -> Erased:
        """Forget somebody in this community. What totals count stays in rows that are nobody's; the accounts go with the last
        membership. Posts say `instead` where they named them: those that were sent are edited. Those that are not edited
        any more are `empty`, until a revision says what they show without them."""
        ...
