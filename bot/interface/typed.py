"""A typed line → a Call: `cohort join ml-jan`, `checkin did="chapter 3" next=exercises`.

The longest command path at the start names the command. Then come `name=value` pairs, with values in straight or curly quotes if
they hold spaces; an apostrophe is a letter. Bare words fill the last text option.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress

from rapidfuzz import fuzz, process

from bot.errors import Refusal
from bot.interface.call import Call
from bot.interface.command import Command, Commands
from bot.interface.dates import looks_like_date
from bot.interface.limits import LONGEST_INPUT, MOST_INPUTS
from bot.interface.option import OptionKind, Parameter
from bot.text import Markup, t

LONGEST_LINE = MOST_INPUTS * LONGEST_INPUT + 1000
"""As much as the fullest form takes, and what names its inputs. How long each value may be is for its option to say."""
NEARLY = 80
"""From 0 to 100: how alike a name has to be to an option's to be a slip of it, rather than a word of a text."""
_FITS: Mapping[OptionKind, Callable[[str], object]] = {
    "integer": str.isdecimal,  # a lone number never names anything: slugs have a letter
    "date": looks_like_date,
    "time": re.compile(r"\d{1,2}:\d{2}").fullmatch,
    "channel": re.compile(r"<#\S+>").fullmatch,
    "account": re.compile(r"<@!?\w\S*>|@\S+").fullmatch,
    "role": re.compile(r"<@&\S+>").fullmatch,
}
_TOKEN = re.compile(
    r"""(?P<name>[A-Za-z_]+)=(?:["“”„](?P<quoted>[^"“”„]*)["“”„]|(?P<value>\S*))|["“”„](?P<phrase>[^"“”„]*)["“”„]|(?P<word>\S+)"""
)


class Mistyped(Refusal):
    """A line that names a command and cannot be read as a whole; `call` holds what was typed."""

    def __init__(self, message: Markup, call: Call) -> None:
        super().__init__(message)
        self.call = call


def read(line: str, commands: Commands) -> Call:
    """The call that `line` makes; one for help if no command starts it. Raises Refusal for a line that is too long, Mistyped if a
    command starts it and the rest is too long or cannot be read."""
    line = line.strip().removeprefix("/")
    found = _split(line, commands)
    if found is None:
        _check_length(line)
        return _help(" ".join(line.split()[:2]))
    command, rest = found
    if _asks_for_help(command, rest):
        return _help(command.path)
    try:
        _check_length(line)
        return Call(command.path, _values(command, rest))
    except Refusal as refusal:
        raise Mistyped(refusal.message, Call(command.path, _as_far_as_read(command, rest))) from refusal


def _check_length(line: str) -> None:
    """Raises Refusal for a line that is too long."""
    if len(line) > LONGEST_LINE:
        raise Refusal(
            t("That line has {length} characters; {most} is the most. Shorten it.", length=len(line), most=LONGEST_LINE)
        )


def _values(command: Command, rest: str) -> dict[str, str]:
    values, words = _named(command, rest)
    alone = len(words) == 1
    for word in list(words):
        parameter = _fitting(command, word[0], values, alone=alone)
        if parameter:
            values[parameter.name] = word[0]
            words.remove(word)
    if words:
        target = _target(command)
        values[target.name] = " ".join(filter(None, [values.get(target.name), _bare(words)]))
    return values


def _as_far_as_read(command: Command, rest: str) -> dict[str, str]:
    """What has a name that the command knows, and the rest as words of its text, if it takes any."""
    texts = {parameter.name: "" for parameter in command.parameters}
    tokens = [*_TOKEN.finditer(rest)]
    named = {token["name"].casefold(): token["quoted"] or token["value"] or "" for token in tokens if token["name"]}
    values = {name: text for name, text in named.items() if name in texts}
    others = " ".join(token[0] for token in tokens if (token["name"] or "").casefold() not in texts)
    with suppress(Refusal):
        target = _target(command).name
        values[target] = " ".join(filter(None, [values.get(target), others]))
    return values


def _named(command: Command, rest: str) -> tuple[dict[str, str], list[re.Match[str]]]:
    """The named values, and the bare words. Raises Refusal for a name that is nearly an option's."""
    names = {parameter.name for parameter in command.parameters}
    values: dict[str, str] = {}
    words: list[re.Match[str]] = []
    for token in _TOKEN.finditer(rest):
        name = (token["name"] or "").casefold()
        if name in names:
            values[name] = token["quoted"] if token["quoted"] is not None else token["value"]
        else:
            _refuse_mistyped(command, name, names)
            words.append(token)
    return values, words


def _refuse_mistyped(command: Command, name: str, names: set[str]) -> None:
    near = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=NEARLY) if name else None
    if near:
        raise Refusal(
            t(
                "There is no option “{typed}” in `{path}`. Did you mean `{name}`? Text that holds “=” goes into quotes.",
                typed=name[:50],
                path=command.path,
                name=near[0],
            )
        )


def _asks_for_help(command: Command, rest: str) -> bool:
    """`checkin help`; but `find help` looks it up."""
    looks_up = any(parameter.required and parameter.kind == "text" for parameter in command.parameters)
    return rest.strip().casefold() == "help" and not looks_up


def _split(line: str, commands: Commands) -> tuple[Command, str] | None:
    for count in (2, 1):
        *words, rest = [*line.split(maxsplit=count), ""][: count + 1]
        command = commands.find(" ".join(words).casefold())
        if command and command.listed:
            return command, rest
    return None


def _help(typed: str) -> Call:
    """Help on a command, on the first word of several, or on what names none: help knows who may be offered what."""
    return Call("help", {"command": typed} if typed else {})


def _bare(words: list[re.Match[str]]) -> str:
    """Bare words as one text. Quotes around the whole text are left out; those inside a sentence belong to it."""
    whole = words[0]["phrase"] if len(words) == 1 else None
    return " ".join(word[0] for word in words) if whole is None else whole


def _fitting(command: Command, word: str, values: Mapping[str, str], *, alone: bool) -> Parameter | None:
    """The option that a bare word fits by its form: one that is required or, for a word that stands alone, any."""
    for parameter in command.parameters:
        fits = _FITS.get(parameter.kind)
        if fits and parameter.name not in values and (alone or parameter.required) and fits(word):
            return parameter
    return None


def _target(command: Command) -> Parameter:
    """Where bare words go. Raises Refusal if the command takes none."""
    texts = [parameter for parameter in command.parameters if parameter.kind == "text"]
    marked = [parameter for parameter in texts if parameter.option.words]
    if not (marked or texts):
        raise Refusal(t("`{path}` takes no words after it.", path=command.path))
    return (marked or texts)[-1]
