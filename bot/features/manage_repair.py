"""Moderators credit everybody in a cohort for a day that the bot, or one of them, broke."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Annotated

from bot.domain.calendar import local_day
from bot.domain.challenge import Repair
from bot.domain.cohort import Cohort
from bot.domain.membership import Membership
from bot.domain.streak import Credit, StreakFacts, kept_days, ledger_of
from bot.errors import Refusal, about
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.command import Commands
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.shared.audit import tell_moderators
from bot.shared.cohort_choice import any_cohort, pressed_cohort, suggest_cohorts
from bot.shared.drafts import DraftKind, drop_draft, keep_draft, read_draft
from bot.text import Markup, join, n, t

REACH = timedelta(days=60)
PREVIEWED = DraftKind(
    "repair preview",
    timedelta(days=1),
    lambda: t("This was repaired already, or its preview is gone. Look again with </manage repair>."),
)

commands = Commands()


@dataclass(frozen=True, slots=True)
class RepairEffect:
    """Whom a repair touches: everybody who was in the cohort on that day, and what it does for them."""

    members: int
    kept: int
    """The number of those who kept the day themselves, or have it credited already."""
    back: int
    """The number of those who get a streak back that the day broke."""


async def as_previewed(context: Context, call: Call) -> Prefill:
    if "edit" not in call.values:
        return Prefill()
    kept = await read_draft(context.unit, PREVIEWED, context.member.person, call.values["edit"], context.now)
    return Prefill(kept, call=Call("manage repair", {"cohort": kept["cohort"]}))


@commands.add(
    "manage repair",
    "Credit a day to everyone in a cohort, because something broke it.",
    moderator=True,
    title="Repair a day",
    submit="Preview",
    prefill=as_previewed,
)
async def repair(
    context: Context,
    date: Annotated[date, Option("Which day was broken?", label="Day", past=True)],
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)] = None,
    reason: Annotated[str, Option("What went wrong?", label="Reason", asked=True, words=True, most=200)] = "",
) -> Card:
    chosen = await any_cohort(context, cohort, Call("manage repair", {"date": date.isoformat()}))
    effect = await _repair_effect(context, chosen, date)
    values = {"cohort": str(chosen.id), "date": date.isoformat(), "reason": reason}
    draft = {"draft": await keep_draft(context.unit, PREVIEWED, context.member.person, values, context.now)}
    buttons = (
        Button(t("Repair"), Call("manage credit", draft), "primary"),
        Button(t("Edit"), Call("manage repair", {"edit": draft["draft"]})),
    )
    return Card(
        t("Repair {day} in {cohort}", day=date, cohort=chosen.name),
        (
            Text(join([*_lines(effect), _reason(reason)])),
            Buttons(buttons),
            Note(t("Nothing has happened yet. The day will count as kept for everybody, and cannot be taken away again.")),
        ),
    )


@commands.add("manage credit", "Credit a day that was previewed.", listed=False, moderator=True, once=True)
async def credit(context: Context, draft: Annotated[str, Option("Which draft?")]) -> Card:
    kept = await read_draft(context.unit, PREVIEWED, context.member.person, draft, context.now)
    values = commands["manage repair"].bind(Call("manage repair", kept))
    chosen, day, reason = await pressed_cohort(context, values["cohort"]), values["date"], values.get("reason", "")
    effect = await _repair_effect(context, chosen, day)
    record = Repair(cohort=chosen.id, day=day, by=context.member.person, at=context.now, reason=reason)
    if not await context.unit.repairs.put(record):
        raise _repeated(chosen, day)
    await drop_draft(context.unit, draft)
    card = partial(_repaired_card, record, chosen, effect, context.member.name)
    told = await tell_moderators(context.unit, card, context.now)
    quiet = t("Set a log channel with </manage settings>, so that other moderators see such changes.")
    return Card(
        t("{day} is repaired in {cohort}", day=day, cohort=chosen.name),
        (Text(join(_lines(effect))), *(() if told else (Note(quiet),))),
    )


def _repaired_card(record: Repair, cohort: Cohort, effect: RepairEffect, who: str) -> Card:
    sentence = t("**{who}** credited {day} to everybody in **{cohort}**.", who=who, day=record.day, cohort=cohort.name)
    text = join([sentence, *_lines(effect), _reason(record.reason)])
    return Card(t("A day of {cohort} is repaired", cohort=cohort.name), (Text(text),))


async def _repair_effect(context: Context, cohort: Cohort, day: date) -> RepairEffect:
    """What a repair of the day would do. Raises Refusal if the day cannot be repaired, or was repaired before."""
    today = local_day(context.now, cohort.zone)
    _check_day(cohort, day, today)
    if any(known.day == day for known in await context.unit.repairs.of([cohort.id])):
        raise _repeated(cohort, day)
    enrollments = await context.unit.enrollments.ever(cohort.id)
    persons = [item.person for item in enrollments if Membership(cohort, item).includes(day)]
    if not persons:
        raise Refusal(t("Nobody was in {cohort} on {day}, so there is nothing to repair.", cohort=cohort.name, day=day), "date")
    return _counted(await context.unit.streaks.facts(persons), Credit(cohort.id, day), context.now, today)


def _counted(facts: Mapping[int, StreakFacts], credited: Credit, now: datetime, today: date) -> RepairEffect:
    kept = back = 0
    for before in facts.values():
        if credited.day in kept_days(before):
            kept += 1
            continue
        after = replace(before, credits=(*before.credits, credited))
        streaks = [ledger_of(each, now, today).current for each in (before, after)]
        back += streaks[1] > streaks[0] + 1  # more than the credited day itself
    return RepairEffect(len(facts), kept, back)


@about("date")
def _check_day(cohort: Cohort, day: date, today: date) -> None:
    if day > today:
        raise Refusal(t("{day} is still to come; name a day that was broken.", day=day))
    if day < today - REACH:
        raise Refusal(t("{day} is too long ago: a day can be repaired for {count} days.", day=day, count=REACH.days))
    first, last = cohort.timetable.first_day, cohort.timetable.last_day
    if day < first:
        raise Refusal(t("{cohort} did not run on {day}: its first day is {first}.", cohort=cohort.name, day=day, first=first))
    if day > last:
        raise Refusal(t("{cohort} did not run on {day}: its last day was {last}.", cohort=cohort.name, day=day, last=last))
    if not cohort.timetable.asks_on(day):
        asked_nothing = t("{cohort} asked for no check-in on {day}, so that day broke no streak.", cohort=cohort.name, day=day)
        raise Refusal(join([asked_nothing, t("Name a day on which it asked for one.")], " "))


def _repeated(cohort: Cohort, day: date) -> Refusal:
    return Refusal(t("{day} was repaired in {cohort} before; everybody has it already.", day=day, cohort=cohort.name), "date")


def _lines(effect: RepairEffect) -> list[Markup]:
    return [
        n("- {count} member was in the cohort on that day", "- {count} members were in the cohort on that day", effect.members),
        n("- {count} kept it without that", "- {count} kept it without that", effect.kept),
        n("- {count} gets a streak back", "- {count} get a streak back", effect.back),
    ]


def _reason(reason: str) -> Markup:
    return t("Reason: {reason}", reason=reason) if reason else t("No reason is given.")


feature = Feature(commands)
