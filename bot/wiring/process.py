"""What the parts of a process share, and whether it is ready."""

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import structlog

from bot.config import Settings
from bot.logs import Spell
from bot.ports.unit import Unavailable
from bot.wiring.core import Core
from bot.wiring.slack import Slack
from storage.revision import is_current

if TYPE_CHECKING:
    from adapters.discord.client import Client

log = structlog.get_logger(__name__)


class Gateway(Protocol):
    """Hears one platform."""

    @property
    def hears(self) -> bool:
        """Whether the platform can be heard at present."""
        ...


def _of_another_version() -> Spell:
    return Spell(log, "the database has the tables of another version", "the database has the tables of this version again")


@dataclass(frozen=True, slots=True)
class Process:
    """What the parts of a process share."""

    settings: Settings
    core: Core
    stopped: asyncio.Event
    discord: "Client | None"
    """The way out to Discord, which the sender and what answers Discord's requests share."""
    slack: Slack | None
    gateways: list[Gateway] = field(default_factory=list[Gateway])
    _outdated: Spell = field(default_factory=_of_another_version)

    async def hindrance(self) -> str:
        """Why the process is not ready; nothing if the database takes what is written and is of this version, and every platform
        of this process can be heard."""
        try:
            well = await self.core.engines.is_well(at_once=True)
            current = well and await is_current(self.core.engines)
        except Unavailable:
            well = current = False
        if not well:
            return "the database cannot be used"
        if not current:
            self._outdated.begin("restart this process with the version that was released")
            return "the database has the tables of another version"
        self._outdated.end()
        return "" if all(gateway.hears for gateway in self.gateways) else "a platform cannot be heard"
