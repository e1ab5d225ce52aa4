"""Forms of a command's own options: what asks for each, prefilled with what the command tells and what a call holds."""

from collections.abc import Callable, Mapping, Sequence
from datetime import time

from bot.errors import Refusal
from bot.interface.binding import bind
from bot.interface.call import Call
from bot.interface.card import Form
from bot.interface.command import MESSAGE, Command
from bot.interface.inputs import (
    AccountInput,
    ChannelInput,
    Choice,
    ChoiceInput,
    DateInput,
    FileInput,
    Input,
    RoleInput,
    SeveralInput,
    TextInput,
    TimeInput,
    joined,
    parted,
)
from bot.interface.limits import (
    LONGEST_FORM_TITLE,
    LONGEST_HINT,
    LONGEST_INPUT,
    LONGEST_INPUT_LABEL,
    LONGEST_LABEL,
    MOST_CHOICES,
    MOST_INPUTS,
)
from bot.interface.opened import with_opened
from bot.interface.option import OptionKind, Parameter
from bot.interface.prefill import Prefill, Wording
from bot.language import current_locale, is_english
from bot.text import Markup, clip, escape, plain, t

_PICKERS: Mapping[OptionKind, Callable[[str, Markup, str, Markup, bool], Input]] = {
    "channel": ChannelInput,
    "account": AccountInput,
    "role": RoleInput,
    "file": FileInput,
}
_TIMED: Mapping[OptionKind, type[DateInput | TimeInput]] = {"date": DateInput, "time": TimeInput}


def form_for(command: Command, call: Call, prefill: Prefill, suggestions: Mapping[str, Sequence[Choice]]) -> Form:
    """The form that asks for a command's options; values of `call` that no input holds ride along, but no message.

    `suggestions` are by the name of their option. Raises TooBig if what rides along is longer than an id may be, or if there are
    more inputs than a form has.
    """
    values = {**prefill.values, **call.values}
    asked = asked_by(command, call, prefill)
    carried = carried_by(command, call, asked)
    inputs = [
        _input(command, p, values.get(p.name, ""), suggestions.get(p.name, ()), prefill.wording.get(p.name, Wording()))
        for p in asked
    ]
    if prefill.saved:
        carried = with_opened(carried, {item.name: item.value for item in inputs if item.name not in call.values})
    title = _fitting(t(command.form_title), LONGEST_FORM_TITLE)
    submit = _fitting(t(command.submit), LONGEST_FORM_TITLE)
    return Form(title, carried, tuple(inputs), submit)


def carried_by(command: Command, call: Call, asked: Sequence[Parameter]) -> Call:
    """What rides along with a form that asks for some options: the values that it does not hold, but no message."""
    held = {MESSAGE, *(parameter.name for parameter in asked)}
    return Call(command.path, {name: value for name, value in call.values.items() if name not in held})


def asked_by(command: Command, call: Call, prefill: Prefill) -> Sequence[Parameter]:
    """The options that a form asks: what the prefill names, else what is declared and, of a command that people can type and as
    far as there is room, what else the call holds, so that it can be changed."""
    if prefill.asked:
        by_name = {parameter.name: parameter for parameter in command.parameters}
        return [by_name[name] for name in prefill.asked]
    declared = {parameter.name for parameter in command.asked}
    given = [p.name for p in command.parameters if command.listed and p.name not in declared and call.values.get(p.name)]
    shown = {*declared, *given[: max(0, MOST_INPUTS - len(declared))]}
    return [parameter for parameter in command.parameters if parameter.name in shown]


