"""The bot comes to a space: what belongs to it wakes, and one card says there what to do next."""

from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.app.sanitize import sanitized_place
from bot.domain.post import Post
from bot.interface.call import Place
from bot.ports.spaces import Spaces
from bot.ports.unit import Unit, Units
from bot.shared.posts import compose
from bot.shared.setup_card import setup_card

NEWS_FOR = timedelta(days=1)
"""How long after the bot was added its card is worth posting: some operators start the process only after that."""

log = structlog.get_logger(__name__)


async def arrive(units: Units, spaces: Spaces, place: Place, joined: datetime, now: datetime) -> None:
    """Wake what belongs to the space, and queue the card for the place's channel, once for each time the bot was added; hearing
    of it again changes nothing.

    Never raises: a server that fails must not keep the others waiting, and is heard of again at the next start.
    """
    try:
        await spaces.come_back(place)
        if now - joined > NEWS_FOR:
            return
        await _queue(units, sanitized_place(place), joined, now)
    except Exception:
        log.exception("an arrival was not noted", platform=place.platform, space=place.space)


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
        await unit.outbox.put(post(card=compose(unit, setup_card)))

    await units.run(community, put)
