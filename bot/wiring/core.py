"""The core over a real database: features, dispatcher, outbox, content."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic

from adapters.web.ics import calendar_file
from bot.app.arrival import arrive, come_back
from bot.app.changed import look_again, person_changed, person_left, thread_deleted
from bot.app.delivery import Deliverer
from bot.app.departures import notice_departures
from bot.app.dispatch import Dispatcher
from bot.app.links import ask_next, note_links
from bot.app.repeats import is_new
from bot.app.schedule import queue_due
from bot.app.throttle import Throttle
from bot.app.web_visits import WebVisits
from bot.domain.site import NOWHERE, Site
from bot.feature import Context, Job, Routine, nothing_prints
from bot.interface.call import Actor, Place
from bot.ports.links import LinkProbe, LinkRegister
from bot.ports.outbox import Clock, Sender, System
from bot.ports.printer import Printer
from bot.ports.sandbox import Sandbox
from bot.ports.spaces import Spaces
from bot.ports.unit import Units
from bot.shared.public_roadmaps import public_cards
from bot.shared.zone_meanings import read_zone_names
from bot.wiring.features import all_features, commands_of
from content.entry_files import EntryFiles
from content.loader import Pack, load_pack
from storage.admission import SqlUnits
from storage.backups.unfinished import refuse_unfinished
from storage.connection import Connection
from storage.engine import Engines, open_engines
from storage.health import Health
from storage.links import SqlLinkRegister, note_shipped
from storage.publishing import let_others_rest, publish
from storage.releases import Library
from storage.revision import is_current
from storage.spaces import SqlSpaces
from storage.starters import SqlStarters
from storage.system import SqlSystem
from storage.warming import warm
from storage.web_passes import SqlPassRegister

CONTENT = Path(__file__).parents[2] / "content"
"""The folder of the packs that ship."""
PACK = CONTENT / "mle"


@dataclass(frozen=True, slots=True)
class Core:
    """The core over one open database."""

    engines: Engines
    units: Units
    system: System
    spaces: Spaces
    library: Library
    senders: Mapping[str, Sender]
    dispatch: Dispatcher
    deliverer: Deliverer
    routines: Mapping[str, Routine | Job]
    links: LinkRegister
    visits: WebVisits
    clock: Clock

    async def queue(self, *, strict: bool = False) -> None:
        """One beat of the clock: queue what is due. If `strict`, what a routine raises is raised, and it is not put off."""
        await queue_due(self.system, self.units, self.routines, self.clock(), strict=strict)

    async def deliver(self) -> None:
        """One beat: send what waits."""
        await self.deliverer.deliver_due()

    async def ask_next_link(self, probe: LinkProbe, *, shipped: bool) -> None:
        """One beat: ask the site of one link whether it still works; of what ships only if `shipped`."""
        await ask_next(self.links, probe, self.clock(), shipped=shipped)

    async def note_links(self) -> None:
        """One beat: note which links are to be asked."""
        await note_links(self.links, self.units, self.clock())

    async def arrive(self, place: Place, joined: datetime) -> None:
        """The bot was added to a space at `joined`."""
        await arrive(self.units, self.spaces, place, joined, self.clock())

    async def come_back(self, place: Place) -> None:
        """The bot is in a space, again or still."""
        await come_back(self.units, self.spaces, place, self.clock())

    async def warm(self) -> None:
        """Read and index what ships, and names of zones, so that the first look-up is as quick as the others."""
        await asyncio.to_thread(read_zone_names, self.clock().year)
        with suppress(LookupError):
            await warm(self.engines, self.library)

    async def depart(self, place: Place) -> None:
        """The bot was taken out of a space: its cohorts sleep until it is back."""
        await self.spaces.leave(place, self.clock())

    async def is_new(self, place: Place, id: str) -> bool:
        """Whether an event is heard for the first time, by whichever process."""
        return await is_new(self.spaces, place, id, self.clock())

    async def look_again(self, place: Place) -> None:
        """What the bot may do in a channel, or in any of a space, may have changed."""
        await look_again(self.units, self.spaces, self.senders, place, self.clock())

    async def thread_deleted(self, place: Place, messages: Sequence[str]) -> None:
        """Somebody deleted the thread under one of these messages of a space."""
        await thread_deleted(self.units, self.spaces, place, messages)

    async def person_left(self, platform: str, account: str) -> None:
        """Somebody has no account any more: they leave their cohorts."""
        await person_left(self.units, platform, account, self.clock())

    async def person_changed(self, told: Actor) -> None:
        """Somebody may have another name, zone or language than their platform told before."""
        await person_changed(self.units, told)

    async def notice_departures(self, keep_days: int) -> None:
        """One beat: once a day look for some members of each space, and forget who left it so long ago."""
        await notice_departures(self.units, self.spaces, self.senders, self.clock(), timedelta(days=keep_days))

    async def look(self) -> None:
        """One beat: see once in a while whether the database can be used, and often while it cannot."""
        await self.engines.is_well()

    async def free(self) -> None:
        """One beat: take up what a clock that was wrong holds back."""
        await self.system.free(self.clock())

    async def prune(self, keep_days: int) -> None:
        """One beat: forget what nobody can use any more, and communities that the bot was taken out of so long ago."""
        await self.system.prune(self.clock())
        while await self.system.forget_removed(self.clock() - timedelta(days=keep_days)):
            pass


@asynccontextmanager
async def open_core(
    database: str,
    clock: Clock,
    senders: Mapping[str, Sender],
    sandbox: Sandbox | None = None,
    library: Library | None = None,
    site: Site = NOWHERE,
    printer: Printer | None = None,
    slows: bool = False,
    health: Health | None = None,
) -> AsyncGenerator[Core]:
    """The core over a database that was brought up to date by `release`. Without a sandbox no code is asked for or run,
    without a printer nothing is offered as PDF. `slows`: whoever calls too often is slowed down.

    `library` is what the process has read of the database's content already, `site` where the web part is reached, `health` the
    database's, if the senders ask it too.
    """
    engines = open_engines(database, health)
    features = all_features(runs_code=sandbox is not None)
    library = library or Library()
    units, system = SqlUnits(engines, library), SqlSystem(engines)
    rechecks = {recheck.name: recheck for feature in features for recheck in feature.rechecks}
    routines = {routine.name: routine for feature in features for routine in feature.routines}
    scheduled = {name: routine for name, routine in routines.items() if isinstance(routine, Routine)}
    behaviour = partial(Context, rechecks=rechecks, routines=scheduled)
    prints = printer.has_letters if printer else nothing_prints
    equipped = partial(behaviour, prints=prints, pack_files=EntryFiles(), calendar_file=calendar_file, site=site)
    dispatch = Dispatcher(
        commands_of(features), units, senders, equipped, sandbox, printer, Throttle(monotonic if slows else None)
    )
    try:
        yield Core(
            engines=engines,
            units=units,
            system=system,
            spaces=SqlSpaces(engines),
            library=library,
            senders=senders,
            dispatch=dispatch,
            deliverer=Deliverer(system, units, senders, clock, rechecks),
            routines=routines,
            links=SqlLinkRegister(engines),
            visits=WebVisits(dispatch, units, SqlPassRegister(engines), clock, public_cards, SqlStarters(engines), site),
            clock=clock,
        )
    finally:
        await engines.dispose()


async def prepare_database(database: str, clock: Clock, packs: Sequence[Path] = (PACK,)) -> bool:
    """Bring the tables up to date and load content packs, the only ones from now on; True if something in them was new."""
    loaded = [load_pack(folder) for folder in packs]
    engines = open_engines(database)
    try:
        await refuse_unfinished(engines)
        await bring_up_to_date(engines)
        return await engines.write.run(_release, loaded, clock())
    finally:
        await engines.dispose()


async def bring_up_to_date(engines: Engines) -> None:
    """Apply the migrations that are missing. Raises NewerDatabase."""
    if not await is_current(engines):
        from storage.migrate import upgrade  # a process that goes on to run keeps what it has imported

        await upgrade(engines)


async def _release(connection: Connection, packs: Sequence[Pack], now: datetime) -> bool:
    new = any([await publish(connection, pack, now) for pack in packs])
    await let_others_rest(connection, [pack.name for pack in packs])
    active = [item for pack in packs for item in pack.items if item.kind == "resource" and item.body["status"] == "active"]
    await note_shipped(connection, {item.id: str(item.body["url"]) for item in active}, now)
    return new
