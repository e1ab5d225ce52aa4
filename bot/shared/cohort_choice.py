"""Which cohort a call means: the one it names, else the channel's, else the member's only one, else a chooser."""

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import NoReturn

from bot.domain.cohort import Cohort
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.call import Call, record_id
from bot.interface.card import Ask, Buttons, Card, Note, Select, Text
from bot.interface.command import COHORTS
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES
from bot.interface.option import all_values
from bot.shared.choice import choose
from bot.shared.joining import has_room, join_button, taken_out_text
from bot.shared.nearest import nearest
from bot.shared.over_words import all_are_over_text, kept_text, others_text, over_title
from bot.shared.pages import on_page, page_count, page_turns
from bot.shared.told_apart import told_apart
from bot.text import Markup, join, t


async def pressed_cohort(context: Context, id: str) -> Cohort:
    """The cohort whose id a press carries. Raises Refusal if there is none."""
    return _existing(await context.unit.cohorts.get(record_id(id) or 0), id)


async def locked_cohort(context: Context, id: str) -> Cohort:
    """The same once nobody else can change it, nor take or leave a place in it. Raises Refusal if there is none."""
    return _existing(await context.unit.cohorts.lock(record_id(id) or 0), id)


async def hold_cohort(context: Context, id: str) -> None:
    """Whoever writes about another member of a cohort locks it before they read of them: so no two acts at once ask somebody
    twice, and nothing is written of who is being forgotten."""
    await context.unit.cohorts.lock(record_id(id) or 0)


def _existing(found: Cohort | None, id: str) -> Cohort:
    if found is None:
        raise _unknown(id, ())
    return found


async def cohorts_named(context: Context, name: str) -> Sequence[Cohort]:
    """The cohorts that a name means: several if they share it. A press gives an id in its place. Raises Refusal if there is none
    of that name."""
    key = record_id(name)
    pressed = await context.unit.cohorts.get(key) if key else None
    return [pressed] if pressed else named_among(await context.unit.cohorts.all(), name)


def named_among(cohorts: Sequence[Cohort], name: str) -> Sequence[Cohort]:
    """Those of the cohorts that an id, a slug or a name means. Raises Refusal if there is none."""
    meant = _meant(cohorts, name)
    if not meant:
        raise _unknown(name, nearest(name, _names(cohorts)))
    return meant


def _unknown(name: str, near: Sequence[str]) -> Refusal:
    """For a name that no cohort has, with the slugs of those whose names are near."""
    if near:
        sentence = t("There is no cohort “{name}”. Did you mean `{near}`?", name=name[:50], near=near[0])
    else:
        sentence = t("There is no cohort “{name}”. Use </cohort list> to see what there is.", name=name[:50])
    return Refusal(sentence, "cohort")


def _meant(cohorts: Sequence[Cohort], name: str) -> list[Cohort]:
    """The cohorts that an id, a slug or a name surely means: the one with just this id, slug or name, if there is one, else all
    whose slug or name is this when it is written in another way."""
    for exact in zip(*((str(each.id) == name, each.slug == name, each.name == name) for each in cohorts), strict=True):
        if sum(exact) == 1:
            return list(compress(cohorts, exact))
    chosen = choose(name, _names(cohorts))
    return [each for each in cohorts if each.slug in chosen.keys] if chosen.outcome in ("sure", "several") else []


async def own_cohort(context: Context, name: str | None, call: Call) -> Cohort:
    """A cohort the caller is in. Raises Ask for a choice, which goes on with `call`, and to have whoever is in none join the one
    that lives here; Refusal if there is none, or they wait for a place in it."""
    return await _one_of(context, context.cohorts, name, call)


async def walked_cohort(context: Context, name: str | None, call: Call) -> Cohort:
    """A cohort that the caller is in, or was: one that they left only if it is named, or they are in no other.

    Raises Ask for a choice, or to have whoever never was in it join it; Refusal if there is none, or it has ended."""
    return await _one_of(context, context.walked if name else context.cohorts or context.walked, name, call)


async def _one_of(context: Context, own: Sequence[Cohort], name: str | None, call: Call) -> Cohort:
    """One of the caller's `own` cohorts; raises as `own_cohort` does."""
    if name:
        meant = only_cohort(context, _meant(own, name) or await cohorts_named(context, name), call)
        if meant.id not in {cohort.id for cohort in own}:
            await _refuse_outsider(context, meant)
        return meant
    current = _current(context, own)
    if len(current) == 1:
        return current[0]
    near = [cohort for cohort in current if cohort.id in context.here]
    here = [] if near else await cohorts_here(context)
    if not current and len(here) == 1:
        await _refuse_outsider(context, here[0])
    return only_cohort(context, near or [cohort for cohort in own if cohort in here] or current, call)


async def any_cohort(context: Context, name: str | None, call: Call) -> Cohort:
    """A cohort to look at: also the channel's, or the only one there is. Raises Refusal if there is none of that name or none at
    all, and Ask with `call` if several may be meant."""
    found = await (cohorts_named(context, name) if name else near_cohorts(context))
    if not found:
        raise Refusal(none_to_join((), moderator=context.moderator))
    return only_cohort(context, found, call)


