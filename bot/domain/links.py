"""Whether addresses still lead somewhere: what sites say, when each is asked, and when a link counts as broken."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal
from zlib import crc32

LinkState = Literal["works", "moved", "broken", "unsure"]
"""moved: it leads to another address for good · broken: there is nothing · unsure: the site did not say, look yourself."""


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """What a site said of an address; `note` says more, such as where it leads now."""

    state: LinkState
    note: str = ""
    responded: bool = True
    """Whether a site answered, whatever it said."""


EVERY = timedelta(days=28)
"""A link is asked as often, and up to `SPREAD` later, so that those that were added together part ways."""
SPREAD = timedelta(days=5)
SOON = timedelta(hours=1)
WITHIN_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What is known of an address that is asked now and then."""

    community: int | None
    """Whose it is; None: it ships."""
    item: str
    url: str
    checked: date | None = None
    """The day on which it was last seen to work."""
    failed: date | None = None
    """The first day on which there was nothing, if it was not seen to work since."""
    broken: date | None = None
    """The day since which it counts as broken: there was nothing on two days."""


def asked(link: Link, state: LinkState, now: datetime) -> Link:
    """The link once its site has answered. What a site does not say changes nothing."""
    today = now.date()
    match state:
        case "works" | "moved":
            return replace(link, checked=today, failed=None, broken=None)
        case "broken":
            again = link.failed is not None and link.failed < today
            return replace(link, failed=link.failed or today, broken=link.broken or (today if again else None))
        case "unsure":
            return link


def next_asked(link: Link, state: LinkState, now: datetime) -> datetime:
    """When a link that was just asked is asked again: in about a month, or on the next day if it failed for the first time."""
    if state == "broken" and link.broken is None:
        return now + WITHIN_A_DAY + SOON * _share(link, now)
    return now + EVERY + SPREAD * _share(link, now)


def first_asked(link: Link, now: datetime) -> datetime:
    """When a link that is new is asked: within a day."""
    return now + SOON + (WITHIN_A_DAY - SOON) * _share(link, now)


def _share(link: Link, now: datetime) -> float:
    """From 0 to 1, the same for a link however often it is worked out on a day."""
    return crc32(f"{link.community}/{link.item}/{now.date()}".encode()) / 2**32
