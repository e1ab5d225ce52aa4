"""What adapters ask of storage for the workspaces that added the bot, and for those that are about to."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.installation import Installation


class Sealed(Exception):
    """An installation that was encrypted with a key that is not known any more."""


class Installations(Protocol):
    """Keeps tokens encrypted."""

    async def get(self, space: str) -> Installation | None:
        """The installation of a workspace; None if there is none. Raises Sealed."""
        ...

    async def expiring(self, before: datetime) -> Sequence[str]:
        """The workspaces whose tokens expire before then."""
        ...

    async def put(self, installation: Installation) -> None:
        """Keep an installation, in place of the one that the workspace had."""
        ...

    async def begin_renewal(self, installation: Installation, now: datetime, lasts: timedelta) -> bool:
        """Whether the caller is the one that renews this token: nobody else is for so long, or it was renewed already."""
        ...

    async def renew(self, installation: Installation) -> None:
        """Keep a new token, unless the workspace was installed anew or took the app out meanwhile."""
        ...

    async def remove(self, installation: Installation, now: datetime) -> bool:
        """The app was taken out of a workspace: its token is forgotten and its space is left, unless another token is kept by
        now. Returns whether it was so."""
        ...


class InstallStates(Protocol):
    """What shows that a browser that comes back from Slack set out from here; each is good once."""

    async def issue(self, state: str, until: datetime) -> None:
        """Keep a state until it is used, or is too old."""
        ...

    async def consume(self, state: str, now: datetime) -> bool:
        """Whether the state was issued, is fresh and is used for the first time."""
        ...
