"""The bot as it serves every workspace that adds the app: its pages, its gateway and its senders, over one database."""

import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiohttp import ClientSession, CookieJar

from adapters.slack.connections import Connections
from adapters.slack.install import INSTALL, START, InstallPages
from adapters.slack.manifest import REDIRECT
from adapters.slack.oauth import OAuth
from adapters.slack.senders import SlackSenders
from adapters.slack.shared_gateway import SharedGateway
from adapters.slack.web import Web
from adapters.slack.workspaces import Workspaces
from adapters.web.app import serve, web_app
from bot.wiring.core import Core, open_core
from bot.wiring.news import news_of
from storage.installations import SqlInstallations, open_installations
from storage.releases import Library
from storage.sealing import Seal
from tests.slack.conftest import Json, Send
from tests.slack.many import CLIENT, ManySlack, in_workspace
from tests.slack.signed import SECRET, body_of, send_signed
from tests.web.test_app import is_hindered
from tests.world import Clock

KEY = "a secret that nobody knows in one line"
PUBLIC = "https://cairn.example"


@dataclass
class Bot:
    """What somebody meets of it; `say` sends Slack's payloads of the first workspace, `others` those of another."""

    url: str
    core: Core
    many: ManySlack
    store: SqlInstallations
    workspaces: Workspaces
    senders: SlackSenders
    session: ClientSession

    async def say(self, kind: str, payload: Json) -> Json:
        status, answer = await self.send(kind, payload)
        assert status == 200, (status, answer)
        return answer

    async def send(self, kind: str, payload: Json) -> tuple[int, Json]:
        status, text = await send_signed(self.session, f"{self.url}/slack/events", *body_of(kind, payload))
        return status, json.loads(text) if text.startswith("{") else {"text": text}

    def others(self, team: str) -> Send:
        async def say(kind: str, payload: Json) -> Json:
            return await self.say(kind, in_workspace(team, payload))

        return say

    async def add(self, team: str) -> str:
        """Somebody adds the app to a workspace; the page that they see at last."""
        browser = Browser(self.url)
        async with browser.session:
            state = await browser.set_out()
            status, page = await browser.come_back(code=self.many.agree(team), state=state)
            assert status == 200, page
        return page


class Browser:
    """One browser, which keeps its cookies."""

    def __init__(self, url: str) -> None:
        self.session = ClientSession(url, cookie_jar=CookieJar(unsafe=True))
        self.asked: Mapping[str, list[str]] = {}

    async def look(self, path: str = INSTALL) -> tuple[int, str]:
        async with self.session.get(path, allow_redirects=False) as response:
            return response.status, await response.text()

    async def set_out(self) -> str:
        """Press the button that leads to Slack; the state that goes along."""
        async with self.session.get(START, allow_redirects=False) as response:
            assert response.status == 302
            self.asked = parse_qs(urlsplit(response.headers["Location"]).query)
        return self.asked["state"][0]

    async def come_back(self, **query: str) -> tuple[int, str]:
        async with self.session.get(REDIRECT, params=query, allow_redirects=False) as response:
            return response.status, await response.text()


@asynccontextmanager
async def serving_all(
    many: ManySlack, database: str, clock: Clock, library: Library, keys: tuple[str, ...] = (KEY,), **how: Any
) -> AsyncGenerator[Bot]:
    async with AsyncExitStack() as stack:
        connections = Connections()
        stack.push_async_callback(connections.close)
        store = await stack.enter_async_context(open_installations(database, Seal(keys)))
        oauth = OAuth(*CLIENT, PUBLIC, f"{many.url}/api/", connections)
        web = partial(Web, base_url=f"{many.url}/api/", connections=connections, open_seconds=0.001)
        workspaces = Workspaces(store, oauth, clock, lambda _, token: web(token))
        stack.push_async_callback(workspaces.close)
        senders = SlackSenders(workspaces, short_history=True, pause=0)
        core = await stack.enter_async_context(open_core(database, clock, {"slack": senders}, library=library))
        news = news_of(core)
        gateway = SharedGateway(
            workspaces, core.dispatch, clock, news=news, signing_secret=SECRET, install_address=f"{PUBLIC}{INSTALL}", patience=60
        )
        stack.push_async_callback(gateway.close)
        app = web_app(hindrance=is_hindered, slack=gateway.handle)
        InstallPages(oauth, store, workspaces, news.came_back, clock, privacy="", secure=False).add_to(app)
        port = await stack.enter_async_context(serve(app, "127.0.0.1", 0))
        session = await stack.enter_async_context(ClientSession())
        yield Bot(f"http://127.0.0.1:{port}", core, many, store, workspaces, senders, session)
