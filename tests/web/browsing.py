"""A browser without scripts, and pages that are served to it."""

import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from html import unescape

from aiohttp import ClientResponse, ClientSession, CookieJar

from adapters.web.app import serve, web_app
from bot.domain.site import Site
from bot.interface.card import Buttons
from bot.wiring.site import let_in
from tests.web.test_app import is_hindered
from tests.world import Caller, World

SITE = Site("http://cairn.example", signs_in=True)
KEY = "k" * 32


class Browser:
    """Follows links and sends forms as a browser without scripts does."""

    def __init__(self, session: ClientSession) -> None:
        self.session = session
        self.text = self.here = ""

    async def get(self, path: str) -> int:
        async with self.session.get(path) as response:
            return await self._took(response)

    async def post(self, path: str, origin: str = SITE.url, left: str | None = None, **fields: str) -> int:
        self.sent = path, fields, left or self.here
        headers = {"Origin": origin, "Referer": f"{SITE.url}{self.sent[2]}"}
        async with self.session.post(path, data=fields, headers=headers) as response:
            return await self._took(response)

    async def again(self) -> int:
        """Load the page anew that the last form led to."""
        path, fields, left = self.sent
        return await self.post(path, left=left, **fields)

    async def press(self, label: str, **filled: str) -> int:
        """Send the form whose button has this label, or follow the link of it."""
        for form in re.findall(r"<form.*?</form>", self.text, re.DOTALL):
            if f">{label}</button>" in form:
                (action,) = re.findall(r'action="([^"]*)"', form)
                hidden = dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form))
                return await self.post(unescape(action), **{name: unescape(value) for name, value in hidden.items()}, **filled)
        (href,) = re.findall(rf'href="([^"]*)">{label}</a>', self.text)
        return await self.get(unescape(href))

    async def _took(self, response: ClientResponse) -> int:
        self.text, self.here = await response.text(), response.url.raw_path_qs
        return response.status


@asynccontextmanager
async def served(world: World, **cookies: str) -> AsyncGenerator[Browser]:
    app = web_app(hindrance=is_hindered, slack=None)
    let_in(app, world.core.visits, SITE, KEY)
    async with serve(app, "127.0.0.1", 0) as port:
        jar = CookieJar(unsafe=True)
        async with ClientSession(f"http://127.0.0.1:{port}", cookie_jar=jar, cookies=cookies) as session:
            yield Browser(session)


async def link_of(caller: Caller) -> str:
    card = await caller.card("dashboard")
    return next(block.buttons[0].url or "" for block in card.blocks if isinstance(block, Buttons)).removeprefix(SITE.url)


async def signed_in(browser: Browser, caller: Caller) -> None:
    assert await browser.get(await link_of(caller)) == 200
    assert await browser.press("Sign in") == 200
