"""What makes two things the same: names and titles, the addresses of a page, the entries of a community, texts of a challenge."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from rapidfuzz import fuzz

from bot.domain.items import ContentItem, Findable
from bot.domain.letters import without_strokes
from bot.domain.lookup import Figure, Question, Resource

LEAST_TITLE_SIMILARITY = 90
"""The similarity, from 0 to 100, from which two titles may mean the same."""

_KEPT = "#%&*@"
"""Punctuation that tells names apart: C# is not C."""
_ACCENT = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]"
)
"""Accents, the points of Hebrew and Arabic, and the stroke that makes an Arabic word longer; people leave all of them out."""
_REMEMBERED = 32_768
"""How many texts stay as they are compared; a new entry is compared with all that a community finds."""
LONGEST_COMPARED = 500
"""The most characters that are compared, of a text as it is written and as it is folded: a sign such as ﷺ unfolds into 18, and
accents in no order take long to be sorted. No title or question is longer."""
_USUAL_PORTS = (None, 80, 443)


def same_entry(one: Resource | Question | Figure, other: Findable) -> bool:
    """Whether one entry repeats another: a resource one of the same page, a question one in the same words, a figure one of the
    same place, level, source and year."""
    return type(one) is type(other) and subject_of(one) == subject_of(other)


def subject_of(entry: ContentItem) -> tuple[str, ...]:
    """What an entry shares with every other of its kind that would repeat it: the page of a resource, the words of a question,
    the place, level, source and year of a figure. Of a kind of which none repeats another its id."""
    match entry:
        case Resource():
            return (page_of(entry.url),)
        case Question():
            return (folded(entry.question),)
        case Figure():
            named = (entry.role, entry.region, entry.level, entry.source)
            return (*map(folded, named), str(entry.year or ""))
        case _:
            return (entry.id,)


def alike(title: str, other: str) -> bool:
    """Whether two titles are so nearly the same that somebody should look at both; the order of their words does not count."""
    return fuzz.token_sort_ratio(folded(title), folded(other)) >= LEAST_TITLE_SIMILARITY


def folded(name: str) -> str:
    """A name or a title as it is compared: without case, accents, strokes, styles of letters and punctuation, with single
    spaces.

    What holds nothing but punctuation is empty.
    """
    return _folded_start(name[:LONGEST_COMPARED])


@lru_cache(maxsize=_REMEMBERED)
def _folded_start(name: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name)[:LONGEST_COMPARED].casefold())
    kept = " ".join(without_strokes(plain.translate(_FOLDED)).split())
    return unicodedata.normalize("NFC", kept[:LONGEST_COMPARED]).rstrip()


def folded_text(text: str) -> str:
    """A text in which every character counts, such as code, as it is compared: only case and runs of spaces do not matter."""
    return " ".join(text.casefold().split())


@lru_cache(maxsize=_REMEMBERED)
def page_of(url: str) -> str:
    """What the addresses of one page have in common: scheme, `www.`, a last slash, capitals, the order of parameters, how a
    character is written out and the place on the page do not count. A video has one page, whatever its link looks like. A text
    that is no address is the same only as itself."""
    try:
        parts = urlsplit(url)
        port = "" if parts.port in _USUAL_PORTS else f":{parts.port}"
    except ValueError:
        return url
    host = (parts.hostname or "").removeprefix("www.")
    video = _video(host, parts)
    if video:
        return f"youtube.com/watch?v={video}"
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return f"{host}{port}{unquote(parts.path).rstrip('/')}?{query}".casefold()


def _video(host: str, parts: SplitResult) -> str:
    """The video of YouTube that an address leads to; empty if it leads to none."""
    first, _, rest = parts.path.strip("/").partition("/")
    if host == "youtu.be":
        return first
    if host.removeprefix("m.") != "youtube.com":
        return ""
    if first == "watch":
        return dict(parse_qsl(parts.query)).get("v", "")
    return rest if first in ("shorts", "live", "embed") else ""


class _Folded(dict[int, str]):
    """Decomposed characters as they are compared: accents, the points of Arabic and Hebrew, apostrophes and marks of code go,
    other punctuation parts words."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in "'’ʼ‘`" or _ACCENT.match(character) or unicodedata.category(character) == "Cf":
            kept = ""
        else:
            kept = " " if unicodedata.category(character).startswith("P") and character not in _KEPT else character
        self[code] = kept
        return kept


_FOLDED = _Folded()
