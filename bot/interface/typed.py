"""A typed line → a Call: `cohort join ml-jan`, `checkin did=read chapter 3 next=exercises`.

The longest command path at the start names the command. Then come bare words, for `bare_words` to place, and `name=value` pairs,
with or without spaces around the equals sign. A value runs to the next name of an option, or is in straight or curly quotes; an
apostrophe is a letter. A line whose first option has a colon, as Discord writes it (`did:read next:write`), has colons for equals
signs. Behind a date or one of a few values more words are bare words again: `off=yes 20 Jan`.
"""

import re

from rapidfuzz import fuzz, process

from bot.errors import Refusal
from bot.interface.bare_words import placed, target_of, value_and_rest, without_quotes
from bot.interface.call import Call
from bot.interface.command import Command, Commands, no_option
from bot.interface.leads import PHRASE
from bot.interface.limits import LONGEST_INPUT, MOST_INPUTS
from bot.interface.option import Parameter
from bot.text import Markup, plain, t

LONGEST_LINE = MOST_INPUTS * LONGEST_INPUT + 1000
"""As much as the fullest form takes, and what names its inputs. How long each value may be is for its option to say."""
NEARLY = 80
"""From 0 to 100: how alike a name has to be to an option's to be a slip of it, rather than a word of a text."""
LIKE = 60
"""The same if no words of a text are written there."""
_TOKEN = re.compile(rf"(?P<name>[A-Za-z_]+)[^\S\n]*=(?:{PHRASE}|\S*)|{PHRASE}|\S+")
_COLON = re.compile(r"(?<!\S)([a-z_]+):")


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
    _refuse_slips(command, rest)
    bare, named = _parts(command, _with_equals_signs(command, rest))
    values: dict[str, str] = {}
    for name, text in named:
        if name in values:
            raise Refusal(t("`{name}` is there twice. Write all of it once, in quotes.", name=name))
        values[name] = _value(name, text)
    return {**(placed(command, bare, values) if bare else {}), **values}


def _value(name: str, text: str) -> str:
    """Raises Refusal for words after the quotes: they may belong to the value, or stand alone."""
    phrase = re.match(PHRASE, text)
    if phrase and phrase.end() < len(text):
        raise Refusal(t("`{name}` is in quotes, and more follows. Put all of its text into the quotes.", name=name))
    return without_quotes(text)


def _as_far_as_read(command: Command, rest: str) -> dict[str, str]:
    """What has a name that the command knows, and the rest as words of its text, if it takes any."""
    bare, named = _parts(command, _with_equals_signs(command, rest))
    target = target_of(command)
    values: dict[str, str] = {}
    for name, text in [(target.name, bare), *named] if target else named:
        values[name] = " ".join(filter(None, [values.get(name), without_quotes(text)]))
    return {name: text for name, text in values.items() if text}


def _parts(command: Command, rest: str) -> tuple[str, list[tuple[str, str]]]:
    """The bare words at the start or behind short values; then each name of an option with its text, in its quotes."""
    heads = [(token, p) for token in _TOKEN.finditer(rest) if token["name"] and (p := _option(command, token["name"]))]
    starts = [*(token.start() for token, _ in heads), len(rest)]
    bare, named = [rest[: starts[0]].strip()], list[tuple[str, str]]()
    for (token, parameter), end in zip(heads, starts[1:], strict=True):
        text = rest[token.end("name") : end].strip().removeprefix("=").strip()
        value, more = value_and_rest(parameter, text)
        named.append((parameter.name, value))
        bare.append(more)
    return " ".join(filter(None, bare)), named


def _option(command: Command, name: str) -> Parameter | None:
    """The option that is written before an equals sign: by its name, or as a form shows it, without its spaces."""
    typed = name.casefold().replace("_", "")
    shown = (p for p in command.parameters if typed in (p.name.replace("_", ""), plain(p.label()).casefold().replace(" ", "")))
    return command.parameter(name.casefold()) or next(shown, None)


def _with_equals_signs(command: Command, rest: str) -> str:
    """The line as it is written here, if its first option is written as Discord does."""
    first = _COLON.match(rest)
    if first is None or command.parameter(first[1]) is None:
        return rest
    return _COLON.sub(lambda found: f"{found[1]}=" if command.parameter(found[1]) else found[0], rest)


def _refuse_slips(command: Command, rest: str) -> None:
    """Raises Refusal for a name that is nearly an option's, and for any other where no text of any words is written."""
    target = target_of(command)
    written = target
    for token in _TOKEN.finditer(rest):
        name = token["name"]
        option = _option(command, name) if name else None
        if option:
            written = option if option.kind == "text" else target
        elif name and command.parameters:
            _refuse_mistyped(command, name.casefold(), any_words=bool(written and _takes_any_words(written)))


def _takes_any_words(parameter: Parameter) -> bool:
    """Whether it is a text of somebody's own words, which may hold an equals sign, and no name of what there is."""
    suggest = parameter.option.suggest
    return parameter.kind == "text" and (suggest is None or suggest.offer == "examples")


def _refuse_mistyped(command: Command, name: str, *, any_words: bool) -> None:
    """Raises Refusal for the name of no option; in a text of any words only if it is nearly one."""
    names = [parameter.name for parameter in command.parameters]
    near = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=NEARLY if any_words else LIKE)
    begun = [known for known in names if known.startswith(name)]
    if near or (begun and not any_words):
        raise Refusal(
            t(
                "There is no option “{typed}” in `{path}`. Did you mean `{name}`? Text that holds “=” goes into quotes.",
                typed=name[:50],
                path=command.path,
                name=near[0] if near else begun[0],
            )
        )
    if not any_words:
        raise Refusal(no_option(command.path, name))


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
