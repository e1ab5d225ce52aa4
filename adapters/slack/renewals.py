"""Tokens that expire: each is renewed in time, by one process at a time, and nothing is sent with one that has expired."""

import asyncio
from datetime import datetime, timedelta

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from adapters.slack.oauth import OAuth
from adapters.slack.web import code
from bot.domain.installation import Installation
from bot.ports.installations import Installations
from bot.ports.outbox import Clock
from bot.ports.unit import Unavailable

RENEWAL_LASTS = timedelta(minutes=1)
"""For how long nobody else renews a token that somebody renews; if that fails, it is tried again after as long."""
REFUSED_LASTS = timedelta(hours=1)
"""After so long a process asks once more for a token that Slack refused for good: it may have been wrong about that."""
PATIENCE_SECONDS = 1.0
"""So long is waited for a new token: people who call have three seconds."""
CLOSING_SECONDS = 15.0
"""How long a process that stops waits for new tokens: one that Slack gave and nobody keeps is lost."""
REFUSED_FOR_GOOD = {"invalid_refresh_token", "invalid_grant"}
"""What Slack answers to a refresh token that was used before, or that is of an app that was taken out."""

log = structlog.get_logger(__name__)


class Expired(Exception):
    """A workspace's token has expired, and there is no next one yet."""


class Renewals:
    """Asks Slack for the next tokens. What Slack gives is kept though whoever wanted it waits no longer."""

    def __init__(self, store: Installations, oauth: OAuth, clock: Clock) -> None:
        self._store = store
        self._oauth = oauth
        self._clock = clock
        self._under_way: dict[str, asyncio.Task[Installation]] = {}
        self._refused: dict[str, tuple[Installation, datetime]] = {}

    async def close(self) -> None:
        """Wait for the tokens that are being renewed."""
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=CLOSING_SECONDS)

    async def current(self, installation: Installation, *, expired: bool = False) -> Installation:
        """With its next token, if it is time and that is had soon: the old one is good for a while. `expired`: Slack says that it
        is not. Raises Expired."""
        if not expired and not installation.is_to_renew(self._clock()):
            return installation
        renewal = self._renewal_of(installation)
        done, _ = await asyncio.wait({renewal}, timeout=PATIENCE_SECONDS)
        found = renewal.result() if done else installation
        if found.has_expired(self._clock()) or (expired and found.token == installation.token):
            raise Expired(installation.space)
        return found

    def is_refused(self, installation: Installation) -> bool:
        """Whether Slack will give no next token for this one."""
        refused, _ = self._refused.get(installation.space, (None, None))
        return refused == installation

    def _renewal_of(self, installation: Installation) -> asyncio.Task[Installation]:
        """One at a time for each workspace, however many want it."""
        space = installation.space
        if space not in self._under_way:
            renewal = self._under_way[space] = asyncio.create_task(self._renewed(installation))
            renewal.add_done_callback(lambda _: self._under_way.pop(space))
        return self._under_way[space]

    async def _renewed(self, installation: Installation) -> Installation:
        """With its next token; as it is kept if somebody else renews it, or Slack gives none."""
        now = self._clock()
        _, refused_until = self._refused.get(installation.space, (None, now))
        if self.is_refused(installation) and now < refused_until:
            return installation
        if not await self._store.begin_renewal(installation, now, RENEWAL_LASTS):
            return await self._store.get(installation.space) or installation
        try:
            renewed = await self._oauth.renewed(installation, self._clock())
        except (SlackApiError, ClientError, TimeoutError) as error:
            self._note_failure(installation, code(error) if isinstance(error, SlackApiError) else type(error).__name__)
            return installation
        await self._keep(renewed)
        return renewed

    async def _keep(self, renewed: Installation) -> None:
        """However long that takes: the one before is used up, and nobody could renew it again."""
        while True:
            try:
                return await self._store.renew(renewed)
            except Unavailable:
                await asyncio.sleep(PATIENCE_SECONDS)

    def _note_failure(self, installation: Installation, why: str) -> None:
        space = installation.space
        if why not in REFUSED_FOR_GOOD:
            log.warning("Slack gave no new token; it is asked again", space=space, error=why)
            return
        if not self.is_refused(installation):
            log.error("Slack gives a workspace no new token: it has to add the app once more", space=space, error=why)
        self._refused[space] = installation, self._clock() + REFUSED_LASTS
