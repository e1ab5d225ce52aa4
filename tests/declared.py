"""Commands declared for tests: one with every kind of option and what fits them, and the body of those that only stand there."""

from datetime import date, time
from typing import Annotated, Any, Literal, NoReturn, Optional

from annotated_types import Ge, Le

from bot.interface.card import Card
from bot.interface.command import Command, Commands, Handler
from bot.interface.inputs import Choice
from bot.interface.option import ChannelId, Option, Parameter, parameters_of
from bot.text import Markup, escape

ANSWER = Card(Markup("a"))


def only_declared() -> NoReturn:
    """The body of a command that is declared to be uploaded, typed or drawn: a test's dispatcher answers in its place."""
    raise AssertionError("a command that is only declared was run")


def declared(handler: Handler, path: str = "try it", **fields: Any) -> Command:
    commands = Commands()
    commands.add(path, "Try it.", **fields)(handler)
    [command] = commands
    return command


async def every_kind(
    context: object,
    name: Annotated[str, Option("A name.", most=10)],
    story: Annotated[str, Option("A story.", long=True, most=30)],
    week: Annotated[int, Option("A week."), Ge(1), Le(60)],
    share: Annotated[bool, Option("Share it?")],
    day: Annotated[date, Option("A day.")],
    at: Annotated[time, Option("An hour.")],
    where: Annotated[ChannelId, Option("A channel.")],
    how: Annotated[Literal["catch-up", "skip"], Option("How?", labels={"catch-up": "Catch up", "skip": "Skip"})],
) -> Card:
    return ANSWER


async def all_optional(
    context: object,
    note: Annotated[str | None, Option("A note.", asked=True)] = None,
    count: Annotated[Optional[int], Option("A count.")] = None,  # noqa: UP045 - the older way to write it reads the same
    page: Annotated[int, Option("A page."), Ge(1)] = 1,
) -> Card:
    return ANSWER


async def five_asked(
    context: object,
    before: Annotated[str, Option("Where it begins.")] = "",
    first: Annotated[str, Option("One.", asked=True)] = "",
    second: Annotated[str, Option("Two.", asked=True)] = "",
    third: Annotated[str, Option("Three.", asked=True)] = "",
    fourth: Annotated[str, Option("Four.", asked=True)] = "",
    fifth: Annotated[str, Option("Five.", asked=True)] = "",
) -> Card:
    return ANSWER


EVERY = Command("try it", "Try it.", every_kind, parameters_of(every_kind))
"""It asks more than a form has room for, which no declaration may."""
OPTIONAL = declared(all_optional)
FITTING = {
    "name": "Ann",
    "story": "Once",
    "week": "3",
    "share": "yes",
    "day": "2026-01-31",
    "at": "6 pm",
    "where": "<#C1|hall>",
    "how": "skip",
}


def parameter(name: str) -> Parameter:
    found = EVERY.parameter(name) or OPTIONAL.parameter(name)
    assert found
    return found


def choices(count: int) -> list[Choice]:
    return [Choice(escape(str(number)), str(number)) for number in range(count)]
