"""A few commands and a dispatcher that answers what a test tells it to."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal

from annotated_types import Ge, Le

from bot.interface.call import Place, Request
from bot.interface.card import Answer, Card
from bot.interface.command import Commands
from bot.interface.inputs import Choice
from bot.interface.option import ChannelId, Option, all_values
from bot.text import Markup, escape, t
from tests.declared import only_declared

NOW = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)

commands = Commands()


@all_values
async def cohorts(_context: Any, typed: str) -> Sequence[Choice]:
    return [Choice(escape(f"Cohort {number}"), f"cohort-{number}") for number in range(30) if typed in str(number)]


@commands.add("cohort join", "Join a cohort at its current week.")
async def join(context: Any, cohort: Annotated[str | None, Option("Which cohort?", suggest=cohorts)] = None) -> Card:
    only_declared()


@commands.add("cohort info", "Plan, dates and who is in.")
async def info(context: Any) -> Card:
    only_declared()


@commands.add("roadmap show", "The whole roadmap, or one week.")
async def show(
    context: Any,
    week: Annotated[int | None, Ge(1), Le(26), Option("Which week?", suggest=cohorts)] = None,
    level: Annotated[Literal["beginner", "expert"], Option("For whom?", labels={"expert": "Old hands"})] = "beginner",
) -> Card:
    only_declared()


@commands.add("checkin", "Say what you did.")
async def checkin(
    context: Any,
    did: Annotated[str, Option("What did you do?", long=True, most=500)],
    share: Annotated[bool, Option("Share it?")] = True,
    day: Annotated[date | None, Option("Which day?")] = None,
) -> Card:
    only_declared()


@commands.add("manage create", "Start a cohort.", moderator=True)
async def create(
    context: Any,
    name: Annotated[str, Option("Its name")],
    channel: Annotated[ChannelId, Option("Where it speaks")],
    at: Annotated[time | None, Option("When it speaks")] = None,
) -> Card:
    only_declared()


@commands.add("milestone done", "Done with this week.", listed=False)
async def done(context: Any, cohort: Annotated[int, Option("Which cohort?")]) -> Card:
    only_declared()


@commands.add("manage keep", "Keep a link.", moderator=True, shortcut="message", title="Keep", menu="Save as resource")
async def keep(context: Any, url: Annotated[str, Option("Its address")]) -> Card:
    only_declared()


class StubArrivals:
    """Keeps what it was told of servers."""

    def __init__(self) -> None:
        self._heard: asyncio.Queue[tuple[Place, datetime]] = asyncio.Queue()

    async def __call__(self, place: Place, joined: datetime) -> None:
        self._heard.put_nowait((place, joined))

    async def next(self) -> tuple[Place, datetime]:
        """What it was told next."""
        return await asyncio.wait_for(self._heard.get(), timeout=5)


class StubDispatcher:
    """Keeps the requests it got, and answers a call of `path` with `answers[path]`, after it told what is in `told`, and after
    `slowness` seconds."""

    def __init__(self) -> None:
        self.commands = commands
        self.ignored: set[tuple[str, str]] = set()
        self.requests: list[Request] = []
        self.suggested: list[tuple[Request, str, str]] = []
        self.answers: dict[str, Answer] = {}
        self.choices: Sequence[Choice] = ()
        self.slowness = 0.0
        self.told: Sequence[Markup] = ()
        self.called = asyncio.Event()

    async def __call__(self, request: Request) -> Answer:
        self.requests.append(request)
        self.called.set()
        for sentence in self.told:
            await request.tell(sentence)
        await asyncio.sleep(self.slowness)
        return self.answers.get(request.call.path, Card(t("Done")))

    def ignores(self, platform: str, account: str, *, typing: bool = False) -> bool:
        return (platform, account) in self.ignored

    async def suggest(self, request: Request, option: str, typed: str) -> Sequence[Choice]:
        self.suggested.append((request, option, typed))
        return self.choices
