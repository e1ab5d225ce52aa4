"""Text that people see: translated, and safe to show.

`t` and `n` translate an English sentence and fill it in, with dates, numbers and lists as its language writes them. What comes
back is `Markup`: a small fixed set (`**bold**`, `_italic_`, `code` in backticks, `[label](https://…)`, `</cohort list>`) in which
every filled-in value was escaped: text from people can never format, link or ping. Renderers cut it with `pieces`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import Literal

from bot.isolation import is_read_otherwise, isolated, unisolated
from bot.language import (
    Sentence,
    Width,
    list_separator,
    said,
    said_of,
    written_date,
    written_number,
    written_time,
    written_weekday,
)
from bot.naming import Named, changed, cut, marked, unmarked


class Markup(Named):
    """Text in Cairn's own markup, safe to hand to any renderer."""

    __slots__ = ()


Style = Literal["plain", "bold", "italic", "code"]
MomentStyle = Literal["date", "time", "both", "relative"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; with a `url` it is a link."""

    text: str
    style: Style = "plain"
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, shown in the reader's own zone if the platform can."""

    at: datetime
    style: MomentStyle = "both"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of the platform the text is shown on, by its external id."""

    id: str


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody on the platform the text is shown on, by the external id of their account."""

    id: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role on the platform the text is shown on, by its external id."""

    id: str


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A command that people type, with or without options; each platform shows its own way to type it."""

    text: str


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week by its name; Monday is 0."""

    number: int
    width: Width = "wide"


@dataclass(frozen=True, slots=True)
class Listed:
    """Several values, one after the other, with what stands between them in the sentence's language, and in none of them."""

    values: tuple["Value", ...]


Piece = Span | Moment | Channel | Account | Role | TypedLine
Value = str | int | float | date | time | Weekday | Listed | Moment | Channel | Account | Role

_SPECIAL = re.compile(r"([\\*_`\[\]<>()])")
_PIECE = re.compile(
    r"\\(?P<escaped>[\\*_`\[\]<>()])"
    r"|\*\*(?P<bold>(?:\\.|[^\\*])*)\*\*"
    r"|_(?P<italic>(?:\\.|[^\\_])*)_"
    r"|`(?P<code>(?:\\.|[^\\`])*)`"
    r"|\[(?P<label>(?:\\.|[^\\\]])*)\]\((?P<url>https?://(?:\\.|[^\s)\\])+)\)"
    r"|<t:(?P<at>-?\d+):(?P<moment>date|time|both|relative)>"
    r"|<(?P<sigil>#|@&?)(?P<id>[A-Za-z0-9_:.-]+)>"
    r"|</(?P<line>(?:\\.|[^\\>])+)>"
)
_SIGILS = {"#": Channel, "@": Account, "@&": Role}
_SPACING = "\n\t\u200d\ufe0f"  # emoji are held together by the last two
_LOOSE_JOINERS = re.compile(r"(?<!\S)[\u200d\ufe0f]+|\u200d+(?!\S)")
_NEVER_SEEN = {"Cc", "Cf", "Cs", "Co"}  # not Cn: an emoji newer than this Python's tables has no category yet


def t(message: str, /, **values: Value) -> Markup:
    """`message` in the reader's language, with `values` escaped into it."""
    return _filled(said(message), values)


def n(one: str, many: str, count: int, /, **values: Value) -> Markup:
    """The form of a sentence that fits `count`, which fills `{count}`."""
    return _filled(said_of(one, many, count), {"count": count, **values})


def escape(text: str) -> Markup:
    """Text from people or from content, shown as it is."""
    return text if isinstance(text, Markup) else changed(Markup, text, lambda bare: _SPECIAL.sub(r"\\\1", bare))


def join(parts: list[Markup], separator: str = "\n") -> Markup:
    return unmarked(Markup, separator.join(map(marked, parts)))


def link(label: str, url: str) -> Markup:
    """A link in a text; the label alone if the address is none of the web: only a button may lead there."""
    shown = escape(label or url)
    made = unmarked(Markup, f"[{marked(shown)}]({escape(url)})")
    return made if any(isinstance(piece, Span) and piece.url for piece in pieces(made)) else shown


def clean(text: str) -> str:
    """Text as somebody typed it, without control, zero-width and direction characters, trimmed; line ends are kept."""
    return clean_code(text.expandtabs(1)).strip()


def clean_code(text: str) -> str:
    """The same with tabs and the spaces before its first line, as they have a meaning in a program."""
    kept = "".join(c for c in "\n".join(text.splitlines()) if c in _SPACING or unicodedata.category(c) not in _NEVER_SEEN)
    return re.sub(r"\A(?:[^\S\n]*\n)+", "", _LOOSE_JOINERS.sub("", unicodedata.normalize("NFC", kept))).rstrip()


def clip(text: str, most: int) -> str:
    """`text`, at most `most` characters long, with an ellipsis where it was cut: between two words if one ends near."""
    end = text.rfind(" ", most * 2 // 3, most)
    return text if len(text) <= most else cut(text, len(text[: end if end > 0 else most - 1].rstrip(" ,;:")), "…")


def pieces(text: Markup) -> Iterator[Piece]:
    """The pieces that a renderer draws, in order; neighbouring plain text comes as one span, and no span is empty."""
    for is_words, some in groupby(_cut(text), lambda piece: isinstance(piece, Span) and piece.style == "plain" and not piece.url):
        if not is_words:
            yield from (piece for piece in some if not isinstance(piece, Span) or piece.text)
        elif words := "".join(map(words_of, some)):
            yield Span(words)


def _cut(text: Markup) -> Iterator[Piece]:
    done = 0
    for match in _PIECE.finditer(text):
        yield Span(text[done : match.start()])
        yield _piece(match)
        done = match.end()
    yield Span(text[done:])


def plain(text: Markup, prefix: str = "/") -> str:
    """The words alone, for labels, titles and other places without markup. `prefix` begins what people type."""
    return changed(Named, text, lambda bare: unisolated("".join(words_of(piece, prefix) for piece in pieces(Markup(bare)))))


def _filled(sentence: Sentence, values: dict[str, Value]) -> Markup:
    return unmarked(Markup, sentence.text.format(**{key: marked(_markup(each, sentence.locale)) for key, each in values.items()}))


def _markup(value: Value, locale: str) -> Markup:
    match value:
        case Markup():
            return value
        case str():
            return changed(Markup, escape(value), isolated) if is_read_otherwise(value, locale) else escape(value)
        case Moment():
            return Markup(f"<t:{int(value.at.timestamp())}:{value.style}>")
        case Channel() | Account() | Role():
            return Markup(f"<{next(sigil for sigil, kind in _SIGILS.items() if kind is type(value))}{value.id}>")
        case Listed():
            entries = [_markup(each, locale) for each in value.values]
            return join(entries, list_separator(entries, locale))
        case Weekday():
            return escape(written_weekday(value.number, value.width, locale))
        case date():
            return escape(written_date(value, locale))
        case time():
            return escape(written_time(value, locale))
        case int() | float():
            return escape(written_number(value, locale))


def _piece(match: re.Match[str]) -> Piece:
    found = {name: re.sub(r"\\(.)", r"\1", text) for name, text in match.groupdict().items() if text is not None}
    match found:
        case {"escaped": text}:
            return Span(text)
        case {"bold": text}:
            return Span(text, "bold")
        case {"italic": text}:
            return Span(text, "italic")
        case {"code": text}:
            return Span(unisolated(text), "code")
        case {"label": text, "url": url}:
            return Span(text, url=url)
        case {"sigil": sigil, "id": id}:
            return _SIGILS[sigil](id)
        case {"line": line}:
            return TypedLine(unisolated(line))
        case _:
            return Moment(datetime.fromtimestamp(int(found["at"]), UTC), found["moment"])  # pyright: ignore[reportArgumentType]


def words_of(piece: Piece, prefix: str = "/") -> str:
    match piece:
        case Span():
            return piece.text
        case Moment():
            return f"{piece.at:%Y-%m-%d %H:%M} UTC"
        case Channel():
            return f"#{piece.id}"
        case Account() | Role():
            return f"@{piece.id}"
        case TypedLine():
            return f"{prefix}{piece.text}"