async def lasting_cohort(context: Context, name: str | None, call: Call) -> Cohort:
    """The same for what changes a cohort. Raises Ask also where the channel's own are over and others are not."""
    current = _current(context, await context.unit.cohorts.all())
    near = None if name else await near_cohorts(context)
    if near and not any(cohort in current for cohort in near):
        raise Ask(_question(current, call, record_id(context.values.get(COHORTS, "")) or 1))
    return await any_cohort(context, name, call)


async def near_cohorts(context: Context) -> Sequence[Cohort]:
    """The cohorts that may be meant if none is named: the channel's, else the caller's own, else all."""
    own = context.cohorts
    here = await cohorts_here(context)
    choices = [cohort for cohort in own if cohort in here] or here or _current(context, own)
    return choices or _current(context, await context.unit.cohorts.all())


@all_values
async def suggest_cohorts(context: Context, typed: str) -> Sequence[Choice]:
    """Cohorts that are open or running, those whose name is nearest first."""
    return cohort_choices(_current(context, await context.unit.cohorts.all()), typed)


def none_to_join(every: Sequence[Cohort], *, moderator: bool) -> Markup:
    """That nothing is open or running, among all the cohorts there ever were."""
    so_far = all_are_over_text(every) if every else t("There is no cohort yet.")
    start = t("Start one with </manage create>.") if moderator else t("A moderator can start one.")
    return join([so_far, start], " ")


@all_values
async def suggest_own_cohorts(context: Context, typed: str) -> Sequence[Choice]:
    return cohort_choices(context.cohorts, typed)


@all_values
async def suggest_walked_cohorts(context: Context, typed: str) -> Sequence[Choice]:
    return cohort_choices(context.walked, typed)


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


def only_cohort(context: Context, cohorts: Sequence[Cohort], call: Call) -> Cohort:
    """The only one of these cohorts. Raises Ask if there are several, going on with `call`, and Refusal if there is none."""
    if not cohorts:
        raise Refusal(t("You are in no cohort yet. Use </cohort list> to see what there is, then join one."))
    if len(cohorts) > 1:
        raise Ask(_question(cohorts, call, record_id(context.values.get(COHORTS, "")) or 1))
    return cohorts[0]


def _question(cohorts: Sequence[Cohort], call: Call, page: int) -> Card:
    """Which of these cohorts is meant, page by page. Raises Refusal for a page that does not exist."""
    select = _select(t("Choose a cohort"), on_page(cohorts, page, MOST_CHOICES), cohort_labels(cohorts), call)
    turns = page_turns(page_count(cohorts, MOST_CHOICES), page, call, COHORTS)
    return Card(t("Which cohort do you mean?"), (select, *turns))


def cohort_chooser(placeholder: Markup, cohorts: Sequence[Cohort], call: Call) -> tuple[Select | Note, ...]:
    """A chooser that leads to `call`, and how to reach the cohorts for which it has no room."""
    shown = cohorts[:MOST_CHOICES]
    select = _select(placeholder, shown, cohort_labels(cohorts), call)
    sentence = t("Not all are in this list. Write the name of another with the command, under `cohort`.")
    return (select,) if len(shown) == len(cohorts) else (select, Note(sentence))


def _select(placeholder: Markup, shown: Sequence[Cohort], labels: Mapping[str, Markup], call: Call) -> Select:
    return Select(placeholder, call, "cohort", tuple(Choice(labels[cohort.slug], str(cohort.id)) for cohort in shown))


async def _refuse_outsider(context: Context, cohort: Cohort) -> NoReturn:
    """For a cohort that the caller is not in: raises Refusal if it has ended, they wait for a place or were taken out, else Ask
    to have them join it first."""
    if cohort.state(context.now) == "ended":
        raise Refusal(kept_text(cohort) if context.enrollment_in(cohort) else others_text(cohort), title=over_title(cohort))
    place = (await context.unit.waiting_lists.places(context.member.person)).get(cohort.id)
    if place:
        sentence = t("You wait for a place in {cohort}, as number {place} in line.", cohort=cohort.name, place=place)
        raise Refusal(join([sentence, t("Try again once it is yours.")], " "))
    if context.was_taken_out_of(cohort):
        raise Refusal(taken_out_text(cohort))
    joining = join_button(cohort, room=await has_room(context.unit, cohort))
    raise Ask(Card(t("You are not in {cohort}", cohort=cohort.name), (Text(t("Join it first.")), Buttons((joining,)))))


def cohort_choices(cohorts: Sequence[Cohort], typed: str) -> list[Choice]:
    """Cohorts whose name is nearest to what was typed, best first."""
    labels = cohort_labels(cohorts)
    return [Choice(labels[slug], slug) for slug in nearest(typed, _names(cohorts))]


def cohort_labels(cohorts: Sequence[Cohort]) -> dict[str, Markup]:
    """How cohorts read when one is chosen or meant, by slug: those whose names are alike can be told apart."""
    names = {cohort.slug: cohort.name for cohort in cohorts}
    return told_apart(names, {cohort.slug: _detail(cohort) for cohort in cohorts})


def _detail(cohort: Cohort) -> Markup:
    return t("{slug}, from {day}", slug=cohort.slug, day=cohort.timetable.first_day)


def _names(cohorts: Sequence[Cohort]) -> dict[str, tuple[str, str]]:
    return {cohort.slug: (cohort.name, cohort.slug) for cohort in cohorts}
