"""Pair: moderators ask a member who has done a week whether they can help one who is stuck in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from annotated_types import Ge

from bot.domain.cohort import Cohort
from bot.domain.helping import HelpOffer
from bot.domain.member import Member
from bot.domain.roadmap import Week
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Block, Card, Note, Select, Text
from bot.interface.command import Commands
from bot.interface.inputs import Choice
from bot.interface.limits import LONGEST_LABEL, MOST_CHOICES, fitted_ends
from bot.interface.option import Option
from bot.shared.direct_posts import arrives_text
from bot.shared.helping import ask_helper, who_can_help
from bot.shared.member_choice import member_labels
from bot.shared.need_help import InNeed, back_to_status, one_in_need, short_name
from bot.shared.week_card import cohort_weeks, week_title
from bot.text import Markup, Moment, join, n, plain, t

CohortKey = Annotated[str, Option("Which cohort?")]
PersonKey = Annotated[str, Option("Who?")]

commands = Commands()


@commands.add("manage pair", "Who could help a member who is stuck.", listed=False, moderator=True)
async def pair(context: Context, cohort: CohortKey, person: PersonKey) -> Card:
    return await _pairing(context, *await _stuck(context, cohort, person))


async def _pairing(context: Context, chosen: Cohort, one: InNeed, number: int, week: Week) -> Card:
    """Who was asked, and who can be asked."""
    offers = await _offers(context, chosen, one, week)
    asked = {offer.helper for offer in offers}
    found = [each for each in await _helpers(context, chosen, one, week) if each.person not in asked]
    lines = [_line(offer, await context.unit.members.get(offer.helper), context.now) for offer in offers]
    title = t("Who could help {name} with week {number}?", name=short_name(one.member), number=number)
    about = join([t("They are stuck in **{week}**.", week=week_title(number, week)), *lines])
    return Card(title, (Text(about), *await _choice(context, chosen, one, found, len(offers)), back_to_status(chosen)))


async def _choice(context: Context, cohort: Cohort, one: InNeed, found: Sequence[Member], asked: int) -> tuple[Block, ...]:
    """A choice of those who could help; those who want to be asked come first."""
    if not found:
        return (Text(t("Nobody else has done this week yet.")),)
    shown = sorted(found, key=lambda each: not each.helps)[:MOST_CHOICES]
    labels = await member_labels(context, {each.person: (each.name, cohort) for each in shown})
    choices = tuple(
        Choice(_of_one_who_wants(labels[each.person]) if each.helps else labels[each.person], str(each.person)) for each in shown
    )
    keys = {"cohort": str(cohort.id), "person": str(one.member.person), "asked": str(asked)}
    more = len(found) - len(shown)
    note = n("{count} more has done it.", "{count} more have done it.", more)
    said = Note(t("Whom you choose is asked in private, without a name. If they can help, both read of each other."))
    return (Select(t("Ask somebody"), Call("manage ask-helper", keys), "helper", choices), *([Note(note)] if more else []), said)


def _of_one_who_wants(label: Markup) -> Markup:
    """The label of somebody who wants to be asked; what tells them from their namesakes stands at its end, and is kept."""
    wants = t("wants to be asked")
    room = LONGEST_LABEL - len(plain(t("{name} ({wants})", name="", wants=wants)))
    return t("{name} ({wants})", name=fitted_ends(plain(label), room), wants=wants)


@commands.add("manage ask-helper", "Ask a member whether they can help another.", listed=False, moderator=True)
async def ask(
    context: Context,
    cohort: CohortKey,
    person: PersonKey,
    helper: Annotated[str, Option("Whom to ask?")],
    asked: Annotated[int | None, Option("How many had been asked when this was offered?"), Ge(0)] = None,
) -> Card:
    chosen, one, number, week = await _stuck(context, cohort, person)
    found = next((each for each in await _helpers(context, chosen, one, week) if each.person == record_id(helper)), None)
    if found is None:
        raise Refusal(t("They cannot be asked any more. Look at </manage status> again."))
    offers = await _offers(context, chosen, one, week)
    offer = next((each for each in offers if each.helper == found.person), None)
    if offer is None and asked is not None and len(offers) > asked:  # another moderator asked somebody meanwhile
        return await _pairing(context, chosen, one, number, week)
    asker, stuck = context.member.person, one.member.person
    at = offer.asked_at if offer else await ask_helper(context.unit, chosen, number, week, stuck, found, context.now, asker)
    arrives = arrives_text(found, context.community, at, context.now)
    said = join([arrives, t("If they can help, both read of each other."), t("If it cannot reach them, you read so.")], " ")
    return Card(t("{name} is asked", name=short_name(found)), (Text(said), back_to_status(chosen)))


async def _stuck(context: Context, cohort: str, person: str) -> tuple[Cohort, InNeed, int, Week]:
    """A member, and the first week in which they are stuck, one in which nobody helps before the others. Raises Refusal if they
    are in none."""
    chosen, one = await one_in_need(context, cohort, person)
    if not one.situation.stuck_in:
        raise Refusal(t("They are not stuck any more. Look at </manage status> again."))
    number = (*one.stuck_alone, *one.situation.stuck_in)[0]
    return chosen, one, number, (await cohort_weeks(context.unit, chosen))[number - 1]


async def _helpers(context: Context, cohort: Cohort, one: InNeed, week: Week) -> Sequence[Member]:
    return [each for each in await who_can_help(context.unit, cohort, week, context.now) if each.person != one.member.person]


async def _offers(context: Context, cohort: Cohort, one: InNeed, week: Week) -> Sequence[HelpOffer]:
    about = (one.member.person, week.id)
    return [each for each in await context.unit.help_offers.of_cohort(cohort.id) if (each.person, each.week) == about]


def _line(offer: HelpOffer, helper: Member | None, now: datetime) -> Markup:
    name = short_name(helper) if helper else t("Somebody")
    if offer.answer == "accepted":
        return t("- {name} helps since {at}.", name=name, at=Moment(offer.answered_at or offer.asked_at, "date"))
    if offer.answer == "declined":
        return t("- {name} cannot help now.", name=name)
    if offer.asked_at > now:
        return t("- {name} is asked {at}, within their hours.", name=name, at=Moment(offer.asked_at))
    if offer.answer == "unreached":
        return t("- {name} could not be reached in private; another is asked if there is one.", name=name)
    return t("- {name} was asked, and has not answered yet.", name=name)


feature = Feature(commands)
