"""What the page does, without a browser."""

import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

from aiohttp import ClientResponse, ClientSession, web
from yarl import URL

from adapters.web.app import serve


class Page:
    """Somebody's page; with no `persona` it is the first one's."""

    def __init__(self, session: ClientSession, address: str) -> None:
        self.session = session
        self.address = address
        self.persona = ""
        self._own = {"Origin": address}
        self._last: tuple[str, Mapping[str, Any]] = "", {}

    async def post(self, path: str, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> ClientResponse:
        return await self.session.post(self.url(path), json=body, headers=self._own if headers is None else headers)

    async def get(self, endpoint: str, **query: str) -> Any:
        async with self.session.get(self.url(endpoint, **query)) as response:
            return await response.json()

    def url(self, endpoint: str, **query: str) -> URL:
        """An endpoint's address, as the persona asks it."""
        return URL(f"{self.address}/api/{endpoint}").with_query(persona=self.persona, **query)

    async def type(self, line: str, room: str = "ml-jan") -> dict[str, Any]:
        return await self._act("line", room=room, line=line)

    async def press(self, message: str, call: str, **values: str) -> dict[str, Any]:
        return await self._act("press", message=message, call=call, values=values)

    async def submit(self, form: Mapping[str, Any], files: Mapping[str, Any] | None = None, **values: str) -> dict[str, Any]:
        """Send a form that an earlier answer opened."""
        sent = {"call": form["form"]["call"], "values": values, "files": files or {}}
        return await self._act("submit", room=form["room"], message=form["message"], **sent)

    async def state(self) -> dict[str, Any]:
        """Everything that is to be seen now."""
        async with self.session.get(self.url("events")) as response:
            return await next_event(response)

    async def message(self, id: str) -> dict[str, Any]:
        return next(message for message in (await self.state())["messages"] if message["id"] == id)

    async def pictures(self, id: str, theme: str = "light") -> dict[str, bytes]:
        """The pictures of a message by their alternative texts, as the page asks for them."""
        found: dict[str, bytes] = {}
        for number, block in enumerate((await self.message(id))["card"]["blocks"]):
            if block["block"] == "picture":
                async with self.session.get(self.url("picture", message=id, block=str(number), theme=theme)) as response:
                    found[block["alt"]] = await response.read()
        return found

    async def _act(self, path: str, **body: Any) -> dict[str, Any]:
        self._last = path, {"id": uuid4().hex, **body}
        return await self.repeat()

    async def repeat(self) -> dict[str, Any]:
        """Send what was sent last once more."""
        async with await self.post(*self._last) as response:
            assert response.status == 200, await response.text()
            return await response.json()


async def next_event(response: ClientResponse) -> dict[str, Any]:
    """The next event of a stream; its id comes along under `id`."""
    lines = [(await response.content.readline()).decode().rstrip("\n") for _ in range(3)]
    return {**json.loads(lines[1].removeprefix("data: ")), "id": lines[0].removeprefix("id: ")}


@asynccontextmanager
async def open_page(app: web.Application) -> AsyncGenerator[Page]:
    async with serve(app, "127.0.0.1", 0) as port, ClientSession(read_bufsize=2**20) as session:
        yield Page(session, f"http://127.0.0.1:{port}")
