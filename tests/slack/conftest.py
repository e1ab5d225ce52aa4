"""The gateway with the real slack-bolt, heard over each of its two ways in."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from aiohttp import ClientSession, web

from adapters.slack.gateway import SlackGateway
from adapters.slack.sender import SlackSender
from bot.app.dispatch import Dispatcher
from bot.wiring.core import Core, open_core
from bot.wiring.news import news_of
from storage.releases import Library
from tests.slack import fake as fakes
from tests.slack.block_kit import check_message, check_options, check_view
from tests.slack.fake import SlackFake, serving
from tests.slack.signed import SECRET, body_of, send_signed
from tests.slack.stub import StubDispatcher
from tests.world import Clock

ADMIN = "U1"
"""Who administrates the workspace, with the real core."""
NOW = datetime(2026, 1, 5, 17, tzinfo=UTC)

Json = Mapping[str, Any]
Send = Callable[[str, Json], Awaitable[Json]]
"""(kind, payload) → what the acknowledgement carries."""


@pytest.fixture
async def slack() -> AsyncIterator[SlackFake]:
    async with fakes.running() as fake:
        yield fake


@pytest.fixture
def dispatcher() -> StubDispatcher:
    return StubDispatcher()


@pytest.fixture
def patience() -> float:
    """Longer than the fake waits for an acknowledgement."""
    return 60


@pytest.fixture
async def gateway(slack: SlackFake, dispatcher: StubDispatcher, patience: float) -> AsyncIterator[SlackGateway]:
    gateway = gateway_of(slack, dispatcher, patience=patience)
    yield gateway
    dispatcher.ready.set()
    await gateway.close()


def gateway_of(slack: SlackFake, dispatcher: StubDispatcher | Dispatcher, **settings: Any) -> SlackGateway:
    secrets = {"signing_secret": SECRET, "app_token": fakes.APP_TOKEN}
    return SlackGateway(slack.way_out, cast(Dispatcher, dispatcher), lambda: NOW, **{**secrets, **settings})


@pytest.fixture(params=["socket", "http"])
async def send(request: pytest.FixtureRequest, slack: SlackFake, gateway: SlackGateway) -> AsyncIterator[Send]:
    async with {"socket": over_socket, "http": over_http}[request.param](slack, gateway) as way:

        async def checked(kind: str, payload: Json) -> Json:
            answer = await way(kind, payload)
            _check(answer)
            return answer

        yield checked


@asynccontextmanager
async def over_socket(slack: SlackFake, gateway: SlackGateway) -> AsyncIterator[Send]:
    running = asyncio.create_task(gateway.run())
    yield slack.send_envelope
    await gateway.close()
    await running


@asynccontextmanager
async def over_http(_: SlackFake, gateway: SlackGateway) -> AsyncIterator[Send]:
    app = web.Application()
    app.router.add_post("/slack/events", gateway.handle)
    async with serving(app) as url, ClientSession() as session:

        async def way(kind: str, payload: Json) -> Json:
            status, answer = await send_signed(session, f"{url}/slack/events", *body_of(kind, payload))
            assert status == 200, (status, answer)
            return json.loads(answer) if answer else {}

        yield way


def _check(answer: Json) -> None:
    if "view" in answer:
        check_view(answer["view"])
    elif "errors" in answer:
        assert all(answer["errors"].values()), answer
    elif "options" in answer:
        check_options(answer)
    elif answer:
        check_message(answer)


@pytest.fixture
async def core(slack: SlackFake, database: str, clock: Clock, library: Library) -> AsyncIterator[Core]:
    slack.users[ADMIN] = {**slack.users[ADMIN], "is_admin": True}
    slack.users["U2"] = {"profile": {"display_name": "Bo <!channel>"}, "tz": "Asia/Tokyo", "locale": "en-GB"}
    async with open_core(database, clock, {"slack": SlackSender(slack.way_out, pause=0)}, library=library) as core:
        yield core


@pytest.fixture
async def say(slack: SlackFake, core: Core, clock: Clock) -> AsyncIterator[Send]:
    gateway = SlackGateway(slack.way_out, core.dispatch, clock, news=news_of(core), signing_secret=SECRET)
    async with over_http(slack, gateway) as send:
        yield send
    await gateway.close()
