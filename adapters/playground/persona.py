"""Somebody the visitor of the playground can be."""

from dataclasses import dataclass

from adapters.playground.chat import PLATFORM
from bot.interface.call import Actor
from bot.language import ENGLISH


@dataclass(frozen=True, slots=True)
class Persona:
    """An account of the playground. An administrator may use moderators' commands."""

    id: str
    name: str
    administrator: bool = False
    locale: str = ENGLISH
    zone: str = "UTC"

    def actor(self) -> Actor:
        return Actor(PLATFORM, self.id, self.name, self.locale, self.zone, self.administrator)
