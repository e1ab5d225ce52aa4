"""Choosing a member: by a mention, or by a name in a cohort."""

import re
from collections.abc import Sequence

from bot.domain.cohort import Cohort
from bot.domain.member import Member
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.call import Call, record_id
from bot.interface.card import Ask, Card, Select, Text
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES
from bot.shared.choice import choose
from bot.shared.cohort_choice import named_cohort, near_cohorts
from bot.shared.nearest import nearest
from bot.text import escape, t

_MENTION = re.compile(r"<@!?(\w+)(?:\|[^>]*)?>")


async def mentioned_member(context: Context, text: str) -> Member | None:
    """The member whom a mention of Discord or Slack names; None if the text is no mention. Raises Refusal for a stranger."""
    mention = _MENTION.fullmatch(text)
    if not mention:
        return None
    member = await context.unit.members.find(context.place.platform, mention[1])
    if not member:
        raise Refusal(
            t("That person has not used Cairn here yet; ask them to use </me settings> once, then try again."), "member"
        )
    return member


async def suggest_members(context: Context, typed: str) -> Sequence[Choice]:
    """The members who are in the cohort or were taken out of it; if no cohort is chosen yet, those of all cohorts that may be
    meant."""
    name = context.values.get("cohort")
    cohorts = [await named_cohort(context, name)] if name else (await near_cohorts(context))[:MOST_CHOICES]
    people = {member.person: member for cohort in cohorts for member in await _people(context, cohort)}
    return [_choice(people[person]) for person in nearest(typed, _names(list(people.values())))]


async def chosen_member(context: Context, cohort: Cohort, text: str, call: Call) -> Member:
    """The member of a cohort whom an id or a name means. Raises Refusal if there is none, and Ask, going on with `call`, if it is
    not sure who is meant."""
    people = {member.person: member for member in await _people(context, cohort)}
    key = record_id(text)
    if key in people:
        return people[key]
    chosen = choose(text.removeprefix("@"), _names(list(people.values())))
    match chosen.outcome:
        case "sure":
            return people[chosen.keys[0]]
        case "several" | "guess":
            choices = tuple(_choice(people[person]) for person in chosen.keys[:MOST_CHOICES])
            select = Select(t("Choose a member"), call, "member", choices)
            known = t("Several are called “{text}”.", text=text[:50])
            unknown = t("Nobody is called just “{text}”.", text=text[:50])
            raise Ask(Card(t("Who is meant?"), (Text(known if chosen.outcome == "several" else unknown), select)))
        case "none":
            raise Refusal(t("Nobody called “{text}” is in {cohort}.", text=text[:50], cohort=cohort.name), "member")


async def _people(context: Context, cohort: Cohort) -> list[Member]:
    enrollments = context.unit.enrollments
    return [*await enrollments.members(cohort.id), *await enrollments.removed(cohort.id)]


def _names(members: Sequence[Member]) -> dict[int, tuple[str]]:
    return {member.person: (member.name,) for member in members}


def _choice(member: Member) -> Choice:
    return Choice(escape(member.name[:75]), str(member.person))
