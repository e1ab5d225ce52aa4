"""Choosing a time zone by a name as people type it."""

from collections.abc import Sequence
from functools import cache

from bot.domain.calendar import zone_named, zones
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES
from bot.shared.nearest import nearest
from bot.text import escape, t

COMMON_ZONES = (
    "America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York", "America/Sao_Paulo", "Europe/London",
    "Europe/Berlin", "Europe/Athens", "Africa/Lagos", "Africa/Nairobi", "Europe/Istanbul", "Asia/Dubai", "Asia/Karachi",
    "Asia/Kolkata", "Asia/Dhaka", "Asia/Jakarta", "Asia/Shanghai", "Asia/Manila", "Asia/Seoul", "Asia/Tokyo",
    "Australia/Sydney", "Pacific/Auckland", "America/Mexico_City", "UTC",
)  # fmt: skip
"""Offered before anything is typed, west to east; every other zone is found by typing."""


async def suggest_zones(context: Context, typed: str) -> Sequence[Choice]:
    """Zones whose name is nearest to what was typed; before that the own one and common ones."""
    if not typed:
        near = [context.zone, *(zone for zone in COMMON_ZONES if zone != context.zone)]
    else:
        near = nearest(typed, _names())[:MOST_CHOICES]
    return [Choice(escape(zone), zone) for zone in near]


def chosen_zone(text: str) -> str:
    """The zone somebody means. Raises Refusal with the nearest one."""
    zone = zone_named(text)
    if zone:
        return zone
    near = nearest(text, _names())
    if near:
        raise Refusal(t("There is no time zone “{text}”. Did you mean `{near}`?", text=text[:50], near=near[0]))
    raise Refusal(t("There is no time zone “{text}”; write it such as Europe/Berlin.", text=text[:50]))


@cache
def _names() -> dict[str, tuple[str, str]]:
    """A zone's whole name, and its place alone."""
    return {zone: (zone, zone.rpartition("/")[2]) for zone in zones()}
