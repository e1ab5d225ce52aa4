"""Posts from the outbox into Slack, once.

Slack has no key that makes posting twice harmless. So each message is marked with its delivery, in its metadata and in the id of
its first block, and after a lost answer it is looked for in the channel's history before anything is posted again.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from slack_sdk.errors import SlackApiError

from adapters.pace import waited_for
from adapters.slack.history import History, marks
from adapters.slack.ids import is_account_id, is_channel_id
from adapters.slack.pictures import Uploads
from adapters.slack.refusals import translated_errors
from adapters.slack.render import QUIET, message
from adapters.slack.web import INVALID_BLOCKS, Web, code, needed_scope
from bot.domain.post import Delivery
from bot.errors import Gone, Hindrance, Reason, RetryLater, Undeliverable
from bot.interface.card import Card, without_pictures
from bot.interface.channel import ChannelKind, ChannelReport

MOST_AT_ONCE = 200
"""Channels into which posts are sent at the same time: each takes one a second."""
PAUSE_BETWEEN_POSTS = 1.0
"""Seconds before each post, as Slack asks for them between two in one channel: the one before may be another process's, but was
answered before this one was claimed."""
POSTING = "chat.postMessage"

_CONVERSATIONS: Mapping[str, Mapping[str, Any]] = {"im:read": {"is_im": True}, "mpim:read": {"is_mpim": True}}
"""What a channel is, by the scope that Slack wants before it tells more."""
_LIMITS = {
    "is_read_only": Hindrance.READ_ONLY,
    "is_thread_only": Hindrance.THREADS_ONLY,
    "is_non_threadable": Hindrance.NO_THREADS,
}
"""What a channel's posting permissions keep from whoever asks, by Slack's word for it."""


@dataclass(frozen=True, slots=True)
class Message:
    """The place of a message, which is its external id."""

    channel: str
    at: str

    def __str__(self) -> str:
        return f"{self.channel}:{self.at}"

    @classmethod
    def load(cls, id: str) -> Self:
        channel, _, at = id.partition(":")
        return cls(channel, at)


def link(space: str, channel: str, message: str) -> str | None:
    """The address at which a message opens."""
    sent = Message.load(message)
    return f"https://slack.com/app_redirect?team={space}&channel={sent.channel}&message_ts={sent.at}"


class SlackSender:
    """Posts into one workspace. `short_history`: of a channel's messages Slack shows it a few, once a minute."""

    platform = "slack"
    most_at_once = MOST_AT_ONCE
    opens_threads = False
    is_channel_id = staticmethod(is_channel_id)
    is_account_id = staticmethod(is_account_id)
    link = staticmethod(link)

    def __init__(self, web: Web, pause: float = PAUSE_BETWEEN_POSTS, *, short_history: bool = False) -> None:
        self._web = web
        self._uploads = Uploads(web, pause / 2)
        self._history = History(web, short=short_history)
        self._pause = pause

    async def send(self, delivery: Delivery) -> str:
        """Send the post; returns the place of its message. Raises RetryLater, Undeliverable or Gone if Slack refuses.

        When Slack asks for patience, nothing is posted in the whole workspace until it is over; no posts in channels wait for
        people who cannot be reached so fast.
        """
        if rest := self._web.rest_of(POSTING):
            raise RetryLater(rest)
        person = delivery.post.channel if delivery.post.kind == "dm" else ""
        was_known = self._web.directs.known(person) is not None
        async with translated_errors():
            place = await self._place(delivery)
        await asyncio.sleep(self._pause)
        try:
            async with translated_errors():
                posted = await self._show(POSTING, place | QUIET, delivery)
        except RetryLater as patience:
            self._web.let_rest(POSTING, patience.seconds)
            raise
        except Undeliverable as refusal:
            if not was_known:
                raise
            self._web.directs.forget(person)  # opened anew, it tells what became of the person
            raise RetryLater(self._pause) from refusal
        return str(Message(posted["channel"], posted["ts"]))

    async def find(self, delivery: Delivery) -> str | None:
        """Look through the messages since the post was tried. Raises RetryLater, Undeliverable or Gone if Slack refuses, and
        Undecided if it does not show them all: an app may lack the right, or get one short page a minute."""
        async with translated_errors():
            place = await self._place(delivery)
            found = await self._history.find(place, delivery)
        return str(Message(place["channel"], found)) if found else None

    async def edit(self, delivery: Delivery) -> None:
        """Show the post's card. Raises RetryLater, Undeliverable or Gone if Slack refuses."""
        sent = Message.load(delivery.message or "")
        async with translated_errors():
            await self._show("chat.update", {"channel": sent.channel, "ts": sent.at}, delivery)

    @waited_for()
    async def look_at(self, space: str, channel: str) -> ChannelReport:
        """Which kind a channel is of, and what keeps the bot from posting into it. Raises RetryLater or Gone if Slack does not
        tell it."""
        try:
            async with translated_errors():
                found = await self._channel(Message.load(channel).channel)
        except Undeliverable as refusal:
            return ChannelReport(missing=(refusal.reason,))
        return _report(found, in_thread="thread_ts" in _room(channel))

    async def is_there(self, space: str, account: str) -> bool:
        """Whether the account was not deactivated."""
        try:
            return not (await self._web.get("users.info", {"user": account}))["user"].get("deleted")
        except SlackApiError as error:
            if code(error) != "user_not_found":
                raise
            return False

    async def _show(self, method: str, where: Mapping[str, Any], delivery: Delivery) -> Mapping[str, Any]:
        """Show the post's card, with the texts of its pictures alone if Slack refuses it so."""
        card = await self._uploads.of(delivery.post.card)
        try:
            return await self._web.post(method, {**where, **_content(delivery, card)})
        except SlackApiError as refusal:
            if card == delivery.post.card or code(refusal) != INVALID_BLOCKS:
                raise
        return await self._web.post(method, {**where, **_content(delivery, without_pictures(card))})

    async def _channel(self, channel: str) -> Mapping[str, Any]:
        """What Slack tells of a channel. The app has no right to ask about conversations that nobody can join."""
        try:
            return (await self._web.get("conversations.info", {"channel": channel}))["channel"]
        except SlackApiError as error:
            if needed_scope(error) not in _CONVERSATIONS:
                raise
            return _CONVERSATIONS[needed_scope(error)]

    async def _place(self, delivery: Delivery) -> dict[str, str]:
        """The channel, and the thread in it. People are reached in a channel of their own with the bot. Raises RetryLater if too
        many wait for theirs, Gone if a thread has no message to stand under."""
        post = delivery.post
        if post.kind == "dm":
            if wait := self._web.directs.seconds_to_wait(post.channel):
                raise RetryLater(wait)
            return {"channel": await self._web.direct(post.channel)}
        if post.kind == "reply" and "thread_ts" in _room(post.channel):
            return _room(post.channel)
        if post.kind == "reply":
            if delivery.parent_message is None:
                raise Gone
            parent = Message.load(delivery.parent_message)
            return {"channel": parent.channel, "thread_ts": parent.at}
        return _room(post.channel)


