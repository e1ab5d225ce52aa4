"""The parts of a process: a gateway for each platform, the web server, the worker. A library is imported when its part runs."""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

import structlog

from adapters.clock import beating, present
from adapters.links import HttpLinkProbe
from adapters.web.app import web_app
from bot.config import MisconfiguredError, Settings
from bot.ports.outbox import Sender
from bot.wiring.core import open_core
from bot.wiring.discord import check_shards, discord_over_http, hear_discord, way_to_discord
from bot.wiring.garbage import keep_for_good
from bot.wiring.news import news_of
from bot.wiring.operator_errors import asking_slack, asking_the_database, check_port, served
from bot.wiring.pace import shared_pace
from bot.wiring.printer import printer_if_installed
from bot.wiring.process import Process
from bot.wiring.sandbox import sandbox_if_installed
from bot.wiring.site import let_in, site_of
from bot.wiring.slack import OneWorkspace, Slack, serves_many, unfit_for_many, way_to_slack
from bot.wiring.stopping import told_to_stop, until
from bot.wiring.telemetry import check_telemetry, exposed, observed
from storage.backups.unfinished import refuse_unfinished
from storage.health import Health
from storage.revision import is_current, refuse_newer

if TYPE_CHECKING:
    from discord import Client

QUEUE_EVERY_SECONDS = 10
DELIVER_EVERY_SECONDS = 2
LOOK_EVERY_SECONDS = 2
DEPARTURES_EVERY_SECONDS = 3600
PRUNE_EVERY_SECONDS = 3600
FREE_EVERY_SECONDS = 60
LINK_EVERY_SECONDS = 20
NOTE_LINKS_EVERY_SECONDS = 3600
RENEW_TOKENS_EVERY_SECONDS = 60
OTHER_PORT = "choose another with PORT."
TURN_SECONDS = 0.001
"""For so long a thread computes until the next has its turn: a call has ten, and would wait 5 ms for each beside a beat."""

log = structlog.get_logger(__name__)


class Role(StrEnum):
    """What a process can do."""

    DISCORD = "discord"
    SLACK = "slack"
    WEB = "web"
    WORKER = "worker"


def configured_roles(settings: Settings) -> list[Role]:
    """Everything the settings allow; the worker and the web server always run."""
    roles = [Role.WORKER, Role.WEB]
    if settings.discord_token:
        roles.append(Role.DISCORD)
    if settings.slack_bot_token and settings.slack_app_token:
        roles.append(Role.SLACK)
    return roles


def check_start(settings: Settings, roles: Sequence[Role]) -> None:
    """Before anything long is begun: raises MisconfiguredError if a role lacks a setting or its port."""
    _require(settings, roles)
    if Role.DISCORD in roles:
        check_shards(settings)
    if Role.WEB in roles:
        check_port(settings.host, settings.port, OTHER_PORT)
    check_telemetry(settings)


async def run(settings: Settings, roles: Sequence[Role], *, uploads: bool) -> None:
    """Run the roles until the process is told to stop, then stop each cleanly. If `uploads`, Discord's commands are brought up to
    date first. Raises MisconfiguredError if the tables are not of this version, and an ExceptionGroup of what the roles raised:
    MisconfiguredError for one that cannot begin."""
    stopped = told_to_stop()
    sys.setswitchinterval(TURN_SECONDS)
    async with AsyncExitStack() as stack:
        metrics = stack.enter_context(observed(settings))
        health = Health()
        books = await stack.enter_async_context(shared_pace(settings, health))
        slack = await stack.enter_async_context(way_to_slack(settings, health, books))
        discord = await stack.enter_async_context(way_to_discord(settings, books, stopped, uploads=uploads))
        senders = _senders(discord, slack)
        sandbox = stack.enter_context(sandbox_if_installed())
        printer = stack.enter_context(printer_if_installed())
        opening = open_core(
            settings.database, present, senders, sandbox, site=site_of(settings), printer=printer, slows=True, health=health
        )
        core = await stack.enter_async_context(opening)
        with asking_the_database():
            await refuse_newer(core.engines)
            await refuse_unfinished(core.engines)
            current = await is_current(core.engines)
        if not current:
            raise MisconfiguredError("DATABASE_URL: the database is not up to date; run `python -m bot release` first.")
        await core.warm()
        keep_for_good()
        process = Process(settings, core, stopped, discord, slack)
        await stack.enter_async_context(exposed(process, metrics))
        log.info("running", roles=[str(role) for role in roles])
        async with beating({"look at the database": (LOOK_EVERY_SECONDS, core.look)}):
            ends = await asyncio.gather(*(_part(role, process) for role in roles), return_exceptions=True)
        faults = [end for end in ends if isinstance(end, Exception)]
        if faults:
            raise ExceptionGroup("parts of the process failed", faults)


