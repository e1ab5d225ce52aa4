"""What a command asks for: an option says what its parameter's annotation cannot; both are read from the handler's signature."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from datetime import date, time
from inspect import Parameter as SignatureParameter
from inspect import signature
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le

from bot.interface.inputs import Choice
from bot.interface.limits import LONGEST_LABEL
from bot.text import Markup, clean, clean_code, escape, plain, t

OptionKind = Literal["text", "integer", "boolean", "date", "time", "channel", "account", "role", "choice", "file"]

ChannelId = NewType("ChannelId", str)
"""The external id of a channel of the space the call was made in."""
NO_CHANNEL = ChannelId("")
"""What “none” stands for in an option that it clears."""

AccountId = NewType("AccountId", str)
"""The external id of somebody's account on the platform the call was made on, whether or not Cairn knows it."""
RoleId = NewType("RoleId", str)
"""The external id of a role of the space the call was made in."""
FileName = NewType("FileName", str)
"""The name of a file that is attached to the call; an errand reads it."""

Suggest = Callable[[Any, str], Awaitable[Sequence[Choice]]]
"""`(context, typed so far) → entries, best first`; called in a read-only unit."""
Offer = Literal["all", "some", "several", "examples"]
"""What the entries are before anything is typed. all: every value there is · some: the likely ones of more values, which typing
finds · several: every value there is, of which a text takes some, with commas between · examples: of texts, any of which is
taken."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The entries of an option, and what they are: a form that took examples for all there is would be a closed list."""

    suggest: Suggest
    offer: Offer

    async def __call__(self, context: Any, typed: str) -> Sequence[Choice]:
        return await self.suggest(context, typed)


def all_values(suggest: Suggest) -> Suggestions:
    return Suggestions(suggest, "all")


def some_values(suggest: Suggest) -> Suggestions:
    return Suggestions(suggest, "some")


def several_values(suggest: Suggest) -> Suggestions:
    """As somebody types, the entries are for the last of several, and those before it are kept."""

    async def for_the_last(context: Any, typed: str) -> Sequence[Choice]:
        before, comma, last = typed.rpartition(",")
        found = await suggest(context, last.strip())
        return [each for entry in found if (each := _after(f"{before}, ", entry))] if comma else found

    return Suggestions(for_the_last, "several")


def _after(kept: str, entry: Choice) -> Choice | None:
    """The entry behind those that are kept; None if there is no room for all of them."""
    label, value = f"{kept}{plain(entry.label)}", f"{kept}{entry.value}"
    return Choice(escape(label), value) if max(len(label), len(value)) <= LONGEST_LABEL else None


def examples(suggest: Suggest) -> Suggestions:
    return Suggestions(suggest, "examples")


@dataclass(frozen=True, slots=True)
class Option:
    """What the signature cannot say about an option."""

    description: str
    _: KW_ONLY
    label: str = ""
    """The label in a form; the option's name if empty."""
    suggest: Suggestions | None = None
    asked: bool = False
    """Whether a form asks for it, though it has a default, or though the command cannot be typed. Discord shows it as
    optional."""
    long: bool = False
    """Whether it is more than a line: asked by a form, in a large input."""
    code: bool = False
    """Whether it is a program."""
    clearable: bool = False
    """Of a channel, a time or a date: “none” is none. Of an integer: it is 0."""
    instead: Callable[[], Markup] | None = None
    """What is said to whoever wants none of it, such as `off`, if there is always one."""
    minutes: bool = False
    """Whether an integer counts minutes, which may be written with their unit or in hours."""
    past: bool = False
    """Of a date: whether a weekday, or a day without its year, is the latest one up to today; else the next one from today on."""
    since: str = ""
    """Of a date that ends a span: the name of the option that begins it, or `today`. A length of time, a weekday, or a day
    without its year, is counted from that day; a length counts it too."""
    words: bool = False
    """Whether bare words of a typed line go here, in place of the first text that is required."""
    address: bool = False
    """Of a text: whether it is the address of a page, which a typed line tells from other words."""
    labels: Mapping[str, str] | None = None
    """How the values of a Literal read to people."""
    most: int = 200
    """The most characters of a text."""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One option of a command: what its annotation says and what its `Option` adds."""

    name: str
    kind: OptionKind
    required: bool
    option: Option
    values: tuple[str, ...] = ()
    """The values of a Literal."""
    least: int | None = None
    most: int | None = None
    """Bounds of an integer."""
    default: str = ""
    """The value of a Literal that is taken if none is given; empty if that is none of them."""

    def choices(self) -> tuple[Choice, ...]:
        """The fixed values, as people read them; empty if any value is taken."""
        return tuple(Choice(t(self.shown(value)), value) for value in self.values)

    def shown(self, value: str) -> str:
        """How a value of a Literal reads in English."""
        return (self.option.labels or {}).get(value, value)

    def cleaned(self, text: str) -> str:
        """A text as somebody typed it for this option: one of several lines with its tabs, a program with its indentation."""
        if self.option.code:
            return clean_code(text)
        return clean_code(text).strip() if self.option.long else clean(text)

    @property
    def form_label(self) -> str:
        return self.option.label or self.name.replace("_", " ").capitalize()

    def label(self) -> Markup:
        return t(self.form_label)


def parameters_of(handler: Callable[..., Any]) -> tuple[Parameter, ...]:
    """The parameters of a handler, except the context and `**values`. Raises TypeError for one that no form could ask for."""
    hints = get_type_hints(handler, include_extras=True)
    items = list(signature(handler).parameters.values())[1:]
    named = [item for item in items if item.kind is not SignatureParameter.VAR_KEYWORD]
    return tuple(
        replace(
            parameter_of(item.name, hints.get(item.name), required=item.default is SignatureParameter.empty),
            default=item.default if isinstance(item.default, str) else "",
        )
        for item in named
    )


def parameter_of(name: str, hint: Any, *, required: bool) -> Parameter:
    """The parameter of a type that is annotated with its Option. Raises TypeError for one that no form could ask for."""
    base, *extras = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    option = next((extra for extra in extras if isinstance(extra, Option)), None)
    if option is None:
        raise TypeError(f"option {name} needs an Option")
    base = _without_none(base)
    values = get_args(base) if get_origin(base) is Literal else ()
    kind = "choice" if values and all(isinstance(value, str) for value in values) else _KINDS.get(base)
    if kind is None:
        raise TypeError(f"option {name} has a type that no platform can ask for: {base}")
    least = next((extra.ge for extra in extras if isinstance(extra, Ge)), None)
    most = next((extra.le for extra in extras if isinstance(extra, Le)), None)
    return Parameter(name, kind, required, option, values, least, most)  # pyright: ignore[reportArgumentType]


def _without_none(base: Any) -> Any:
    others = [argument for argument in get_args(base) if argument is not NoneType]
    return others[0] if get_origin(base) in (Union, UnionType) and len(others) == 1 else base


_KINDS: dict[Any, OptionKind] = {
    str: "text",
    int: "integer",
    bool: "boolean",
    date: "date",
    time: "time",
    ChannelId: "channel",
    AccountId: "account",
    RoleId: "role",
    FileName: "file",
}
