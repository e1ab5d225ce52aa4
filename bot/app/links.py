"""Links are asked one at a time: claimed, asked while no unit is open, settled. What was added is noted once an hour."""

from datetime import datetime
from functools import partial

import structlog

from bot.app.guarded import guarded
from bot.domain.links import Link, asked, next_asked
from bot.domain.lookup import Resource
from bot.ports.links import LinkProbe, LinkRegister
from bot.ports.unit import Unit, Units

log = structlog.get_logger(__name__)


async def ask_next(register: LinkRegister, probe: LinkProbe, now: datetime, *, shipped: bool) -> None:
    """Ask the site of the link that has been due the longest, if any is."""
    link = await register.claim(now, shipped=shipped)
    if link is None:
        return
    answer = await probe(link.url)
    known = asked(link, answer.state, now)
    await register.settle(known, next_asked(known, answer.state, now), now, news=known.broken != link.broken)
    log.info("a link was asked", item=link.item, state=answer.state, note=answer.note)


async def note_links(register: LinkRegister, units: Units, now: datetime) -> None:
    """Note the links of communities whose content has changed. Never raises: what fails is tried again with the next beat."""
    for community in await register.changed():
        with guarded(log, "the links of a community could not be noted", community=community):
            await units.run(community, partial(_note, now))


async def _note(now: datetime, unit: Unit) -> None:
    present, noted = await unit.links.present(), await unit.links.noted()
    gone = [item for item in noted if item not in present]
    await unit.links.drop([item for item in gone if not await _still_ships(unit, item, noted[item])])
    new = [Link(community=unit.community.id, item=item, url=url) for item, url in present.items() if noted.get(item) != url]
    await unit.links.put(new, now)
    await unit.links.mark_noted()


async def _still_ships(unit: Unit, item: str, url: str) -> bool:
    """Whether an address is that of what ships, and not of what was added: a moderator has said that it works."""
    found = await unit.search.get(item)
    return isinstance(found, Resource) and found.status == "active" and found.url == url
