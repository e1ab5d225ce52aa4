"""What the core asks of storage for whoever comes over the web."""

from datetime import datetime
from typing import Protocol

from bot.domain.web_pass import Holder, PassKind, WebPass


class WebPasses(Protocol):
    """The passes of one community; a unit hands it out."""

    async def put(self, given: WebPass) -> None:
        """Keep a new pass."""
        ...

    async def calendar(self, person: int, cohort: int) -> WebPass | None:
        """The pass of a member's calendar of a cohort."""
        ...

    async def certificate(self, person: int, cohort: int) -> WebPass | None:
        """The pass of a member's certificate in a cohort whose token is known."""
        ...

    async def issued(self, digest: str, person: int, cohort: int) -> WebPass | None:
        """The pass of a digest, if it is that of a certificate of a member in a cohort."""
        ...

    async def drop(self, kind: PassKind, person: int, cohort: int) -> None:
        """Forget a member's passes of a kind for a cohort: their addresses lead nowhere any more."""
        ...


class PassRegister(Protocol):
    """Whom passes let in, across communities. Each call is a short transaction of its own."""

    async def holder(self, kind: PassKind, digest: str, now: datetime) -> Holder | None:
        """Whom a pass lets in; None if there is none of that kind, or no more."""
        ...

    async def exchange(self, digest: str, session: str, now: datetime, until: datetime) -> bool:
        """Use up the pass of a sign-in link and keep that of a session in its place, by their digests; False if it lets nobody
        in, or no more."""
        ...

    async def end(self, digest: str) -> None:
        """Let a pass let nobody in any more."""
        ...
