"""Which words of a typed line are a value of an option by their form."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from bot.errors import Refusal
from bot.interface.binding import bind
from bot.interface.dates import names_a_day
from bot.interface.day_names import day_names
from bot.interface.option import OptionKind, Parameter
from bot.text import plain

IsDate = Callable[[str], bool]
MOST_WORDS = 5
"""Of a date, such as `the end of next month`."""
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_FORMS: Mapping[OptionKind, Callable[[str], object]] = {
    "integer": str.isdecimal,  # a lone number never names anything: slugs have a letter
    "time": re.compile(r"\d{1,2}(?::\d{2}|(?::\d{2})?\s?[ap]\.?m\.?)", re.IGNORECASE).fullmatch,
    "channel": re.compile(r"<#\S+>").fullmatch,
    "account": re.compile(r"<@!?\w\S*>|@\S+").fullmatch,
    "role": re.compile(r"<(?:@&|!subteam\^)\S+>").fullmatch,
}
_READ: Collection[OptionKind] = ("integer", "boolean", "time", "choice")
"""The kinds whose values can be read where their option was named."""


def fits(parameter: Parameter, text: str, is_date: IsDate) -> bool:
    """Whether a text is a value of an option that nobody named."""
    if parameter.option.address:
        return _ADDRESS.fullmatch(text) is not None
    if parameter.kind == "date":
        return is_date(text)
    if parameter.kind == "choice":
        return any(text.casefold() in (choice.value, plain(choice.label).casefold()) for choice in parameter.choices())
    form = _FORMS.get(parameter.kind)
    return form is not None and bool(form(text))


def value_length(parameter: Parameter, words: Sequence[str]) -> int:
    """How many words at the start are a value of an option that was named; 0 if they are none, or if it takes any words."""
    if parameter.kind == "text":
        return 0
    if parameter.kind in _READ and _is_read(parameter, " ".join(words)):
        return len(words)
    is_date = partial(names_a_day, names=day_names())
    lengths = range(min(MOST_WORDS, len(words)), 0, -1)
    return next((length for length in lengths if _stands(parameter, " ".join(words[:length]), is_date)), 0)


def _stands(parameter: Parameter, text: str, is_date: IsDate) -> bool:
    """A time needs its form: the `6` of `6 to 9` is none."""
    return fits(parameter, text, is_date) or (parameter.kind in _READ and parameter.kind != "time" and _is_read(parameter, text))


def _is_read(parameter: Parameter, text: str) -> bool:
    try:
        bind(parameter, text)
    except Refusal:
        return False
    return True