async def _part(role: Role, process: Process) -> None:
    """One part of the process. When it ends, for whatever reason, the others stop in their own way, which cancelling is not."""
    try:
        await _ROLES[role](process)
    finally:
        process.stopped.set()


def _senders(discord: "Client | None", slack: Slack | None) -> dict[str, Sender]:
    """A sender for each platform that has a token."""
    senders: dict[str, Sender] = {}
    if discord:
        from adapters.discord.events import EventSender

        senders["discord"] = EventSender(discord)
    if slack:
        senders["slack"] = slack.sender
    return senders


async def _slack(process: Process) -> None:
    assert isinstance(process.slack, OneWorkspace)  # noqa: S101 - required beforehand
    gateway = process.slack.gateway(process.core.dispatch, news_of(process.core))
    process.gateways.append(gateway)
    with asking_slack():
        await until(process.stopped, gateway.run, gateway.close)


async def _web(process: Process) -> None:
    settings = process.settings
    slack = process.slack.over_http(process.core.dispatch, news_of(process.core)) if process.slack else None
    async with discord_over_http(process) as discord:
        app = web_app(
            hindrance=process.hindrance, slack=slack.handle if slack else None, discord=discord.handle if discord else None
        )
        key = settings.secret_key
        let_in(app, process.core.visits, site_of(settings), key.get_secret_value() if key else None)
        if slack:
            slack.add_pages(app)
        async with served(app, settings.host, settings.port, OTHER_PORT) as port:
            log.info("listening", port=port)
            await process.stopped.wait()
    if slack:
        await slack.close()


async def _worker(process: Process) -> None:
    core, settings = process.core, process.settings
    ask = partial(core.ask_next_link, HttpLinkProbe(), shipped=settings.check_shipped_links)
    beats = {
        "queue": (QUEUE_EVERY_SECONDS, core.queue),
        "deliver": (DELIVER_EVERY_SECONDS, core.deliver),
        "departures": (DEPARTURES_EVERY_SECONDS, partial(core.notice_departures, settings.keep_after_leaving_days)),
        "free": (FREE_EVERY_SECONDS, core.free),
        "prune": (PRUNE_EVERY_SECONDS, partial(core.prune, settings.keep_after_removal_days)),
        "links": (LINK_EVERY_SECONDS, ask),
        "links to ask": (NOTE_LINKS_EVERY_SECONDS, core.note_links),
    }
    if process.slack:
        beats["tokens"] = (RENEW_TOKENS_EVERY_SECONDS, process.slack.renew_tokens)
    async with beating(beats):
        await process.stopped.wait()


_ROLES = {Role.DISCORD: hear_discord, Role.SLACK: _slack, Role.WEB: _web, Role.WORKER: _worker}


def _require(settings: Settings, roles: Sequence[Role]) -> None:
    """Raises MisconfiguredError if a role's token is not set."""
    missing = unfit_for_many(settings)
    over_http = Role.WEB in roles and settings.discord_public_key
    if (Role.DISCORD in roles or over_http) and not settings.discord_token:
        missing.append("DISCORD_TOKEN: not set; copy it from the Bot page of your Discord application.")
    if Role.SLACK in roles and serves_many(settings):
        missing.append("SLACK_CLIENT_ID: the role web hears the workspaces that add the app; leave out the role slack.")
    elif Role.SLACK in roles and not settings.slack_bot_token:
        missing.append("SLACK_BOT_TOKEN: not set; copy it from OAuth & Permissions of your Slack app.")
    if Role.SLACK in roles and not serves_many(settings) and not settings.slack_app_token:
        missing.append("SLACK_APP_TOKEN: not set; create one under Basic Information, App-Level Tokens.")
    if missing:
        raise MisconfiguredError("\n".join(missing))
