"""Choosing a member: by a mention, or by a name in a cohort."""

import re
from collections.abc import Mapping, Sequence

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.member import Member
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.call import Call, record_id
from bot.interface.card import Ask, Card, Select, Text
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES
from bot.interface.option import all_values
from bot.shared.choice import choose
from bot.shared.cohort_choice import any_cohort, cohorts_named, near_cohorts
from bot.shared.nearest import nearest
from bot.shared.told_apart import namesakes, told_apart
from bot.text import Listed, Markup, join, n, t

People = Mapping[int, tuple[str, Cohort]]
"""The names of members by person, each with a cohort that they are or were in."""

_MENTION = re.compile(r"<@!?(\w+)(?:\|[^>]*)?>")


async def member_meant(context: Context, text: str, cohort: str | None, call: Call) -> tuple[Cohort, Member]:
    """The cohort and its member whom a mention, an id or a name means. Raises Refusal if there is none, and Ask, going on with
    `call`, if it is not sure which."""
    mentioned = await _mentioned_member(context, text)
    person = mentioned.person if mentioned else record_id(text)
    chosen = await any_cohort(context, cohort, call.with_values(member=str(person)) if person is not None else call)
    return chosen, mentioned or await _chosen_member(context, chosen, text, call.with_values(cohort=str(chosen.id)))


async def _mentioned_member(context: Context, text: str) -> Member | None:
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


@all_values
async def suggest_members(context: Context, typed: str) -> Sequence[Choice]:
    """The members who are or were in the cohort; if no cohort is chosen yet, those of all cohorts that may be
    meant."""
    name = context.values.get("cohort")
    cohorts = await (cohorts_named(context, name) if name else near_cohorts(context))
    people = await _people(context, cohorts[:MOST_CHOICES])
    return await _choices(context, people, nearest(typed, _names(people)))


async def _chosen_member(context: Context, cohort: Cohort, text: str, call: Call) -> Member:
    """The member of a cohort whom an id or a name means. Raises Refusal if there is none, and Ask, going on with `call`, if it is
    not sure who is meant."""
    people = await _people(context, [cohort])
    key = record_id(text)
    person = key if key is not None and key in people else await _person_called(context, text, cohort, people, call)
    return (await context.unit.members.some([person]))[person]


async def _person_called(context: Context, text: str, cohort: Cohort, people: People, call: Call) -> int:
    """Who of a cohort's people is called so. Raises as `_chosen_member` does."""
    chosen = choose(text.removeprefix("@"), _names(people))
    match chosen.outcome:
        case "sure":
            return chosen.keys[0]
        case "several" | "guess":
            select = Select(t("Choose a member"), call, "member", tuple(await _choices(context, people, chosen.keys)))
            known = t("Several are called “{text}”.", text=text[:50])
            unknown = t("Nobody is called just “{text}”.", text=text[:50])
            said = [known if chosen.outcome == "several" else unknown, *_left_out(len(chosen.keys) - MOST_CHOICES)]
            raise Ask(Card(t("Who is meant?"), (Text(join(said, " ")), select)))
        case "none":
            raise Refusal(t("Nobody called “{text}” is or was in {cohort}.", text=text[:50], cohort=cohort.name), "member")


async def member_labels(context: Context, people: People) -> Mapping[int, Markup]:
    """How members read where one is chosen, by person."""
    names = {person: name for person, (name, _) in people.items()}
    return told_apart(names, {person: await _detail(context, person, people[person][1]) for person in namesakes(names)})


def _left_out(count: int) -> list[Markup]:
    """How to reach those for whom a chooser has no room."""
    sentence = n(
        "{count} more is not in this list: mention them, or write more of the name.",
        "{count} more are not in this list: mention the one you mean, or write more of the name.",
        count,
    )
    return [sentence] if count > 0 else []


async def _people(context: Context, cohorts: Sequence[Cohort]) -> People:
    names = await context.unit.enrollments.names([cohort.id for cohort in cohorts])
    return {person: (name, cohort) for cohort in cohorts for person, name in names[cohort.id].items()}


async def _detail(context: Context, person: int, cohort: Cohort) -> Markup:
    """The day they joined, and their account, as several may have joined on one day."""
    enrollment = await context.unit.enrollments.get(cohort.id, person)
    account = await context.unit.members.account(person, [context.place.platform])
    joined = [t("joined {day}", day=local_day(enrollment.joined_at, cohort.zone))] if enrollment else []
    return t("{details}", details=Listed((*joined, *(account[1:] if account else ()))))


async def _choices(context: Context, people: People, persons: Sequence[int]) -> list[Choice]:
    """The first of these persons, as many as a list holds."""
    labels = await member_labels(context, {person: people[person] for person in persons[:MOST_CHOICES]})
    return [Choice(label, str(person)) for person, label in labels.items()]


def _names(people: People) -> dict[int, tuple[str, ...]]:
    """Each name, and it without an @ of its own, as a typed name comes."""
    return {person: (name, name[1:]) if name.startswith("@") else (name,) for person, (name, _) in people.items()}
