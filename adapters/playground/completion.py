"""What may come next on a line that is being typed: a command, one of its options, or a value of one."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.interface.bare_words import target_of
from bot.interface.command import Command, Commands
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES
from bot.interface.option import OptionKind, Parameter
from bot.text import escape, plain, t

Ask = Callable[[str, str, str], Awaitable[Sequence[Choice]]]
"""`(path, option, typed so far) → entries`: the core's own suggestions."""

Known = Mapping[OptionKind, Sequence[Choice]]
"""The channels and people that there are."""

_LAST = re.compile(r'(?:^|(?<=\s))(?:(?P<name>[A-Za-z_]+)=)?(?:"(?P<quoted>[^"]*)|(?P<word>[^\s"]*))$')
_NAMED = re.compile(r"(?:^|\s)([A-Za-z_]+)=")


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on: the line as it would read then, and how the entry looks in the list."""

    line: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Completions:
    """`usage` describes the command once the line names one; until then the line is not ready to be sent."""

    items: tuple[Completion, ...]
    usage: str = ""


@dataclass(frozen=True, slots=True)
class LastWord:
    """The last word of a line behind its command, which may be empty: `cohort=ml` has a name, `ml` has none."""

    line: str
    """Everything before the word."""
    name: str
    typed: str
    quoted: bool
    given: frozenset[str]
    """The options that are named anywhere on the line."""


async def complete(line: str, commands: Sequence[Command], known: Known, ask: Ask) -> Completions:
    typed = line.lstrip().removeprefix("/")
    command = _named(typed, commands)
    if not command:
        return Completions(tuple(_paths(typed.casefold(), commands)))
    last = _last(command, typed[len(command.path) :])
    if not last:
        return Completions((), _described(command))
    return Completions((*await _values(command, last, known, ask), *_options(command, last)), _described(command))


def typeable(commands: Commands, administrator: bool) -> list[Command]:
    """The commands to offer; those of moderators only to administrators. Offering grants nothing: the core admits."""
    return [command for command in commands.listed() if administrator or not command.moderator]


def _named(typed: str, commands: Iterable[Command]) -> Command | None:
    """The command whose whole path, and a space after it, start the line."""
    found = [command for command in commands if typed.casefold().startswith(f"{command.path} ")]
    return max(found, key=lambda command: len(command.path), default=None)


def _paths(typed: str, commands: Iterable[Command]) -> Iterable[Completion]:
    found = [command for command in commands if typed in command.path]
    for command in sorted(found, key=lambda command: (not command.path.startswith(typed), command.path)):
        yield Completion(f"/{command.path} ", f"/{command.path}", _described(command))


def _last(command: Command, rest: str) -> LastWord | None:
    match = _LAST.search(rest)
    if not match:
        return None
    return LastWord(
        line=f"/{command.path}{rest[: match.start()]}",
        name=(match["name"] or "").casefold(),
        typed=match["quoted"] or match["word"] or "",
        quoted=match["quoted"] is not None,
        given=frozenset(_NAMED.findall(rest.casefold())),
    )


async def _values(command: Command, last: LastWord, known: Known, ask: Ask) -> list[Completion]:
    """Values for the option that is named, or that bare words fill: those that follow a name belong to it."""
    parameter = command.parameter(last.name) if last.name else target_of(command)
    if not parameter or (not last.name and last.given):
        return []
    if parameter.option.suggest:
        choices = (await ask(command.path, parameter.name, last.typed))[:MOST_CHOICES]
    else:
        choices = [choice for choice in _fixed(parameter, known) if last.typed.casefold() in plain(choice.label).casefold()]
    start, label = f"{last.line}{last.name and f'{last.name}='}", plain(parameter.label())
    return [Completion(f"{start}{_quoted(choice.value)} ", plain(choice.label), label) for choice in choices]


def _fixed(parameter: Parameter, known: Known) -> Sequence[Choice]:
    match parameter.kind:
        case "channel" | "account":
            return known[parameter.kind]
        case "boolean":
            return [Choice(escape(word), word) for word in ("yes", "no")]
        case _:
            return parameter.choices()


def _options(command: Command, last: LastWord) -> Iterable[Completion]:
    if last.name or last.quoted:
        return
    for parameter in command.parameters:
        if parameter.kind != "role" and parameter.name not in last.given and parameter.name.startswith(last.typed.casefold()):
            yield Completion(f"{last.line}{parameter.name}=", f"{parameter.name}=", _detail(parameter))


def _described(command: Command) -> str:
    return plain(t(command.description))


def _detail(parameter: Parameter) -> str:
    description = t(parameter.option.description)
    return plain(description if parameter.required else t("{description} (optional)", description=description))


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"\s", value) or not value else value
