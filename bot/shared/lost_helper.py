"""Somebody who helped others, or was asked whether they can, is forgotten: others are asked, and who counted on them is told."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.domain.cohort import Cohort
from bot.domain.helping import HelpOffer
from bot.domain.roadmap import Week
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Text
from bot.ports.unit import Unit
from bot.shared.direct_posts import addresses_of, direct_post, waking_hour
from bot.shared.helping import HELP, asked_text, offer_to_helper
from bot.shared.posts import compose
from bot.shared.week_card import cohort_weeks, week_title
from bot.text import t


async def ask_others_instead(unit: Unit, cohort: Cohort, lost: Sequence[HelpOffer], now: datetime) -> None:
    """`lost`: what somebody was asked, who is not there any more. Whoever they helped is told."""
    weeks = {week.id: (number, week) for number, week in enumerate(await cohort_weeks(unit, cohort), 1)}
    stuck = {member.person: member for member in await unit.enrollments.members(cohort.id)}
    for offer in lost:
        progress = (await unit.progress.of(cohort.id, offer.person)).get(offer.week)
        if offer.person in stuck and offer.week in weeks and progress and progress.mark == "stuck" and offer.is_open_at(now):
            asked_at = await offer_to_helper(unit, cohort, *weeks[offer.week], offer.person, now)
            if offer.answer == "accepted":
                await _tell(unit, cohort, *weeks[offer.week], offer.person, asked_at, now)


async def _tell(
    unit: Unit, cohort: Cohort, number: int, week: Week, stuck: int, asked_at: datetime | None, now: datetime
) -> None:
    address, reader = (await addresses_of(unit, cohort, [stuck])).get(stuck), await unit.members.get(stuck)
    if address and reader:
        card = compose(unit, partial(_card, cohort, number, week, asked_at, now), reader)
        at, key = waking_hour(reader, unit.community, now), f"{HELP}/lost/{cohort.id}/{number}/{stuck}/{unit.new_id()}"
        await unit.outbox.put(direct_post(address, reader, key=key, card=card, due_at=at, cohort=cohort))


def _card(cohort: Cohort, number: int, week: Week, asked_at: datetime | None, now: datetime) -> Card:
    said = t("Whoever helped you with **{week}** is not here any more.", week=week_title(number, week))
    onward = asked_text(asked_at, now) if asked_at else Text(t("Nobody else can be asked now; ask in the channel."))
    milestone = Button(t("See the week"), Call("milestone", {"cohort": str(cohort.id), "week": str(number)}))
    return Card(t("Your helper in {cohort} has left", cohort=cohort.name), (Text(said), onward, Buttons((milestone,))))
