"""What a command gets that works without a unit: strangers may call it too."""

from bot.domain.member import moderates
from bot.feature import Visit
from bot.interface.call import Request
from bot.ports.unit import Admission, Units


async def visit_of(request: Request, units: Units) -> Visit:
    """Who calls, and whether they moderate there; nobody does in a direct message, which has no community."""
    moderator = request.place.space is not None and await _moderates(request, units)
    return Visit(now=request.at, actor=request.actor, place=request.place, moderator=moderator)


async def _moderates(request: Request, units: Units) -> bool:
    async def decided(admission: Admission) -> bool:
        return moderates(request.actor, admission.member, admission.unit.community)

    return await units.admit(request, decided, write=False)
