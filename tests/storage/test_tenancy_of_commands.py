"""Nobody reaches over the line between two communities: every command there is tries to, with the keys of the other one."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import pytest

from bot.interface.call import Call, Request, RequestKind
from bot.interface.card import Answer, Card
from bot.interface.command import Command
from bot.interface.inputs import Choice
from bot.interface.option import Parameter
from bot.interface.stored import dump
from bot.wiring.features import all_commands
from storage.engine import Engines
from tests.owned_pack import RESOURCE, ROADMAP
from tests.storage.two_communities import ACCOUNT, Other, everything, outsider
from tests.world import Caller, World

SECRETS = ("Owlery", "Hermione", "Alohomora", "hermione zzz", "Book of spells", "Learn spells")
"""Names and words that only the other community knows."""

KEYS = {"cohort", "draft", "person", "day", "date", "item", "suggestion", "gap"}
OF_PACK = {"item": RESOURCE, "roadmap": ROADMAP.removeprefix("roadmap.")}
"""What only the other community's pack has."""
KINDS: tuple[RequestKind, ...] = ("press", "submit")
LARGE_SUBJECTS = ("manage", "content")
"""Each has as many commands as a worker should try in one go."""


@pytest.mark.parametrize("who", ["member", "administrator", "by direct message"])
@pytest.mark.parametrize("subject", [*LARGE_SUBJECTS, "other subjects"])
async def test_no_command_reaches_another_community(world: World, engines: Engines, other: Other, who: str, subject: str) -> None:
    caller = await outsider(world, who)
    before = await everything(engines, other)
    for command in _commands(subject):
        for values, kind in product(_each_once(_attempts(command, other)), KINDS):
            answer = await caller.make(Call(command.path, values), kind)
            assert not _leaks(answer), (command.path, values, kind)
        for parameter in command.parameters:
            for typed in ("", "Owl", other.slug):
                choices = await world.core.dispatch.suggest(_request(world, caller, command, other), parameter.name, typed)
                assert not _leaks(choices), (command.path, parameter.name)
        assert await everything(engines, other) == before, command.path


def _commands(subject: str) -> list[Command]:
    """The commands whose path begins with a large subject, or all that begin with none of them."""
    return [command for command in all_commands() if _subject(command.path) == subject]


def _subject(path: str) -> str:
    first, *_ = path.split()
    return first if first in LARGE_SUBJECTS else "other subjects"


def _attempts(command: Command, other: Other) -> Iterator[dict[str, str]]:
    """Calls that name the other community's things: with all options, with the required ones, with what any call may carry."""
    for cohort in (str(other.cohort), other.slug):
        filled = {parameter.name: _value(parameter, cohort, other) for parameter in command.parameters}
        keys = {name: value for name, value in filled.items() if name in KEYS}
        required = {parameter.name: filled[parameter.name] for parameter in command.parameters if parameter.required}
        yield from (filled, keys, {**required, **keys}, {**keys, "again": other.draft})
        yield {**filled, "community": str(other.community)}
    if of_pack := {name: value for name, value in OF_PACK.items() if name in filled}:
        yield {**filled, **of_pack}


def _each_once(attempts: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """A command that takes few options gets the same ones from several attempts."""
    return [dict(options) for options in dict.fromkeys(tuple(sorted(values.items())) for values in attempts)]


def _value(parameter: Parameter, cohort: str, other: Other) -> str:
    if parameter.kind == "account":
        return ACCOUNT
    named = {
        "cohort": cohort,
        "draft": other.draft,
        "item": other.item,
        "suggestion": other.suggestion,
        "gap": other.gap,
        "query": "alohomora",
        "url": "https://example.org/b",
        "topics": "python",
        "channel": "channel-a",
        "log": "channel-a",
        "zone": "Europe/Berlin",
        "hours": "9:00-20:00",
        "language": "en",
        "roadmap": "foundations",
        "link": "https://example.org",
        "start": "2026-03-02",
        "day": "2026-01-05",
        "date": "2026-01-05",
        "days": "mon-fri",
        "member": f"<@{ACCOUNT}>",
        "person": str(other.person),
    }
    usual = {"integer": "1", "boolean": "yes", "time": "18:00", "date": "2026-03-02"}
    return named.get(parameter.name) or (parameter.values[0] if parameter.values else usual.get(parameter.kind, "text"))


def _request(world: World, caller: Caller, command: Command, other: Other) -> Request:
    call = Call(command.path, {"cohort": str(other.cohort), "community": str(other.community)})
    return Request("typing", call, caller.actor, caller.place, "command", world.clock())


def _leaks(answer: Answer | Sequence[Choice]) -> list[str]:
    shown = str(dump(answer)) if isinstance(answer, Card) else str(answer)
    return [secret for secret in SECRETS if secret in shown]
