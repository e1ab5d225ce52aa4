"""Discord keeps the rules that hold on every platform."""

import json
from base64 import b64decode
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import Any

import discord
import pytest
from simcord import Env, InteractionResult
from simcord.backend.cdn import CdnStore

from adapters.discord import render
from adapters.discord.client import logged_in
from adapters.discord.commands import upload
from adapters.discord.gateway import DiscordGateway
from adapters.discord.sender import DiscordSender
from bot.interface.card import Card
from tests.conformance.core import LaidOut
from tests.conformance.files import FetchedFileConformance, FileConformance, HurriedFileConformance
from tests.conformance.hearing import FormConformance, HearingConformance, HurriedConformance
from tests.conformance.pictures import PictureAnswerConformance, PicturePostConformance
from tests.conformance.sending import LossyConformance, SendingConformance, ThreadConformance
from tests.discord.fake import FakeDiscord
from tests.discord.objects import CATEGORY, CHANNEL, GUILD, MEMBER, channel
from tests.discord.stub import NOW, StubArrivals
from tests.discord.test_markdown import seen
from tests.discord.test_render import parts

POST = f"/channels/{CHANNEL}/messages"


class FarDiscord:
    space, channel, nowhere, unfit, person = GUILD, CHANNEL, "404", "2500", MEMBER

    def __init__(self, fake: FakeDiscord, sender: DiscordSender) -> None:
        self.sender = sender
        self._fake = fake
        fake.channels[self.unfit] = channel(self.unfit, CATEGORY)

    def kept(self, channel: str) -> Mapping[str, str]:
        where = f"9{channel}" if channel == self.person else channel
        return {message["id"]: json.dumps(message["components"], ensure_ascii=False) for message in self._fake.messages[where]}

    def read(self, channel: str, message: str) -> str:
        return "\n".join(seen(part["content"]) for part in parts(json.loads(self.kept(channel)[message])) if "content" in part)

    def under(self, message: str) -> str:
        return json.dumps([reply["components"] for reply in self._fake.messages[message]], ensure_ascii=False)

    def delete(self, message: str) -> None:
        self._fake.messages[CHANNEL] = [kept for kept in self._fake.messages[CHANNEL] if kept["id"] != message]

    async def pictures(self, message: str) -> Mapping[str, bytes]:
        """Each item of a gallery names a file that is attached; no other is attached."""
        [kept] = [kept for kept in self._fake.messages[self.channel] if kept["id"] == message]
        files = {file["filename"]: b64decode(file["url"].removeprefix("data:")) for file in kept["attachments"]}
        items = [item for part in parts(kept["components"]) for item in part.get("items", ())]
        shown = {item["description"]: files.pop(item["media"]["url"].removeprefix("attachment://")) for item in items}
        assert not files
        return shown

    def lose_the_answer(self) -> None:
        self._fake.fail("POST", POST, lost="answer")

    def lose_the_request(self) -> None:
        self._fake.fail("POST", POST, lost="request")

    def limit(self, seconds: int) -> None:
        self._fake.fail("POST", POST, status=429, headers={"Via": "1.1"}, body={"retry_after": seconds, "global": True})

    def forbid(self) -> None:
        self._fake.fail("POST", POST, status=403, code=50013)

    def shut_out(self) -> None:
        self._fake.fail("POST", f"/channels/9{MEMBER}/messages", status=403, code=50007)


@pytest.fixture
async def far_side(fake: FakeDiscord) -> AsyncIterator[FarDiscord]:
    async with logged_in("token") as client:
        yield FarDiscord(fake, DiscordSender(client, timeout=0.5))


class TestSending(SendingConformance, ThreadConformance, LossyConformance, PicturePostConformance):
    """Posts, over the wire."""


