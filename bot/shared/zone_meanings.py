"""Which zones a name can mean: of a country, a state, a city, a time such as Pacific Time, an abbreviation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.core import Locale, get_global

from bot.domain.calendar import zones
from bot.domain.own_country_names import OWN_NAMES
from bot.domain.sameness import folded
from bot.domain.zone_names import ABBREVIATIONS, COUNTRIES, KNOWN_FIRST, PLACES
from bot.language import ENGLISH

COMMON_ZONES = (
    "America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York", "America/Sao_Paulo", "Europe/London",
    "Europe/Berlin", "Europe/Athens", "Africa/Lagos", "Africa/Nairobi", "Europe/Istanbul", "Asia/Dubai", "Asia/Karachi",
    "Asia/Kolkata", "Asia/Dhaka", "Asia/Jakarta", "Asia/Shanghai", "Asia/Manila", "Asia/Seoul", "Asia/Tokyo",
    "Australia/Sydney", "Pacific/Auckland", "America/Mexico_City", "UTC",
)  # fmt: skip
"""Offered before anything is typed, west to east; every other zone is found by typing."""

MOST_WORDS = 16
"""No place has a longer name, with its country."""
_SPOKEN = 8
"""Languages whose names are remembered."""
_WORLD = "001"
"""The code under which CLDR has a zone that it gives to no country."""

Meanings = Mapping[str, tuple[str, ...]]


def meant(text: str, locale: str, year: int) -> Sequence[str]:
    """The zones that a name means in a language or in English, the best known first; of those whose clocks agree, one.

    A city may stand with its country or state, as in `Berlin, Germany` or `london uk`, and before “time”.
    """
    words = _compared(text).split()[:MOST_WORDS]
    if found := _named(" ".join(words), locale, year):
        return found
    if "/" in text:  # the whole name of a zone
        return ()
    if words[-1:] == ["time"]:
        return meant(" ".join(words[:-1]), locale, year)
    for count in range(len(words) - 1, 0, -1):
        cities, around = (_named(" ".join(part), locale, year) for part in (words[:count], words[count:]))
        clocks = {_clock(zone, year) for zone in around}
        if both := [zone for zone in cities if _clock(zone, year) in clocks]:
            return both
    return ()


def _named(name: str, locale: str, year: int) -> Sequence[str]:
    return ABBREVIATIONS.get(name) or _meanings(locale, year).get(name, ())


@lru_cache(_SPOKEN)
def zones_with_names(locale: str, year: int) -> Mapping[str, Sequence[str]]:
    """The whole name of each zone that has a place of its own and all that people call it, the best-known zone first."""
    names: dict[str, list[str]] = {zone: [zone] for zone in _ranks()}
    for name, some in _meanings(locale, year).items():
        for zone in some:
            names[zone].append(name)
    return names


def read_zone_names(year: int) -> None:
    """Read the English names, which takes some forty milliseconds, before anybody waits for them."""
    zones_with_names(ENGLISH, year)


@lru_cache(_SPOKEN)
def _meanings(locale: str, year: int) -> Meanings:
    """The zones of each name; what is the name of several things means all of them."""
    found: dict[str, dict[str, None]] = {}
    for language in dict.fromkeys((ENGLISH, locale)):
        for name, some in (*_countries(language, year), *_cities(language), *_times(language, year)):
            found.setdefault(_compared(name), {}).update(dict.fromkeys(some))
    return {name: tuple(some) for name, some in found.items()}


def _countries(language: str, year: int) -> Iterator[tuple[str, Sequence[str]]]:
    territories: Any = Locale.parse(language).territories
    for code, some in _zones_of_countries().items():
        named = territories.get(code, "")
        for name in (named, named.partition(" (")[0], *COUNTRIES.get(code, ()), *OWN_NAMES.get(code, ())):
            yield name, of_each_clock(some, year)


def _cities(language: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Large cities and states, those that a zone is named after, and what these are called in a language."""
    for name, zone in PLACES:
        yield name, (zone,)
    for zone in _ranks():
        yield _place(zone), (zone,)
    for older, zone in _older_names().items():
        if zone in _ranks():
            yield _place(older), (zone,)
    named: Any = Locale.parse(language).time_zones
    for zone, names in named.items():
        if "city" in names and _canonical(zone) in _ranks():
            yield names["city"], (_canonical(zone),)


def _times(language: str, year: int) -> Iterator[tuple[str, Sequence[str]]]:
    """Names such as Pacific Time and Pacific Standard Time, and the short ones that a language has."""
    named: Any = Locale.parse(language).meta_zones
    for kind, widths in named.items():
        for names in widths.values():
            for name in names.values():
                yield name, of_each_clock(_zones_of_times().get(kind, ()), year)


@cache
def _zones_of_times() -> Mapping[str, Sequence[str]]:
    """The zones that share the name of their time, by CLDR's key of it."""
    kinds: Any = get_global("meta_zones")
    kind_of = {_canonical(zone): kind for zone, kind in kinds.items()}
    found: dict[str, list[str]] = {}
    for zone in _ranks():
        found.setdefault(kind_of.get(zone, ""), []).append(zone)
    return found


@cache
def _zones_of_countries() -> Mapping[str, Sequence[str]]:
    """The zones of each country by its code, the best known first."""
    found: dict[str, list[str]] = {}
    for code, zone in _table():
        found.setdefault(code, []).append(zone)
    return {code: sorted(some, key=_ranks().__getitem__) for code, some in found.items() if code != _WORLD}


@cache
def _ranks() -> Mapping[str, int]:
    """The zones that have a place of their own, each with its rank: known ones first."""
    return {zone: rank for rank, zone in enumerate(dict.fromkeys((*KNOWN_FIRST, *COMMON_ZONES, *(z for _, z in _table()))))}


@cache
def _table() -> Sequence[tuple[str, str]]:
    """The code of a country and a zone of it, as CLDR has them."""
    territories: Any = get_global("territory_zones")  # the library has no types here
    return [(code, zone) for code, some in territories.items() for zone in map(_canonical, some) if zone in zones()]


def _canonical(zone: str) -> str:
    """IANA's present name of a zone that CLDR knows by an older one."""
    return _older_names().get(zone, zone)


@cache
def _older_names() -> Mapping[str, str]:
    """The present name of each zone that had another one in the same part of the world; those of a country are no places."""
    aliases: Any = get_global("zone_aliases")
    return {older: zone for older, zone in aliases.items() if older.partition("/")[0] == zone.partition("/")[0]}


def zones_at(offset: timedelta, now: datetime) -> Sequence[str]:
    """The zones with a place of their own that are so far from UTC now, common ones first."""
    ordered = dict.fromkeys((*COMMON_ZONES, *_ranks()))
    return [zone for zone in ordered if now.astimezone(ZoneInfo(zone)).utcoffset() == offset]


def of_each_clock(some: Iterable[str], year: int) -> tuple[str, ...]:
    """The first of those zones whose clocks agree all year."""
    first: dict[tuple[timedelta | None, ...], str] = {}
    for zone in some:
        first.setdefault(_clock(zone, year), zone)
    return tuple(first.values())


def _place(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def _clock(zone: str, year: int) -> tuple[timedelta | None, ...]:
    """How far a zone's clocks are from UTC in winter and in summer."""
    return tuple(datetime(year, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7))


def _compared(name: str) -> str:
    return folded(name).replace(" & ", " and ")
