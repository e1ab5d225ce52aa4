"""Where the bare words of a typed line go: what follows an option's name goes there, what fits an option by its form as well, the
rest to the option meant for words.

Beside an option for words, a number, an hour, a channel or a choice is taken for no option that can be left out: it would change
a setting that nobody named.
"""

import re
from collections.abc import Collection, Sequence
from functools import partial

from bot.errors import Refusal
from bot.interface.act_words import is_button
from bot.interface.command import Access, Command
from bot.interface.dates import begins_a_text, looks_like_date, names_a_day
from bot.interface.day_names import day_names
from bot.interface.day_words import DateNames
from bot.interface.fitting import MOST_WORDS, IsDate, fits, value_length
from bot.interface.leads import PHRASE, WORD, led, needs_name, refuse_named
from bot.interface.option import OptionKind, Parameter
from bot.text import Listed, plain, t

_NAMED: Collection[OptionKind] = ("integer", "time", "boolean", "channel", "choice")
"""The kinds of options that need their name beside an option for words, if they can be left out."""


def placed(command: Command, text: str, named: Collection[str]) -> dict[str, str]:
    """The values that bare words make beside the options that are `named`. Raises Refusal for words that have no sure place."""
    free = [parameter for parameter in command.parameters if parameter.name not in named]
    flowing, names = _flowing(command), day_names()
    is_day = partial(names_a_day, names=names)
    unnamed = [p for p in free if flowing and not p.required and p.kind in _NAMED]
    whole = [p for p in free if not (p in unnamed and flowing and flowing.required)]
    fitting = _fitting(whole, text, is_day)
    if fitting:
        found = _sure(command, fitting, text)
        if found in unnamed:
            raise Refusal(needs_name(found, text))
        return {found.name: text}
    said, words = _said(command, text, free, target_of(command, named))
    before, words = _day_before(words, free, names) if flowing else ({}, words)
    left = [parameter for parameter in free if parameter.name not in {**said, **before}]
    picked, rest = _picked(command, words, left, partial(looks_like_date, names=names) if flowing else is_day)
    values = {**said, **before, **picked}
    if rest:
        target = target_of(command, {*named, *values})
        if target is None:
            raise Refusal(t("`{path}` takes no words after it.", path=command.path))
        if target.name in {*named, *values}:
            raise _no_place(rest)
        if command.access is Access.WRITE and target == flowing:
            _refuse_label(command, target, text)
        values[target.name] = without_quotes(rest)
    return values


def target_of(command: Command, given: Collection[str] = ()) -> Parameter | None:
    """Where words go: to the option meant for them, else to the first text that is required, else to what is required and not yet
    `given`, else to the only text. None if the command takes no words."""
    texts = [parameter for parameter in command.parameters if parameter.kind == "text"]
    missing = [parameter for parameter in command.parameters if parameter.required and parameter.name not in given]
    return _flowing(command) or next(iter(missing), None) or (texts[0] if len(texts) == 1 else None)


def value_and_rest(parameter: Parameter, text: str) -> tuple[str, str]:
    """The value that stands at the start of a text behind an option's name, and the words after it; all of the text is the value
    of an option that takes any, or if nothing at the start fits."""
    words = text.split()
    count = value_length(parameter, words) if len(words) > 1 else 0
    return (" ".join(words[:count]), " ".join(words[count:])) if 0 < count < len(words) else (text, "")


def without_quotes(text: str) -> str:
    """Quotes around the whole text are left out; those inside a sentence belong to it."""
    return text[1:-1] if re.fullmatch(PHRASE, text) else text


def _flowing(command: Command) -> Parameter | None:
    """The option that takes words as they come."""
    texts = [parameter for parameter in command.parameters if parameter.kind == "text"]
    marked = [parameter for parameter in texts if parameter.option.words]
    return next(iter([*marked, *(parameter for parameter in texts if parameter.required)]), None)


