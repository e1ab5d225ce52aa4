"""Cairn's markup as Slack draws it.

A rich text block reads nothing out of its words, so text from people needs no escaping there. mrkdwn, the only markup that small
print and side-by-side fields take, has no escape for `*`, `_`, `~`, a backtick or `:smile:`; if words hold one of those, the
block is drawn as rich text instead.

Most of what is said is said again and again, and cutting markup is what drawing costs: what was drawn last is remembered.
"""

import re
from functools import lru_cache
from itertools import groupby
from typing import Any

from bot.text import Account, Channel, Markup, Moment, Piece, Role, Span, TypedLine, pieces, plain, words_of

Json = dict[str, Any]

MOST_REMEMBERED = 2048

TYPED = "/study "
"""What begins a line that people type."""
_BULLET = "- "
_READ_BY_MRKDWN = re.compile(r"[*_~`]|:[^\s:]+:|^>", re.MULTILINE)
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_A_LINK = str.maketrans({"&": "&amp;", "<": "%3C", ">": "%3E", "|": "%7C"})
_DATES = {"date": "{date_short_pretty}", "time": "{time}", "both": "{date_short_pretty}, {time}", "relative": "{ago}"}
_STYLES = {"plain": "", "bold": "*", "italic": "_", "code": "`"}


@lru_cache(MOST_REMEMBERED)
def words(text: Markup) -> str:
    """The words alone."""
    return plain(text, TYPED)


@lru_cache(MOST_REMEMBERED)
def notified(text: Markup) -> str:
    """The words alone for a notification. Nothing that was typed can be read as a mention; accounts are named by Slack."""
    return "".join(
        _mrkdwn_piece(piece) if isinstance(piece, Account) else entities(words_of(piece, TYPED)) for piece in pieces(text)
    )


def plain_text(text: Markup) -> Json:
    """The words alone, with `:smile:` left as it was typed."""
    return {"type": "plain_text", "text": words(text), "emoji": False}


@lru_cache(MOST_REMEMBERED)
def rich_text(text: Markup) -> list[Json]:
    """A rich text block, not to be changed; empty if there is nothing to say."""
    elements = [element for listed, lines in groupby(text.split("\n"), _is_listed) for element in _part(listed, list(lines))]
    return [{"type": "rich_text", "elements": elements}] if elements else []


@lru_cache(MOST_REMEMBERED)
def suits_mrkdwn(text: Markup) -> bool:
    """Whether mrkdwn shows every word of `text` as it was typed."""
    return not any(isinstance(piece, Span) and _READ_BY_MRKDWN.search(piece.text) for piece in pieces(text))


def mrkdwn(text: str) -> Json:
    """A text object that pings nobody and turns nothing into a link by itself."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


@lru_cache(MOST_REMEMBERED)
def as_mrkdwn(text: Markup) -> str:
    return "".join(map(_mrkdwn_piece, pieces(text)))


def entities(text: str) -> str:
    """`text` without the three characters that begin Slack's own sequences, such as `<!channel>`."""
    return text.translate(_ENTITIES)


def _is_listed(line: str) -> bool:
    return line.startswith(_BULLET)


def _part(listed: bool, lines: list[str]) -> list[Json]:
    if not listed:
        return _section("\n".join(lines))
    items = [section for line in lines for section in _section(line.removeprefix(_BULLET))]
    return [{"type": "rich_text_list", "style": "bullet", "elements": items}] if items else []


def _section(text: str) -> list[Json]:
    """One section; empty if it would have no elements, which Slack refuses."""
    elements = [_rich_piece(piece) for piece in pieces(Markup(text))]
    return [{"type": "rich_text_section", "elements": elements}] if elements else []


def _rich_piece(piece: Piece) -> Json:
    match piece:
        case Span(text, url=str(url)):
            return {"type": "link", "url": url, "text": text}
        case Span(text, "plain"):
            return {"type": "text", "text": text}
        case Span(text, style):
            return {"type": "text", "text": text, "style": {style: True}}
        case Channel(id):
            return {"type": "channel", "channel_id": _channel(id)}
        case Account(id):
            return {"type": "user", "user_id": id}
        case Role(id):
            return {"type": "usergroup", "usergroup_id": id}
        case TypedLine(text):
            return _rich_piece(Span(f"{TYPED}{text}", "code"))
        case Moment():
            return {"type": "date", "timestamp": _seconds(piece), "format": _DATES[piece.style], "fallback": _fallback(piece)}


def _channel(id: str) -> str:
    """The channel itself, if a thread in it is meant: Slack mentions none."""
    return id.partition(":")[0]


def _mrkdwn_piece(piece: Piece) -> str:
    match piece:
        case Span(text, url=str(url)):
            return f"<{url.translate(_IN_A_LINK)}|{entities(text)}>"
        case Span(text, style):
            return f"{_STYLES[style]}{entities(text)}{_STYLES[style]}"
        case Channel(id):
            return f"<#{_channel(id)}>"
        case Account(id):
            return f"<@{id}>"
        case Role(id):
            return f"<!subteam^{id}>"
        case TypedLine(text):
            return _mrkdwn_piece(Span(f"{TYPED}{text}", "code"))
        case Moment():
            return f"<!date^{_seconds(piece)}^{_DATES[piece.style]}|{_fallback(piece)}>"


def _seconds(moment: Moment) -> int:
    return int(moment.at.timestamp())


def _fallback(moment: Moment) -> str:
    return f"{moment.at:%Y-%m-%d %H:%M} UTC"
