"""What people choose from and fill in: the entries of a select, and the inputs of a form."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.interface.limits import LONGEST_HINT, LONGEST_INPUT, LONGEST_INPUT_LABEL, LONGEST_LABEL, MOST_CHOICES, check
from bot.text import Markup, clip, escape, plain, t

_BETWEEN = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a select or a suggestion: what is seen, and the value it stands for."""

    label: Markup
    value: str

    def __post_init__(self) -> None:
        check("choice label", len(plain(self.label)), LONGEST_LABEL, 1)
        check("choice value", len(self.value), LONGEST_LABEL, 1)


@dataclass(frozen=True, slots=True)
class TextInput:
    name: str
    label: Markup
    value: str = ""
    hint: Markup = Markup()
    multiline: bool = False
    required: bool = True
    most: int = LONGEST_INPUT
    code: bool = False
    """Whether a program is asked: in letters of one width, on platforms that can."""
    choices: tuple[Choice, ...] = ()
    """Examples of what may be written."""
    suggests: str = ""
    """The command's path whose option `name` suggests more of them as somebody types; empty if there are none."""

    def __post_init__(self) -> None:
        _check_input(self.label, self.hint)
        check("input length", self.most, LONGEST_INPUT)
        check("choices", len(self.choices), MOST_CHOICES)


@dataclass(frozen=True, slots=True)
class ChoiceInput:
    """One of `choices`. With `more` there are others: platforms that can search ask the core for entries of the option `name` of
    the command `suggests`, the rest take typed text."""

    name: str
    label: Markup
    choices: tuple[Choice, ...]
    value: str = ""
    hint: Markup = Markup()
    required: bool = True
    more: bool = False
    suggests: str = ""
    """The command's path whose option `name` suggests entries; empty if the choices are fixed."""

    def __post_init__(self) -> None:
        _check_input(self.label, self.hint)
        check("choices", len(self.choices), MOST_CHOICES)


@dataclass(frozen=True, slots=True)
class SeveralInput:
    """Some of `choices`, none if it is not required; the value is theirs with commas between. With `more` there are others, as in
    a ChoiceInput."""

    name: str
    label: Markup
    choices: tuple[Choice, ...]
    value: str = ""
    hint: Markup = Markup()
    required: bool = True
    more: bool = False
    suggests: str = ""
    """The command's path whose option `name` suggests entries."""

    def __post_init__(self) -> None:
        _check_input(self.label, self.hint)
        check("choices", len(self.choices), MOST_CHOICES)

    @property
    def chosen(self) -> tuple[Choice, ...]:
        """The choices that the value names, in its order."""
        by_value = {choice.value: choice for choice in self.choices}
        return tuple(by_value[value] for value in parted(self.value))


@dataclass(frozen=True, slots=True)
class Picked:
    """What is chosen with the platform's own picker."""

    name: str
    label: Markup
    value: str = ""
    hint: Markup = Markup()
    required: bool = True

    def __post_init__(self) -> None:
        _check_input(self.label, self.hint)


@dataclass(frozen=True, slots=True)
class ChannelInput(Picked):
    """A channel of the space; the value is its external id."""


@dataclass(frozen=True, slots=True)
class AccountInput(Picked):
    """Somebody in the space by their external id, whether or not Cairn knows them."""


@dataclass(frozen=True, slots=True)
class RoleInput(Picked):
    """A role of the space by its external id; only asked on platforms that tell who holds which."""


@dataclass(frozen=True, slots=True)
class Timed(Picked):
    """A day or an hour: picked where the platform has a picker for it, else typed."""

    unread: str = ""
    """What somebody wrote that names none, in place of the value; only who types it can mend it."""
    example: Markup = Markup()
    """How it may be written."""


@dataclass(frozen=True, slots=True)
class DateInput(Timed):
    """A day; the value is year-month-day, such as `2026-01-31`."""


@dataclass(frozen=True, slots=True)
class TimeInput(Timed):
    """A time of day; the value is hours and minutes, such as `18:00`."""


@dataclass(frozen=True, slots=True)
class FileInput(Picked):
    """One file; it comes as an attachment of the call, and the value is its name. No form can be filled with one."""


def joined(values: Iterable[str]) -> str:
    """Several values as one text, as people type them; `parted` reads it back."""
    return ", ".join(values)


def parted(text: str) -> Sequence[str]:
    """The values of a text with commas between them, each once."""
    parts = (part.strip() for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def example_of(item: TextInput | ChoiceInput | SeveralInput | Timed) -> Markup:
    """What an empty text field shows of what may be written; nothing if there is no example."""
    if isinstance(item, Timed):
        return item.example
    shown = item.choices[: 2 if isinstance(item, SeveralInput) else 1]
    if not shown:
        return Markup()
    example = joined(plain(choice.label) for choice in shown)
    return escape(clip(plain(t("Such as {example}", example=example)), LONGEST_HINT))


Input = TextInput | ChoiceInput | SeveralInput | ChannelInput | AccountInput | RoleInput | DateInput | TimeInput | FileInput


def _check_input(label: Markup, hint: Markup) -> None:
    check("input label", len(plain(label)), LONGEST_INPUT_LABEL)
    check("input hint", len(plain(hint)), LONGEST_HINT)
