"""Where an answer goes: into the acknowledgement where it can carry one and is still to be sent, else after it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiohttp import ClientError
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from adapters.slack import render
from adapters.slack.inbound import Json, is_private
from adapters.slack.web import Web, code
from bot.interface.card import Answer, Button, Buttons, Card, Form
from bot.text import t

Reply = Callable[[Answer], Awaitable[None]]

EMPTY: dict[str, Any] = {}
PRIVATE = {"response_type": "ephemeral", "replace_original": False}
REPLACED = {"replace_original": True}

log = structlog.get_logger(__name__)


class Acknowledgement:
    """What Slack is told within three seconds: the first body it is given, or `otherwise` when patience runs out."""

    def __init__(self, patience: float, otherwise: dict[str, Any] = EMPTY) -> None:
        loop = asyncio.get_running_loop()
        self._otherwise = otherwise
        self._body: asyncio.Future[dict[str, Any]] = loop.create_future()
        self._timer = loop.call_later(patience, self.release)

    def carry(self, body: dict[str, Any]) -> bool:
        """Whether there was time to carry `body`."""
        if self._body.done():
            return False
        self._timer.cancel()
        self._body.set_result(body)
        return True

    def release(self) -> None:
        """Nothing more is worth waiting for."""
        self.carry(self._otherwise)

    async def sent(self) -> BoltResponse:
        return BoltResponse(status=200, body=await self._body or "")


def to_command(web: Web, body: Json, channel: str | None, acknowledgement: Acknowledgement) -> Reply:
    """Privately, where the command was typed."""
    follow = _by_url(web, body, channel, PRIVATE)

    async def reply(answer: Answer) -> None:
        if isinstance(answer, Form) or not acknowledgement.carry(render.message(answer) | PRIVATE):
            acknowledgement.release()
            await follow(answer)

    return reply


def to_press(web: Web, body: Json, channel: str | None) -> Reply:
    """In place of a private card or of a modal; privately beneath a public post."""
    container = body["container"]
    if container["type"] == "view":
        return _to_modal(web, body, channel)
    if is_private(body):
        return _by_url(web, body, channel, REPLACED)
    thread = {"thread_ts": container["thread_ts"]} if container.get("thread_ts") else {}
    return _by_url(web, body, channel, PRIVATE | thread)


def to_submit(web: Web, body: Json, channel: str | None, acknowledgement: Acknowledgement) -> Reply:
    """Inside the modal that was submitted."""
    follow = _to_modal(web, body, channel)

    async def reply(answer: Answer) -> None:
        if not acknowledgement.carry(updated(answer, channel)):
            await follow(answer)

    return reply


def to_shortcut(web: Web, body: Json, channel: str | None) -> Reply:
    """In a new modal."""

    async def reply(answer: Answer) -> None:
        await web.post("views.open", {"trigger_id": body["trigger_id"], "view": render.view(answer, channel)})

    return reply


def to_line(web: Web, body: Json) -> Reply:
    """Into the direct messages it was typed in; elsewhere seen by its author alone, in the same thread."""
    event = body["event"]
    thread = {"thread_ts": event["thread_ts"]} if "thread_ts" in event else {}

    async def reply(answer: Answer) -> None:
        card = _late(answer) if isinstance(answer, Form) else answer
        message = {"channel": event["channel"], **render.message(card), **thread}
        if event.get("channel_type") == "im":
            await web.post("chat.postMessage", message | render.QUIET)
        else:
            await web.post("chat.postEphemeral", message | {"user": event["user"]})

    return reply


def updated(answer: Answer, channel: str | None) -> dict[str, Any]:
    """The acknowledgement of a submit that shows `answer` in the modal."""
    return {"response_action": "update", "view": render.view(answer, channel)}


def waiting(channel: str | None) -> dict[str, Any]:
    """What a modal shows while its answer takes longer than an acknowledgement may."""
    return updated(Card(t("One moment …")), channel)


def _to_modal(web: Web, body: Json, channel: str | None) -> Reply:
    async def reply(answer: Answer) -> None:
        await web.post("views.update", {"view_id": body["view"]["id"], "view": render.view(answer, channel)})

    return reply


def _by_url(web: Web, body: Json, channel: str | None, how: dict[str, Any]) -> Reply:
    """A card by the response_url, a form by the trigger; a trigger that came too late is answered with a button."""

    async def reply(answer: Answer) -> None:
        if isinstance(answer, Form):
            if await _opened(web, body["trigger_id"], answer, channel):
                return
            answer = _late(answer)
        await web.answer_to(body["response_url"], render.message(answer) | how)

    return reply


async def _opened(web: Web, trigger: str, form: Form, channel: str | None) -> bool:
    try:
        await web.post("views.open", {"trigger_id": trigger, "view": render.view(form, channel)})
    except SlackApiError as error:
        log.warning("a form was not opened", command=form.call.path, error=code(error))
        return False
    except (ClientError, TimeoutError) as error:
        log.warning("a form was not opened", command=form.call.path, error=type(error).__name__)
        return False
    return True


def _late(form: Form) -> Card:
    """What is said where Slack opens the form no longer: one press asks for it again."""
    again = Button(t("Try again"), form.call, "primary")
    return Card(t("That took too long. Try again."), (Buttons((again,)),))
