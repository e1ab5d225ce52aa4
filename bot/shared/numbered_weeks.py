"""Which weeks somebody means who looks for "week 3": those of their cohorts, or of every roadmap if they are in none."""

from collections.abc import Sequence

from bot.domain.items import Found
from bot.domain.numbered_part import numbered_part
from bot.domain.roadmap import Week
from bot.feature import Context
from bot.interface.card import Card, Text
from bot.shared.roadmap_choice import readable_roadmaps
from bot.shared.week_card import cohort_weeks
from bot.text import t


async def with_numbered_weeks(context: Context, query: str, found: Sequence[Found]) -> Sequence[Found]:
    """What was found, with the weeks that are meant first, if a look-up says nothing but the number of a week.

    A look-up by itself knows that place in the longest roadmap alone.
    """
    typed, first = numbered_part(query), found[0] if found else None
    if typed is None or first is None or not first.sure or not isinstance(first.item, Week):
        return found
    number = typed.number
    offers = await readable_roadmaps(context)
    if not any(first.item.id in offer.roadmap.weeks[number - 1 : number] for offer in offers):
        return found
    cohorts = [cohort for cohort in context.cohorts if cohort.state(context.now) != "ended"]
    meant = [week for cohort in cohorts for week in (await cohort_weeks(context.unit, cohort))[number - 1 : number]]
    if not meant:
        placed = (week for offer in offers for week in offer.roadmap.weeks[number - 1 : number])
        items = [await context.unit.search.get(week) for week in dict.fromkeys((first.item.id, *placed))]
        meant = [item for item in items if isinstance(item, Week)]
    weeks = {week.id: Found(week) for week in meant}
    return [*weeks.values(), *(hit for hit in found[1:] if hit.item.id not in weeks)]


async def no_such_week(context: Context, query: str) -> Card | None:
    """The answer to whoever looks for the number of a week that no roadmap has; None of every other look-up."""
    typed = numbered_part(query)
    if typed is None or typed.kind != "week":
        return None
    number = typed.number
    longest = max((len(offer.roadmap.weeks) for offer in await readable_roadmaps(context)), default=0)
    if 1 <= number <= longest:
        return None
    none = t("There is no week {number}: the longest roadmap here has {longest} weeks.", number=number, longest=longest)
    return Card(t("Nothing found"), (Text(none),))
