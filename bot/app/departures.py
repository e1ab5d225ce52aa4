"""Once a day some members of each space are looked for: whoever is there no more leaves their cohorts, if no event told of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

import structlog

from bot.app.changed import communities_in, take_out
from bot.app.guarded import guarded
from bot.interface.call import Place
from bot.ports.outbox import Sender
from bot.ports.spaces import Spaces
from bot.ports.unit import Unit, Units
from bot.shared.erasure import forget

FEW = 5
"""So many at most are all looked for each day."""
ROUND_DAYS = 7
"""Within so many days everybody is looked for once: whoever's turn fails, or falls on a day on which the bot is down, has another
within two weeks."""

log = structlog.get_logger(__name__)


async def notice_departures(units: Units, spaces: Spaces, senders: Mapping[str, Sender], now: datetime, keep: timedelta) -> None:
    """Look for the day's sample of each space, once a day, whichever process does it. Whoever is gone, and whose last cohort they
    left or saw end as long ago as `keep` says, is forgotten."""
    for platform, sender in senders.items():
        for space in await spaces.known(platform):
            place = Place(platform, space, None)
            if await spaces.is_new(place, f"departures/{now.date()}", now):
                await _look_in(units, spaces, sender, place, now, keep)


async def _look_in(units: Units, spaces: Spaces, sender: Sender, place: Place, now: datetime, keep: timedelta) -> None:
    """Never raises: who could not be looked for has their turn again, and no other space waits."""
    with guarded(log, "members could not be looked for", platform=place.platform, space=place.space):
        for community in await communities_in(spaces, place):
            accounts = await units.run(community, partial(_accounts_in, place=place, now=now))
            for person in sample([*accounts], now.date()):
                if not await sender.is_there(place.space or "", accounts[person]):
                    await units.run(community, partial(take_out, person=person, now=now))
        community = await units.community_at(place)
        idle = await units.run(community, partial(_idle, platform=place.platform, before=now - keep))
        for person in sample([*idle], now.date()):
            if not await sender.is_there(place.space or "", idle[person]):
                await units.run(community, partial(forget, person=person, now=now))


def sample(persons: Sequence[int], day: date) -> Sequence[int]:
    """Those whose turn it is on a day, which follows from their ids alone: whoever comes or goes moves nobody else's. As ids are
    random, the days are about alike."""
    whole, turn = sorted(persons), day.toordinal() % ROUND_DAYS
    return whole if len(whole) <= FEW else [person for person in whole if person % ROUND_DAYS == turn]


async def _idle(unit: Unit, platform: str, before: datetime) -> Mapping[int, str]:
    """The accounts of those who were in no cohort since then, by person. Whoever stays to the end of one never leaves it."""
    cohorts = [cohort.id for cohort in await unit.cohorts.all() if cohort.state(before) != "ended"]
    return await unit.members.idle(platform, cohorts, before)


async def _accounts_in(unit: Unit, place: Place, now: datetime) -> Mapping[int, str]:
    """The accounts of those who are in a cohort that is not over, or wait for it, by person. A cohort that speaks in another
    space of the platform as well is left out: its members may be there."""
    persons: set[int] = set()
    for cohort in [each for each in await unit.cohorts.all() if each.state(now) != "ended"]:
        homes = [home.space for home in await unit.cohorts.homes(cohort.id) if home.platform == place.platform]
        if homes and {*homes} == {place.space}:
            persons |= {member.person for member in await unit.enrollments.members(cohort.id)}
            persons |= {*await unit.waiting_lists.line(cohort.id)}
    accounts = await unit.members.accounts([*persons], [place.platform])
    return {person: account for person, (_, account) in accounts.items()}
