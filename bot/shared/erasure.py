"""Somebody is forgotten: they leave everything, and nothing that the bot keeps, said or is about to say tells of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from bot.domain.cohort import Cohort, Enrollment
from bot.domain.helping import HelpOffer
from bot.interface.card import Card, Note, Text
from bot.ports.personal import BeyondReach
from bot.ports.unit import Unit
from bot.shared.audit import tell_moderators
from bot.shared.drafts_about import drop_drafts_about
from bot.shared.leaving import let_go
from bot.shared.lost_helper import ask_others_instead
from bot.shared.own_suggestions import withdraw
from bot.shared.pages import more_lines
from bot.shared.posts import compose
from bot.shared.summary import revise_summaries
from bot.text import Channel, plain, t

MOST_NAMED = 20


async def forget(unit: Unit, person: int, now: datetime) -> None:
    """What they shared leaves the posts, ended cohorts' too, their places go to those in line; then all rows about them go, or
    stay as nobody's. Their cohorts are locked meanwhile, so that no summary of one is written from what was read before."""
    walked = await unit.enrollments.of(person)
    cohorts = await unit.cohorts.lock_all({*(each.cohort for each in walked), *await unit.waiting_lists.places(person)})
    for cohort in cohorts.values():
        await unit.waiting_lists.drop(cohort.id, person)
        enrollment = await unit.enrollments.get(cohort.id, person)
        if enrollment:
            await let_go(unit, cohort, replace(enrollment, left_at=enrollment.left_at or now, removed=True), now)
            await unit.enrollments.put(_counted(cohort, enrollment, now))
    taken_out = [cohorts[each.cohort] for each in walked if each.removed]
    suggested = await unit.suggestions.undecided_of(person)
    await withdraw(unit, suggested, now)
    accounts = (await unit.personal.of(person)).get("accounts", ())
    await drop_drafts_about(unit, [person, *(each.id for each in suggested)], accounts)
    helped = [(each, await _helped_by(unit, person, each)) for each in cohorts.values()]
    instead, empty = compose(unit, lambda: (plain(t("A former member")), _empty()))
    erased = await unit.personal.erase(person, instead, empty, now)
    for cohort in cohorts.values():
        await revise_summaries(unit, cohort, date.min, date.max, now, of=erased.heir)
        await unit.outbox.revise_copies(cohort.id)
    if erased.beyond_reach:
        await tell_moderators(unit, partial(_to_delete, erased.beyond_reach), now)
    for cohort, lost in helped:
        await ask_others_instead(unit, cohort, lost, now)
    for cohort in taken_out:
        await _tell_of_taken_out(unit, cohort, now)


def _empty() -> Card:
    return Card(t("A message that told of somebody"), (Text(t("They had their data deleted.")),))


def _to_delete(messages: Sequence[BeyondReach]) -> Card:
    lines = [t("“{title}” in {channel}", title=each.title, channel=Channel(each.channel)) for each in messages[:MOST_NAMED]]
    told = t(
        "Somebody had their data deleted. These messages may show their words still. The bot does not know where they stand, so"
        " it cannot edit them: delete them by hand."
    )
    return Card(
        t("Messages to delete by hand"), (Text(told), *map(Text, lines), *map(Note, more_lines(len(messages) - len(lines))))
    )


def _counted(cohort: Cohort, enrollment: Enrollment, now: datetime) -> Enrollment:
    """What stays of an enrollment, so that totals of the past stay as they were told: whoever was in a cohort that has ended is
    counted in it for good, in one that runs for the time until now, and whoever had left counts for nothing as before."""
    if enrollment.left_at:
        return replace(enrollment, removed=True)
    return enrollment if cohort.state(now) == "ended" else replace(enrollment, left_at=now)


async def _helped_by(unit: Unit, person: int, cohort: Cohort) -> Sequence[HelpOffer]:
    return [offer for offer in await unit.help_offers.of_cohort(cohort.id) if offer.helper == person]


async def _tell_of_taken_out(unit: Unit, cohort: Cohort, now: datetime) -> None:
    """That they were taken out goes with them: moderators learn that they may come back, and not who it was."""
    if cohort.timetable.has_ended(now):
        return
    told = t("A member who was taken out of **{cohort}** had their data deleted.", cohort=cohort.name)
    open_again = t("Nobody can tell who it was, so they can join again as somebody new. </manage remove> takes them out again.")
    await tell_moderators(unit, lambda: Card(t("A member of {cohort}", cohort=cohort.name), (Text(told), Note(open_again))), now)
