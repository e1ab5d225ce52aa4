"""Discord and Slack with their limits, as a process of its own that keeps nothing: Discord takes so many requests a second of its
one token, Slack one post a second in each channel. For each line that it reads it tells what it has taken and refused so far."""

import asyncio
import sys
from collections import Counter, deque
from time import monotonic
from typing import Any

from aiohttp import web

from bench.processes import say
from bench.takes_all import TakesAll
from tests.discord.objects import thread
from tests.discord.rooms import reply
from tests.slack.fake import serving

SLACK_SECONDS = 1.0
"""Between two posts in one channel."""
_GRACE = 0.05
"""Seconds by which two posts may be nearer: they were apart when they left."""


class Limited(TakesAll):
    """Refuses as the platforms do who comes too often."""

    def __init__(self, per_second: int) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self._latest: deque[float] = deque(maxlen=per_second)
        self._posted: dict[str, float] = {}

    def app(self) -> web.Application:
        app = super().app()
        app.middlewares.append(self._limit)
        app.add_routes(
            [
                web.get("/api/applications/{application}/commands", _nothing),
                web.post("/api/channels/{channel}/messages/{message}/threads", self._thread),
            ]
        )
        return app

    def count(self) -> dict[str, int]:
        return {"discord_posts": 0, "slack_posts": 0, "discord_429": 0, "slack_429": 0, "other": 0, **self.counts}

    @web.middleware
    async def _limit(self, request: web.Request, handler: Any) -> web.StreamResponse:
        slack = request.path.startswith("/api/chat.")
        wait = await self._slack_wait(request) if slack else self._discord_wait()
        if wait > 0:
            self.counts["slack_429" if slack else "discord_429"] += 1
            if slack:
                return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"})
            return reply({"message": "limited", "retry_after": wait, "global": True}, 429, {"Via": "1.1 cloud"})
        posts = request.method == "POST" and (slack or request.path.endswith("/messages"))
        self.counts[f"{'slack' if slack else 'discord'}_posts" if posts else "other"] += 1
        return await handler(request)

    def _discord_wait(self) -> float:
        now = monotonic()
        wait = self._latest[0] + 1 - now if len(self._latest) == self._latest.maxlen else 0.0
        if wait <= 0:
            self._latest.append(now)
        return wait

    async def _slack_wait(self, request: web.Request) -> float:
        channel, now = (await request.json())["channel"], monotonic()
        wait = self._posted.get(channel, 0.0) + SLACK_SECONDS - _GRACE - now
        if wait <= 0:
            self._posted[channel] = now
        return wait

    async def _thread(self, request: web.Request) -> web.Response:
        return reply(thread(request.match_info["message"], request.match_info["channel"]))


async def _nothing(_: web.Request) -> web.Response:
    return reply([])


async def main(per_second: int) -> None:
    platforms = Limited(per_second)
    async with serving(platforms.app()) as url:
        say(base=f"{url}/api")
        while await asyncio.to_thread(sys.stdin.readline):
            say(base=f"{url}/api", **platforms.count())


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