def _input(command: Command, parameter: Parameter, value: str, suggestions: Sequence[Choice], wording: Wording) -> Input:
    name, option = parameter.name, parameter.option
    label = _fitting(wording.label or parameter.label(), LONGEST_INPUT_LABEL)
    hint = _fitting(wording.hint or t(option.hint), LONGEST_HINT)
    required = parameter.required if wording.required is None else wording.required
    if picker := _PICKERS.get(parameter.kind):
        return picker(name, label, _meant(parameter, value), hint, required)
    if parameter.kind == "boolean":
        return _one_of((Choice(t("Yes"), "yes"), Choice(t("No"), "no")), name, label, _meant(parameter, value), hint, required)
    if parameter.values:
        return _one_of(parameter.choices(), name, label, _meant(parameter, value or parameter.default), hint, required)
    offer = option.suggest.offer if option.suggest else "examples"
    if suggestions and offer == "several" and _suits_select(parted(value)):
        named = _named(suggestions, parted(value))
        entries = _with_named(suggestions, named)
        more, held = len(entries) > MOST_CHOICES, joined(choice.value for choice in named)
        return SeveralInput(name, label, tuple(entries[:MOST_CHOICES]), held, hint, required, more, command.path)
    if suggestions and offer in ("all", "some") and len(value) <= LONGEST_LABEL:
        more = offer == "some" or len(suggestions) > MOST_CHOICES
        return ChoiceInput(name, label, _offered(suggestions, value), value, hint, required, more, command.path)
    if timed := _TIMED.get(parameter.kind):
        held = _held(parameter, value)
        return timed(name, label, held or "", hint, required, value if held is None else "", _example(parameter))
    most = min(max(wording.most or option.most, len(value)), LONGEST_INPUT)  # what is too long comes back whole, to be shortened
    long = option.long if wording.long is None else wording.long
    code = option.code if wording.code is None else wording.code
    examples = tuple(suggestions[:MOST_CHOICES])
    return TextInput(name, label, value[:most], hint, long, required, most, code, examples, command.path if examples else "")


def _one_of(choices: tuple[Choice, ...], name: str, label: Markup, value: str, hint: Markup, required: bool) -> ChoiceInput:
    """One of some fixed values. If one of them is chosen already, there is no choosing none."""
    is_chosen = any(choice.value == value for choice in choices)
    return ChoiceInput(name, label, choices, value, hint, required or is_chosen)


def _fitting(words: Markup, most: int) -> Markup:
    """Words of a form. A translation for which some platform has no room is cut, for the form must open; English that is too long
    is a fault, which the limits name."""
    if is_english(current_locale()) or len(plain(words)) <= most:
        return words
    return escape(clip(plain(words), most))


def _meant(parameter: Parameter, text: str) -> str:
    """What a select holds for a text that somebody wrote; the text itself if it means nothing there."""
    held = _held(parameter, text)
    return text if held is None else held


def _held(parameter: Parameter, text: str) -> str | None:
    """What a picker or a select holds for a text that somebody wrote, such as “yes” for “on” and “18:00” for “6 pm”; None if it
    means nothing there."""
    try:
        value = bind(parameter, text)
    except Refusal:
        return None
    match value:
        case bool():
            return "yes" if value else "no"
        case time():
            return value.isoformat("minutes")
        case None:
            return ""
        case _:
            return str(value)


def _suits_select(values: Sequence[str]) -> bool:
    return len(values) <= MOST_CHOICES and all(len(value) <= LONGEST_LABEL for value in values)


def _named(suggestions: Sequence[Choice], words: Sequence[str]) -> Sequence[Choice]:
    """What somebody named by label or value; words that are neither stand for themselves, for the command to read or refuse."""
    by_word = {word.casefold(): each for each in suggestions for word in (plain(each.label), each.value)}
    return tuple(dict.fromkeys(by_word.get(word.casefold(), Choice(escape(word), word)) for word in words))


def _with_named(suggestions: Sequence[Choice], named: Sequence[Choice]) -> Sequence[Choice]:
    """The suggestions with what is named, which comes first if there is not room for all."""
    entries = [*(each for each in named if each not in suggestions), *suggestions]
    return sorted(entries, key=lambda each: each not in named) if len(entries) > MOST_CHOICES else entries


def _example(parameter: Parameter) -> Markup:
    """How a day or an hour may be written."""
    if parameter.kind == "time":
        return t("Such as 18:00 or 6 pm")
    return t("Such as yesterday or 2026-01-31") if parameter.option.past else t("Such as next Friday or 2026-01-31")


def _offered(suggestions: Sequence[Choice], value: str) -> tuple[Choice, ...]:
    """The suggestions that a select holds, always with the present value: a form that is saved untouched changes nothing."""
    offered = suggestions[:MOST_CHOICES]
    if not value or any(choice.value == value for choice in offered):
        return tuple(offered)
    present = next((choice for choice in suggestions if choice.value == value), Choice(escape(value), value))
    return (present, *offered[: MOST_CHOICES - 1])
