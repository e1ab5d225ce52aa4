"""Which cohort a call means: the one it names, else the channel's, else the member's only one, else a chooser."""

from collections.abc import Sequence
from typing import NoReturn

from bot.domain.cohort import Cohort
from bot.errors import Refusal, about
from bot.feature import Context
from bot.interface.call import Call, record_id
from bot.interface.card import Ask, Button, Buttons, Card, Select, Text
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES
from bot.shared.choice import choose
from bot.shared.nearest import nearest
from bot.text import Listed, escape, join, t

MOST_NAMED = 5
"""Cohorts that a refusal names."""


async def named_cohort(context: Context, name: str) -> Cohort:
    """The cohort of a slug, a name or (in a press) an id. Slugs always hold a letter, so that ids and slugs cannot be confused.
    Raises Refusal if there is none, or several have that name."""
    cohorts = context.unit.cohorts
    key = record_id(name)
    found = await cohorts.named(name.casefold()) if key is None else await cohorts.get(key)
    return found or _named(await cohorts.all(), name)


@about("cohort")
def _named(cohorts: Sequence[Cohort], name: str) -> Cohort:
    """The cohort that a name means. Raises Refusal if that is not sure."""
    chosen = choose(name, _names(cohorts))
    match chosen.outcome:
        case "sure":
            return next(cohort for cohort in cohorts if cohort.slug == chosen.sure)
        case "several":
            slugs = Listed(chosen.keys[:MOST_NAMED])
            raise Refusal(t("Several cohorts are called “{name}”. Write the one you mean: {slugs}.", name=name[:50], slugs=slugs))
        case "guess":
            raise Refusal(t("There is no cohort “{name}”. Did you mean `{near}`?", name=name[:50], near=chosen.keys[0]))
        case "none":
            raise Refusal(t("There is no cohort “{name}”. Use </cohort list> to see what there is.", name=name[:50]))


async def own_cohort(context: Context, name: str | None, call: Call) -> Cohort:
    """A cohort the caller is in. Raises Ask for a choice, which goes on with `call`, and to have whoever is in none join the one
    that lives here; Refusal if there is none, or they wait for a place in it."""
    own = await context.unit.cohorts.of(context.member.person)
    if name:
        key, slug = record_id(name), name.casefold()
        meant = next((cohort for cohort in own if key == cohort.id or slug == cohort.slug), None)
        meant = meant or await named_cohort(context, name)
        if meant.id not in {cohort.id for cohort in own}:
            await _refuse_outsider(context, meant)
        return meant
    current = _current(context, own)
    if len(current) == 1:
        return current[0]
    here = await cohorts_here(context)
    if not current and len(here) == 1:
        await _refuse_outsider(context, here[0])
    return _only([cohort for cohort in own if cohort in here] or current, call)


async def any_cohort(context: Context, name: str | None, call: Call) -> Cohort:
    """A cohort to look at: also the channel's, or the only one there is. Raises Refusal if there is none of that name or none at
    all, and Ask with `call` if several may be meant."""
    return await named_cohort(context, name) if name else _only(await near_cohorts(context), call)


async def near_cohorts(context: Context) -> Sequence[Cohort]:
    """The cohorts that may be meant if none is named: the channel's, else the caller's own, else all."""
    own = await context.unit.cohorts.of(context.member.person)
    here = await cohorts_here(context)
    choices = [cohort for cohort in own if cohort in here] or here or _current(context, own)
    return choices or _current(context, await context.unit.cohorts.all())


async def suggest_cohorts(context: Context, typed: str) -> Sequence[Choice]:
    """Cohorts that are open or running, those whose name is nearest first."""
    return cohort_choices(_current(context, await context.unit.cohorts.all()), typed)


async def suggest_own_cohorts(context: Context, typed: str) -> Sequence[Choice]:
    return cohort_choices(await context.unit.cohorts.of(context.member.person), typed)


async def cohorts_here(context: Context) -> list[Cohort]:
    """The cohorts that live in the thread of the call, else those in its channel."""
    for room in context.place.rooms:
        if found := await context.unit.cohorts.at(context.place.platform, room):
            return _current(context, found)
    return []


def _current(context: Context, cohorts: Sequence[Cohort]) -> list[Cohort]:
    """The cohorts without those that ended, unless nothing else is left."""
    current = [cohort for cohort in cohorts if cohort.state(context.now) != "ended"]
    return current or list(cohorts)


def _only(cohorts: Sequence[Cohort], call: Call) -> Cohort:
    if not cohorts:
        raise Refusal(t("You are in no cohort yet. Use </cohort list> to see what there is, then join one."))
    if len(cohorts) > 1:
        raise Ask(Card(t("Which cohort do you mean?"), (Select(t("Choose a cohort"), call, "cohort", _by_id(cohorts)),)))
    return cohorts[0]


async def _refuse_outsider(context: Context, cohort: Cohort) -> NoReturn:
    """For a cohort that the caller is not in: raises Refusal if they wait for a place, else Ask to have them join it first."""
    place = (await context.unit.waiting_lists.places(context.member.person)).get(cohort.id)
    if place:
        sentence = t("You wait for a place in {cohort}, as number {place} in line.", cohort=cohort.name, place=place)
        raise Refusal(join([sentence, t("Try again once it is yours.")], " "))
    joining = Button(t("Join"), Call("cohort join", {"cohort": str(cohort.id)}), "primary")
    raise Ask(Card(t("You are not in {cohort}", cohort=cohort.name), (Text(t("Join it first.")), Buttons((joining,)))))


def _by_id(cohorts: Sequence[Cohort]) -> tuple[Choice, ...]:
    return tuple(Choice(escape(cohort.name[:75]), str(cohort.id)) for cohort in cohorts[:MOST_CHOICES])


def cohort_choices(cohorts: Sequence[Cohort], typed: str) -> list[Choice]:
    """Cohorts whose name is nearest to what was typed, best first."""
    by_slug = {cohort.slug: cohort for cohort in cohorts}
    return [Choice(escape(by_slug[slug].name[:75]), slug) for slug in nearest(typed, _names(cohorts))]


def _names(cohorts: Sequence[Cohort]) -> dict[str, tuple[str, str]]:
    return {cohort.slug: (cohort.name, cohort.slug) for cohort in cohorts}
