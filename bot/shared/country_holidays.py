"""The public holidays of a country, or of a part of one, by names as people type them.

Their library is imported when somebody asks: it takes 4 MB, and most processes are never asked.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from babel.core import Locale

from bot.domain.own_country_names import OWN_NAMES
from bot.domain.sameness import folded
from bot.domain.zone_names import COUNTRIES
from bot.errors import Refusal, about
from bot.feature import Context
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES
from bot.interface.option import some_values
from bot.language import ENGLISH, current_locale
from bot.shared.nearest import nearest
from bot.text import Markup, escape, t

_SPOKEN = 8
"""Languages whose names of countries are remembered."""
_ENGLISH_NAMES = "en_US"
"""The language in which the library names the holidays of every country."""


@some_values
async def suggest_countries(context: Context, typed: str) -> Sequence[Choice]:
    """Countries whose names are nearest; of one that was typed, also its parts that have holidays of their own."""
    locale = current_locale()
    named = _countries(locale)
    country, _, part = typed.partition(",")
    known = named.get(folded(country))
    if known:
        whole = country.strip()
        parts = {f"{whole}, {names[-1]}": names for names in _parts(known).values()}
        entries = [*([] if part.strip() else [whole]), *nearest(part.strip(), parts)]
    else:
        entries = nearest(typed, {_name(code, locale): _names(code, locale) for code in dict.fromkeys(named.values())})
    return [Choice(escape(entry), entry) for entry in entries[:MOST_CHOICES]]


@about("country")
def holidays_of(text: str, first: date, last: date) -> Mapping[date, str]:
    """The days from `first` to `last` that are public holidays somewhere, each with its names, the earliest first. Raises
    Refusal if no country, or no part of it, is called so."""
    code, part = _place(text)
    known = _known(code)
    locale = current_locale()
    language = locale if locale in known.supported_languages else _ENGLISH_NAMES
    years = range(first.year, last.year + 1)
    named = _known(code, subdiv=part, years=years, language=language)
    return {day: str(name) for day, name in sorted(named.items()) if first <= day <= last}


def is_country(text: str) -> bool:
    """Whether a text names a country, or a part of one, with public holidays that are known."""
    try:
        _place(text)
    except Refusal:
        return False
    return True


def country_name(text: str) -> str:
    """A country as people call it, though its code was written; with the part of it that was meant. Raises Refusal if no country
    is called so."""
    code, part = _place(text)
    name = _name(code, current_locale())
    return f"{name}, {_parts(code)[part][-1]}" if part else name


def _place(text: str) -> tuple[str, str | None]:
    """The codes of a country and of a part of it, None of the whole: `Germany`, `DE`, `Germany, Bayern`, `DE-BY`, `Scotland`."""
    named = _countries(current_locale())
    if code := named.get(folded(text)):
        return code, _part_named(code, text)
    for separator in (",", "-"):
        country, _, part = text.partition(separator)
        code = named.get(folded(country))
        if code and (found := _part_named(code, part)):
            return code, found
        if code:
            raise Refusal(_unknown_part(code, part.strip()))
    raise Refusal(
        t(
            "No public holidays of “{text}” are known. Write a country, such as Germany, or a part of one: Germany, Bayern.",
            text=text[:50],
        )
    )


def _unknown_part(code: str, part: str) -> Markup:
    return t(
        "“{part}” is no part of {country} with holidays of its own; write the country alone.",
        part=part[:50],
        country=_name(code, current_locale()),
    )


def _part_named(code: str, name: str) -> str | None:
    wanted = folded(name)
    return next((part for part, names in _parts(code).items() if wanted in map(folded, names)), None)


def _parts(code: str) -> Mapping[str, Sequence[str]]:
    """The parts of a country that have holidays of their own, each with its code and its names, the name people know last."""
    known = _known(code)
    aliases = known.get_subdivision_aliases()
    return {part: (part, *aliases.get(part, ())) for part in known.subdivisions}


def _known(code: str, **asked: Any) -> Any:
    """What the library knows of a country; it types no names of parts."""
    from holidays import country_holidays

    return country_holidays(code, **asked)


@lru_cache(_SPOKEN)
def _countries(locale: str) -> Mapping[str, str]:
    """The code of each country by its folded names and by its code."""
    from holidays.registry import EntityLoader

    codes = tuple(EntityLoader.get_country_codes(include_aliases=False))  # without reading what each country celebrates
    return {folded(name): code for code in codes for name in (code, *_names(code, locale)) if name}


def _names(code: str, locale: str) -> Sequence[str]:
    """What people call a country in a language, in English and in its own languages."""
    return (_name(code, locale), _name(code, ENGLISH), *COUNTRIES.get(code, ()), *OWN_NAMES.get(code, ()))


def _name(code: str, locale: str) -> str:
    territories: Any = Locale.parse(locale).territories  # the library has no types here
    return territories.get(code, "").partition(" (")[0].partition(" SAR ")[0]
