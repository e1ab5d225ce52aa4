"""A typed line → a Call: `cohort join ml-jan`, `checkin did="chapter 3" next=exercises`.

The longest command path at the start names the command. Then come `name=value` pairs, with values in straight or curly quotes if
they hold spaces; an apostrophe is a letter. Bare words fill the last text option.
"""

import re

from rapidfuzz import process

from bot.errors import Refusal
from bot.interface.call import Call
from bot.interface.command import Command, Commands
from bot.interface.option import Parameter
from bot.text import Markup, t

LONGEST_LINE = 4000
_TOKEN = re.compile(
    r"""(?P<name>[A-Za-z_]+)=(?:["“”„](?P<quoted>[^"“”„]*)["“”„]|(?P<value>\S*))|["“”„](?P<phrase>[^"“”„]*)["“”„]|(?P<word>\S+)"""
)


def read(line: str, commands: Commands) -> Call:
    """The call that `line` makes. Raises Refusal when no command starts it."""
    line = line.strip().removeprefix("/")
    if len(line) > LONGEST_LINE:
        raise Refusal(
            t("That line has {length} characters; {most} is the most. Shorten it.", length=len(line), most=LONGEST_LINE)
        )
    command, rest = _split(line, commands)
    names = {parameter.name for parameter in command.parameters}
    values: dict[str, str] = {}
    words: list[re.Match[str]] = []
    for token in _TOKEN.finditer(rest):
        name = token["name"]
        if name and name.casefold() in names:
            values[name.casefold()] = token["quoted"] if token["quoted"] is not None else token["value"]
        else:
            words.append(token)
    if words:
        text = _bare(words)
        target = _target(command, text, values)
        values[target.name] = " ".join(filter(None, [values.get(target.name), text]))
    return Call(command.path, values)


def _split(line: str, commands: Commands) -> tuple[Command, str]:
    for count in (2, 1):
        *words, rest = [*line.split(maxsplit=count), ""][: count + 1]
        command = commands.find(" ".join(words).casefold())
        if command and command.listed:
            return command, rest
    raise Refusal(_unknown(line, commands))


def _unknown(line: str, commands: Commands) -> Markup:
    if not line:
        return t("Type a command, such as `help`.")
    words = " ".join(line.split()[:2])
    paths = [command.path for command in commands.listed()]
    near = process.extractOne(words.casefold(), paths, score_cutoff=60)
    if near:
        return t(
            "There is no command “{typed}”. Did you mean `{path}`? Type `help` to see all.",
            typed=words[:50],
            path=near[0],
        )
    return t("There is no command “{typed}”. Type `help` to see all.", typed=words[:50])


def _bare(words: list[re.Match[str]]) -> str:
    """Bare words as one text. Quotes around the whole text are left out; those inside a sentence belong to it."""
    whole = words[0]["phrase"] if len(words) == 1 else None
    return " ".join(word[0] for word in words) if whole is None else whole


def _target(command: Command, text: str, values: dict[str, str]) -> Parameter:
    """The option that bare words fill. A lone number never names anything (slugs have a letter), so it fills the command's
    number."""
    if text.isdecimal():
        for parameter in command.parameters:
            if parameter.kind == "integer" and parameter.name not in values:
                return parameter
    texts = [parameter for parameter in command.parameters if parameter.kind == "text"]
    marked = [parameter for parameter in texts if parameter.option.words]
    if not (marked or texts):
        raise Refusal(t("`{path}` takes no words after it.", path=command.path))
    return (marked or texts)[-1]
