"""The playground keeps the rules that hold on every platform."""

import json
from base64 import b64encode
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import Any

import pytest

from adapters.playground.playground import Playground
from adapters.playground.render import card_json
from bot.interface.call import Call
from bot.interface.card import Card
from tests.conformance.core import LaidOut
from tests.conformance.files import FileConformance
from tests.conformance.hearing import FormConformance, HearingConformance, RepeatedConformance
from tests.conformance.pictures import PictureAnswerConformance, PicturePostConformance
from tests.conformance.sending import SendingConformance
from tests.playground.page import Page, open_page
from tests.playground.small_world import ADA, GRACE, SmallWorld
from tests.playground.test_render import texts


class FarPlayground:
    space, channel, nowhere, unfit, person = "demo", "general", "nowhere", None, "ada"

    def __init__(self, small: SmallWorld, page: Page) -> None:
        self.sender = small.chat
        self._page = page

    def kept(self, channel: str) -> Mapping[str, str]:
        room = "direct" if channel == self.person else channel
        seen = [message for message in self.sender.seen_by(ADA.id) if message.room == room and message.parent is None]
        return {message.id: json.dumps(card_json(message.card)) for message in seen}

    def read(self, channel: str, message: str) -> str:
        return "\n".join(texts(json.loads(self.kept(channel)[message])))

    def under(self, message: str) -> str:
        return json.dumps([card_json(reply.card) for reply in self.sender.seen_by(ADA.id) if reply.parent == message])

    async def pictures(self, message: str) -> Mapping[str, bytes]:
        return await self._page.pictures(message)

    def delete(self, message: str) -> None:
        del self.sender._messages[message]


@pytest.fixture
def far_side(small: SmallWorld, page: Page) -> FarPlayground:
    return FarPlayground(small, page)


class TestSending(SendingConformance, PicturePostConformance):
    """Posts into rooms in memory, where nothing is lost."""


class PlaygroundPerson:
    platform = "playground"

    def __init__(self, small: SmallWorld, page: Page, core: LaidOut) -> None:
        self.core = core
        self._small = small
        self._page = page
        self._post = ""
        self._fetched = 0
        self._answer: Mapping[str, Any] = {}

    async def type(self, path: str, **values: str) -> None:
        self._answer = await self._page.type(_line(path, values), room="general")

    async def type_alone(self, path: str, **values: str) -> None:
        self._answer = await self._page.type(_line(path, values), room="direct")

    async def attach(self, path: str, name: str, content: bytes) -> None:
        """As the page does: a file that is too large comes without what it holds."""
        await self.type(path)
        held = content if len(content) <= self._answer["form"]["inputs"][0]["most"] else b""
        self._fetched += bool(held)
        file = {"name": name, "size": len(content), "content": b64encode(held).decode()}
        self._answer = await self._page.submit(self._answer, {"file": file}, file=name)

    def fetched(self) -> int:
        return self._fetched

    def files(self) -> Mapping[str, bytes]:
        return {file.name: file.content for message in self._small.chat.seen_by(ADA.id) for file in message.card.files}

    async def pictures(self) -> Mapping[str, bytes]:
        return await self._page.pictures(self._answer["message"])

    def public_files(self) -> Collection[str]:
        return [file.name for message in self._small.chat.seen_by("grace") for file in message.card.files]

    async def post(self, card: Card) -> None:
        self._post = await self._small.post("general", card)

    async def press(self, label: str) -> None:
        await self._press(self._answer["message"], label)

    async def press_post(self, label: str) -> None:
        await self._press(self._post, label)

    async def submit(self, **values: str) -> None:
        self._answer = await self._page.submit(self._answer, **{**(self.form() or {}), **values})

    async def appoint(self) -> None:
        self._page.persona = GRACE.id

    async def repeat(self) -> None:
        await self._page.repeat()

    def roles(self) -> None: ...

    def form(self) -> Mapping[str, str] | None:
        form = self._answer.get("form")
        return {each["name"]: each.get("value") or "" for each in form["inputs"]} if form else None

    def private(self) -> Sequence[str]:
        """What they were answered, also under a field of the form that is still open."""
        answers = [json.dumps(card_json(message.card)) for message in self._small.chat.seen_by(ADA.id) if message.is_answer]
        return [*answers, *([self._answer["refused"]["sentence"]] if "refused" in self._answer else [])]

    def public(self) -> Sequence[str]:
        return [json.dumps(card_json(message.card)) for message in self._small.chat.seen_by("grace")]

    async def _press(self, message: str, label: str) -> None:
        shown = json.dumps((await self._page.message(message))["card"])
        call = Call.load(_calls(json.loads(shown))[label])
        self._answer = await self._page.press(message, call.dump())


def _line(path: str, values: Mapping[str, str]) -> str:
    return " ".join((f"/{path}", *(f'{option}="{value}"' for option, value in values.items())))


def _calls(shown: Any) -> dict[str, str]:
    """What each button that is drawn carries, by its label."""
    if isinstance(shown, dict):
        found = {shown["label"]: shown["call"]} if {"label", "call"} <= shown.keys() else {}
        return found | {label: call for value in shown.values() for label, call in _calls(value).items()}
    return {label: call for value in shown for label, call in _calls(value).items()} if isinstance(shown, list) else {}


@pytest.fixture
async def person(small: SmallWorld) -> AsyncIterator[PlaygroundPerson]:
    core = LaidOut()
    playground = Playground(core, small.chat, (ADA, GRACE), small.advance)
    async with open_page(playground.app()) as page:
        yield PlaygroundPerson(small, page, core)


class TestHearing(HearingConformance, FormConformance, RepeatedConformance):
    """Everything typed, pressed and submitted, over HTTP; a browser waits as long as it takes."""


class TestPictures(PictureAnswerConformance):
    """Pictures, which the page asks for."""


class TestFiles(FileConformance):
    """Files, which come with a form and lie beside an answer."""
