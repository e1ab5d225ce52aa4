"""Whoever comes over the web: a token says as which member, and all they do is a call like one from the chat."""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.app.dispatch import Dispatcher
from bot.app.visit import visit_of
from bot.domain.site import NOWHERE, Site
from bot.domain.web_pass import Holder, digest_of
from bot.interface.call import Attachment, Call, Request, RequestKind
from bot.interface.card import Answer, Card
from bot.interface.inputs import Choice
from bot.language import ENGLISH, speaking
from bot.ports.outbox import Clock
from bot.ports.packs import Starters
from bot.ports.unit import NotAMember, Unit, Units
from bot.ports.web_passes import PassRegister

SESSION_LASTS = timedelta(hours=8)
TOKEN_BYTES = 32
NO_FILES: Mapping[str, Attachment] = {}
Public = Callable[[Unit, Site, str | None, datetime], Awaitable[Sequence[Card]]]
"""`(unit, site, slug, now) → cards`: a community's public roadmaps, or that of a slug; none if there is no such roadmap."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who has signed in."""

    holder: Holder
    moderator: bool


class WebVisits:
    def __init__(
        self,
        dispatch: Dispatcher,
        units: Units,
        passes: PassRegister,
        clock: Clock,
        public: Public,
        starters: Starters,
        site: Site = NOWHERE,
    ) -> None:
        self.dispatch = dispatch
        self._units = units
        self._passes = passes
        self.clock = clock
        self._public = public
        self.starter = starters.code
        self._site = site

    async def calendar(self, token: str) -> bytes | None:
        """The file of the calendar that a token opens; None if it opens none, or its member is not in the cohort any more."""
        holder = await self._passes.holder("calendar", digest_of(token), self.clock())
        if holder is None:
            return None
        call = Call("calendar file", {"cohort": str(holder.cohort)})
        answer = await self.dispatch(replace(self.request(holder, call, "press"), by_hand=False))
        return answer.files[0].content if isinstance(answer, Card) and answer.files else None

    async def certificate(self, id: str, locale: str | None) -> tuple[Card, str] | None:
        """What can be checked of a certificate, in the reader's language or its member's, and which it is; None if there is none
        of that id, or its member is not here any more."""
        written = id.lower()  # its letters are small; who types it from paper may not see that
        holder = await self._passes.holder("certificate", digest_of(written), self.clock())
        if holder is None:
            return None
        address = f"{self._site.url}/certificates/{written}"
        call = Call("certificate checked", {"cohort": str(holder.cohort), "address": address})
        spoken = locale or holder.actor.locale or ENGLISH
        answer = await self.dispatch(replace(self.request(holder, call, "press"), reader=spoken, by_hand=False))
        return (answer, spoken) if isinstance(answer, Card) and answer.refused is None else None

    async def roadmaps(self, token: str, slug: str | None, locale: str | None) -> tuple[Sequence[Card], str] | None:
        """What everybody can read of a community's roadmaps, or of one of them, in the reader's language or the community's, and
        which it is; None if nobody can."""

        async def shown(unit: Unit) -> tuple[Sequence[Card], str]:
            spoken = locale or unit.community.locale
            with speaking(spoken):
                return await self._public(unit, self._site, slug, self.clock()), spoken

        found = await self._units.show(token, shown)
        return found if found and found[0] else None

    async def sign_in(self, token: str) -> str | None:
        """The token of a new session in place of that of a link, which is used up; None if that lets nobody in any more."""
        now, session = self.clock(), secrets.token_urlsafe(TOKEN_BYTES)
        let_in = await self._passes.exchange(digest_of(token), digest_of(session), now, now + SESSION_LASTS)
        return session if let_in else None

    async def sign_out(self, session: str) -> None:
        await self._passes.end(digest_of(session))

    async def visitor(self, session: str) -> Visitor | None:
        """Who signed in with a session; None if it is over, or they are no member any more."""
        holder = await self._passes.holder("session", digest_of(session), self.clock())
        if holder is None:
            return None
        try:
            visit = await visit_of(self.request(holder, Call("help"), "command"), self._units)
        except NotAMember:
            return None
        return Visitor(holder, visit.moderator)

    async def call(
        self, visitor: Visitor, call: Call, kind: RequestKind, id: str = "", files: Mapping[str, Attachment] = NO_FILES
    ) -> Answer:
        """The answer to what somebody does; `id` is the same when they do it again by mistake."""
        return await self.dispatch(self.request(visitor.holder, call, kind, id, files))

    async def suggest(self, visitor: Visitor, call: Call, option: str) -> Sequence[Choice]:
        """What somebody can choose for an option of a call."""
        return await self.dispatch.suggest(self.request(visitor.holder, call, "command"), option, "")

    def request(
        self, holder: Holder, call: Call, kind: RequestKind, id: str = "", files: Mapping[str, Attachment] = NO_FILES
    ) -> Request:
        """What somebody does, as if they did it where they asked for their link: in a direct message, it is told which community
        they mean."""
        here = call if holder.place.space else call.with_values(community=str(holder.community))
        return Request(
            f"web-{id or secrets.token_hex(8)}", here, holder.actor, holder.place, kind, self.clock(), attachments=files
        )  # fmt: skip
