"""Discord and Slack as far as posts go, taking each at once, as a process of its own: what it costs is no part of what is
measured. For each line that it reads it tells how many it has taken so far."""

import asyncio
import sys
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bench.processes import say
from tests.discord.objects import BOT, application, channel, new_message
from tests.discord.rooms import reply
from tests.slack.fake import serving


class TakesAll:
    """Answers as the platforms do, and keeps nothing."""

    def __init__(self) -> None:
        self.taken = 0

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.get("/api/users/@me", _always(BOT)),
                web.get("/api/oauth2/applications/@me", _always(application())),
                web.get("/api/channels/{channel}", self._channel),
                web.post("/api/channels/{channel}/messages", self._discord_message),
                web.post("/api/chat.postMessage", self._slack_message),
            ]
        )
        return app

    async def _channel(self, request: web.Request) -> web.Response:
        return reply(channel(request.match_info["channel"]))

    async def _discord_message(self, request: web.Request) -> web.Response:
        self.taken += 1
        message = new_message(str(5000 + self.taken), request.match_info["channel"], await request.json())
        return reply(message)

    async def _slack_message(self, request: web.Request) -> web.Response:
        self.taken += 1
        sent = await request.json()
        return reply({"ok": True, "channel": sent["channel"], "ts": f"{self.taken}.000000"})


def _always(body: Mapping[str, Any]) -> Any:
    async def answer(_: web.Request) -> web.Response:
        return reply(body)

    return answer


async def main() -> None:
    platforms = TakesAll()
    async with serving(platforms.app()) as url:
        say(base=f"{url}/api")
        while await asyncio.to_thread(sys.stdin.readline):
            say(base=f"{url}/api", taken=platforms.taken)


if __name__ == "__main__":
    asyncio.run(main())
