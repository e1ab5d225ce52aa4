"""An event that a platform delivers again, to whichever process, is answered once."""

from datetime import datetime

import structlog

from bot.app.sanitize import sanitized_place
from bot.interface.call import Place
from bot.ports.spaces import Spaces
from bot.ports.unit import Unavailable

log = structlog.get_logger(__name__)


async def is_new(spaces: Spaces, place: Place, id: str, now: datetime) -> bool:
    """Whether an event is heard for the first time. Never raises: two answers do less harm than none."""
    try:
        return await spaces.is_new(sanitized_place(place), id, now)
    except Unavailable:
        return True  # whoever watches over the database tells of it
    except Exception:
        log.exception("whether an event was heard before is not known", platform=place.platform, event=id)
        return True
