"""A worker that sends what waits, as a process of its own that can be killed."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

import structlog
from discord.http import Route

from adapters.clock import present
from adapters.discord.client import logged_in
from adapters.discord.sender import DiscordSender
from adapters.slack.sender import SlackSender
from adapters.slack.web import Web
from bot.app.delivery import Deliverer
from bot.app.sending import Spans
from bot.ports.outbox import Sender
from storage.admission import SqlUnits
from storage.engine import open_engines
from storage.releases import Library
from storage.system import SqlSystem
from storage.turns import shared_turns
from tests.slack.fake import BOT_TOKEN

TIMEOUT = 0.5
SPANS = Spans(lease=timedelta(seconds=0.9), sending=timedelta(seconds=TIMEOUT + 0.1), look_after=timedelta(seconds=0.05))
"""As in life, but that all waits are shorter."""
BEAT_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a worker finds the database and the platforms, and what those take."""

    database: str
    discord: str
    slack: str
    per_second: float
    pause: float


def send(ways: Ways) -> None:
    """Until somebody kills it. What it would log is written nowhere."""
    logging.disable()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    Route.BASE = ways.discord
    asyncio.run(_send(ways))


async def _send(ways: Ways) -> None:
    engines = open_engines(ways.database)
    async with (
        shared_turns(ways.database, engines.health) as books,
        logged_in("token", ways.per_second, books("discord")) as client,
        Web(BOT_TOKEN, ways.slack, ways.per_second, ways.pause, books=lambda what: books(f"slack {what}")) as web,
    ):
        senders: dict[str, Sender] = {
            "discord": DiscordSender(client, timeout=TIMEOUT),
            "slack": SlackSender(web, ways.pause),
        }
        deliverer = Deliverer(SqlSystem(engines), SqlUnits(engines, Library()), senders, present, spans=SPANS)
        while True:
            await deliverer.deliver_due()
            await asyncio.sleep(BEAT_SECONDS)
