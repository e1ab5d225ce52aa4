"""Sanitizes what platforms tell: values a database takes, names without deceptive characters, zones and locales that exist."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.calendar import zone_named
from bot.interface.call import Actor, Call, Place, Request
from bot.interface.limits import shortened, width
from bot.language import known_locale
from bot.text import clean, escape

WIDEST_NAME = 100
"""As the widest platform writes it, so that every card has room for some names."""
BLANKS = "\u115f\u1160\u2800\u3164\uffa0 "
"""Letters by their category of which nothing is seen."""
UNNAMED = "file"
"""How a file is called that has no name, or none that can be seen."""
LONGEST_ENDING = 10
"""Of the name of a file; what is longer is no ending."""


def sanitized_request(request: Request) -> Request:
    attachments = {option: replace(each, name=_file_name(each.name)) for option, each in request.attachments.items()}
    return replace(
        request,
        call=_sanitized_call(request.call, {option: each.name for option, each in attachments.items()}),
        actor=sanitized_actor(request.actor),
        place=sanitized_place(request.place),
        attachments=attachments,
    )


def sanitized_place(place: Place) -> Place:
    return replace(place, space_name=_one_line(place.space_name), locale=_locale(place.locale))


def _sanitized_call(call: Call, files: Mapping[str, str]) -> Call:
    """Without what no database takes: the zero character and halves of surrogate pairs. `files` are the names of files, by their
    options."""
    texts = {**call.values, **files}
    return Call(call.path, {name: text.replace("\0", "").encode(errors="ignore").decode() for name, text in texts.items()})


def sanitized_actor(actor: Actor) -> Actor:
    zone = zone_named(actor.zone) if actor.zone else None
    return replace(actor, name=_seen(_one_line(actor.name)) or actor.id, zone=zone, locale=_locale(actor.locale))


def _seen(name: str) -> str:
    """A name; empty if nothing of it is seen."""
    return name if name.strip(BLANKS) else ""


def _file_name(name: str) -> str:
    """One line, cut before the ending, which says how the file is read."""
    stem, dot, ending = clean(name).rpartition(".")
    if not stem or len(ending) > LONGEST_ENDING:
        return _one_line(name) or UNNAMED
    ending = _one_line(dot + ending)
    return _one_line(stem, WIDEST_NAME - width(escape(ending))) + ending


def _one_line(name: str, widest: int = WIDEST_NAME) -> str:
    return shortened(clean(name).replace("\n", " "), widest)


def _locale(name: str | None) -> str | None:
    return known_locale(name) if name else None
