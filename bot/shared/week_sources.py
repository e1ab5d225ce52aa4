"""The weeks that moderators can choose for a roadmap of their own, by where they are from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.roadmap import Week
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.limits import MOST_CHOICES
from bot.shared.roadmap_choice import newest_roadmaps
from bot.text import t

OWN_WEEKS = -1
"""In place of a roadmap's number: the weeks that the community made."""


@dataclass(frozen=True, slots=True)
class Source:
    """Weeks that can be chosen, and where they are from."""

    title: str
    weeks: Sequence[Week]


async def week_sources(context: Context) -> Mapping[int, Source]:
    """Whose weeks there are: each roadmap's by its number among those that a cohort can walk, and the community's own."""
    found: dict[int, Source] = {}
    for number, offer in enumerate(await newest_roadmaps(context)):
        weeks = await context.unit.content.weeks(offer.pack, offer.release, offer.roadmap.id)
        found[number] = Source(offer.roadmap.title, weeks)
    own = [week for week in (await context.unit.search.own()).values() if isinstance(week, Week) and week.status == "active"]
    made = {OWN_WEEKS: Source(str(t("All weeks of your own")), own[: 3 * MOST_CHOICES])}
    return {number: source for number, source in {**made, **found}.items() if source.weeks}


async def week_source(context: Context, of: int | None) -> Source:
    """Raises Refusal for a number under which there is none any more."""
    sources = await week_sources(context)
    if of is None or of not in sources:
        raise Refusal(t("These weeks are not here any more; choose others."))
    return sources[of]
