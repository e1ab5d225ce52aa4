"""Where an answer goes: into the acknowledgement, if that can carry it and is not sent yet; else after it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiohttp import ClientError
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from adapters.slack import render
from adapters.slack.data_blocks import with_data
from adapters.slack.inbound import Json, is_private
from adapters.slack.pictures import Uploads
from adapters.slack.refused_form import about_an_input
from adapters.slack.web import INVALID_BLOCKS, Web, code
from bot.app.progress import waiting_card
from bot.interface.call import Tell
from bot.interface.card import Answer, Button, Buttons, Card, Form
from bot.language import speaking
from bot.text import Markup, t

Reply = Callable[[Answer], Awaitable[None]]
Send = Callable[[dict[str, Any]], Awaitable[bool]]
"""Sends a message; returns whether Slack took its blocks."""

PRIVATE = {"response_type": "ephemeral", "replace_original": False}
REPLACED = {"replace_original": True}

NEVER, ONCE, ALWAYS = 0, 1, 1000
"""How often it is told how far long work is: not where it would stay, once where its answer is a message of its own, and in a
modal, which is replaced, each time."""
MOST_BY_URL = 3
"""The same where a response_url replaces a card; Slack takes five uses of it, and the answer may need two."""

log = structlog.get_logger(__name__)


class Acknowledgement:
    """What Slack is told within three seconds: the first body it is given, or when patience runs out what `otherwise` makes
    then, by which time more may be known of who asks."""

    def __init__(self, patience: float, otherwise: Callable[[], dict[str, Any]] = dict) -> None:
        loop = asyncio.get_running_loop()
        self._otherwise = otherwise
        self._body: asyncio.Future[dict[str, Any]] = loop.create_future()
        self._timer = loop.call_later(patience, self.release)

    def carry(self, body: dict[str, Any]) -> bool:
        """Send `body` if it is not too late; returns whether it was sent."""
        if self._body.done():
            return False
        self._timer.cancel()
        self._body.set_result(body)
        return True

    def release(self) -> None:
        """Nothing more is worth waiting for."""
        self.carry(self._otherwise())

    async def sent(self) -> BoltResponse:
        return BoltResponse(status=200, body=await self._body or "")


def to_command(web: Web, body: Json, origin: str, acknowledgement: Acknowledgement) -> Reply:
    """Privately, where the command was typed."""
    follow = _by_url(web, body, origin, PRIVATE)

    async def reply(answer: Answer) -> None:
        if (
            isinstance(answer, Form)
            or _may_be_refused(web, answer)
            or not acknowledgement.carry(render.message(answer) | PRIVATE)
        ):
            acknowledgement.release()
            await follow(answer)

    return reply


def to_press(web: Web, body: Json, origin: str) -> Reply:
    """In place of a private card or of a modal; privately beneath a public post; above the App Home, which stays."""
    container = body["container"]
    if container["type"] == "view":
        return to_new_modal(web, body, origin) if body["view"]["type"] == "home" else _to_modal(web, body, origin)
    how = REPLACED if is_private(body) else PRIVATE
    return _by_url(web, body, origin, how | _thread(container))


def to_submit(web: Web, body: Json, origin: str, acknowledgement: Acknowledgement) -> Reply:
    """Inside the modal that was submitted: in its place, or under the input that a refusal is about."""
    follow = _to_modal(web, body, origin)
    view = body["view"]

    async def reply(answer: Answer) -> None:
        if isinstance(answer, Card) and answer.refused in view["state"]["values"]:
            told = about_an_input(answer, view)
        else:
            told = updated(answer, origin)
        if not acknowledgement.carry(told):
            await follow(answer)

    return reply


def to_new_modal(web: Web, body: Json, origin: str) -> Reply:
    """In a modal; if Slack opens it no longer, privately beside the message, or in direct messages if there is no message."""

    async def reply(answer: Answer) -> None:
        if await _opened(web, body["trigger_id"], answer, origin):
            return
        message = render.message(as_card(answer))
        if body.get("response_url"):
            await web.answer_to(body["response_url"], message | PRIVATE | _thread(body.get("message") or {}))
        else:
            await _to_direct_messages(web, body["user"]["id"], message)

    return reply


def to_line(web: Web, uploads: Uploads, body: Json) -> Reply:
    """Into the direct messages it was typed in; elsewhere seen by its author alone, in the same thread."""
    event = body["event"]
    place = {"channel": event["channel"], **_thread(event)}

    async def reply(answer: Answer) -> None:
        card = as_card(answer)
        if event.get("channel_type") == "im":
            await _say(web, await uploads.of(card), _by_method(web, "chat.postMessage", place | render.QUIET))
        else:
            await _say(web, card, _by_method(web, "chat.postEphemeral", place | {"user": event["user"]}))

    return reply


def teller(reply: Reply, most: int) -> Tell:
    """Shows how far long work is where its answer will be, at most so many times."""
    left = iter(range(most))

    async def tell(sentence: Markup) -> None:
        if next(left, None) is not None:
            await reply(waiting_card(sentence))

    return tell


def most_told(body: Json) -> int:
    """How often the place that a press is answered in can change before the answer."""
    if body["container"]["type"] == "view":
        return 0 if body["view"]["type"] == "home" else ALWAYS
    return MOST_BY_URL if is_private(body) else ONCE


def updated(answer: Answer, origin: str) -> dict[str, Any]:
    """The acknowledgement of a submit that shows `answer` in the modal."""
    return {"response_action": "update", "view": render.view(answer, origin)}


def waiting(origin: str, locale: str) -> dict[str, Any]:
    """What a modal shows while its answer takes longer than an acknowledgement may."""
    with speaking(locale):
        return updated(waiting_card(), origin)


def _to_modal(web: Web, body: Json, origin: str) -> Reply:
    async def reply(answer: Answer) -> None:
        await web.answer("views.update", {"view_id": body["view"]["id"], "view": render.view(answer, origin)})

    return reply


def _by_url(web: Web, body: Json, origin: str, how: dict[str, Any]) -> Reply:
    """A card by the response_url, a form by the trigger; a trigger that came too late is answered with a button."""

    async def send(message: dict[str, Any]) -> bool:
        return await web.answer_to(body["response_url"], message | how)

    async def reply(answer: Answer) -> None:
        if not (isinstance(answer, Form) and await _opened(web, body["trigger_id"], answer, origin)):
            await _say(web, as_card(answer), send)

    return reply


async def _say(web: Web, card: Card, send: Send) -> None:
    """Show a card, with charts and tables of Slack's unless the workspace refused some before."""
    if _may_be_refused(web, card):
        if await send(render.message(with_data(card))):
            return
        web.takes_data = False
        log.info("this workspace takes no charts and tables: they are shown as texts")
    if not await send(render.message(card)):
        log.warning("Slack did not take the blocks of an answer")


