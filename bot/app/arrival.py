"""The bot comes to a space: what belongs to it wakes, no day counts as missed that nobody was asked for, and where there is no
cohort one card says what to do next."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.app.guarded import guarded
from bot.app.sanitize import sanitized_place
from bot.domain.break_changes import with_holidays
from bot.domain.post import Post
from bot.interface.call import Place
from bot.ports.spaces import Spaces
from bot.ports.unit import Unit, Units
from bot.shared.launch_card import cohort_roadmap
from bot.shared.plan_news import tell_channels
from bot.shared.posts import compose
from bot.shared.setup_card import setup_card

NEWS_FOR = timedelta(days=1)
"""How long after the bot was added its card is worth posting: some operators start the process only after that."""

log = structlog.get_logger(__name__)


async def arrive(units: Units, spaces: Spaces, place: Place, joined: datetime, now: datetime) -> None:
    """Wake what belongs to the space, and queue the card for the place's channel, once for each time the bot was added where no
    cohort is open or runs; hearing of it again changes nothing.

    Never raises: a server that fails must not keep the others waiting, and is heard of again at the next start.
    """
    with guarded(log, "an arrival was not noted", platform=place.platform, space=place.space):
        await come_back(units, spaces, place, now)
        if now - joined > NEWS_FOR:
            return
        await _queue(units, sanitized_place(place), joined, now)


async def come_back(units: Units, spaces: Spaces, place: Place, now: datetime) -> None:
    """Wake what belongs to the space. A day whose check-in nobody was asked for, as the bot was out, is a day off."""
    if left_at := await spaces.come_back(place):
        here = sanitized_place(place)
        await units.run(await units.community_at(here), partial(_excuse, here, left_at, now))


async def _excuse(place: Place, left_at: datetime, now: datetime, unit: Unit) -> None:
    for before in (await unit.cohorts.lock_all({cohort.id for cohort in await unit.cohorts.all()})).values():
        homes = await unit.cohorts.homes(before.id)
        spoke = any((home.platform, home.space) != (place.platform, place.space) for home in homes)
        unasked = [] if spoke else before.timetable.unasked_days(left_at, now)
        after = replace(before, breaks=with_holidays(before.breaks, unasked))
        if after.breaks != before.breaks:
            await unit.cohorts.save(after)
            await tell_channels(unit, before, after, await cohort_roadmap(unit, after), now)


async def _queue(units: Units, place: Place, joined: datetime, now: datetime) -> None:
    community = await units.community_at(place)
    if place.space is None or place.channel is None:
        log.warning("nowhere to post the set-up card", platform=place.platform, space=place.space)
        return
    post = partial(
        Post,
        key=f"setup/{place.platform}/{place.space}/{int(joined.timestamp())}",
        platform=place.platform,
        space=place.space,
        channel=place.channel,
        due_at=now,
        until=joined + NEWS_FOR,
    )

    async def put(unit: Unit) -> None:
        if all(cohort.state(now) == "ended" for cohort in await unit.cohorts.all()):
            await unit.outbox.put(post(card=compose(unit, setup_card)))

    await units.run(community, put)