def _said(command: Command, text: str, free: Sequence[Parameter], target: Parameter | None) -> tuple[dict[str, str], str]:
    """What the words themselves say an option of, and the words left; anybody's own words, for a check-in or a search, stay as
    they are."""
    flowing = _flowing(command)
    if flowing is None or (flowing.option.suggest and flowing.option.suggest.offer != "examples"):
        return led(text, free, target, days=flowing is None)
    if command.access is Access.WRITE:
        refuse_named(text, free)
    return {}, text


def _day_before(text: str, free: Sequence[Parameter], names: DateNames) -> tuple[dict[str, str], str]:
    """The day that the words after it are about, if the command takes one, and those words."""
    about = next((parameter for parameter in free if parameter.option.past), None)
    words = text.split()
    for count in range(min(MOST_WORDS, len(words) - 1), 0, -1) if about else ():
        day = " ".join(words[:count]).rstrip(",:")
        if about and (names_a_day(day, names) if about.required else begins_a_text(day, names)):
            return {about.name: day}, " ".join(words[count:])
    return {}, text


def _fitting(options: Sequence[Parameter], text: str, is_date: IsDate) -> Sequence[Parameter]:
    """The options of which `text` is a value by its form."""
    return [parameter for parameter in options if fits(parameter, text, is_date)]


def _picked(command: Command, text: str, free: Sequence[Parameter], is_date: IsDate) -> tuple[dict[str, str], str]:
    """What fits an option among the words, and the rest. Where words flow, only what is required or an address is picked. Raises
    Refusal for more than the options take."""
    names_only = _flowing(command) is None
    pickable = [p for p in free if p.required or p.option.address or (names_only and p.kind in ("date", "choice"))]
    values: dict[str, str] = {}
    words, rest = WORD.findall(text), list[str]()
    while words:
        count, fitting = _longest(words, pickable, is_date)
        start = " ".join(words[:count])
        left = [parameter for parameter in fitting if parameter.name not in values]
        if left:
            values[_sure(command, left, start).name] = start
        elif fitting:
            raise _no_place(start)
        else:
            rest.append(start)
        words = words[count:]
    return values, " ".join(rest) if values else text


def _longest(words: Sequence[str], options: Sequence[Parameter], is_date: IsDate) -> tuple[int, Sequence[Parameter]]:
    """How many words at the start fit options, at most, and which; one word and none if nothing fits."""
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        fitting = _fitting(options, " ".join(words[:count]), is_date)
        if fitting:
            return count, fitting
    return 1, ()


def _sure(command: Command, fitting: Sequence[Parameter], text: str) -> Parameter:
    """The only option that fits, or the first of a span of dates, whose ends are declared side by side. Raises Refusal
    otherwise."""
    places = [command.parameters.index(parameter) for parameter in fitting]
    is_span = fitting[0].kind == "date" and places == [places[0], places[0] + 1]
    if len(fitting) > 1 and not is_span:
        raise Refusal(
            t(
                "“{text}” fits more than one option: {names}. Write the option before it, such as `{example}`.",
                text=text[:50],
                names=Listed(tuple(parameter.name for parameter in fitting)),
                example=f"{fitting[0].name}={text[:50]}",
            )
        )
    return fitting[0]


def _refuse_label(command: Command, target: Parameter, text: str) -> None:
    """Raises Refusal for the name of an option or the word of a button: it would be saved as somebody's words."""
    label = next((p for p in command.parameters if text.casefold() in (p.name, plain(p.label()).casefold())), None)
    if label:
        example, own = f"{label.name}=…", f"{target.name}={text}"
        raise Refusal(
            t("“{text}” is an option: write `{example}`. If it is your text, write `{own}`.", text=text, example=example, own=own)
        )
    if is_button(text):
        raise Refusal(
            t(
                "“{text}” is a button, which is pressed. If it is your text, write `{own}`.",
                text=text,
                own=f"{target.name}={text}",
            )
        )


def _no_place(rest: str) -> Refusal:
    return Refusal(
        t("I cannot tell what “{text}” is. Write the name of its option before it, as in `name=value`.", text=rest[:50])
    )
