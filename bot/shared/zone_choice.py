"""Choosing a time zone by a name as people type it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.core import Locale, get_global

from bot.domain.calendar import zone_named, zones
from bot.domain.zone_names import ABBREVIATIONS, CITIES, offset_named
from bot.errors import Refusal, about
from bot.feature import Context
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES
from bot.interface.option import some_values
from bot.language import ENGLISH, current_locale
from bot.shared.choice import choose
from bot.shared.nearest import nearest
from bot.text import Listed, escape, t

COMMON_ZONES = (
    "America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York", "America/Sao_Paulo", "Europe/London",
    "Europe/Berlin", "Europe/Athens", "Africa/Lagos", "Africa/Nairobi", "Europe/Istanbul", "Asia/Dubai", "Asia/Karachi",
    "Asia/Kolkata", "Asia/Dhaka", "Asia/Jakarta", "Asia/Shanghai", "Asia/Manila", "Asia/Seoul", "Asia/Tokyo",
    "Australia/Sydney", "Pacific/Auckland", "America/Mexico_City", "UTC",
)  # fmt: skip
"""Offered before anything is typed, west to east; every other zone is found by typing."""


MOST_NAMED = 5
"""Zones that a refusal names."""


@some_values
async def suggest_zones(context: Context, typed: str) -> Sequence[Choice]:
    """What was typed can mean, then zones whose name is nearest to it; before anything is typed the own one and common ones."""
    if not typed:
        near = [context.zone, *(zone for zone in COMMON_ZONES if zone != context.zone)]
    else:
        offset = offset_named(typed)
        meant = _zones_at(offset, context.now) if offset is not None else _meant(typed, context.now)
        near = [*meant, *(zone for zone in nearest(typed, _names()) if zone not in meant)][:MOST_CHOICES]
    return [Choice(escape(zone), zone) for zone in near]


@about("zone")
def chosen_zone(text: str, now: datetime) -> str:
    """The zone somebody means: by its own name, a country, a large city, an abbreviation. Raises Refusal if it may be several."""
    zone = zone_named(text)
    if zone:
        return zone
    offset = offset_named(text)
    if offset is not None:
        raise Refusal(
            t(
                "“{text}” is the distance from UTC of some season only. Write a place instead, such as {zones}.",
                text=text[:50],
                zones=Listed(tuple(_zones_at(offset, now)[:MOST_NAMED]) or ("Europe/Berlin",)),
            )
        )
    meant = _meant(text, now)
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise Refusal(
            t(
                "“{text}” can be several time zones. Write the one you mean: {zones}.",
                text=text[:50],
                zones=Listed(tuple(meant[:MOST_NAMED])),
            )
        )
    chosen = choose(text, _names())
    if chosen.sure:
        return chosen.sure
    if chosen.keys:
        raise Refusal(t("There is no time zone “{text}”. Did you mean `{near}`?", text=text[:50], near=chosen.keys[0]))
    raise Refusal(t("There is no time zone “{text}”; write it such as Europe/Berlin.", text=text[:50]))


def _meant(text: str, now: datetime) -> Sequence[str]:
    """The zones that an abbreviation, a city or a country can mean, the most usual first."""
    wanted = " ".join(text.casefold().replace("_", " ").split())
    if wanted in ABBREVIATIONS:
        return ABBREVIATIONS[wanted]
    if wanted in CITIES:
        return (CITIES[wanted],)
    return _zones_of_country(wanted, current_locale(), now.year)


@cache
def _zones_of_country(name: str, locale: str, year: int) -> Sequence[str]:
    """The zones of a country by its name in a language or in English; one of those whose clocks agree, one."""
    territories: Any = get_global("territory_zones")  # the library has no types here
    codes = {code for language in (ENGLISH, locale) for code, named in _countries(language) if named.casefold() == name}
    known: list[str] = [zone for code in codes for zone in territories.get(code, ()) if zone in zones()]
    usual = [zone for zone in (*COMMON_ZONES, *known) if zone in known]
    first_of_each = {_clock(zone, year): zone for zone in reversed(usual)}
    return tuple(zone for zone in dict.fromkeys(usual) if zone in first_of_each.values())


def _countries(language: str) -> Iterable[tuple[str, str]]:
    names: Any = Locale.parse(language).territories
    return names.items()


def _clock(zone: str, year: int) -> tuple[timedelta | None, ...]:
    """How far a zone's clocks are from UTC in winter and in summer."""
    return tuple(datetime(year, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7))


def _zones_at(offset: timedelta, now: datetime) -> list[str]:
    """Zones that are as far from UTC now, common ones first."""
    ordered = dict.fromkeys((*COMMON_ZONES, *zones()))
    return [zone for zone in ordered if now.astimezone(ZoneInfo(zone)).utcoffset() == offset]


@cache
def _names() -> dict[str, tuple[str, str]]:
    """A zone's whole name, and its place alone."""
    return {zone: (zone, zone.rpartition("/")[2]) for zone in zones()}
