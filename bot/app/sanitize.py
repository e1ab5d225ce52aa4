"""Sanitizes what platforms tell: values a database takes, names without deceptive characters, zones and locales that exist."""

from dataclasses import replace

from bot.domain.calendar import zone_named
from bot.interface.call import Actor, Call, Place, Request
from bot.interface.limits import shortened
from bot.language import known_locale
from bot.text import clean

WIDEST_NAME = 100
"""As the widest platform writes it, so that every card has room for some names."""


def sanitized_request(request: Request) -> Request:
    return replace(
        request, call=_sanitized_call(request.call), actor=sanitized_actor(request.actor), place=sanitized_place(request.place)
    )


def sanitized_place(place: Place) -> Place:
    return replace(place, space_name=_one_line(place.space_name), locale=_locale(place.locale))


def _sanitized_call(call: Call) -> Call:
    """Without what no database takes: the zero character and halves of surrogate pairs."""
    return Call(call.path, {name: text.replace("\0", "").encode(errors="ignore").decode() for name, text in call.values.items()})


def sanitized_actor(actor: Actor) -> Actor:
    zone = zone_named(actor.zone) if actor.zone else None
    return replace(actor, name=_one_line(actor.name) or actor.id, zone=zone, locale=_locale(actor.locale))


def _one_line(name: str) -> str:
    return shortened(clean(name).replace("\n", " "), WIDEST_NAME)


def _locale(name: str | None) -> str | None:
    return known_locale(name) if name else None
