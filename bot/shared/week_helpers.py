"""Where whoever is stuck in a week can ask, and whom."""

from datetime import datetime

from bot.domain.cohort import Cohort
from bot.domain.roadmap import Week
from bot.feature import Context
from bot.interface.card import Buttons, Text
from bot.shared.post_link import thread_link
from bot.shared.posts import week_name
from bot.text import Listed, Markup, Moment, t

MOST_NAMES = 5


async def helpers(context: Context, cohort: Cohort, number: int, week: Week) -> tuple[Text | Buttons, ...]:
    """Where to ask, those who have finished the week and chose to be shown, and the way there."""
    thread = await thread_link(context, cohort, week_name(number))
    place = _place_to_ask(cohort, number, context.now, has_post=bool(thread))
    done = (await context.unit.progress.done(cohort.id)).get(week.id, frozenset())
    members = await context.unit.enrollments.members(cohort.id)
    names = [member.name for member in members if member.person in done and member.visibility == "cohort"]
    if not names:
        return Text(t("Ask {place}: nobody who has finished it has chosen to be shown yet.", place=place)), *thread
    some = Listed(tuple(names[:MOST_NAMES]))
    return Text(t("Ask {place}. These have finished it: {names}.", place=place, names=some)), *thread


def _place_to_ask(cohort: Cohort, number: int, now: datetime, *, has_post: bool) -> Markup:
    """Where to ask about a week: under its post, of which nobody knows whether it has a thread or stands in one."""
    begins = cohort.timetable.begins(number)
    if now < begins:
        return t("in the cohort's channel, and under the post of this week once it is there, {at}", at=Moment(begins))
    return t("under the post of this week") if has_post else t("in the cohort's channel")
