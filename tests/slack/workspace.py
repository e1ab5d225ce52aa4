"""A Slack workspace: what it holds, and what each method of the Web API does to it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any

from tests.slack.block_kit import check_home, check_message, check_view

TEAM = "T1"
BOT = "UBOT"

Json = Mapping[str, Any]


@dataclass
class Message:
    channel: str
    ts: str
    content: Json
    thread_ts: str | None = None
    deleted: bool = False

    def told(self) -> dict[str, Any]:
        """As conversations.history tells it."""
        told = {name: self.content[name] for name in ("text", "blocks", "metadata") if name in self.content}
        return {"ts": self.ts, **told}


@dataclass
class Workspace:
    """`homes` holds what each person's App Home shows."""

    url: str = ""
    team: str = TEAM
    messages: list[Message] = field(default_factory=list[Message])
    whispers: list[Json] = field(default_factory=list[Json])
    views: dict[str, Json] = field(default_factory=dict[str, Json])
    homes: dict[str, Json] = field(default_factory=dict[str, Json])
    users: dict[str, Json] = field(default_factory=dict[str, Json])
    channels: dict[str, Json] = field(default_factory=dict[str, Json])
    expired_triggers: set[str] = field(default_factory=set[str])
    tickets: set[str] = field(default_factory=set[str])
    """What the addresses of Socket Mode that still work end with."""
    uploaded: dict[str, bytes] = field(default_factory=dict[str, bytes])
    handed_over: list[tuple[str, str, bytes]] = field(default_factory=list[tuple[str, str, bytes]])
    """Files that were shared: the channel, the name, what they hold."""
    taken_in: set[str] = field(default_factory=set[str])
    """Files that have been asked about."""
    number: int = 0
    page: int = 2
    """Messages on a page of a channel's history."""
    pause: float = 0
    """Seconds that a channel wants between two posts."""
    posted_at: dict[str, float] = field(default_factory=dict[str, float])

    def next_id(self, prefix: str) -> str:
        self.number += 1
        return f"{prefix}{self.number}"

    def post(self, arguments: Json, channel: str) -> Json:
        check_message(arguments)
        if time.monotonic() - self.posted_at.get(channel, -self.pause) < self.pause:
            return _error("ratelimited")
        self.posted_at[channel] = time.monotonic()
        self.number += 1
        message = Message(channel, f"{time.time():.0f}.{self.number:06d}", arguments, arguments.get("thread_ts"))
        self.messages.append(message)
        return {"channel": channel, "ts": message.ts}

    def show(self, arguments: Json, view: str) -> Json:
        check_view(arguments["view"])
        self.views[view] = arguments["view"]
        return {"view": {"id": view}}


def _post(workspace: Workspace, arguments: Json) -> Json:
    channel = arguments["channel"]
    if channel.startswith("D"):
        return workspace.post(arguments, channel)
    known = workspace.channels.get(channel)
    error = "channel_not_found" if not known else "is_archived" if known.get("is_archived") else "not_in_channel"
    return workspace.post(arguments, channel) if known and known["is_member"] and not known.get("is_archived") else _error(error)


def _whisper(workspace: Workspace, arguments: Json) -> Json:
    check_message(arguments)
    workspace.whispers.append(arguments)
    return {"message_ts": "1.1"}


def _update(workspace: Workspace, arguments: Json) -> Json:
    for message in workspace.messages:
        if (message.channel, message.ts, message.deleted) == (arguments["channel"], arguments["ts"], False):
            check_message(arguments)
            message.content = arguments
            return {"channel": message.channel, "ts": message.ts}
    return _error("message_not_found")


def _open_view(workspace: Workspace, arguments: Json) -> Json:
    if arguments["trigger_id"] in workspace.expired_triggers:
        return _error("expired_trigger_id")
    return workspace.show(arguments, workspace.next_id("V"))


def _publish_view(workspace: Workspace, arguments: Json) -> Json:
    check_home(arguments["view"])
    workspace.homes[arguments["user_id"]] = arguments["view"]
    return {"view": {"id": workspace.next_id("V")}}


def _update_view(workspace: Workspace, arguments: Json) -> Json:
    return workspace.show(arguments, arguments["view_id"])


def _user(workspace: Workspace, arguments: Json) -> Json:
    user = workspace.users.get(arguments["user"])
    return {"user": {"id": arguments["user"], **user}} if user else _error("user_not_found")


def _history(workspace: Workspace, arguments: Json) -> Json:
    """Newest first."""
    assert arguments["include_all_metadata"] in ("1", "true")
    found = [message for message in workspace.messages if message.channel == arguments["channel"] and not message.deleted]
    found = [message for message in found if float(arguments["oldest"]) < float(message.ts) < float(arguments.get("latest", inf))]
    if "ts" in arguments:
        found = [message for message in found if arguments["ts"] in (message.ts, message.thread_ts)]
    start = int(arguments.get("cursor") or 0)
    end = start + min(workspace.page, int(arguments["limit"]))
    page, rest = found[::-1][start:end], found[::-1][end:]
    return {
        "messages": [message.told() for message in page],
        "response_metadata": {"next_cursor": str(end) if rest else ""},
    }


def _channel(workspace: Workspace, arguments: Json) -> Json:
    channel = workspace.channels.get(arguments["channel"])
    if channel and (channel.get("is_im") or channel.get("is_mpim")):
        return {**_error("missing_scope"), "needed": "im:read" if channel.get("is_im") else "mpim:read"}
    return {"channel": channel} if channel else _error("channel_not_found")


def _direct(workspace: Workspace, arguments: Json) -> Json:
    return {"channel": {"id": f"D{arguments['users']}"}} if arguments["users"] in workspace.users else _error("user_not_found")


def _open_socket(workspace: Workspace, _: Json) -> Json:
    ticket = workspace.next_id("ticket")
    workspace.tickets.add(ticket)
    return {"url": f"{workspace.url.replace('http', 'ws')}/socket?ticket={ticket}"}


def _error(error: str) -> Json:
    return {"ok": False, "error": error}


def _upload_address(workspace: Workspace, arguments: Json) -> Json:
    file = workspace.next_id("F")
    return {"upload_url": f"{workspace.url}/upload/{file}", "file_id": file}


def _complete_upload(workspace: Workspace, arguments: Json) -> Json:
    for file in arguments["files"]:
        if "channel_id" in arguments:
            workspace.handed_over.append((arguments["channel_id"], file["title"], workspace.uploaded[file["id"]]))
    return {"files": arguments["files"]}


def _file(workspace: Workspace, arguments: Json) -> Json:
    """What Slack has not taken in has no type yet: it is asked twice."""
    file = arguments["file"]
    known, workspace.taken_in = file in workspace.taken_in, {*workspace.taken_in, file}
    return {"file": {"id": file, "mimetype": "image/png" if known else ""}}


METHODS: dict[str, Callable[[Workspace, Json], Json]] = {
    "files.getUploadURLExternal": _upload_address,
    "files.completeUploadExternal": _complete_upload,
    "files.info": _file,
    "apps.connections.open": _open_socket,
    "auth.test": lambda workspace, _: {"team_id": workspace.team, "user_id": BOT, "bot_id": "BBOT"},
    "chat.postEphemeral": _whisper,
    "chat.postMessage": _post,
    "chat.update": _update,
    "conversations.history": _history,
    "conversations.info": _channel,
    "conversations.open": _direct,
    "conversations.replies": _history,
    "users.info": _user,
    "views.open": _open_view,
    "views.publish": _publish_view,
    "views.update": _update_view,
}
