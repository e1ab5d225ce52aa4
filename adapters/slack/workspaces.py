"""The workspaces that added the app: each has a way out of its own, with its own token and at its own pace."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from adapters.slack.oauth import OAuth
from adapters.slack.refusals import TOKEN_REFUSED
from adapters.slack.web import Web, code
from bot.domain.installation import Installation
from bot.ports.installations import Installations, Sealed
from bot.ports.outbox import Clock
from bot.ports.unit import Unavailable

BELIEVED = timedelta(minutes=1)
"""How long it is believed that a workspace has the app, with the token that was read: another process may hear otherwise."""
RENEWAL_LASTS = timedelta(minutes=1)
"""For how long nobody else renews a token that somebody renews; if that fails, it is tried again after as long."""
PATIENCE_SECONDS = 1.0
"""So long is waited for a new token while the old one is good: people who call have three seconds."""
CLOSING_SECONDS = 15.0
"""How long a process that stops waits for new tokens: one that Slack gave and nobody keeps is lost."""
UNKNOWN = (Sealed, Unavailable, SlackApiError, ClientError, TimeoutError)
"""What is raised if it cannot be told whether a workspace has the app."""

log = structlog.get_logger(__name__)


class NotInstalled(Exception):
    """The workspace does not have the app."""


@dataclass(slots=True)
class _Way:
    """The way out to a workspace, which keeps its pace whatever its token is."""

    web: Web
    installation: Installation | None = None
    believed_until: datetime | None = None
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)


class Workspaces:
    """What the database says of each workspace, asked at most once a minute. `web_for` makes the way out to a
    workspace, with its token."""

    def __init__(self, store: Installations, oauth: OAuth, clock: Clock, web_for: Callable[[str, str], Web]) -> None:
        self._store = store
        self._oauth = oauth
        self._clock = clock
        self._web_for = web_for
        self._ways: dict[str, _Way] = {}
        self._renewals: set[asyncio.Task[Installation]] = set()

    async def close(self) -> None:
        """Wait for the tokens that are being renewed."""
        if self._renewals:
            await asyncio.wait(self._renewals, timeout=CLOSING_SECONDS)

    async def web(self, space: str) -> Web:
        """The way out to a workspace. Raises NotInstalled; Sealed if no key opens its token."""
        way = self._ways.get(space)
        if way is None:
            return await self._first(space)
        if not self._is_believed(way):
            async with way.asking:
                if not self._is_believed(way):
                    self._believe(way, await self._read(space))
        if way.installation is None:
            raise NotInstalled(space)
        return way.web

    async def keep(self, installation: Installation) -> None:
        """A workspace has added the app, perhaps once more."""
        await self._store.put(installation)
        self._believe(self._way(installation), installation)

    async def look_again(self, space: str) -> None:
        """The app may have been taken out of a workspace: if Slack refuses the token that is kept, it was. Raises Sealed,
        SlackApiError, ClientError or TimeoutError if that cannot be told."""
        installation = await self._store.get(space)
        if installation is None:
            self._forget(space)
            return
        way = self._way(installation)
        self._believe(way, installation)
        try:
            await way.web.get("auth.test", {})
        except SlackApiError as error:
            if code(error) not in TOKEN_REFUSED:
                raise
            log.info("a workspace has taken the app out", space=space)
            await self._store.remove(installation, self._clock())
            self._forget(space)

    def _is_believed(self, way: _Way) -> bool:
        return way.installation is not None and way.believed_until is not None and self._clock() < way.believed_until

    async def _first(self, space: str) -> Web:
        """Nothing is remembered of a workspace that never had the app."""
        installation = await self._read(space)
        if installation is None:
            raise NotInstalled(space)
        way = self._way(installation)
        self._believe(way, installation)
        return way.web

    async def _read(self, space: str) -> Installation | None:
        """With its next token, if that is had in time: the old one is good for a while."""
        installation = await self._store.get(space)
        if installation is None or not installation.is_to_renew(self._clock()):
            return installation
        renewal = asyncio.create_task(self._renewed(installation))
        self._renewals.add(renewal)
        renewal.add_done_callback(self._renewals.discard)
        done, _ = await asyncio.wait({renewal}, timeout=PATIENCE_SECONDS)
        return renewal.result() if done else installation

    def _way(self, installation: Installation) -> _Way:
        if installation.space not in self._ways:
            self._ways[installation.space] = _Way(self._web_for(installation.space, installation.token))
        return self._ways[installation.space]

    def _believe(self, way: _Way, installation: Installation | None) -> None:
        way.installation, way.believed_until = installation, self._clock() + BELIEVED
        if installation:
            way.web.renew(installation.token)

    def _forget(self, space: str) -> None:
        if way := self._ways.get(space):
            way.installation = None

    async def _renewed(self, installation: Installation) -> Installation:
        """With its next token; as it is if somebody else renews it, or Slack gives none."""
        if not await self._store.begin_renewal(installation, self._clock(), RENEWAL_LASTS):
            return installation
        try:
            renewed = await self._oauth.renewed(installation, self._clock())
        except (SlackApiError, ClientError, TimeoutError) as error:
            why = code(error) if isinstance(error, SlackApiError) else type(error).__name__
            log.warning("Slack gave no new token; it is asked again", space=installation.space, error=why)
            return installation
        await self._store.renew(renewed)
        return renewed
