"""Choosing a time zone by a name as people type it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from bot.domain.calendar import zone_named
from bot.domain.zone_names import offset_named
from bot.errors import Refusal, about
from bot.feature import Context
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES
from bot.interface.none_words import means_none, means_usual
from bot.interface.option import Option, some_values
from bot.language import current_locale
from bot.shared.nearest import nearest
from bot.shared.zone_meanings import COMMON_ZONES, meant, of_each_clock, zones_at, zones_with_names
from bot.text import Listed, Markup, escape, t

MOST_NAMED = 5
"""Zones that a refusal names."""


@some_values
async def suggest_zones(context: Context, typed: str) -> Sequence[Choice]:
    """What was typed can mean, then zones whose name is nearest to it; before anything is typed the own one and common ones."""
    found = _fitting(typed, context.now) if typed else list(dict.fromkeys((context.zone, *COMMON_ZONES)))
    return [Choice(escape(zone), zone) for zone in found[:MOST_CHOICES]]


OwnZone = Annotated[
    str | None,
    Option(
        "Your time zone, such as Europe/Berlin; none takes it away.",
        label="Time zone",
        suggest=suggest_zones,
        words=True,
        clearable=True,
    ),
]


def own_zone(context: Context, text: str | None) -> str | None:
    """The zone of a member who wrote this as their own: nothing or “none” gives it back to what their account's platform tells,
    if it does. Raises Refusal as `chosen_zone` does."""
    return context.actor.zone if _gives_back(text) else chosen_zone(text or "", context.now)


def zone_lines(context: Context, text: str | None) -> list[Markup]:
    """Whose zone is a member's from now on, if they gave their own back."""
    if "zone" not in context.values or not _gives_back(text):
        return []
    if context.actor.zone:
        return [t("Your time zone follows your account's again.")]
    return [t("Your community's time zone is yours now.")]


def _gives_back(text: str | None) -> bool:
    return not text or means_usual(text)


@about("zone")
def chosen_zone(text: str, now: datetime) -> str:
    """The zone somebody means: by its own name, a country, a large city, an abbreviation, its distance from UTC.

    Raises Refusal if it may be several."""
    offset = offset_named(text)
    if offset is not None:
        return _at_offset(text, zones_at(offset, now), now)
    can_be = meant(text, current_locale(), now.year)
    if len(can_be) == 1:
        return can_be[0]
    if can_be:
        raise Refusal(
            t(
                "“{text}” can be several time zones. Write the one you mean: {zones}.",
                text=text[:50],
                zones=Listed(tuple(can_be[:MOST_NAMED])),
            )
        )
    whole = zone_named(text) if "/" in text else None
    if whole:
        return whole
    near = () if means_none(text) else _fitting(text, now)
    if near:
        raise Refusal(t("There is no time zone “{text}”. Did you mean `{near}`?", text=text[:50], near=near[0]))
    raise Refusal(
        t(
            "There is no time zone “{text}”. Write your country or a large city near you, such as Germany or Berlin.",
            text=text[:50],
        )
    )


def _at_offset(text: str, there: Sequence[str], now: datetime) -> str:
    """The best known of the zones that are as far from UTC now, if their clocks agree all year.

    Raises Refusal if they do not, or there is none."""
    if not there:
        raise Refusal(t("No place is “{text}” from UTC. Write your country or a large city near you.", text=text[:50]))
    clocks = of_each_clock(there, now.year)
    if len(clocks) == 1:
        return clocks[0]
    raise Refusal(
        t(
            "Places that are “{text}” now change their clocks on other days. Write a city with your clock, such as {zones}.",
            text=text[:50],
            zones=Listed(clocks[:MOST_NAMED]),
        )
    )


def _fitting(typed: str, now: datetime) -> list[str]:
    """The zones that were meant, if any; then those whose names are nearest."""
    offset = offset_named(typed)
    if offset is not None:
        return list(zones_at(offset, now))
    locale = current_locale()
    return list(dict.fromkeys((*meant(typed, locale, now.year), *nearest(typed, zones_with_names(locale, now.year)))))
