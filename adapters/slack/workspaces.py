"""The workspaces that added the app: each has a way out of its own, with its own token and at its own pace."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from adapters.slack.oauth import OAuth
from adapters.slack.refusals import EXPIRED, REMOVED, TOKEN_REFUSED
from adapters.slack.renewals import Expired, Renewals
from adapters.slack.web import Web, code
from bot.domain.installation import RENEWED_BEFORE, Installation
from bot.ports.installations import Installations, Sealed
from bot.ports.outbox import Clock
from bot.ports.unit import Unavailable

BELIEVED = timedelta(minutes=1)
"""How long it is believed that a workspace has the app, with the token that was read: another process may hear otherwise."""
UNKNOWN = (Sealed, Unavailable, Expired, SlackApiError, ClientError, TimeoutError)
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
        self._clock = clock
        self._web_for = web_for
        self._ways: dict[str, _Way] = {}
        self._renewals = Renewals(store, oauth, clock)

    async def close(self) -> None:
        """Wait for the tokens that are being renewed."""
        await self._renewals.close()

    async def web(self, space: str) -> Web:
        """The way out to a workspace. Raises NotInstalled; Expired while its token is renewed too late; Sealed if no key opens
        it."""
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

    async def renew(self) -> None:
        """Renew the tokens that expire soon, though nobody asks for them. Of a workspace that Slack gives none any more it is
        looked up whether it has the app, as long as its last one is good."""
        for space in await self._store.expiring(self._clock() + RENEWED_BEFORE):
            with suppress(*UNKNOWN):
                installation = await self._store.get(space)
                if installation and self._renewals.is_refused(await self._renewals.current(installation)):
                    await self.look_again(space)

    async def look_again(self, space: str, *, told: bool = False) -> None:
        """The app may have been taken out of a workspace. `told`: Slack said so, be it late. Then any refusal of the token that
        is kept shows that it was, else only one that says so. Raises one of UNKNOWN if that cannot be told."""
        installation = await self._store.get(space)
        refused = installation and await self._refused(installation, told=told)
        if refused and await self._store.remove(refused, self._clock()):
            log.info("a workspace has taken the app out", space=space)
        if refused or installation is None:
            self._forget(space)

    async def _refused(self, installation: Installation, *, told: bool) -> Installation | None:
        """What the workspace had agreed to, with the token that Slack refuses because the app was taken out; None if it was
        not."""
        way, removed = self._way(installation), TOKEN_REFUSED - {EXPIRED} if told else REMOVED
        try:
            installation = await self._renewals.current(installation)
            self._believe(way, installation)
            try:
                await way.web.get("auth.test", {})
            except SlackApiError as error:
                if code(error) in removed:
                    return installation
                if code(error) != EXPIRED:
                    raise
                self._believe(way, await self._renewals.current(installation, expired=True))
        except Expired:
            if told and self._renewals.is_refused(installation):
                return installation
            raise
        return None

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
        installation = await self._store.get(space)
        return installation and await self._renewals.current(installation)

    def _way(self, installation: Installation) -> _Way:
        if installation.space not in self._ways:
            self._ways[installation.space] = _Way(self._web_for(installation.space, installation.token))
        return self._ways[installation.space]

    def _believe(self, way: _Way, installation: Installation | None) -> None:
        way.installation, way.believed_until = installation, self._clock() + BELIEVED
        if installation:
            way.believed_until = min(way.believed_until, installation.expires_at or way.believed_until)
            way.web.renew(installation.token)

    def _forget(self, space: str) -> None:
        if way := self._ways.get(space):
            way.installation = None
