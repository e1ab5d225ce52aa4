"""Members answer whether they can help somebody who is stuck; whoever does not answer within a day is not waited for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from annotated_types import Ge, Le

from bot.domain.cohort import Cohort
from bot.domain.helping import HelpOffer
from bot.domain.late_work import takes_milestones
from bot.domain.member import Member, is_away
from bot.domain.post import Post
from bot.domain.roadmap import MOST_WEEKS, Week
from bot.domain.timetable import Occurrence
from bot.errors import Hindrance, Reason, Refusal
from bot.feature import Context, Feature, Recheck, Routine, unscheduled
from bot.interface.call import Call, record_id
from bot.interface.card import Card, Text
from bot.interface.command import Commands
from bot.interface.option import Option
from bot.ports.unit import Unit
from bot.shared.cohort_choice import hold_cohort, own_cohort
from bot.shared.direct_posts import concerned, written_as
from bot.shared.helping import HELP, look_at_again, offer_to_helper, question_key, tell_of_helper
from bot.shared.week_card import cohort_weeks, week_title
from bot.text import Markup, t

CohortKey = Annotated[str, Option("Which cohort?")]
WeekKey = Annotated[int, Option("Which week?"), Ge(1), Le(MOST_WEEKS)]
PersonKey = Annotated[str, Option("Who is stuck?")]

commands = Commands()


@commands.add("milestone can-help", "Help somebody who is stuck.", listed=False)
async def can_help(context: Context, cohort: CohortKey, week: WeekKey, person: PersonKey) -> Card:
    await hold_cohort(context, cohort)
    chosen, shown, offer = await _offered(context, cohort, week, person)
    stuck = await _still_stuck(context.unit, chosen, shown.id, offer.person, context.now)
    if isinstance(stuck, Reason):
        return Card(t("Nobody is stuck there any more"), (Text(_no_more(stuck, chosen)),))
    if offer.answer != "accepted":
        await context.unit.help_offers.put(replace(offer, answer="accepted", answered_at=context.now))
        await tell_of_helper(context.unit, chosen, week, shown, stuck, context.member, context.now)
    whom = await written_as(context.unit, stuck, context.place.platform)
    said = t(
        "{whom} is stuck in **{week}**. Write to them; they read that you offer help.", whom=whom, week=week_title(week, shown)
    )
    return Card(t("Thank you for helping"), (Text(said),))


def _no_more(reason: Reason, cohort: Cohort) -> Markup:
    """Why nobody waits for help any more."""
    match reason.kind:
        case Hindrance.ASKER_LEFT:
            return t("They have left {cohort} in the meantime. Thank you!", cohort=cohort.name)
        case Hindrance.COHORT_ENDED:
            return t("{cohort} is over. Thank you!", cohort=cohort.name)
        case _:
            return t("They got on in the meantime. Thank you!")


@commands.add("milestone cannot-help", "Say that you cannot help now.", listed=False)
async def cannot_help(context: Context, cohort: CohortKey, week: WeekKey, person: PersonKey) -> Card:
    await hold_cohort(context, cohort)
    chosen, shown, offer = await _offered(context, cohort, week, person)
    if offer.answer == "accepted":
        raise Refusal(t("You said that you can help, and they read of it: write to them."))
    if offer.answer == "waiting":
        await context.unit.help_offers.put(replace(offer, answer="declined", answered_at=context.now))
        await _offer_anew(context.unit, chosen, week, shown, offer.person, context.now)
    return Card(t("Another time, then"), (Text(t("Nobody hears of it. Somebody else is asked, if there is anybody.")),))


async def ask_others(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """Ask others in place of those who were waited for long enough."""
    weeks = {week.id: (number, week) for number, week in enumerate(await cohort_weeks(unit, cohort), 1)}
    for person, of_week in {(each.person, each.week) for each in await unit.help_offers.of_cohort(cohort.id)}:
        if of_week in weeks:
            await _offer_anew(unit, cohort, *weeks[of_week], person, now)
    await look_at_again(unit, cohort, now)


async def _offer_anew(unit: Unit, cohort: Cohort, number: int, week: Week, person: int, now: datetime) -> None:
    if isinstance(await _still_stuck(unit, cohort, week.id, person, now), Member):
        await offer_to_helper(unit, cohort, number, week, person, now)


async def _still_stuck(unit: Unit, cohort: Cohort, week: str, person: int, now: datetime) -> Member | Reason:
    """The member, if they are in the cohort and still stuck in a week that it still takes; else what has become of that."""
    enrollment, member = await unit.enrollments.get(cohort.id, person), await unit.members.get(person)
    if member is None or enrollment is None or enrollment.left_at:
        return Reason(Hindrance.ASKER_LEFT)
    if not takes_milestones(cohort.timetable, now, enrollment):
        return Reason(Hindrance.COHORT_ENDED)
    progress = await unit.progress.of(cohort.id, person)
    is_stuck = week in progress and progress[week].mark == "stuck"
    return member if is_stuck else Reason(Hindrance.NOT_NEEDED)


async def _offered(context: Context, cohort: str, number: int, person: str) -> tuple[Cohort, Week, HelpOffer]:
    """What the caller was asked. Raises Refusal if they were not asked that."""
    chosen = await own_cohort(context, cohort, Call("milestone"))
    weeks, stuck = await cohort_weeks(context.unit, chosen), record_id(person)
    about = [each for each in await context.unit.help_offers.of_cohort(chosen.id) if each.helper == context.member.person]
    for offer in about:
        if number <= len(weeks) and (offer.person, offer.week) == (stuck, weeks[number - 1].id):
            return chosen, weeks[number - 1], offer
    raise Refusal(t("Nobody asks you for help there."))


async def if_still_wanted(unit: Unit, post: Post, now: datetime) -> Post | Reason | None:
    """The message, unless its reader has left. A question is for nobody either who took leave, or wants to be asked no more if
    no moderator chose them, nor once the other one got on or left, or the cohort is over."""
    found, asked = await concerned(unit, post), await _asked(unit, post)
    if found is None:
        return Reason(Hindrance.NOT_IN_COHORT)
    if asked is None:
        return post
    _, helper = found
    if is_away(helper, unit.community, now):
        return Reason(Hindrance.ON_LEAVE)
    cohort, _, _, offer = asked
    stuck = await _still_stuck(unit, cohort, offer.week, offer.person, now)
    if isinstance(stuck, Reason):
        return stuck
    return post if helper.helps or post.promised_to else None


async def ask_instead(unit: Unit, post: Post, now: datetime) -> None:
    """Ask another in place of one whom a question did not reach."""
    asked = await _asked(unit, post)
    if asked is None:
        return
    cohort, number, week, offer = asked
    await unit.help_offers.put(replace(offer, answer="unreached", answered_at=now))
    await _offer_anew(unit, cohort, number, week, offer.person, now)


async def _asked(unit: Unit, post: Post) -> tuple[Cohort, int, Week, HelpOffer] | None:
    """The offer that a message asks about, with its cohort, and the number of its week; None if it is no question, or is answered
    already."""
    cohort = await unit.cohorts.get(post.cohort or 0)
    if cohort is None:
        return None
    weeks = {week.id: (number, week) for number, week in enumerate(await cohort_weeks(unit, cohort), 1)}
    for offer in await unit.help_offers.of_cohort(cohort.id):
        number, week = weeks.get(offer.week, (0, None))
        if week and offer.answer == "waiting" and post.key == question_key(cohort, number, offer.person, offer.helper):
            return cohort, number, week, offer
    return None


feature = Feature(commands, (Routine(HELP, ask_others, unscheduled),), (Recheck(HELP, if_still_wanted, ask_instead),))
