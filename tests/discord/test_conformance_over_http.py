"""Discord over HTTP keeps the rules that hold on every platform: the same persons as with the gateway type, press and submit, and
what they do is posted and signed."""

import asyncio
import json
from collections.abc import AsyncIterator
from copy import deepcopy
from typing import Any

import discord
import pytest
from aiohttp import ClientSession
from discord.http import Route
from discord.webhook.async_ import async_context
from simcord import Env

from adapters.discord.client import new_client
from adapters.discord.commands import upload
from adapters.discord.over_http import DiscordOverHttp
from adapters.web.app import serve, web_app
from tests.conformance.core import LaidOut
from tests.conformance.files import FetchedFileConformance, FileConformance, HurriedFileConformance
from tests.conformance.hearing import FormConformance, HearingConformance, HurriedConformance, RepeatedConformance
from tests.conformance.pictures import PictureAnswerConformance
from tests.discord.objects import PUBLIC_KEY
from tests.discord.signing import PATH, signed
from tests.discord.stub import NOW, StubArrivals
from tests.discord.test_conformance import DiscordPerson


class Posted:
    """Discord, which posts what it would tell a gateway, and takes what comes back in the response as it takes a callback."""

    def __init__(self, address: str, over_http: DiscordOverHttp) -> None:
        self._address = address
        self._over_http = over_http
        self._last: dict[str, Any] = {}
        self._posting: set[asyncio.Task[None]] = set()

    def __call__(self, interaction: dict[str, Any]) -> None:
        self._last = deepcopy(interaction)
        self._posting.add(asyncio.create_task(self._tell(interaction)))

    async def again(self) -> None:
        """The same request once more; what comes back has nobody to go to."""
        await self._post(self._last)
        await self._over_http.close()

    async def _tell(self, interaction: dict[str, Any]) -> None:
        status, answer = await self._post(interaction)
        if status == 200:
            route = Route("POST", "/interactions/{id}/{token}/callback", id=interaction["id"], token=interaction["token"])
            await async_context.get().request(route, None, payload=json.loads(answer))
        else:
            assert (status, answer) == (202, b"")
        await self._over_http.close()  # once all has come that follows

    async def _post(self, interaction: dict[str, Any]) -> tuple[int, bytes]:
        body = json.dumps(interaction).encode()
        async with ClientSession() as session, session.post(self._address, data=body, headers=signed(body)) as response:
            return response.status, await response.read()


class DiscordHttpPerson(DiscordPerson):
    def __init__(self, env: Env, core: LaidOut, posted: Posted) -> None:
        super().__init__(env, core)
        self._posted = posted

    async def repeat(self) -> None:
        await self._posted.again()


@pytest.fixture
def core() -> LaidOut:
    return LaidOut()


@pytest.fixture
def simcord_bot() -> discord.Client:
    """Whom Discord's double knows; it hears nothing itself."""
    return new_client()


@pytest.fixture
async def posted(simcord_env: Env, core: LaidOut) -> AsyncIterator[Posted]:
    """A web process whose client has no gateway, and so knows no server, channel or role."""
    client, heard = new_client(), simcord_env.bot
    client.http = client._connection.http = heard.http
    client._connection.user = heard.user
    over_http = DiscordOverHttp(client, PUBLIC_KEY, core, StubArrivals(), lambda: NOW, patience=0.01, form_patience=5)

    async def fine() -> str:
        return ""

    async with serve(web_app(hindrance=fine, discord=over_http.handle), "127.0.0.1", 0) as port:
        posted = Posted(f"http://127.0.0.1:{port}{PATH}", over_http)
        heard._connection.parsers["INTERACTION_CREATE"] = posted
        yield posted
    assert not client.guilds


@pytest.fixture
async def person(simcord_env: Env, posted: Posted, core: LaidOut) -> DiscordHttpPerson:
    await upload(simcord_env.bot, core.commands)
    return DiscordHttpPerson(simcord_env, core, posted)


@pytest.fixture
def slow_person(person: DiscordHttpPerson) -> DiscordHttpPerson:
    person.core.slowness = 0.05
    return person


class TestHearing(HearingConformance, FormConformance, HurriedConformance, RepeatedConformance):
    """Everything typed, pressed and submitted, over signed requests."""


class TestPictures(PictureAnswerConformance):
    """Pictures of private answers."""


class TestFiles(FileConformance, FetchedFileConformance, HurriedFileConformance):
    """Files, which come with a command or a form and go out with an answer."""
