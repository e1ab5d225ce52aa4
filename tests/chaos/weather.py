"""What goes wrong between a worker and a platform, by dice: requests and answers are lost, refused, or hang."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random

from aiohttp import web

LIKELIHOOD = {
    "request lost": 0.01,
    "answer lost": 0.01,
    "unavailable": 0.007,
    "broken": 0.007,
    "patience": 0.001,
    "silent": 0.002,
    "late": 0.002,
}
"""The connection drops before the request is taken, or after · 503 before, 500 after · 429 for no reason of ours · no answer in
time, though it is not taken, or is."""
TAKEN = ("answer lost", "broken", "late")
ANSWERED = {"unavailable": 503, "broken": 500, "patience": 429}
SILENCE_SECONDS = 5.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Answer = Callable[[int], web.StreamResponse]
"""What a platform says by itself, by the status."""


class Weather:
    """The same seed lets the same of the requests go wrong, counted as they come."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - nothing secret hangs on it

    async def reach(self, request: web.Request, handler: Handler, answer: Answer) -> web.StreamResponse:
        """What the handler answers, unless something goes wrong on the way."""
        mishap = self._next()
        if mishap is None:
            return await handler(request)
        if mishap in TAKEN:
            await handler(request)
        if mishap in ("silent", "late"):
            await asyncio.sleep(SILENCE_SECONDS)
        if mishap not in ANSWERED and request.transport:
            request.transport.close()
        return answer(ANSWERED.get(mishap, 500))

    def _next(self) -> str | None:
        throw = self._random.random()
        for mishap, likelihood in LIKELIHOOD.items():
            throw -= likelihood
            if throw < 0:
                return mishap
        return None
