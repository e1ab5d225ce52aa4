"""A small core: a few commands, and a dispatcher that answers what a test has laid out."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

from bot.app.throttle import TooMany
from bot.errors import Refusal
from bot.interface.call import Request
from bot.interface.card import Answer, Card, Text
from bot.interface.command import Access, Commands
from bot.interface.inputs import Choice
from bot.interface.option import Option
from bot.text import Markup, t
from tests.declared import only_declared

commands = Commands()


@commands.add("cohort join", "Join a cohort at its current week.")
async def join(context: object, cohort: Annotated[str, Option("Which cohort?")]) -> Answer:
    only_declared()


@commands.add("cohort leave", "Leave a cohort.", listed=False)
async def leave(context: object, cohort: Annotated[str, Option("Which cohort?")]) -> Answer:
    only_declared()


@commands.add("cohort list", "Open and running cohorts.")
async def list_cohorts(context: object) -> Answer:
    only_declared()


@commands.add("checkin", "Say what you did today.", title="Check in", shortcut="global")
async def checkin(context: object, did: Annotated[str, Option("What did you do?", long=True)]) -> Answer:
    only_declared()


@commands.add(
    "content keep", "Keep what a message says.", title="Keep", shortcut="message", menu="Save as resource", listed=False
)
async def keep(context: object, url: Annotated[str, Option("Which page?")]) -> Answer:
    only_declared()


@commands.add("help", "What there is.", access=Access.NONE)
async def help_card(context: object) -> Answer:
    only_declared()


class StubDispatcher:
    """Tells what is in `told`, then answers `answer`, or what `answers` holds for a path; `ready` holds answers back until it is
    set."""

    def __init__(self) -> None:
        self.commands = commands
        self.ignored: set[tuple[str, str]] = set()
        self.requests: list[Request] = []
        self.answer: Answer = Card(t("Done"))
        self.answers: dict[str, Answer] = {}
        self.fault: Exception | None = None
        self.choices: Sequence[Choice] = ()
        self.asked: list[tuple[Request, str, str]] = []
        self.told: Sequence[Markup] = ()
        self.ready = asyncio.Event()
        self.ready.set()

    async def __call__(self, request: Request) -> Answer:
        self.requests.append(request)
        for sentence in self.told:
            await request.tell(sentence)
        await self.ready.wait()
        if self.fault:
            raise self.fault
        return self.answers.get(request.call.path, self.answer)

    async def refuse(self, request: Request, refusal: Refusal) -> Card:
        return Card(t("That did not work"), (Text(refusal.message),))

    def ignores(self, platform: str, account: str, *, typing: bool = False) -> TooMany | None:
        return TooMany(7, keeps=False) if (platform, account) in self.ignored else None

    async def suggest(self, request: Request, option: str, typed: str) -> Sequence[Choice]:
        self.asked.append((request, option, typed))
        await self.ready.wait()
        return self.choices