class Cdn(CdnStore):
    """The host of Discord's files."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched = 0
        self.is_empty = False

    def get(self, url: str) -> bytes | None:
        self.fetched += 1
        return None if self.is_empty else super().get(url)


class DiscordPerson:
    platform = "discord"

    def __init__(self, env: Env, core: LaidOut) -> None:
        self.core = core
        self._env = env
        self._kept = env.backend.cdn = Cdn()
        self._guild = env.create_guild("Study")
        self._channel = self._guild.create_text_channel("general")
        self._member = self._guild.add_member(env.create_user("ann"))
        self._role: Any = None
        self._private: dict[int, Any] = {}
        self._shown: InteractionResult | None = None
        self._post: Any = None

    async def type(self, path: str, **values: str) -> None:
        self._see(await self._member.slash(self._channel, path, **values))

    async def type_alone(self, path: str, **values: str) -> None:
        self._see(await self._member.user.slash(path, **values))

    async def attach(self, path: str, name: str, content: bytes) -> None:
        self._see(await self._member.slash(self._channel, path, file=(name, content)))

    async def attach_lost(self, path: str, name: str) -> None:
        self._kept.is_empty = True
        await self.attach(path, name, b"lost")

    def refuse_files(self) -> None:
        late = ("PATCH", "/webhooks/*/messages/@original")
        self._env.inject_error(*(late if self.core.slowness else ("POST", "/interactions/*/callback")), status=400, code=40005)

    def fetched(self) -> int:
        return self._kept.fetched

    def files(self) -> Mapping[str, bytes]:
        came = [file for answer in self._private.values() for file in answer.attachments]
        return {file.filename: self._kept.get(file.url) or b"" for file in came}

    async def pictures(self) -> Mapping[str, bytes]:
        answer = list(self._private.values())[-1]
        items = [item for part in parts(answer.components) for item in part.get("items", ())]
        return {item["description"]: self._kept.get(item["media"]["url"]) or b"" for item in items}

    def public_files(self) -> Collection[str]:
        return [each.filename for message in self._channel.history() for each in message.attachments]

    async def post(self, card: Card) -> None:
        channel = self._env.bot.get_channel(self._channel.id)
        self._post = await channel.send(view=render.layout(card, mark=1))

    async def press(self, label: str) -> None:
        self._see(await self._member.click(list(self._private.values())[-1], label=label))

    async def press_post(self, label: str) -> None:
        self._see(await self._member.click(self._post, label=label))

    async def submit(self, **values: str) -> None:
        assert self._shown
        self._see(await self._member.submit_modal(self._shown, {**(self.form() or {}), **values}))

    async def appoint(self) -> None:
        self._role = self._guild.create_role("moderators", permissions=discord.Permissions(manage_guild=True))
        self._member = self._guild.add_member(self._env.create_user("mo"), roles=[self._role])

    def roles(self) -> Collection[str]:
        return {str(self._role.id)} if self._role else ()

    def form(self) -> Mapping[str, str] | None:
        modal = self._shown.modal if self._shown else None
        inputs = [part["component"] for part in modal["components"]] if modal else []
        return {part["custom_id"]: part.get("value", "") for part in inputs} if modal else None

    def private(self) -> Sequence[str]:
        return [json.dumps(answer.components, ensure_ascii=False) for answer in self._private.values()]

    def public(self) -> Sequence[str]:
        return [str([each.to_dict() for each in message.components]) for message in self._channel.history()]

    def _see(self, result: InteractionResult) -> None:
        self._shown = result
        if result.response and result.response.ephemeral:
            self._private[result.response.id] = result.response


@pytest.fixture
def core() -> LaidOut:
    return LaidOut()


@pytest.fixture
def gateway(core: LaidOut) -> DiscordGateway:
    return DiscordGateway("token", core, StubArrivals(), lambda: NOW, patience=0.01, form_patience=5)


@pytest.fixture
def simcord_bot(gateway: DiscordGateway) -> discord.Client:
    return gateway.client


@pytest.fixture
async def person(simcord_env: Env, gateway: DiscordGateway, core: LaidOut) -> DiscordPerson:
    await upload(gateway.client, core.commands)
    return DiscordPerson(simcord_env, core)


@pytest.fixture
def slow_person(person: DiscordPerson) -> DiscordPerson:
    person.core.slowness = 0.05
    return person


class TestHearing(HearingConformance, FormConformance, HurriedConformance):
    """Everything typed, pressed and submitted, through discord.py."""


class TestPictures(PictureAnswerConformance):
    """Pictures of private answers."""


class TestFiles(FileConformance, FetchedFileConformance, HurriedFileConformance):
    """Files, which come with a command or a form and go out with an answer."""
