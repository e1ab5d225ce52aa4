"""Commands, declared once and read from the signature of their handler.

    @commands.add("cohort join", "Join a cohort at its current week.")
    async def join(context: Context, cohort: Annotated[str, Option("Which cohort?", suggest=open_cohorts)] = "") -> Card: ...

Discord's command tree, Slack's text, the playground, the command line, the help card and the manual all come from here.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date, time
from enum import Enum
from inspect import Parameter as SignatureParameter
from inspect import signature
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le

from bot.errors import Refusal
from bot.interface.binding import BINDERS, ChannelId, Kind
from bot.interface.call import LONGEST_CALL, Call
from bot.interface.card import (
    LONGEST_INPUT,
    MOST_CHOICES,
    Answer,
    ChannelInput,
    Choice,
    ChoiceInput,
    Form,
    Input,
    TextInput,
)
from bot.text import Markup, clean, t

Handler = Callable[..., Awaitable[Answer]]
Suggest = Callable[[Any, str], Awaitable[Sequence[Choice]]]
"""`(context, typed so far) → entries, best first`; called in a read-only unit."""
FormBuilder = Callable[[Any, "Command", Call], Awaitable[Form]]
CodeFinder = Callable[[Any, Mapping[str, Any]], Awaitable[Any]]
"""`(context, arguments) → CodeRuns`, none where there is no code; called in a read-only unit."""
"""`(context, command, call) → form`; called in a read-only unit."""
HandlerType = TypeVar("HandlerType", bound=Handler)

Shortcut = Literal["message", "global"]
"""message: in the menu of any message, whose text comes along as the value MESSAGE · global: anywhere on the platform."""
MESSAGE = "message"
"""The value in which a call from a message's menu carries that message; what builds the form reads it, and no id carries it."""

CONTROL_VALUES = frozenset({"again", "community", "part"})
"""Beside the options: the draft whose form to show again, the community a direct message means, which of like selects it is."""


class Access(Enum):
    """What a command needs of the database: the less, the faster."""

    NONE = "none"
    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Option:
    """What the signature cannot say about an option."""

    description: str
    _: KW_ONLY
    label: str = ""
    """The label in a form; the option's name where empty."""
    suggest: Suggest | None = None
    several: bool = False
    """Several entries, with commas between: a form takes them as text, though there are suggestions."""
    asked: bool = False
    """A form asks for it, though it has a default. Discord shows it as optional."""
    long: bool = False
    """More than a line: asked by a form, in a large input; optional in Discord's client even when required."""
    words: bool = False
    """Bare words of a typed line go here, in place of the last text option."""
    labels: Mapping[str, str] | None = None
    """How the values of a Literal read to people."""
    most: int = 200
    """Characters of a text."""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One option of a command: what its annotation says and what its `Option` adds."""

    name: str
    kind: Kind
    required: bool
    option: Option
    values: tuple[str, ...] = ()
    """The values of a Literal."""
    least: int | None = None
    most: int | None = None
    """Bounds of an integer."""

    @property
    def asked(self) -> bool:
        """Whether a form has an input for it."""
        return self.required or self.option.asked

    def choices(self) -> tuple[Choice, ...]:
        """The fixed values, as people read them; empty where any value goes."""
        return tuple(Choice(t(self.shown(value)), value) for value in self.values)

    def shown(self, value: str) -> str:
        """How a value of a Literal reads in English."""
        return (self.option.labels or {}).get(value, value)

    @property
    def form_label(self) -> str:
        return self.option.label or self.name.replace("_", " ").capitalize()

    def label(self) -> Markup:
        return t(self.form_label)

    def bind(self, text: str) -> Any:
        """The value that `text` stands for. Raises Refusal with what to write instead."""
        return BINDERS[self.kind](self, text)


@dataclass(frozen=True, slots=True)
class Command:
    """A declared command. `path` is one to two words."""

    path: str
    description: str
    handler: Handler
    parameters: tuple[Parameter, ...]
    access: Access = Access.WRITE
    moderator: bool = False
    listed: bool = True
    """False for what only presses and forms can call."""
    title: str = ""
    """Of its form, at most 24 characters; the path where empty."""
    submit: str = "Send"
    form: FormBuilder | None = None
    """Builds the form where it is prefilled or depends on data; else the form comes from the parameters."""
    shortcut: Shortcut | None = None
    """The platform offers it in a menu too, under the title of its form."""
    finds_code: CodeFinder | None = None
    """The handler wants `context.outcomes`: what became of a member's code, run while no unit is open."""
    checks_channel: bool = False
    """The handler wants `context.missing`: what the bot may not do in the chosen channel, asked of the platform beforehand."""

    @property
    def form_title(self) -> str:
        return self.title or self.path.capitalize()

    @property
    def group(self) -> str | None:
        """The first of two words."""
        return self.path.split(" ")[0] if " " in self.path else None

    @property
    def name(self) -> str:
        return self.path.split(" ")[-1]

    def parameter(self, name: str) -> Parameter | None:
        return next((parameter for parameter in self.parameters if parameter.name == name), None)

    def asks(self, call: Call) -> bool:
        """Whether a form must be shown first: something required is missing, or nothing of what its own form asks was given."""
        given = {name for name, value in call.values.items() if clean(value)}
        if any(parameter.required and parameter.name not in given for parameter in self.parameters):
            return True
        chosen = {parameter.name for parameter in self.parameters if parameter.option.asked}
        return self.form is not None and bool(chosen) and not chosen & given

    def has_keys(self, call: Call) -> bool:
        """Whether all that no form asks is there. A press carries it; one that does not is from an older version."""
        keys = (parameter for parameter in self.parameters if parameter.required and not parameter.option.asked)
        return all(call.values.get(parameter.name) for parameter in keys)

    def bind(self, call: Call) -> dict[str, Any]:
        """Typed arguments for the handler. Raises Refusal for a value that does not fit; empty text counts as not given."""
        unknown = sorted(set(call.values) - {parameter.name for parameter in self.parameters} - CONTROL_VALUES)
        if unknown:
            raise Refusal(
                t(
                    "There is no option “{name}” here. Type `help {path}` to see what there is.",
                    name=unknown[0][:50],
                    path=self.path,
                )
            )
        cleaned = {name: clean(value) for name, value in call.values.items()}
        for parameter in self.parameters:
            if parameter.required and not cleaned.get(parameter.name):
                raise Refusal(t("“{name}” is empty; fill it in and send it again.", name=parameter.label()))
        return {
            parameter.name: parameter.bind(cleaned[parameter.name])
            for parameter in self.parameters
            if cleaned.get(parameter.name)
        }


