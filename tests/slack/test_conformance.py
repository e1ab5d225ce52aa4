"""Slack keeps the rules that hold on every platform."""

import json
import re
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from adapters.pictures.png import png
from adapters.pictures.signed import PATH, SignedDrawings
from adapters.slack.render import message
from adapters.slack.sender import SlackSender
from bot.interface.card import Card
from tests.conformance.core import LaidOut
from tests.conformance.files import FetchedFileConformance, FileConformance, HurriedFileConformance
from tests.conformance.hearing import (
    AskedConformance,
    FormConformance,
    HearingConformance,
    HurriedConformance,
    RepeatedConformance,
)
from tests.conformance.pictures import ALT, PictureAnswerConformance, PicturePostConformance
from tests.conformance.sending import LossyConformance, SendingConformance
from tests.slack import payloads
from tests.slack.conftest import Send, gateway_of, over_http
from tests.slack.fake import SlackFake, asks_for_patience, drops, refuses
from tests.slack.real_core import shared
from tests.slack.test_render import elements, formatted, said, unescaped
from tests.slack.workspace import TEAM

POST = "chat.postMessage"
SIGNED = SignedDrawings("secret")
ADDRESS = "https://cairn.example.org"
POSTED = "posted"
"""The response URL of the message in the channel."""


class FarSlack:
    space, channel, nowhere, unfit, person = TEAM, "C1", "C404", "G1", "U1"

    def __init__(self, slack: SlackFake, sender: SlackSender) -> None:
        self.sender = sender
        self._slack = slack
        slack.channels[self.unfit] = {"id": self.unfit, "is_member": True, "is_mpim": True}

    def kept(self, channel: str) -> Mapping[str, str]:
        where = f"D{channel}" if channel.startswith("U") else channel
        kept = [message for message in self._slack.messages if message.channel == where and not message.deleted]
        return {f"{message.channel}:{message.ts}": json.dumps(message.content, ensure_ascii=False) for message in kept}

    def read(self, channel: str, message: str) -> str:
        drawn = json.loads(self.kept(channel)[message])["blocks"]
        return f"{said(drawn)}\n{unescaped(formatted(drawn))}"

    def under(self, message: str) -> str:
        _, _, ts = message.partition(":")
        return json.dumps([reply.content for reply in self._slack.messages if reply.thread_ts == ts], ensure_ascii=False)

    def delete(self, message: str) -> None:
        for kept in self._slack.messages:
            kept.deleted |= f"{kept.channel}:{kept.ts}" == message

    async def pictures(self, message: str) -> Mapping[str, bytes]:
        drawn = json.loads(self.kept(self.channel)[message])["blocks"]
        return {block["alt_text"]: self._slack.uploaded[block["slack_file"]["id"]] for block in elements(drawn, "image")}

    def lose_the_answer(self) -> None:
        self._slack.loses_answers_of.add(POST)

    def lose_the_request(self) -> None:
        self._slack.fail_next(POST, drops)

    def limit(self, seconds: int) -> None:
        self._slack.fail_next(POST, asks_for_patience(seconds))

    def forbid(self) -> None:
        self._slack.channels[self.channel] = {"id": self.channel, "is_member": False}

    def shut_out(self) -> None:
        self._slack.fail_next("conversations.open", refuses("user_disabled"))


@pytest.fixture
async def far_side(slack: SlackFake) -> FarSlack:
    return FarSlack(slack, SlackSender(slack.way_out, pause=0.001))


class TestSending(SendingConformance, LossyConformance, PicturePostConformance):
    """Posts, over the wire."""


