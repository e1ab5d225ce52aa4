"""The channels, threads and messages of the fake Discord, which refuses what Discord refuses."""

import itertools
import json
from base64 import b64encode
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from aiohttp import web
from discord.utils import time_snowflake

from tests.discord.objects import BOT, CHANNEL, FORUM, PERSON, REQUIRE_TAG, WITHOUT_MESSAGES, channel, new_message, thread

SENT: web.RequestKey[Any] = web.RequestKey("sent", Any)
"""What a request brought, read once."""

Body = Any
CALLED_OFF = 4
LATER = time_snowflake(datetime(2040, 1, 1, tzinfo=UTC))
"""An id tells when it was given: after everything that tests make due."""


def kept_files(sent: Any) -> Body:
    """What a message holds once Discord keeps its files, whose addresses tell what they hold."""
    if "attachments" not in sent.body:
        return sent.body
    kept = [
        {"id": str(file["id"]), "filename": file["filename"], "size": len(sent.files[file["filename"]]), "proxy_url": ""}
        | {"url": f"data:{b64encode(sent.files[file['filename']]).decode()}"}
        for file in sent.body["attachments"]
    ]
    return {**sent.body, "attachments": kept}


class Rooms:
    """Where people and bots speak."""

    def __init__(self) -> None:
        self.ids = itertools.count(LATER)
        self.messages: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self.channels: dict[str, dict[str, Any]] = {CHANNEL: channel(CHANNEL)}
        self.threads: dict[str, dict[str, Any]] = {}
        self.events: dict[str, dict[str, Any]] = {}

    def rooms(self) -> list[web.RouteDef]:
        return [
            web.post("/api/users/@me/channels", self._open_dm),
            web.get("/api/guilds/{guild}/threads/active", self._active_threads),
            web.get("/api/guilds/{guild}/scheduled-events", self._list_events),
            web.post("/api/guilds/{guild}/scheduled-events", self._make_event),
            web.patch("/api/guilds/{guild}/scheduled-events/{event}", self._edit_event),
            web.get("/api/channels/{channel}", self._channel),
            web.patch("/api/channels/{channel}", self._edit_thread),
            web.post("/api/channels/{channel}/threads", self._open_forum_post),
            web.get("/api/channels/{channel}/messages/{message}", self._message),
            web.get("/api/channels/{channel}/messages", self._list_messages),
            web.post("/api/channels/{channel}/messages", self._post_message),
            web.patch("/api/channels/{channel}/messages/{message}", self._edit_message),
            web.post("/api/channels/{channel}/messages/{message}/threads", self._open_thread),
        ]

    async def _open_dm(self, request: web.Request) -> web.Response:
        recipient = request[SENT].body["recipient_id"]
        return reply({"id": f"9{recipient}", "type": 1, "recipients": [{**PERSON, "id": str(recipient)}]})

    async def _list_events(self, _: web.Request) -> web.Response:
        return reply([*self.events.values()])

    async def _make_event(self, request: web.Request) -> web.Response:
        made = {"id": str(next(self.ids)), "creator_id": BOT["id"], **request[SENT].body}
        self.events[made["id"]] = made
        return reply(made)

    async def _edit_event(self, request: web.Request) -> web.Response:
        """One that was called off stays so."""
        event = self.events.get(request.match_info["event"])
        if event is None:
            return reply({"code": 10070, "message": "Unknown Guild Scheduled Event"}, 404)
        if event.get("status") == CALLED_OFF:
            return reply({"code": 180000, "message": "Cannot update a finished event"}, 400)
        event.update(request[SENT].body)
        return reply(event)

    async def _list_messages(self, request: web.Request) -> web.Response:
        before = int(request.query.get("before", 2**63))
        found = [message for message in self.messages[request.match_info["channel"]][::-1] if int(message["id"]) < before]
        return reply(found[: int(request.query.get("limit", 50))])

    async def _post_message(self, request: web.Request) -> web.Response:
        """The same nonce gets the first message again. A thread that is archived is opened by it, unless it is locked."""
        channel, body = request.match_info["channel"], request[SENT].body
        if self.channels.get(channel, {}).get("type") in WITHOUT_MESSAGES:
            return reply({"code": 50008, "message": "Cannot send messages in a non-text channel"}, 400)
        if state := self.threads.get(channel, {}).get("thread_metadata"):
            if state["locked"]:
                return reply({"code": 160005, "message": "Thread is locked"}, 400)
            state["archived"] = False
        known = [message for message in self.messages[channel] if body.get("nonce") and message["nonce"] == body["nonce"]]
        if not known:
            known = [new_message(str(next(self.ids)), channel, kept_files(request[SENT]))]
            self.messages[channel] += known
        return reply(known[0])

    async def _edit_message(self, request: web.Request) -> web.Response:
        thread = self.threads.get(request.match_info["channel"], {})
        if thread.get("thread_metadata", {}).get("archived"):
            return reply({"code": 50083, "message": "Thread is archived"}, 400)
        for message in self.messages[request.match_info["channel"]]:
            if message["id"] == request.match_info["message"]:
                message.update(kept_files(request[SENT]))
                return reply(message)
        return reply({"code": 10008, "message": "Unknown Message"}, 404)

    async def _open_thread(self, request: web.Request) -> web.Response:
        """The thread has the message's id. There is none in a thread."""
        parent, message = request.match_info["channel"], request.match_info["message"]
        if parent in self.threads:
            return reply({"code": 50024, "message": "Cannot execute action on this channel type"}, 400)
        if message not in [kept["id"] for kept in self.messages[parent]]:
            return reply({"code": 10008, "message": "Unknown Message"}, 404)
        if message in self.threads:
            return reply({"code": 160004, "message": "A thread has already been created for this message"}, 400)
        self.threads[message] = thread(message, parent, **request[SENT].body)
        return reply(self.threads[message], 201)

    async def _open_forum_post(self, request: web.Request) -> web.Response:
        """The first message has the id of the thread. Nothing makes asking twice harmless."""
        forum, body = self.channels[request.match_info["channel"]], dict(request[SENT].body)
        tags = {tag["id"]: tag for tag in forum["available_tags"]}
        chosen = [tags.get(tag) for tag in body.get("applied_tags", ())]
        if forum["type"] != FORUM:
            return reply({"code": 50024, "message": "Cannot execute action on this channel type"}, 400)
        if forum["flags"] & REQUIRE_TAG and not chosen:
            return reply({"code": 40067, "message": "A tag is required to create a forum post in this channel"}, 400)
        if not all(tag and not tag["moderated"] for tag in chosen):
            return reply({"code": 50013, "message": "Missing Permissions"}, 403)
        opened, first = str(next(self.ids)), body.pop("message")
        self.threads[opened] = thread(opened, forum["id"], **body)
        self.messages[opened] = [new_message(opened, opened, first)]
        return reply({**self.threads[opened], "message": self.messages[opened][0]}, 201)

    async def _active_threads(self, _: web.Request) -> web.Response:
        active = [thread for thread in self.threads.values() if not thread["thread_metadata"]["archived"]]
        return reply({"threads": active, "members": [], "has_more": False})

    async def _channel(self, request: web.Request) -> web.Response:
        known = self.channels | self.threads
        found = known.get(request.match_info["channel"])
        return reply(found) if found else reply({"code": 10003, "message": "Unknown Channel"}, 404)

    async def _edit_thread(self, request: web.Request) -> web.Response:
        state = self.threads[request.match_info["channel"]]["thread_metadata"]
        if state["locked"]:
            return reply({"code": 50013, "message": "Missing Permissions"}, 403)
        state.update(request[SENT].body)
        return reply(self.threads[request.match_info["channel"]])

    async def _message(self, request: web.Request) -> web.Response:
        for message in self.messages[request.match_info["channel"]]:
            if message["id"] == request.match_info["message"]:
                return reply(message)
        return reply({"code": 10008, "message": "Unknown Message"}, 404)


def reply(body: Body, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """The type must stand alone: with a charset discord.py leaves the body as text."""
    return web.Response(body=json.dumps(body).encode(), status=status, headers=headers, content_type="application/json")
