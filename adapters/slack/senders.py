"""A sender for each workspace that added the app, so that none waits for another and each is spoken to with its own token."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from slack_sdk.errors import SlackApiError

from adapters.slack.ids import is_account_id, is_channel_id
from adapters.slack.refusals import TOKEN_REFUSED, TOKEN_SECONDS
from adapters.slack.renewals import Expired
from adapters.slack.sender import MOST_AT_ONCE, PAUSE_BETWEEN_POSTS, SlackSender, link
from adapters.slack.web import Web, code
from adapters.slack.workspaces import UNKNOWN, NotInstalled, Workspaces
from bot.domain.post import Delivery
from bot.errors import RetryLater
from bot.interface.channel import ChannelReport
from bot.ports.installations import Sealed

RENEWAL_SECONDS = 15
"""How long a post waits for the next token of its workspace."""


class SlackSenders:
    """Posts into every workspace through a sender of its own. `short_history`: as Slack shows it to apps that it does not
    list."""

    platform = "slack"
    most_at_once = MOST_AT_ONCE
    opens_threads = False
    is_channel_id = staticmethod(is_channel_id)
    is_account_id = staticmethod(is_account_id)
    link = staticmethod(link)

    def __init__(self, workspaces: Workspaces, *, short_history: bool, pause: float = PAUSE_BETWEEN_POSTS) -> None:
        self._workspaces = workspaces
        self._short_history = short_history
        self._pause = pause
        self._senders: dict[str, SlackSender] = {}

    async def send(self, delivery: Delivery) -> str:
        """As the sender of the workspace; raises RetryLater if there is none."""
        async with self._sender(delivery.post.space) as sender:
            return await sender.send(delivery)

    async def find(self, delivery: Delivery) -> str | None:
        """As the sender of the workspace; raises RetryLater if there is none."""
        async with self._sender(delivery.post.space) as sender:
            return await sender.find(delivery)

    async def edit(self, delivery: Delivery) -> None:
        """As the sender of the workspace; raises RetryLater if there is none."""
        async with self._sender(delivery.post.space) as sender:
            await sender.edit(delivery)

    async def look_at(self, space: str, channel: str) -> ChannelReport:
        """As the sender of the workspace; raises RetryLater if there is none."""
        async with self._sender(space) as sender:
            return await sender.look_at(space, channel)

    async def is_there(self, space: str, account: str) -> bool:
        """As the sender of the workspace; raises RetryLater if there is none."""
        async with self._sender(space) as sender:
            return await sender.is_there(space, account)

    @asynccontextmanager
    async def _sender(self, space: str) -> AsyncGenerator[SlackSender]:
        """The sender of a workspace. Raises RetryLater without a token: nothing was sent with it, and it may come back. Whether a
        workspace whose token Slack refuses still has the app is looked up."""
        try:
            web = await self._workspaces.web(space)
        except (NotInstalled, Sealed) as error:
            raise RetryLater(TOKEN_SECONDS) from error
        except Expired as error:
            raise RetryLater(RENEWAL_SECONDS) from error
        try:
            yield self._of(space, web)
        except (RetryLater, SlackApiError) as refusal:
            cause = refusal.__cause__ if isinstance(refusal, RetryLater) else refusal
            if isinstance(cause, SlackApiError) and code(cause) in TOKEN_REFUSED:
                with suppress(*UNKNOWN):
                    await self._workspaces.look_again(space)
            raise

    def _of(self, space: str, web: Web) -> SlackSender:
        if space not in self._senders:
            self._senders[space] = SlackSender(web, self._pause, short_history=self._short_history)
        return self._senders[space]
