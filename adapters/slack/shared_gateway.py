"""The payloads of all workspaces that added the app in, over signed HTTP requests: each is heard as if it were alone."""

from collections.abc import Awaitable, Callable

import structlog
from slack_bolt.response import BoltResponse

from adapters.hearing import News
from adapters.slack.bolt import bolt_app
from adapters.slack.endpoint import Endpoint
from adapters.slack.gateway import PATIENCE
from adapters.slack.installation import Installation
from adapters.slack.listeners import Listeners
from adapters.slack.news import Json, read_removal, workspaces_of
from adapters.slack.pictures import AddressOf
from adapters.slack.renewals import Expired
from adapters.slack.replies import PRIVATE
from adapters.slack.web import Web
from adapters.slack.workspaces import UNKNOWN, NotInstalled, Workspaces
from bot.app.dispatch import Dispatcher
from bot.ports.installations import Sealed
from bot.ports.outbox import Clock
from bot.ports.unit import Unavailable
from bot.text import Markup, plain, t

log = structlog.get_logger(__name__)


class SharedGateway:
    """Hears every workspace that added the app. `install_address` is where that is done; the rest is as with one workspace."""

    def __init__(
        self,
        workspaces: Workspaces,
        dispatcher: Dispatcher,
        clock: Clock,
        *,
        news: News,
        signing_secret: str,
        install_address: str,
        picture_address: AddressOf | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self._workspaces = workspaces
        self._dispatcher = dispatcher
        self._clock = clock
        self._news = news
        self._install_address = install_address
        self._picture_address = picture_address
        self._patience = patience
        self._listeners: dict[str, Listeners] = {}
        self.handle = Endpoint(bolt_app(self), signing_secret).handle

    async def command(self, body: Json) -> BoltResponse:
        return await self._pass(body, Listeners.command)

    async def press(self, body: Json) -> BoltResponse:
        return await self._pass(body, Listeners.press)

    async def submit(self, body: Json) -> BoltResponse:
        return await self._pass(body, Listeners.submit)

    async def search(self, body: Json) -> BoltResponse:
        return await self._pass(body, Listeners.search)

    async def shortcut(self, body: Json) -> BoltResponse:
        return await self._pass(body, Listeners.shortcut)

    async def event(self, body: Json) -> BoltResponse:
        """Of a removal Slack tells once more if it is not acknowledged; by then the app may have been added anew."""
        removed = read_removal(body)
        if removed is None:
            return await self._pass(body, Listeners.event)
        try:
            await self._workspaces.look_again(removed.space or "", told=True)
        except UNKNOWN as error:
            log.warning("whether a workspace still has the app is not known", space=removed.space, error=type(error).__name__)
            return BoltResponse(status=503)
        return BoltResponse(status=200)

    async def close(self) -> None:
        for listeners in self._listeners.values():
            await listeners.close()

    async def _pass(self, body: Json, listener: Callable[[Listeners, Json], Awaitable[BoltResponse]]) -> BoltResponse:
        """Have the first of the workspaces that a payload may be of and that has the app hear it."""
        for space in workspaces_of(body):
            try:
                web = await self._workspaces.web(space)
            except NotInstalled:
                continue
            except (Sealed, Expired, Unavailable) as error:
                log.warning("a workspace cannot be heard", space=space, error=type(error).__name__)
                return _told(body, t("I cannot be reached just now. Try again in a few minutes."))
            return await listener(self._of(space, web), body)
        log.warning("a workspace without the app was not heard", spaces=workspaces_of(body))
        address = self._install_address
        return _told(body, t("This workspace has yet to add me: its administrators can do that at {address}", address=address))

    def _of(self, space: str, web: Web) -> Listeners:
        if space not in self._listeners:
            self._listeners[space] = Listeners(
                web,
                Installation(web, space),
                self._dispatcher,
                self._clock,
                self._patience,
                self._news,
                self._picture_address,
            )
        return self._listeners[space]


def _told(body: Json, sentence: Markup) -> BoltResponse:
    """An acknowledgement, with a sentence for whoever typed a command."""
    return BoltResponse(status=200, body={"text": plain(sentence), **PRIVATE} if "command" in body else "")
