"""Discord and Slack as a run meets them: they limit as the real ones do, only faster, and the way to them is a rough one."""

import re
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any

from aiohttp import web

from bench.wires import QuickDiscord
from tests.chaos.weather import Handler, Weather
from tests.discord.objects import channel
from tests.discord.rooms import reply
from tests.slack.fake import SlackFake
from tests.slack.workspace import Json

PERMITTED = 150
"""Requests that Discord takes of one token in any second."""
IN_A_ROW, ROW_SECONDS = 5, 0.2
"""Messages that a channel of Discord's takes in so many seconds."""
SLACK_PAUSE = 0.03
"""Seconds between two posts into a channel of Slack's."""
_KEY = re.compile("post-[0-9]+")

Arrived = Mapping[str, Sequence[str]]
"""The keys of the posts in each channel, as they stand there."""


class FarDiscord(QuickDiscord):
    """Counts the requests, and those that it refused because they came too fast."""

    def __init__(self, weather: Weather, rooms: Sequence[str]) -> None:
        super().__init__()
        self.channels |= {room: channel(room) for room in rooms}
        self.requests = self.refused = 0
        self._weather = weather
        self._latest: deque[float] = deque(maxlen=PERMITTED)
        self._rows: dict[str, tuple[float, int]] = {}

    @property
    def kept(self) -> int:
        return sum(map(len, self.messages.values()))

    def arrived(self) -> Arrived:
        return {room: [_key(message["components"]) for message in kept] for room, kept in self.messages.items()}

    @web.middleware
    async def _watch(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.requests += 1
        if len(self._latest) == PERMITTED and (wait := self._latest[0] + 1 - monotonic()) > 0:
            return self._refuse(wait, {"X-RateLimit-Global": "true"})
        self._latest.append(monotonic())
        if not request.path.endswith("/messages"):
            return await self._handled(handler)(request)
        headers = {}
        if request.method == "POST":
            left, wait = self._left(request.path.split("/")[-2])
            if left < 0:
                return self._refuse(wait, {})
            headers = _limits(left, wait)
        answered = await self._weather.reach(request, self._handled(handler), _discord_says)
        answered.headers.update(headers)
        return answered

    def _handled(self, handler: Handler) -> Handler:
        watch = super()._watch

        async def handled(request: web.Request) -> web.StreamResponse:
            return await watch(request, handler)

        return handled

    def _left(self, room: str) -> tuple[int, float]:
        """How many messages more the channel takes at present, and the seconds until it takes all again."""
        began, taken = self._rows.get(room, (0.0, 0))
        if monotonic() - began >= ROW_SECONDS:
            began, taken = monotonic(), 0
        self._rows[room] = began, taken + 1
        return IN_A_ROW - taken - 1, began + ROW_SECONDS - monotonic()

    def _refuse(self, wait: float, headers: dict[str, str]) -> web.Response:
        self.refused += 1
        body = {"message": "You are being rate limited.", "retry_after": wait, "global": bool(headers)}
        return reply(body, 429, {"Via": "1.1 cloud", "Retry-After": f"{wait:.3f}", **headers})


class _TooFast(Exception):
    pass


class FarSlack(SlackFake):
    """Counts as FarDiscord does."""

    def prepare(self, weather: Weather, rooms: Sequence[str], people: Sequence[str]) -> None:
        self.channels |= {room: {"id": room, "is_member": True} for room in rooms}
        self.users |= {person: {"id": person} for person in people}
        self.page = 200
        self.requests = self.refused = 0
        self._weather = weather
        self._next: dict[str, float] = {}

    def arrived(self) -> Arrived:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for message in self.messages:
            found[message.channel].append(_key(message.content["blocks"]))
        return found

    async def api_call(self, request: web.Request) -> web.StreamResponse:
        self.requests += 1
        try:
            return await self._weather.reach(request, super().api_call, _slack_says)
        except _TooFast:
            self.refused += 1
            return _slack_says(429)

    def post(self, arguments: Json, channel: str) -> Json:
        if monotonic() < self._next.get(channel, 0):
            raise _TooFast
        self._next[channel] = monotonic() + SLACK_PAUSE
        return super().post(arguments, channel)


def _key(drawn: Any) -> str:
    return _KEY.findall(str(drawn))[0]


def _limits(left: int, wait: float) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(IN_A_ROW),
        "X-RateLimit-Remaining": str(left),
        "X-RateLimit-Reset-After": f"{wait:.3f}",
        "X-RateLimit-Bucket": "messages",
    }


def _discord_says(status: int) -> web.Response:
    return reply({"message": "by itself", "retry_after": 0.1}, status, {"Retry-After": "0.1", "Via": "1.1 cloud"})


def _slack_says(status: int) -> web.Response:
    if status == 429:
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"})
    return web.Response(status=status, text="upstream error", content_type="text/html")
