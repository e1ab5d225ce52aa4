"""Languages: which one is spoken, its catalogue of translated sentences, and how it writes dates, times, numbers and lists.

What is said has the language of its sentence throughout: a sentence without a translation is English, with English dates and
numbers in it, whatever the reader speaks.
"""

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Literal

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_skeleton, format_time, format_timedelta, get_day_names, get_month_names
from babel.numbers import format_decimal, get_decimal_symbol
from babel.units import format_unit

CATALOGUES = Path(__file__).parent.parent / "locale"
ENGLISH = "en"
SEMICOLON = "; "

Width = Literal["wide", "abbreviated"]
SpanUnit = Literal["day", "week", "month"]

_ANY_COUNT = 1_000_000
"""So that Babel takes no larger unit than the one it is asked for."""
_FIELD = re.compile(r"\{\w*\}")
_locale: ContextVar[str] = ContextVar("locale", default=ENGLISH)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its gaps for values, and the locale whose language it is in."""

    text: str
    locale: str


@contextmanager
def speaking(locale: str) -> Generator[None]:
    """Everything said inside is in `locale` (an unknown one is English)."""
    token = _locale.set(known_locale(locale) or ENGLISH)
    try:
        yield
    finally:
        _locale.reset(token)


def current_locale() -> str:
    """The locale that is spoken now, as Babel writes it."""
    return _locale.get()


def written_locale() -> str:
    """The locale in which what is said now is written: that of its reader if there is a catalogue of its language, else
    English. Pages, pictures and papers have the direction and the dates of it."""
    locale = _locale.get()
    return locale if is_written(locale) else ENGLISH


def is_written_from_right() -> bool:
    """Whether the language in which what is said now is written begins its lines at the right."""
    return is_from_right(written_locale())


@cache
def is_from_right(locale: str) -> bool:
    """Whether the language of a locale, as Babel writes it, begins its lines at the right."""
    return str(Locale.parse(locale).text_direction) == "rtl"


def is_written(locale: str) -> bool:
    """Whether what is said can be written in the language of a locale: in English, or one with a catalogue."""
    return is_english(locale) or _catalogue(locale) is not None


@lru_cache(256)
def known_locale(name: str) -> str | None:
    """The locale as Babel writes it (`en-US` is `en_US`), or None if there is no such locale."""
    try:
        return str(Locale.parse(name, sep="-" if "-" in name else "_"))
    except (UnknownLocaleError, ValueError):
        return None


def language_name(locale: str) -> str:
    """What a locale, as Babel writes it, is called in its own language, with what is written to choose it: `Deutsch (de)`."""
    return f"{Locale.parse(locale).display_name} ({locale.replace('_', '-')})"


@cache
def is_english(locale: str) -> bool:
    """Whether a locale, as Babel writes it, is one of English."""
    return Locale.parse(locale).language == ENGLISH


def said(message: str) -> Sentence:
    """`message` in the language that is spoken now, or in English if it has no translation."""
    catalogue = _catalogue(_locale.get())
    translation = catalogue.gettext(message) if catalogue and message else ""  # for "", gettext gives the catalogue's header
    return Sentence(translation or message, _language(message, translation))


def said_of(one: str, many: str, count: int) -> Sentence:
    """The form of a sentence that fits `count`, in the language that is spoken now, or in English if it has no translation."""
    catalogue = _catalogue(_locale.get())
    translation = catalogue.ngettext(one, many, count) if catalogue else ""
    return Sentence(translation or (one if count == 1 else many), _language(one, translation))


def translation(message: str, locale: str) -> str | None:
    """`message` as a catalogue has it for `locale`, written in any way; None if it has no translation."""
    known = known_locale(locale)
    catalogue = _catalogue(known) if known else None
    return (catalogue.gettext(message) if catalogue and message else "") or None


@lru_cache(1024)
def written_date(day: date, locale: str) -> str:
    """A day with its weekday and year: `Sat, Jan 31, 2026`."""
    return format_skeleton("yMMMEd", day, locale=locale)


@lru_cache(1024)
def written_time(at: time, locale: str) -> str:
    return format_time(at, "short", locale=locale)


@lru_cache(1024)
def written_number(value: float, locale: str) -> str:
    """`1,500` or `1.500`. What counts nothing, such as a year or a line of a file, is written as a text."""
    return format_decimal(value, locale=locale, decimal_quantization=False)


def decimal_point(locale: str) -> str:
    """What stands before the fraction of a number: a point or a comma, in most languages."""
    return get_decimal_symbol(locale)


def written_weekday(number: int, width: Width, locale: str) -> str:
    """A weekday's name; Monday is 0."""
    return get_day_names(width, locale=locale)[number]


