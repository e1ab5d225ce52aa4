"""What the core asks of storage for the people of a community."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.member import Member


class Members(Protocol):
    async def save(self, member: Member) -> None:
        """Keep changed settings."""
        ...

    async def mark_unreachable(self, person: int) -> None: ...
    async def get(self, person: int) -> Member | None: ...
    async def find(self, platform: str, account: str) -> Member | None:
        """The member behind an account, if it was seen in this community."""
        ...

    async def moderators(self) -> Sequence[Member]:
        """Who is named to moderate."""
        ...

    async def account(self, person: int, platforms: Sequence[str]) -> tuple[str, str] | None:
        """(platform, external id) of the person's account on the first of `platforms` that they have one on."""
        ...