def _may_be_refused(web: Web, card: Card) -> bool:
    """Whether a card is shown with charts or tables; an acknowledgement carries none, for nobody hears what becomes of it."""
    return web.takes_data and with_data(card) != card


def _by_method(web: Web, method: str, arguments: Json) -> Send:
    async def send(message: dict[str, Any]) -> bool:
        try:
            await web.answer(method, {**arguments, **message})
        except SlackApiError as error:
            if code(error) != INVALID_BLOCKS:
                raise
            return False
        return True

    return send


async def _to_direct_messages(web: Web, user: str, message: dict[str, Any]) -> None:
    channel = await web.direct(user, answers=True)
    await web.answer("chat.postMessage", {"channel": channel, **message, **render.QUIET})


async def _opened(web: Web, trigger: str, answer: Answer, origin: str) -> bool:
    return await taken(web, "views.open", {"trigger_id": trigger, "view": render.view(answer, origin)})


async def taken(web: Web, method: str, arguments: dict[str, Any]) -> bool:
    """Whether Slack took a view; why it did not is logged."""
    try:
        await web.answer(method, arguments)
    except SlackApiError as error:
        log.warning("Slack did not take a view", method=method, error=code(error))
        return False
    except (ClientError, TimeoutError) as error:
        log.warning("Slack did not take a view", method=method, error=type(error).__name__)
        return False
    return True


def _thread(message: Json) -> dict[str, Any]:
    """Keeps an answer in the thread that `message` is in."""
    return {"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {}


def as_card(answer: Answer) -> Card:
    """What is said if no form can be opened, or no longer: one press asks for it again."""
    if isinstance(answer, Card):
        return answer
    again = Button(t("Try again"), answer.call, "primary")
    return Card(t("That took too long. Try again."), (Buttons((again,)),))
