"""`roadmap show`: a whole roadmap, or one week of it."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from annotated_types import Ge

from bot.domain.cohort import Cohort
from bot.domain.lookup import Resource
from bot.domain.roadmap import Roadmap, Week
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Ask, Button, Buttons, Card, Note, Select, Text, fits, texts_of
from bot.interface.command import Access, Commands
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES, as_many_as_fit
from bot.interface.option import Option
from bot.shared.journey_picture import roadmap_length, roadmap_picture
from bot.shared.pages import more_lines
from bot.shared.roadmap_choice import Offer, chosen_roadmap, readable_roadmaps, roadmap_labels, roadmap_slug, suggest_readable
from bot.shared.standing import Standing
from bot.shared.starter import starter_button, starter_card, starter_url
from bot.shared.week_card import cohort_weeks, week_blocks, week_resources, week_title, whole_week_blocks
from bot.text import clip, escape, join, n, t

MOST_MAPPED = 14
"""How many weeks of the map a phone shows."""
GIST, SHORT_GIST = 110, 50
"""The most characters of a summary above the map, and in a list."""
WIDEST_LIST = 1900
"""Of the roadmaps to choose from."""

commands = Commands()


@commands.add("roadmap show", "The whole roadmap, or one week of it.", access=Access.READ)
async def show_roadmap(
    context: Context,
    roadmap: Annotated[str | None, Option("Which roadmap?", suggest=suggest_readable)] = None,
    week: Annotated[int | None, Option("Which week?"), Ge(1)] = None,
) -> Card:
    offer = await _roadmap(context, roadmap, week)
    weeks = await _weeks(context, offer)
    if week is None:
        return await _overview(context, offer, weeks)
    shown = _numbered(offer.roadmap, weeks, week)
    resources = await _resources(context, offer, week, shown)
    starter = starter_button(shown, Call("roadmap starter", _keys(offer, week)), _starter_url(context, offer, week, shown))
    turns = _week_turns(offer, week, len(weeks), starter)
    return Card(week_title(week, shown), (*week_blocks(shown, resources), turns))


@commands.add("roadmap starter", "The script that a week begins with, as a file.", access=Access.READ, listed=False)
async def starter(
    context: Context,
    roadmap: Annotated[str, Option("Which roadmap?")],
    week: Annotated[int, Option("Which week?"), Ge(1)],
) -> Card:
    offer = await _roadmap(context, roadmap, week)
    shown = _numbered(offer.roadmap, await _weeks(context, offer), week)
    if not shown.starter:
        raise Refusal(t("Week {number} has no starter any more; </roadmap show> shows what to make.", number=week))
    return starter_card(week, shown, _starter_url(context, offer, week, shown), _see_week(_keys(offer, week)))


@commands.add("roadmap part", "Some weeks of a roadmap.", access=Access.READ, listed=False)
async def part(
    context: Context,
    roadmap: Annotated[str, Option("Which roadmap?")],
    week: Annotated[int, Option("With which week?"), Ge(1)],
) -> Card:
    offer = await _roadmap(context, roadmap, week)
    weeks = await _weeks(context, offer)
    _numbered(offer.roadmap, weeks, week)
    return await _overview(context, offer, weeks, week)


@commands.add("roadmap about", "For whom a roadmap is, and all its weeks.", access=Access.READ, listed=False)
async def about(context: Context, roadmap: Annotated[str, Option("Which roadmap?")]) -> Card:
    offer = await _roadmap(context, roadmap, None)
    weeks = await _weeks(context, offer)
    lines = [t("{number}. {title}", number=number, title=week.title) for number, week in enumerate(weeks, 1)]
    texts, back = [*texts_of(lines)], Buttons((Button(t("Back to it"), Call("roadmap show", {"roadmap": roadmap})),))
    said = (Text(escape(offer.roadmap.summary)), Note(roadmap_length(weeks)))
    while not fits((*said, *texts, back)):
        texts.pop()
    return Card(escape(offer.roadmap.title), (*said, *texts, back))


@commands.add("roadmap week", "Everything about a week: why, goals, resources.", access=Access.READ, listed=False)
async def whole_week(
    context: Context,
    roadmap: Annotated[str, Option("Which roadmap?")],
    week: Annotated[int, Option("Which week?"), Ge(1)],
) -> Card:
    offer = await _roadmap(context, roadmap, week)
    shown = _numbered(offer.roadmap, await _weeks(context, offer), week)
    blocks = whole_week_blocks(shown, await _resources(context, offer, week, shown))
    return Card(week_title(week, shown), (*blocks, Buttons((_see_week({"roadmap": roadmap, "week": str(week)}),))))


async def _weeks(context: Context, offer: Offer) -> Sequence[Week]:
    if cohort := _walking(context, offer):
        return await cohort_weeks(context.unit, cohort)
    return await context.unit.content.weeks(offer.pack, offer.release, offer.roadmap.id)


def _numbered(roadmap: Roadmap, weeks: Sequence[Week], number: int) -> Week:
    """Raises Refusal if there is no such week."""
    if number > len(weeks):
        raise Refusal(
            n(
                "{roadmap} has {count} week; there is no week {week}.",
                "{roadmap} has {count} weeks; there is no week {week}.",
                len(weeks),
                roadmap=roadmap.title,
                week=number,
            ),
            "week",
        )
    return weeks[number - 1]


async def _resources(context: Context, offer: Offer, number: int, week: Week) -> Mapping[str, Resource]:
    return await week_resources(context.unit, offer.pack, _release(context, offer, number), week)


def _starter_url(context: Context, offer: Offer, number: int, week: Week) -> str | None:
    return starter_url(offer.pack, _release(context, offer, number), week, context.site)


def _release(context: Context, offer: Offer, number: int) -> str:
    """The release that a week is read from."""
    cohort = _walking(context, offer)
    return cohort.release_of(number) if cohort else offer.release


def _walking(context: Context, offer: Offer) -> Cohort | None:
    """The cohort of the caller that walks this roadmap, perhaps by an earlier release; of several one that runs."""
    own = [cohort for cohort in context.cohorts if cohort.state(context.now) != "ended"]
    walks = [cohort for cohort in own if (cohort.pack, cohort.roadmap) == (offer.pack, offer.roadmap.id)]
    return min(walks, key=lambda cohort: cohort.state(context.now) != "running", default=None)


async def _roadmap(context: Context, name: str | None, week: int | None) -> Offer:
    offers = await readable_roadmaps(context)
    if name:
        return chosen_roadmap(offers, name)
    own = {cohort.roadmap for cohort in context.cohorts if cohort.state(context.now) != "ended"}
    walked = [offer for offer in offers if offer.roadmap.id in own]
    if len(own) == len(walked) == 1:
        return walked[0]
    if not offers:
        raise Refusal(t("There is no roadmap yet."))
    call = Call("roadmap show", {"week": str(week)} if week else {})
    choices = tuple(await suggest_readable(context, ""))[:MOST_CHOICES]
    labels = roadmap_labels(offers)
    lines = [
        t("- **{title}**: {summary}", title=labels[roadmap_slug(roadmap)], summary=clip(roadmap.summary, SHORT_GIST))
        for *_, roadmap in offers
    ]
    select = Select(t("Choose a roadmap"), call, "roadmap", choices)
    shown = as_many_as_fit(lines, WIDEST_LIST)
    raise Ask(Card(t("Which roadmap?"), (Text(join([*shown, *more_lines(len(lines) - len(shown))])), select)))


async def _standing(context: Context, offer: Offer, weeks: Sequence[Week]) -> Standing | None:
    """How the caller stands with the weeks, if they walk this roadmap."""
    cohort = _walking(context, offer)
    if cohort is None:
        return None
    marks = await context.unit.progress.of(cohort.id, context.member.person)
    return Standing(cohort, weeks, marks, context.enrollment_in(cohort))


async def _overview(context: Context, offer: Offer, weeks: Sequence[Week], week: int = 0) -> Card:
    """The map of the weeks around one, or around the one under way: as many as a phone shows."""
    roadmap, standing = offer.roadmap, await _standing(context, offer, weeks)
    gist = () if standing else (Text(escape(clip(roadmap.summary, GIST))),)
    if not weeks:
        return Card(escape(roadmap.title), (*gist, Note(roadmap_length(weeks))))
    parts = _parts(len(weeks))
    at = next(i for i, shown in enumerate(parts) if (week or (standing.here(context.now) if standing else 0) or 1) in shown)
    drawn = roadmap_picture(roadmap.title, weeks, parts[at], standing, context.now)
    return Card(escape(roadmap.title), (*gist, drawn, _week_select(roadmap, weeks, parts[at]), _ways_on(roadmap, parts, at)))


def _parts(count: int) -> Sequence[range]:
    """The numbers of the weeks in parts of about the same size."""
    size = -(-count // -(-count // MOST_MAPPED))
    return [range(first, min(first + size, count + 1)) for first in range(1, count + 1, size)]


def _week_select(roadmap: Roadmap, weeks: Sequence[Week], part: range) -> Select:
    titles = ((number, weeks[number - 1].title) for number in part)
    choices = tuple(Choice(t("{number}. {title}", number=number, title=title), str(number)) for number, title in titles)
    label = t("Open a week, {first} to {last}", first=part[0], last=part[-1])
    return Select(label, Call("roadmap show", {"roadmap": roadmap_slug(roadmap)}), "week", choices)


def _ways_on(roadmap: Roadmap, parts: Sequence[range], at: int) -> Buttons:
    keys = {"roadmap": roadmap_slug(roadmap)}
    beside = [parts[i] for i in (at - 1, at + 1) if 0 <= i < len(parts)]
    labels = [t("Weeks {first} to {last}", first=part[0], last=part[-1]) for part in beside]
    firsts = [Call("roadmap part", {**keys, "week": str(part[0])}) for part in beside]
    turns = map(Button, labels, firsts)
    return Buttons((*turns, Button(t("More"), Call("roadmap about", keys))))


def _see_week(keys: Mapping[str, str]) -> Button:
    return Button(t("See the week"), Call("roadmap show", keys))


def _keys(offer: Offer, week: int) -> dict[str, str]:
    return {"roadmap": roadmap_slug(offer.roadmap), "week": str(week)}


def _week_turns(offer: Offer, week: int, count: int, starter: tuple[Button, ...]) -> Buttons:
    keys = {"roadmap": roadmap_slug(offer.roadmap)}
    turns = [(t("Week {number}", number=to), {**keys, "week": str(to)}) for to in (week - 1, week + 1) if 1 <= to <= count]
    return Buttons(
        (
            *(Button(label, Call("roadmap show", values)) for label, values in turns),
            *starter,
            Button(t("More"), Call("roadmap week", _keys(offer, week))),
            Button(t("All weeks"), Call("roadmap show", keys)),
        )
    )


feature = Feature(commands)