class SlackPerson:
    platform = "slack"

    def __init__(self, slack: SlackFake, send: Send, core: LaidOut) -> None:
        self.core = core
        self._slack = slack
        self._send = send
        self._private: dict[str, Any] = {}
        """What a response URL shows, or a modal."""
        self._post: list[Any] = []
        self._last: tuple[str, payloads.Json] = "", {}

    async def type(self, path: str, **values: str) -> None:
        name = self._slack.next_id("r")
        line = " ".join((path, *(f'{option}="{value}"' for option, value in values.items())))
        typed = payloads.command(line, self._slack.response_url(name), trigger=self._slack.next_id("trigger"))
        await self._heard("slash_commands", typed, name)

    async def type_alone(self, path: str, **values: str) -> None:
        line = " ".join((path, *(f'{option}="{value}"' for option, value in values.items())))
        await self._send("events_api", payloads.direct(line))
        await self._slack.until(lambda: self._slack.messages)

    async def attach(self, path: str, name: str, content: bytes) -> None:
        await self._hand_in(path, shared(self._slack, name, content))

    async def attach_lost(self, path: str, name: str) -> None:
        told = shared(self._slack, name, b"lost")
        self._slack.shared.clear()
        await self._hand_in(path, told)

    def refuse_files(self) -> None:
        self._slack.fail_next("files.getUploadURLExternal", refuses("storage_limit_reached"))

    def fetched(self) -> int:
        return len(self._slack.fetched)

    def files(self) -> Mapping[str, bytes]:
        return {name: content for channel, name, content in self._slack.handed_over if channel == "DU1"}

    async def pictures(self) -> Mapping[str, bytes]:
        """What the links in private answers lead to."""
        [path] = re.findall(rf"<{re.escape(ADDRESS)}([^|>]+)\|", formatted(json.loads(self.private()[-1])["blocks"]))
        drawing = SIGNED.read(path.removeprefix(PATH))
        return {ALT: await png(drawing, "light")} if drawing else {}

    def public_files(self) -> Collection[str]:
        return [name for channel, name, _ in self._slack.handed_over if channel != "DU1"]

    async def _hand_in(self, path: str, told: payloads.Json) -> None:
        await self.type(path)
        view, shown = list(self._slack.views.items())[-1]
        answer = await self._send("interactive", payloads.submit(shown, {"file": told}, view))
        self._private[view] = answer.get("view", answer)  # what is wrong with an input is said under it

    async def post(self, card: Card) -> None:
        self._post = [*message(card)["blocks"]]

    async def press(self, label: str) -> None:
        name = list(self._private)[-1]
        pressed = payloads.button(self._private[name]["blocks"], label)
        await self._heard("interactive", self._pressed(pressed, name, is_ephemeral=True), name)

    async def press_post(self, label: str) -> None:
        await self._heard("interactive", self._pressed(payloads.button(self._post, label), POSTED, is_ephemeral=False), POSTED)

    async def submit(self, **values: str) -> None:
        view, shown = list(self._slack.views.items())[-1]
        typed = {name: {"type": "plain_text_input", "value": value or None} for name, value in {**self._held(), **values}.items()}
        answer = await self._send("interactive", payloads.submit(shown, typed, view))
        self._private[view] = answer["view"]

    async def appoint(self) -> None:
        self._slack.users["U1"] = {**self._slack.users["U1"], "is_admin": True}

    async def hide(self) -> None:
        self._slack.fail_next("users.info", refuses("missing_scope"))

    async def repeat(self) -> None:
        await self._send(*self._last)

    def roles(self) -> None: ...

    def form(self) -> Mapping[str, str] | None:
        return self._held() if self._slack.views else None

    def private(self) -> Sequence[str]:
        return [json.dumps(shown, ensure_ascii=False) for shown in self._private.values()]

    def public(self) -> Sequence[str]:
        posted = [kept.content for kept in self._slack.messages if not kept.channel.startswith("D")]
        loud = [body for _, body in self._slack.followups if body.get("response_type") == "in_channel"]
        return [json.dumps(shown) for shown in (self._post, *posted, *loud) if shown]

    def _held(self) -> Mapping[str, str]:
        inputs = [block for block in list(self._slack.views.values())[-1]["blocks"] if block["type"] == "input"]
        return {block["block_id"]: block["element"].get("initial_value", "") for block in inputs}

    def _pressed(self, action: payloads.Json, name: str, *, is_ephemeral: bool) -> payloads.Json:
        container = {"message_ts": name, "channel_id": "C1", "is_ephemeral": is_ephemeral}
        pressed = payloads.press(action, self._slack.response_url(name), **container)
        return {**pressed, "trigger_id": self._slack.next_id("trigger")}

    async def _heard(self, kind: str, payload: payloads.Json, name: str) -> None:
        """Send it, and wait until the answer is there: at once, at the response URL, or as a form."""
        before = len(self._slack.followups) + len(self._slack.views)
        self._last = kind, payload
        answer = await self._send(kind, payload)
        if not answer:
            await self._slack.until(lambda: len(self._slack.followups) + len(self._slack.views) > before)
            answer = dict(self._slack.followups).get(name, {})
        if answer:
            self._see(answer, name)

    def _see(self, answer: payloads.Json, name: str) -> None:
        """An answer takes the place of the message it is about, or stands beside it."""
        if not answer.get("replace_original"):
            self._private[self._slack.next_id("r")] = answer
        elif name == POSTED:
            self._post = answer["blocks"]
        else:
            self._private[name] = answer


@asynccontextmanager
async def connected(slack: SlackFake, patience: float) -> AsyncIterator[SlackPerson]:
    core = LaidOut()
    gateway = gateway_of(slack, core, patience=patience, picture_address=lambda drawing: ADDRESS + SIGNED.path(drawing))
    async with over_http(slack, gateway) as send:
        yield SlackPerson(slack, send, core)
    await gateway.close()


@pytest.fixture
async def person(slack: SlackFake) -> AsyncIterator[SlackPerson]:
    async with connected(slack, 60) as person:
        yield person


@pytest.fixture
async def slow_person(slack: SlackFake) -> AsyncIterator[SlackPerson]:
    async with connected(slack, 0.01) as person:
        person.core.slowness = 0.05
        yield person


class TestPictures(PictureAnswerConformance):
    """Pictures of private answers, which are linked to."""


class TestHearing(HearingConformance, FormConformance, RepeatedConformance, AskedConformance, HurriedConformance):
    """Everything typed, pressed and submitted, through slack-bolt."""


class TestFiles(FileConformance, FetchedFileConformance, HurriedFileConformance):
    """Files, which come through a form and go into direct messages."""