def written_months(width: Width, locale: str) -> list[str]:
    """The names of months, from January on."""
    names = get_month_names(width, locale=locale)
    return [names[number] for number in range(1, 13)]


def written_length(count: int, unit: SpanUnit, locale: str) -> str:
    """A length of time: `7 days`."""
    return format_unit(count, f"duration-{unit}", "long", locale=locale)


def written_distance(span: timedelta, unit: SpanUnit, locale: str) -> str:
    """How far a day is from today, counted in whole units: `in 7 days`, `7 days ago`."""
    return format_timedelta(span, unit, threshold=_ANY_COUNT, add_direction=True, locale=locale)


def list_separator(entries: Iterable[str], locale: str) -> str:
    """What stands between the entries of a list: a comma in most languages, and not the same one; a semicolon if an entry holds
    that comma itself, as a date does; a dot if one holds that as well."""
    comma = Locale.parse(locale).list_patterns["standard"]["middle"].format("", "")
    return _in_none([*entries], comma, SEMICOLON)


def sentence_separator(entries: Sequence[str]) -> str:
    """The same between entries that may be sentences, after whose ends no comma stands."""
    return _in_none(entries, SEMICOLON)


def _in_none(entries: Sequence[str], *separators: str) -> str:
    """The first of them that no entry holds; a dot if each is in some."""
    return next((each for each in separators if not any(each in entry for entry in entries)), " · ")


class _NoTranslation(NullTranslations):
    """The end of every catalogue: a sentence without a translation has an empty one, as in the catalogue's source."""

    def gettext(self, message: str) -> str:
        del message
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        del msgid1, msgid2, n
        return ""


@cache
def _catalogue(locale: str) -> GNUTranslations | None:
    """The catalogue that comes nearest to a locale of Babel; None if its language has none."""
    for name in _catalogue_names(locale):
        path = CATALOGUES / name / "LC_MESSAGES" / "messages.mo"
        if path.exists():
            with path.open("rb") as file:
                catalogue = GNUTranslations(file)
            catalogue.add_fallback(_NoTranslation())
            return catalogue
    return None


def _catalogue_names(locale: str) -> Iterator[str]:
    """The folders in which a locale's catalogue may be, the nearest first. For `zh_Hans_CN`, which is Discord's `zh-CN`, also
    `zh_CN`, `zh_Hans` and `zh`."""
    parsed = Locale.parse(locale)
    language, script, territory = parsed.language, parsed.script, parsed.territory
    for parts in ((language, script, territory), (language, territory), (language, script), (language,)):
        yield "_".join(filter(None, parts))


def _language(message: str, translation: str) -> str:
    """The locale by which values are written into a sentence. One without words, such as `{day}, {at}`, has no language of its
    own: it has that of the sentences around it, which is the catalogue's if there is one."""
    locale = _locale.get()
    own = translation or is_english(locale) or (_is_wordless(message) and _catalogue(locale))
    return locale if own else ENGLISH


@lru_cache(2048)
def _is_wordless(message: str) -> bool:
    return not any(map(str.isalpha, _FIELD.sub("", message)))
