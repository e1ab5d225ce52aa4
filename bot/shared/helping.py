"""Whoever is stuck in a week is offered in private to a member who has done it and wants to be asked. Each reads who the other is
once that one can help."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.domain.cohort import Cohort
from bot.domain.helping import HelpOffer, looked_at_again, next_helper
from bot.domain.member import Member
from bot.domain.roadmap import Week
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.ports.dues import cohort_due
from bot.ports.unit import Unit
from bot.shared.direct_posts import addresses_of, can_be_asked, direct_post, waking_hour, written_as
from bot.shared.posts import compose
from bot.shared.week_card import week_title
from bot.text import Account, Moment, join, t

HELP = "help"
"""The name of the routine, and the first part of the keys of these messages."""


def asked_text(at: datetime, now: datetime) -> Text:
    """What whoever is stuck reads once a helper is asked, at an instant that may be to come."""
    asked = t("Somebody who has done it is asked whether they can help. If they can, you read of each other in private.")
    later = t("It is not within their hours now: they are asked {at}.", at=Moment(at))
    return Text(join([asked, later], " ") if at > now else asked)


async def offer_to_helper(unit: Unit, cohort: Cohort, number: int, week: Week, stuck: int, now: datetime) -> datetime | None:
    """Ask the next one who may help the person `stuck`; when whoever helps or is waited for then is asked, None if nobody is."""
    offers = await offers_in(unit, cohort)
    ready = {member.person: member for member in await who_can_help(unit, cohort, week, now) if member.helps}
    from_when = {person: waking_hour(member, unit.community, now) for person, member in ready.items()}
    helper = next_helper(offers, stuck, week.id, from_when, now)
    if helper is None:
        about = [each for each in offers if (each.person, each.week) == (stuck, week.id) and each.is_open_at(now)]
        return max((each.asked_at for each in about), default=None)
    return await ask_helper(unit, cohort, number, week, stuck, ready[helper], now)


async def offers_in(unit: Unit, cohort: Cohort) -> Sequence[HelpOffer]:
    """What those were asked who are in a cohort now, earliest first: nobody waits for whoever has left it."""
    members = {each.person for each in await unit.enrollments.members(cohort.id)}
    return [each for each in await unit.help_offers.of_cohort(cohort.id) if each.helper in members]


async def who_can_help(unit: Unit, cohort: Cohort, week: Week, now: datetime) -> Sequence[Member]:
    """Members who have done a week and can be written to, and are not on leave then, those whose hours allow it soonest first."""
    done = (await unit.progress.done(cohort.id)).get(week.id, frozenset())
    members = [each for each in await unit.enrollments.members(cohort.id) if each.person in done]
    return can_be_asked(members, unit.community, now)


async def ask_helper(
    unit: Unit, cohort: Cohort, number: int, week: Week, stuck: int, helper: Member, now: datetime, asker: int | None = None
) -> datetime:
    """Ask a member in private whether they can help, without a name, within their hours; when. An `asker` hears of it if that
    does not arrive."""
    address, at = (await addresses_of(unit, cohort, [helper.person])).get(helper.person), waking_hour(helper, unit.community, now)
    await unit.help_offers.put(HelpOffer(cohort=cohort.id, person=stuck, week=week.id, helper=helper.person, asked_at=at))
    if address:
        key = question_key(cohort, number, stuck, helper.person)
        card = compose(unit, partial(_question, cohort, number, week, stuck), helper)
        await unit.outbox.put(direct_post(address, helper, key=key, card=card, due_at=at, cohort=cohort, promised_to=asker))
    await look_at_again(unit, cohort, now)
    return at


def question_key(cohort: Cohort, number: int, stuck: int, helper: int) -> str:
    return f"{HELP}/{cohort.id}/{number}/{stuck}/{helper}"


async def look_at_again(unit: Unit, cohort: Cohort, now: datetime) -> None:
    """Let the offers of a cohort be looked at once the next answer has been waited for long enough."""
    at = looked_at_again(await unit.help_offers.of_cohort(cohort.id), now)
    if at:
        await unit.dues.set(cohort_due(HELP, cohort.id, at))


async def tell_of_helper(
    unit: Unit, cohort: Cohort, number: int, week: Week, stuck: Member, helper: Member, now: datetime
) -> None:
    """Tell whoever is stuck who helps them."""
    address = (await addresses_of(unit, cohort, [stuck.person])).get(stuck.person)
    if address:
        whom = await written_as(unit, helper, address.platform)
        key = f"{HELP}/found/{cohort.id}/{number}/{stuck.person}/{helper.person}"
        card = compose(unit, partial(_found, cohort, number, week, whom), stuck)
        at = waking_hour(stuck, unit.community, now)
        post = direct_post(address, stuck, key=key, card=card, due_at=at, cohort=cohort, promised_to=helper.person)
        await unit.outbox.put(post)


def _question(cohort: Cohort, number: int, week: Week, stuck: int) -> Card:
    keys = {"cohort": str(cohort.id), "week": str(number), "person": str(stuck)}
    return Card(
        t("Can you help somebody in {cohort}?", cohort=cohort.name),
        (
            Text(t("Somebody is stuck in a week that you have done: **{week}**.", week=week_title(number, week))),
            Buttons(
                (
                    Button(t("I can help"), Call("milestone can-help", keys), "primary"),
                    Button(t("Not now"), Call("milestone cannot-help", keys)),
                )
            ),
            Note(t("If you can, you read of each other. Nobody hears of it if you cannot. </me settings helps=no> ends this.")),
        ),
    )


def _found(cohort: Cohort, number: int, week: Week, whom: Account | str) -> Card:
    said = t("{whom} has done **{week}** and offers to help you. Write to them.", whom=whom, week=week_title(number, week))
    milestone = Button(t("See the week"), Call("milestone", {"cohort": str(cohort.id), "week": str(number)}))
    return Card(t("Somebody helps you in {cohort}", cohort=cohort.name), (Text(said), Buttons((milestone,))))
