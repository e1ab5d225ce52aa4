"""Markup as HTML: every word of it is escaped by htpy, and only addresses of the web become links."""

from collections.abc import Iterator
from itertools import groupby
from zoneinfo import ZoneInfo

import htpy as h
from babel.dates import format_timedelta

from adapters.web.pages.reader import Reader, link_to
from bot.errors import Refusal
from bot.interface.typed import read
from bot.language import written_date, written_locale, written_time
from bot.text import Account, Channel, Markup, Moment, Piece, Role, Span, TypedLine, pieces, words_of

BULLET = "- "
_STYLES = {"bold": h.strong, "italic": h.em, "code": h.code}


def blocks_of(text: Markup, reader: Reader) -> Iterator[h.Element]:
    """A text as paragraphs and lists: neighbouring lines that begin with a dash are one list."""
    lines = [Markup(line) for line in text.split("\n") if line.strip()]
    for is_list, some in groupby(lines, lambda line: line.startswith(BULLET)):
        if is_list:
            yield h.ul[[h.li[inline(Markup(line.removeprefix(BULLET)), reader)] for line in some]]
        else:
            yield from (h.p[inline(line, reader)] for line in some)


def inline(text: Markup, reader: Reader) -> list[h.Node]:
    return [_drawn(piece, reader) for piece in pieces(text)]


def _drawn(piece: Piece, reader: Reader) -> h.Node:
    match piece:
        case Span(text, _, url) if url:
            return h.a(href=url, rel="noopener noreferrer")[text]
        case Span(text, style):
            return _STYLES[style][text] if style in _STYLES else text
        case Moment():
            return h.time(datetime=piece.at.isoformat())[_written(piece, reader)]
        case TypedLine(text):
            return _typed(text, reader)
        case Channel() | Account() | Role():
            return words_of(piece)


def _written(moment: Moment, reader: Reader) -> str:
    """An instant in the reader's zone and language."""
    at, locale = moment.at.astimezone(ZoneInfo(reader.zone)), written_locale()
    day, hour = written_date(at.date(), locale), written_time(at.time(), locale)
    match moment.style:
        case "date":
            return day
        case "time":
            return hour
        case "relative":
            return format_timedelta(moment.at - reader.now, add_direction=True, locale=locale)
        case "both":
            return f"{day}, {hour}"


def _typed(line: str, reader: Reader) -> h.Node:
    """A command in a sentence leads to its page."""
    try:
        call = read(line, reader.commands)
    except Refusal:
        return h.code[f"/{line}"]
    return h.a(href=link_to(call))[f"/{line}"]
