"""Cairn's markup as Discord's markdown. Whatever is not markup is escaped: it is seen as typed and formats nothing.

Most of what is said is said again and again, and cutting markup is what drawing costs: what was drawn last is remembered.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from bot.text import Account, Channel, Markup, Moment, Role, Span, TypedLine, pieces

CommandIds = Mapping[str, int]
"""Discord's ids of the commands, by path; those under one word have one id."""
NO_IDS: CommandIds = MappingProxyType({})

MOST_REMEMBERED = 2048

# Discord shows any character after a backslash as it is. What is escaped anywhere: styles, links and mentions, shortcodes of
# emoji, `://` (a bare address would show the other backslashes), @everyone. Only at the start of a line: headings, small
# print, quotes, numbered lists. `bot.interface.limits.width` counts these.
_ANYWHERE = re.compile(r"[\\*_`~|\[<]|:(?=//|[\w+-]+:)|@(?=everyone|here)")
_LINE_START = re.compile(r"^((?:[ \t]|-[ \t])*\d*)([#>+]|-(?=#)|(?<=\d)\.)", re.MULTILINE)
_ANYTHING = re.compile(r"[\\*_`~|\[<>:@#+-]|\d\.")
_FIRST_OF_TWO_BACKTICKS = re.compile("`(?=`)")
_STYLES = {"plain": "{}", "bold": "**{}**", "italic": "*{}*"}
_OPTION = re.compile(r'(\w+)=(?:"([^"]*)"|(\S+))')
_MOMENTS = {"date": "D", "time": "t", "both": "F", "relative": "R"}


def markdown(text: Markup, ids: CommandIds = NO_IDS) -> str:
    """`text` as Discord draws it. Most has nothing to draw or to escape."""
    if not _ANYTHING.search(text):
        return text
    return "".join(part if isinstance(part, str) else _line(part.text, ids.get(part.text)) for part in _parts(text))


def named(text: Markup) -> set[str]:
    """The paths of the commands in `text` that can be pressed if their ids are known: those without options."""
    return {part.text for part in _parts(text) if isinstance(part, TypedLine) and not _OPTION.search(part.text)}


@lru_cache(MOST_REMEMBERED)
def _parts(text: Markup) -> tuple[str | TypedLine, ...]:
    """What is drawn in the same way whichever ids the commands have, and the commands between."""
    return tuple(piece if isinstance(piece, TypedLine) else _drawn(piece) for piece in pieces(text))


def code_block(text: str) -> str:
    """Code as a block. Nothing can be escaped inside, so that an unseen character parts backticks that would end it."""
    parted = _FIRST_OF_TWO_BACKTICKS.sub("`\u200b", text)
    return f"```\n{parted}\n```"


def escaped(text: str) -> str:
    """`text` as it was typed."""
    return _LINE_START.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\g<0>", text))


def _drawn(piece: Span | Moment | Channel | Account | Role) -> str:
    match piece:
        case Span():
            return _span(piece)
        case Moment(at, style):
            return f"<t:{int(at.timestamp())}:{_MOMENTS[style]}>"
        case Channel(id):
            return f"<#{id}>"
        case Account(id):
            return f"<@{id}>"
        case Role(id):
            return f"<@&{id}>"


def _line(text: str, id: int | None) -> str:
    """A command to press if its id is known and nothing follows its path; else as it stands on Discord once it is typed."""
    if id:
        return f"</{text}:{id}>"
    typed = _OPTION.sub(r"\1:\2\3", text)
    return f"`/{typed}`"


def _span(span: Span) -> str:
    if span.url:
        return f"[{escaped(span.text)}](<{_url(span.url)}>)"
    if span.style == "code":
        # Nothing can be escaped inside code, so text with a backtick is shown without the style.
        return escaped(span.text) if "`" in span.text else f"`{span.text}`"
    return _STYLES[span.style].format(escaped(span.text))


def _url(url: str) -> str:
    """Without the characters that would end it."""
    return url.replace("<", "%3C").replace(">", "%3E")
