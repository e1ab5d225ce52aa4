"""Which community a call is for, before anything is asked of it."""

from collections.abc import Sequence

from bot.app.questions import which_community
from bot.interface.call import Request, record_id
from bot.interface.card import Ask
from bot.ports.unit import NotAMember, OfCohort, Units, Whose


async def community_of(request: Request, units: Units) -> Whose:
    """The one community of a call. Raises Ask if it can be several, NotAMember if there is none."""
    first, *others = await communities_of(request, units)
    if others:
        raise Ask(await which_community(request, await units.communities_of(request.actor), units))
    return first


async def communities_of(request: Request, units: Units) -> Sequence[Whose]:
    """Those that a call may be for: None, that of its space; in a direct message that of the named cohort, the chosen one, or all
    of its caller's. What is typed meanwhile is kept in the first. Raises NotAMember if there is none."""
    if request.place.space is not None:
        return (None,)
    values = request.call.values
    cohort, community = record_id(values.get("cohort", "")), record_id(values.get("community", ""))
    if cohort is not None:
        return (OfCohort(cohort),)
    if community is not None:
        return (community,)
    found = [each.id for each in await units.communities_of(request.actor)]
    if not found:
        raise NotAMember
    return found
