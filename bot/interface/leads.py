"""Words that say what comes after them: the name of an option before its value (`week 3`), `from` and `until` before a day."""

import re
from collections.abc import Sequence

from bot.errors import Refusal
from bot.interface.dates import UNTIL
from bot.interface.fitting import value_length
from bot.interface.option import Parameter
from bot.text import Markup, plain, t

PHRASE = r'["“”„][^"“”„]*["“”„]'
"""Words in straight or curly quotes, however they are paired."""
WORD = re.compile(rf"{PHRASE}|\S+")
_FROM = frozenset({"from", "since", "on", "von", "ab", "am"})
_MOST_WORDS = 4
"""Of an option's name, as a form shows it."""


def led(text: str, free: Sequence[Parameter], target: Parameter | None, *, days: bool) -> tuple[dict[str, str], str]:
    """The values behind words that say what they are, and the words left; with `days`, those behind `from` and `until` as well.

    `target` takes what has no other place: its name may begin a name (`Cohort 5`). Raises Refusal for the name of another option
    before words that are no sure value of it.
    """
    values: dict[str, str] = {}
    words, rest = WORD.findall(text), list[str]()
    while words:
        left = [parameter for parameter in free if parameter.name not in values]
        parameter, behind = _named(words, [each for each in left if each != target or each.kind != "text"])
        count = value_length(parameter, behind) if parameter else 0
        if parameter and not count and not rest:
            if parameter != target:
                raise Refusal(needs_name(parameter, " ".join(behind)))
            count = len(behind)
        if not parameter and days:
            parameter, behind = _dated(words, left)
            count = value_length(parameter, behind) if parameter else 0
        if parameter and count:
            values[parameter.name] = " ".join(behind[:count])
            words = behind[count:]
        else:
            rest.append(words.pop(0))
    return values, " ".join(rest) if values else text


def refuse_named(text: str, free: Sequence[Parameter]) -> None:
    """Raises Refusal for the name of an option and a value of it, where words are anybody's own text."""
    parameter, behind = _named(WORD.findall(text), free)
    if parameter and value_length(parameter, behind) == len(behind):
        raise Refusal(needs_name(parameter, " ".join(behind)))


def needs_name(parameter: Parameter, text: str) -> Markup:
    """How to name the option that a text may be meant for."""
    example = f"{parameter.name}={text[:50]}"
    return t("If “{text}” is meant for `{name}`, write `{example}`.", text=text[:50], name=parameter.name, example=example)


def _named(words: Sequence[str], options: Sequence[Parameter]) -> tuple[Parameter | None, list[str]]:
    """The option whose name is at the start, with or without a colon, and the words behind it, of which there are some."""
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        name = " ".join(words[:count]).rstrip(":").casefold()
        found = next((p for p in options if name in (p.name, p.name.replace("_", " "), plain(p.label()).casefold())), None)
        if found:
            return found, list(words[count:])
    return None, []


def _dated(words: Sequence[str], options: Sequence[Parameter]) -> tuple[Parameter | None, list[str]]:
    """The day that a small word at the start leads to: the first of a span behind `from`, the last behind `until`."""
    dates = [parameter for parameter in options if parameter.kind == "date"]
    word = words[0].casefold()
    place = 0 if word in _FROM else -1 if word in UNTIL else None
    return (dates[place], list(words[1:])) if dates and place is not None else (None, [])
