"""The one act that is suggested to moderators for each member who may need a hand, and its words."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.falling_behind import Act, Means, suggested_act
from bot.domain.late_work import MOST_EXTRA_WEEKS
from bot.ports.unit import Unit
from bot.shared.helping import offers_in, who_can_help
from bot.shared.need_help import InNeed
from bot.shared.nudges import holds_back, last_nudges
from bot.shared.week_card import cohort_weeks
from bot.text import Account, Markup, t


async def suggestions(unit: Unit, cohort: Cohort, found: Sequence[InNeed], now: datetime) -> Mapping[int, Act]:
    """What helps each of these members of a cohort first, by person."""
    nudges = await last_nudges(unit, cohort, [one.member.person for one in found], now)
    nudged = {person for person, nudge in nudges.items() if holds_back(nudge)}
    weeks, offers = await cohort_weeks(unit, cohort), await offers_in(unit, cohort)
    alone = {one.stuck_alone[0] for one in found if one.stuck_alone}
    ready = {week: {each.person for each in await who_can_help(unit, cohort, weeks[week - 1], now)} for week in alone}
    rests = cohort.timetable.rests_on(local_day(now, cohort.zone))

    def means(one: InNeed) -> Means:
        person, week = one.member.person, one.stuck_alone[0] if one.stuck_alone else 0
        about = [offer for offer in offers if week and (offer.person, offer.week) == (person, weeks[week - 1].id)]
        return Means(
            is_helped=not week,
            is_asked=any(offer.is_open_at(now) for offer in about),
            can_ask=bool(ready.get(week, set()) - {person} - {offer.helper for offer in about}),
            can_extend=one.extra_weeks < MOST_EXTRA_WEEKS,
            was_nudged=person in nudged,
            rests=rests,
        )

    return {one.member.person: suggested_act(one.situation, means(one)) for one in found}


def act_words(act: Act) -> Markup:
    """An act in a few words, those of its button if it has one."""
    match act:
        case "find a helper":
            return t("Find a helper")
        case "await an answer":
            return t("Wait for a helper's answer")
        case "await the helper":
            return t("Wait, they are helped")
        case "await the break":
            return t("Wait until the break is over")
        case "more time":
            return t("More time")
        case "nudge":
            return t("Nudge")
        case "write":
            return t("Write to them yourself")


def act_reason(act: Act, whom: Account | str) -> Markup:
    """Why an act is suggested for a member."""
    match act:
        case "find a helper":
            return t("They asked for help, and somebody who has done the week can be asked.")
        case "await an answer":
            return t("Somebody who has done the week is asked. If they cannot help, another is asked.")
        case "await the helper":
            return t("Somebody helps them, and no week before this one is open.")
        case "await the break":
            return t("Nothing is asked of anybody now.")
        case "more time":
            return t("They are at work, and late: their weeks close later then.")
        case "nudge":
            return t("A few private words, which you read first.")
        case "write":
            return t("To {whom}, who was nudged these days. A note keeps what you hear, for moderators alone.", whom=whom)
