"""The playground as a chat platform: its channels, direct messages, threads and private answers, kept in memory."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.post import Delivery
from bot.errors import Gone, Hindrance, Reason, Undeliverable
from bot.interface.card import Card
from bot.interface.channel import ChannelKind, ChannelReport
from bot.ports.outbox import Clock

PLATFORM = "playground"
DIRECT = "direct"
"""The room in which each account reads its direct messages with the bot."""


@dataclass(frozen=True, slots=True)
class Room:
    """A channel; its id is what cohorts keep."""

    id: str
    name: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A post of the bot's, or its private answer to a call."""

    id: str
    room: str
    card: Card
    at: datetime
    arrived: int
    """The chat's revision when it came."""
    revision: int
    """The chat's revision when it last changed."""
    reader: str | None = None
    """The only account that sees it; None if the whole channel sees it."""
    parent: str | None = None
    """In a thread, the message that the thread belongs to."""
    prompt: str = ""
    """What an answer replies to; empty for a post."""
    delivery: int | None = None
    """The mark of a post."""
    act: str = ""
    """The page's id of the act that it answered last."""

    @property
    def is_answer(self) -> bool:
        return bool(self.prompt)

    @property
    def edited(self) -> bool:
        return self.revision > self.arrived


class PlaygroundSender:
    """Sends posts into the playground's rooms, and keeps everything that is to be seen there."""

    platform = PLATFORM
    most_at_once = 50
    opens_threads = False

    def __init__(self, clock: Clock, rooms: Sequence[Room], people: Sequence[Person]) -> None:
        self.clock = clock
        self.rooms = tuple(rooms)
        self.people = tuple(people)
        self.revision = 0
        self._messages: dict[str, Message] = {}
        self._read: dict[tuple[str, str], int] = {}
        self._change = asyncio.Event()

    async def send(self, delivery: Delivery) -> str:
        """Show the post. Raises Undeliverable if there is no such room, Gone if the message above it was deleted."""
        room, reader, parent = self._destination(delivery)
        return self._add(room, delivery.post.card, reader=reader, parent=parent, delivery=delivery.mark).id

    async def find(self, delivery: Delivery) -> str | None:
        return next((message.id for message in self._messages.values() if message.delivery == delivery.mark), None)

    async def edit(self, delivery: Delivery) -> None:
        """Show the post's card. Raises Gone if the message is no longer there."""
        message = self._messages.get(delivery.message or "")
        if not message:
            raise Gone
        self.show(message, delivery.post.card)

    async def look_at(self, space: str, channel: str) -> ChannelReport:
        return ChannelReport(ChannelKind.TEXT) if self.room(channel) else ChannelReport(missing=(Reason(Hindrance.NO_CHANNEL),))

    async def is_there(self, space: str, account: str) -> bool:
        return self.is_account_id(account)

    def is_channel_id(self, text: str) -> bool:
        return self.room(text) is not None

    def is_account_id(self, text: str) -> bool:
        return any(person.id == text for person in self.people)

    def link(self, space: str, channel: str, message: str) -> str | None:
        return f"#{channel}/{message}"

    def room(self, id: str) -> Room | None:
        return next((room for room in self.rooms if room.id == id), None)

    def answer(self, account: str, room: str, card: Card, prompt: str, parent: str | None = None, act: str = "") -> Message:
        """A private answer: nobody but `account` sees it."""
        return self._add(room, card, reader=account, prompt=prompt, parent=parent, act=act)

    def greet(self, account: str, room: str, card: Card) -> Message:
        """A post that only `account` sees."""
        return self._add(room, card, reader=account, parent=None)

    def show(self, message: Message, card: Card, act: str = "") -> Message:
        """The message shows `card` from now on."""
        return self._keep(replace(message, card=card, revision=self.revision + 1, act=act))

    def seen_by(self, account: str, after: int = 0) -> list[Message]:
        """What an account may see and what changed after a revision, in the order in which it came."""
        return [m for m in self._messages.values() if m.revision > after and m.reader in (None, account)]

    def message(self, id: str, account: str) -> Message | None:
        """A message, if the account may see it."""
        message = self._messages.get(id)
        return message if message and message.reader in (None, account) else None

    def mark_read(self, account: str, room: str) -> None:
        """The account has seen all that is in a room."""
        self._read[account, room] = self.revision

    def read_marks(self, account: str) -> dict[str, int]:
        """By room: the revision up to which the account has seen it."""
        return {room: revision for (reader, room), revision in self._read.items() if reader == account}

    async def changed(self, seconds: float) -> None:
        """Wait for the next change, but no longer than `seconds`."""
        try:
            await asyncio.wait_for(self._change.wait(), seconds)
        except TimeoutError:
            return

    def wake(self) -> None:
        """Something is new: everybody who waits looks again."""
        self.revision += 1
        self._change.set()
        self._change = asyncio.Event()

    def _destination(self, delivery: Delivery) -> tuple[str, str | None, str | None]:
        """The room, the only reader and the parent of a post's message."""
        post = delivery.post
        if post.kind == "dm":
            return DIRECT, post.channel, None
        if not self.room(post.channel):
            raise Undeliverable(Hindrance.NO_CHANNEL)
        below = post.kind == "reply"
        if below and delivery.parent_message not in self._messages:
            raise Gone
        return post.channel, None, delivery.parent_message if below else None

    def _add(
        self,
        room: str,
        card: Card,
        *,
        reader: str | None,
        parent: str | None,
        prompt: str = "",
        delivery: int | None = None,
        act: str = "",
    ) -> Message:
        revision = self.revision + 1
        return self._keep(
            Message(
                id=str(revision),
                room=room,
                card=card,
                at=self.clock(),
                arrived=revision,
                revision=revision,
                reader=reader,
                parent=parent,
                prompt=prompt,
                delivery=delivery,
                act=act,
            )
        )

    def _keep(self, message: Message) -> Message:
        self._messages[message.id] = message
        self.wake()
        return message