class Commands:
    """The commands of a feature, or of all of them."""

    def __init__(self, commands: Sequence[Command] = ()) -> None:
        self._by_path = {command.path: command for command in commands}

    def __iter__(self) -> Iterator[Command]:
        return iter(self._by_path.values())

    def find(self, path: str) -> Command | None:
        return self._by_path.get(path)

    def listed(self) -> list[Command]:
        """What people can type."""
        return [command for command in self if command.listed]

    def add(self, path: str, description: str, **declared: Any) -> Callable[[HandlerType], HandlerType]:
        """Declare the decorated handler as the command `path`; `declared` are the other fields of Command."""

        def declare(handler: HandlerType) -> HandlerType:
            if path in self._by_path:
                raise ValueError(f"two commands are called {path}")
            self._by_path[path] = Command(path, description, handler, _parameters(handler), **declared)
            return handler

        return declare

    def merged(self, *others: "Commands") -> "Commands":
        commands = [command for group in (self, *others) for command in group]
        repeated = {command.path for command in commands if sum(command.path == other.path for other in commands) > 1}
        if repeated:
            raise ValueError(f"declared twice: {', '.join(sorted(repeated))}")
        return Commands(commands)


def form_for(command: Command, call: Call, suggestions: Mapping[str, Sequence[Choice]]) -> Form:
    """The form that asks for a command's options, prefilled with what `call` holds; the rest of the call rides along."""
    asked = [parameter for parameter in command.parameters if parameter.asked or call.values.get(parameter.name)]
    inputs = tuple(form_input(command, p, call.values.get(p.name, ""), suggestions.get(p.name)) for p in asked[:5])
    return form_of(command, call, inputs)


def form_of(command: Command, call: Call, inputs: tuple[Input, ...]) -> Form:
    """A form of chosen inputs under the command's own title; values of `call` that no input holds ride along, but no message."""
    held = {MESSAGE, *(item.name for item in inputs)}
    rest = {name: value for name, value in call.values.items() if name not in held}
    carried = Call(call.path, rest)
    if len(carried.dump()) > LONGEST_CALL:
        raise Refusal(t("Not all of that fits into a form. Write `{path}` alone, and fill the form in.", path=command.path))
    return Form(t(command.form_title), carried, inputs, t(command.submit))


def form_input(command: Command, parameter: Parameter, value: str = "", suggestions: Sequence[Choice] | None = None) -> Input:
    """The input that asks for one parameter."""
    name, label, hint, required = parameter.name, parameter.label(), t(parameter.option.hint), parameter.required
    if parameter.kind == "channel":
        return ChannelInput(name, label, value, hint, required)
    if parameter.kind == "boolean":
        return ChoiceInput(name, label, (Choice(t("Yes"), "yes"), Choice(t("No"), "no")), value, hint, required)
    if parameter.values:
        return ChoiceInput(name, label, parameter.choices(), value, hint, required)
    if suggestions and not parameter.option.several:
        more = len(suggestions) > MOST_CHOICES
        return ChoiceInput(name, label, tuple(suggestions[:MOST_CHOICES]), value, hint, required, more, command.path)
    most = min(parameter.option.most, LONGEST_INPUT)
    return TextInput(name, label, value[:most], hint, parameter.option.long, required, most)


def _parameters(handler: Handler) -> tuple[Parameter, ...]:
    hints = get_type_hints(handler, include_extras=True)
    return tuple(_parameter(item, hints.get(item.name)) for item in list(signature(handler).parameters.values())[1:])


def _parameter(item: SignatureParameter, hint: Any) -> Parameter:
    base, *extras = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    option = next((extra for extra in extras if isinstance(extra, Option)), None)
    if option is None:
        raise TypeError(f"option {item.name} needs an Option")
    base = _without_none(base)
    values = get_args(base) if get_origin(base) is Literal else ()
    kind = "choice" if values and all(isinstance(value, str) for value in values) else _KINDS.get(base)
    if kind is None:
        raise TypeError(f"option {item.name} has a type that no platform can ask for: {base}")
    least = next((extra.ge for extra in extras if isinstance(extra, Ge)), None)
    most = next((extra.le for extra in extras if isinstance(extra, Le)), None)
    return Parameter(item.name, kind, item.default is SignatureParameter.empty, option, values, least, most)  # pyright: ignore[reportArgumentType]


def _without_none(base: Any) -> Any:
    others = [argument for argument in get_args(base) if argument is not NoneType]
    return others[0] if get_origin(base) in (Union, UnionType) and len(others) == 1 else base


_KINDS: dict[Any, Kind] = {
    str: "text",
    int: "integer",
    bool: "boolean",
    date: "date",
    time: "time",
    ChannelId: "channel",
}
