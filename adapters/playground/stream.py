"""The page's one source: what its persona may see, as server-sent events, from the beginning or from where it left off."""

import json
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from aiohttp import web

from adapters.playground.chat import DIRECT, Message, PlaygroundSender
from adapters.playground.persona import Persona
from adapters.playground.render import card_json

QUIET_SECONDS = 15.0
"""The seconds after which the page is sent the time if nothing else happens."""
MOVING_SECONDS = 0.2
"""The same while the clock moves, so that it is seen to move."""


class Stream:
    def __init__(self, chat: PlaygroundSender, personas: Sequence[Persona]) -> None:
        self.moving = False
        self._chat = chat
        self._personas = personas
        self._run = uuid4().hex[:8]
        self._closing = False

    async def serve(self, request: web.Request, persona: Persona) -> web.StreamResponse:
        """Sends events until the page goes away or the playground stops."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        with suppress(ConnectionResetError):
            await self._send_events(response, persona, self._resumed(request.headers.get("Last-Event-ID", "")))
        return response

    @contextmanager
    def clock_moving(self) -> Generator[None]:
        """Pages hear that the clock moves, and often what it shows, until the block ends."""
        self.moving = True
        self._chat.wake()
        try:
            yield
        finally:
            self.moving = False
            self._chat.wake()

    async def _send_events(self, response: web.StreamResponse, persona: Persona, after: int | None) -> None:
        while not self._closing:
            revision = self._chat.revision
            await response.write(self._event(persona, after, revision))
            after = revision
            if self._chat.revision == revision:
                await self._chat.changed(MOVING_SECONDS if self.moving else QUIET_SECONDS)

    async def close(self, _: web.Application) -> None:
        self._closing = True
        self._chat.wake()

    def _resumed(self, last: str) -> int | None:
        """The revision a page that lost its connection has seen; None if it must start anew."""
        run, _, revision = last.partition(".")
        return int(revision) if run == self._run and revision.isdecimal() else None

    def _event(self, persona: Persona, after: int | None, revision: int) -> bytes:
        data = {
            "now": self._chat.clock().isoformat(),
            "moving": self.moving,
            "messages": [message_json(message) for message in self._chat.seen_by(persona.id, after or 0)],
            **({} if after is not None else self._beginning(persona)),
        }
        return f"id: {self._run}.{revision}\ndata: {json.dumps(data)}\n\n".encode()

    def _beginning(self, persona: Persona) -> dict[str, Any]:
        return {
            "persona": persona.id,
            "personas": [asdict(each) for each in self._personas],
            "people": [asdict(each) for each in self._chat.people],
            "rooms": [asdict(room) for room in self._chat.rooms],
            "direct": DIRECT,
            "read": self._chat.read_marks(persona.id),
        }


def message_json(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "room": message.room,
        "parent": message.parent,
        "at": message.at.isoformat(),
        "arrived": message.arrived,
        "revision": message.revision,
        "private": message.is_answer,
        "edited": message.edited and not message.is_answer,
        "prompt": message.prompt,
        "act": message.act,
        "card": card_json(message.card),
    }
