"""What the core asks of storage for the people of a community."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.member import Member, MemberNote, Moderator
from bot.interface.call import Actor


class Members(Protocol):
    async def save(self, member: Member) -> None:
        """Keep changed settings; whether they moderate is none."""
        ...

    async def mark_unreachable(self, person: int) -> None: ...
    async def get(self, person: int) -> Member | None: ...
    async def some(self, persons: Sequence[int]) -> Mapping[int, Member]:
        """Those of these persons who are members, by person."""
        ...

    async def find(self, platform: str, account: str) -> Member | None:
        """The member behind an account, if it was seen in this community."""
        ...

    async def introduce(self, platform: str, account: str) -> Member:
        """The member behind an account, who is known here from now on. The account's id stands for a name that nobody told."""
        ...

    async def heed(self, actor: Actor) -> None:
        """Keep the name and the language that a platform tells of a member, and the zone, which holds unless they chose
        another."""
        ...

    async def moderators(self, platform: str) -> Sequence[Moderator]:
        """Who is named to moderate, by name, each with their account on a platform."""
        ...

    async def let_moderate(self, person: int, allowed: bool) -> bool:
        """Name a member to moderate, or no more; whether that is news."""
        ...

    async def let_role_moderate(self, role: str, allowed: bool) -> bool:
        """Let the holders of a role moderate, or no more; whether that is news."""
        ...

    async def account(self, person: int, platforms: Sequence[str]) -> tuple[str, str] | None:
        """(platform, external id) of the person's account on the first of `platforms` that they have one on."""
        ...

    async def accounts(self, persons: Sequence[int], platforms: Sequence[str]) -> Mapping[int, tuple[str, str]]:
        """The same of each of these persons who has one, by person."""
        ...

    async def idle(self, platform: str, cohorts: Sequence[int], before: datetime) -> Mapping[int, str]:
        """The accounts of those who were in none of these cohorts since `before` and have no account elsewhere, by person; nobody
        in a community of several spaces, as they may be in another."""
        ...

    async def reminded_accounts(self, cohort: int, platforms: Sequence[str]) -> Mapping[int, tuple[str, str]]:
        """The same of each member of a cohort who wants reminders."""
        ...


class MemberNotes(Protocol):
    """What moderators note about members, one note each. Whoever shows one makes sure that only moderators read it."""

    async def of(self, persons: Sequence[int]) -> Mapping[int, MemberNote]:
        """The notes about those of these persons about whom there is one."""
        ...

    async def put(self, person: int, text: str, author: int, at: datetime) -> None:
        """Keep a note in place of the one there was."""
        ...

    async def drop(self, person: int) -> None: ...
