"""Whoever comes over the web: a token says as which member, and all they do is a call like one from the chat."""

import secrets

from bot.app.dispatch import Dispatcher
from bot.domain.web_pass import digest_of
from bot.interface.call import Call, Request
from bot.interface.card import Card
from bot.ports.outbox import Clock
from bot.ports.web_passes import PassRegister


class WebVisits:
    def __init__(self, dispatch: Dispatcher, passes: PassRegister, clock: Clock) -> None:
        self._dispatch = dispatch
        self._passes = passes
        self._clock = clock

    async def calendar(self, token: str) -> bytes | None:
        """The file of the calendar that a token opens; None if it opens none, or its member is not in the cohort any more."""
        now = self._clock()
        holder = await self._passes.holder("calendar", digest_of(token), now)
        if holder is None:
            return None
        call = Call("calendar file", {"cohort": str(holder.cohort)})
        answer = await self._dispatch(Request(secrets.token_hex(8), call, holder.actor, holder.place, "press", now))
        return answer.files[0].content if isinstance(answer, Card) and answer.files else None
