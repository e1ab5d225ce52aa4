"""Live sessions as Discord's scheduled events: members mark that they come, and Discord tells them when one begins."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import discord

from adapters.discord.sender import DiscordSender
from bot.domain.post import Delivery
from bot.errors import Gone, Hindrance, Undeliverable
from bot.interface.card import Buttons, Card, Text
from bot.text import Moment, pieces, plain

EVENT = "event:"
"""Before the id of an event, where others have that of a message."""
LONGEST_LOCATION = 100
ELSEWHERE, TO_MEMBERS, CANCELLED = 3, 2, 4
"""Discord's numbers: an event at an address · seen by the members of the server · called off."""
_MAY_NOT = (Hindrance.LACKS_PERMISSION, Hindrance.HIDDEN_CHANNEL)


class EventSender(DiscordSender):
    """Writes posts of kind `event` into the server's events, and sends them as messages if it may not."""

    async def send(self, delivery: Delivery) -> str:
        """Raises RetryLater, Undeliverable or Gone if Discord refuses."""
        if delivery.post.kind != "event" or not _moments(delivery.post.card):
            return await super().send(_as_message(delivery))
        try:
            async with self._asking():
                payload = _payload(delivery.post.card)
                created = await self._client.http.create_guild_scheduled_event(int(delivery.post.space), **payload)
        except Undeliverable as refusal:
            if refusal.reason.kind not in _MAY_NOT:
                raise
            return await super().send(_as_message(delivery))
        return f"{EVENT}{created['id']}"

    async def find(self, delivery: Delivery) -> str | None:
        """Look through the server's events for one of ours that says the same, then for a message. Raises as `send` does."""
        if delivery.post.kind == "event" and _moments(delivery.post.card):
            async with self._asking():
                events = await self._client.http.get_scheduled_events(int(delivery.post.space), with_user_count=False)
            if found := next((event for event in events if self._says(event, delivery.post.card)), None):
                return f"{EVENT}{found['id']}"
        return await super().find(_as_message(delivery))

    async def edit(self, delivery: Delivery) -> None:
        """Raises RetryLater, Undeliverable, or Gone if somebody took the event away; one that was called off comes anew."""
        message = delivery.message or ""
        if not message.startswith(EVENT):
            return await super().edit(_as_message(delivery))
        card = delivery.post.card
        payload: Any = _payload(card) if _moments(card) else {"status": CANCELLED}
        async with self._asking():
            try:
                await self._client.http.edit_scheduled_event(
                    int(delivery.post.space), int(message.removeprefix(EVENT)), **payload
                )
            except discord.NotFound:
                raise Gone from None
            except discord.HTTPException as refusal:
                if refusal.status != 400:
                    raise
                raise Undeliverable(Hindrance.NOT_EDITABLE) from refusal
        return None

    def link(self, space: str, channel: str, message: str) -> str | None:
        """The address of an event, or of a message."""
        if message.startswith(EVENT):
            return f"https://discord.com/events/{space}/{message.removeprefix(EVENT)}"
        return super().link(space, channel, message)

    def _says(self, event: Any, card: Card) -> bool:
        """Whether an event is the bot's and tells what a card does."""
        own = str(self._client.user.id) if self._client.user else ""
        begins = datetime.fromisoformat(event["scheduled_start_time"])
        return (event.get("creator_id"), event["name"], begins) == (own, plain(card.title), _moments(card)[0])


def _as_message(delivery: Delivery) -> Delivery:
    """What is no event is a message like any other."""
    return replace(delivery, post=replace(delivery.post, kind="send")) if delivery.post.kind == "event" else delivery


def _moments(card: Card) -> Sequence[datetime]:
    """When the event of a card begins and ends; nothing if it is called off."""
    texts = [block.text for block in card.blocks if isinstance(block, Text)]
    return [piece.at for text in texts for piece in pieces(text) if isinstance(piece, Moment)][:2]


def _payload(card: Card) -> dict[str, Any]:
    begins, ends = _moments(card)
    links = [button.url for block in card.blocks if isinstance(block, Buttons) for button in block.buttons if button.url]
    link = next(iter(links), "")
    said = [plain(block.text) for block in card.blocks[1:] if isinstance(block, Text)]
    return {
        "name": plain(card.title),
        "description": "\n".join([*said, link]).strip(),
        "privacy_level": TO_MEMBERS,
        "entity_type": ELSEWHERE,
        "entity_metadata": {"location": _place(link, said)},
        "scheduled_start_time": begins.isoformat(),
        "scheduled_end_time": ends.isoformat(),
    }


def _place(link: str, said: Sequence[str]) -> str:
    """Where an event takes place, which Discord wants to know: at its link, or at the host of one that has no room; else what
    is said of it."""
    place = link if len(link) <= LONGEST_LOCATION else urlsplit(link).netloc
    return (place or " ".join(said))[:LONGEST_LOCATION]