def _room(channel: str) -> dict[str, str]:
    """A channel or, in the shape of a message's external id, a thread in one."""
    room = Message.load(channel)
    return {"channel": room.channel, "thread_ts": room.at} if room.at else {"channel": room.channel}


def _report(channel: Mapping[str, Any], *, in_thread: bool) -> ChannelReport:
    if channel.get("is_im") or channel.get("is_mpim"):
        return ChannelReport(ChannelKind.OTHER, (Reason(Hindrance.CLOSED_CIRCLE),))
    shared, private = channel.get("is_ext_shared"), channel.get("is_private")
    kind = ChannelKind.SHARED if shared else ChannelKind.PRIVATE if private else ChannelKind.TEXT
    if channel.get("is_archived"):
        return ChannelReport(kind, (Reason(Hindrance.ARCHIVED),), not private)
    if not channel.get("is_member"):
        return ChannelReport(kind, (Reason(Hindrance.NOT_INVITED),), not private)
    return ChannelReport(kind, _limits(channel, in_thread=in_thread), not private)


def _limits(channel: Mapping[str, Any], *, in_thread: bool) -> tuple[Reason, ...]:
    """What the posting permissions of a channel keep from the bot; replies in threads alone are enough in a thread."""
    found = [hindrance for flag, hindrance in _LIMITS.items() if channel.get(flag)]
    return tuple(Reason(hindrance) for hindrance in found if not (in_thread and hindrance is Hindrance.THREADS_ONLY))


def _content(delivery: Delivery, card: Card) -> dict[str, Any]:
    """The card, marked with its delivery twice."""
    drawn, marked = message(card), marks(delivery)
    block_id = {"block_id": marked["block_id"]}
    blocks = [block | block_id if number == 0 else block for number, block in enumerate(drawn["blocks"])]
    return drawn | {"blocks": blocks, "metadata": marked["metadata"]}
