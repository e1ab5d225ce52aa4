"""Roadmaps of a community's own: weeks are chosen from packs, a roadmap is copied to be changed, a week is put into one."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from annotated_types import Ge, Le

from bot.domain.own_roadmap import written_roadmap
from bot.domain.roadmap import MOST_WEEKS, Roadmap, Week
from bot.errors import Refusal, about
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Ask, Block, Button, Buttons, Card, Note, Select, Text
from bot.interface.command import Commands
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES, fitted
from bot.interface.option import Option, all_values, several_values
from bot.shared.choice import choose
from bot.shared.content_draft import begun_from, keep_content, kept_content, numbered, preview
from bot.shared.named_entries import named_titles
from bot.shared.nearest import nearest
from bot.shared.own_roadmaps import own_roadmaps, roadmap_choices, title_of_copy
from bot.shared.pages import on_page, page_count, page_turns
from bot.shared.repeated_entry import refuse_taken_title
from bot.shared.resource_form import all_that_is_known
from bot.shared.roadmap_choice import chosen_roadmap, newest_roadmaps, suggest_newest
from bot.shared.week_sources import OWN_WEEKS, Source, week_source, week_sources
from bot.text import clip, escape, join, n, t

WEEKS_SHOWN = 14
"""On a page."""

commands = Commands()

DraftKey = Annotated[str, Option("Which draft?")]
SourceKey = Annotated[int | None, Option("Which roadmap's weeks?"), Ge(OWN_WEEKS), Le(10_000)]
WeekKey = Annotated[str, Option("Which week?")]


@all_values
async def suggest_own_roadmaps(context: Context, typed: str) -> Sequence[Choice]:
    roadmaps = {roadmap.id: roadmap for roadmap in await own_roadmaps(context)}
    near = nearest(typed, {key: (roadmap.title,) for key, roadmap in roadmaps.items()})
    return roadmap_choices([roadmaps[key] for key in near])


@several_values
async def suggest_weeks(context: Context, typed: str) -> Sequence[Choice]:
    weeks = (await all_that_is_known(context)).weeks
    near = nearest(typed, {key: (title,) for key, title in weeks.titles.items()})
    return [Choice(label, key) for key, label in weeks.labels(near).items()]


@commands.add(
    "content choose-weeks",
    "Put weeks that are there, such as a pack's, into a roadmap of your own.",
    moderator=True,
    title="Choose weeks",
    submit="Preview",
)
async def choose_weeks(
    context: Context,
    roadmap: Annotated[str, Option("Into which roadmap of your own?", suggest=suggest_own_roadmaps)],
    weeks: Annotated[
        str, Option("Which weeks? Titles, with commas between.", suggest=suggest_weeks, asked=True, most=2000, hint="In order")
    ] = "",
) -> Card:
    """Raises Refusal for a roadmap or a week that is not sure."""
    chosen = await _own_roadmap(context, roadmap, Call("content choose-weeks", {"weeks": weeks} if weeks else {}))
    draft = _edit_of(chosen)
    if not weeks:
        key = await keep_content(context, draft)
        return await _picker(context, key, None)
    known = await all_that_is_known(context)
    new = [known.weeks.find(name, "weeks", chosen.weeks) for name in known.weeks.parted(weeks)]
    return await preview(context, {**draft, "weeks": "\n".join((*chosen.weeks, *new))}, chosen)


@commands.add(
    "content copy-roadmap",
    "Copy a roadmap, to change it: the copy is your own.",
    moderator=True,
    title="Copy a roadmap",
    submit="Preview",
)
async def copy_roadmap(
    context: Context,
    roadmap: Annotated[str, Option("Which roadmap?", suggest=suggest_newest, words=True)],
    title: Annotated[str, Option("What is the copy called?", asked=True, most=60)] = "",
) -> Card:
    offers = await newest_roadmaps(context)
    source = chosen_roadmap(offers, roadmap).roadmap
    draft = {"of": "roadmap", **written_roadmap(source), "title": title or title_of_copy(source, offers)}
    await refuse_taken_title(context, draft)
    return await preview(context, draft)


@commands.add("content pick-weeks", "Choose weeks for a draft of a roadmap.", listed=False, moderator=True)
async def pick_weeks(
    context: Context,
    draft: DraftKey,
    of: SourceKey = None,
    page: Annotated[int | None, Option("Which page of the chosen weeks? The last, if left out."), Ge(1)] = None,
) -> Card:
    await _roadmap_draft(context, draft)
    return await _picker(context, draft, of, page)


@commands.add("content pick", "Put a week into a draft of a roadmap.", listed=False, moderator=True)
async def pick(context: Context, draft: DraftKey, of: SourceKey, week: WeekKey) -> Card:
    return await _with_weeks(context, draft, of, [week])


@commands.add("content pick-all", "Put all weeks of a roadmap into a draft of one.", listed=False, moderator=True)
async def pick_all(context: Context, draft: DraftKey, of: SourceKey) -> Card:
    source = await week_source(context, of)
    return await _with_weeks(context, draft, of, [week.id for week in source.weeks])


@commands.add("content show-draft", "The preview of a draft.", listed=False, moderator=True)
async def show_draft(context: Context, draft: DraftKey) -> Card:
    kept = await _roadmap_draft(context, draft)
    return await preview(context, kept, await begun_from(context, kept), key=draft)


@commands.add("content put-week", "Put a week at the end of a roadmap.", listed=False, moderator=True)
async def put_week(context: Context, week: WeekKey, roadmap: Annotated[str, Option("Which roadmap?")]) -> Card:
    own = await context.unit.search.own()
    found, into = own.get(week), own.get(roadmap)
    if not isinstance(found, Week) or not isinstance(into, Roadmap) or "deprecated" in (found.status, into.status):
        raise Refusal(t("This week or this roadmap is not here any more. </content log> shows what was changed."))
    if week in into.weeks:
        raise Refusal(t("“{week}” is in {roadmap} already.", week=found.title, roadmap=into.title))
    _check_count(len(into.weeks) + 1)
    return await preview(context, {**_edit_of(into), "weeks": "\n".join((*into.weeks, week))}, into)


def _edit_of(roadmap: Roadmap) -> Mapping[str, str]:
    """The draft that changes a roadmap, as it begins."""
    return {"of": "roadmap", "item": roadmap.id, "rev": str(roadmap.rev), **written_roadmap(roadmap)}


async def _own_roadmap(context: Context, name: str, call: Call) -> Roadmap:
    """Raises Ask, going on with `call`, for a name that several have, and Refusal for one that is not sure."""
    own = {roadmap.id: roadmap for roadmap in await own_roadmaps(context)}
    chosen = choose(name, {key: (roadmap.title,) for key, roadmap in own.items()})
    if chosen.sure:
        return own[chosen.sure]
    if chosen.keys:
        near = roadmap_choices([own[key] for key in chosen.keys])
        raise Ask(Card(t("Which roadmap do you mean?"), (Select(t("Choose a roadmap"), call, "roadmap", near),)))
    sentence = t(
        "“{name}” is no roadmap of your own. </content add-roadmap> makes one, </content copy-roadmap> copies one that ships.",
        name=clip(name, 60),
    )
    raise Refusal(sentence, "roadmap")


async def _roadmap_draft(context: Context, draft: str) -> Mapping[str, str]:
    """Raises Refusal if it is gone, or is no draft of a roadmap."""
    kept = await kept_content(context, draft)
    if kept["of"] != "roadmap":
        raise Refusal(t("This is no draft of a roadmap."))
    return kept


async def _with_weeks(context: Context, draft: str, of: int | None, weeks: Sequence[str]) -> Card:
    """The picker, once weeks were put into a draft; those that are in it stay where they are."""
    kept = await _roadmap_draft(context, draft)
    known = (await all_that_is_known(context)).weeks.titles
    new = dict.fromkeys((*kept["weeks"].split(), *(week for week in weeks if week in known)))
    _check_count(len(new))
    await keep_content(context, {**kept, "weeks": "\n".join(new)}, draft)
    return await _picker(context, draft, of)


@about("weeks")
def _check_count(count: int) -> None:
    if count > MOST_WEEKS:
        raise Refusal(t("Those would be {count} weeks; {most} is the most.", count=count, most=MOST_WEEKS))


async def _picker(context: Context, draft: str, of: int | None, page: int | None = None) -> Card:
    """What is chosen so far, and roadmaps whose weeks can be chosen, or the weeks of one."""
    kept = await kept_content(context, draft)
    chosen = kept["weeks"].split()
    here = {"draft": draft} if of is None else {"draft": draft, "of": str(of)}
    so_far = await _chosen_blocks(context, chosen, Call("content pick-weeks", here), page)
    back = Button(t("Preview"), Call("content show-draft", {"draft": draft}), "primary")
    title = t("Weeks for {title}", title=fitted(kept["title"], 100))
    if of is None:
        sources = _source_select(await week_sources(context), draft)
        note = Note(t("A week of a pack is copied, so that you can change it; what ships stays as it is."))
        return Card(title, (*so_far, *sources, note, Buttons((back,))))
    source = await week_source(context, of)
    left = [week for week in source.weeks if week.id not in chosen]
    every = (Button(t("All of them"), Call("content pick-all", here)),) if left else ()
    others = Button(t("Other roadmaps"), Call("content pick-weeks", {"draft": draft}))
    whose = Text(t("**From {source}**", source=fitted(source.title, 100)))
    none = () if left else (Note(t("All of its weeks are chosen.")),)
    return Card(title, (*so_far, whose, *await _week_selects(context, left, here), *none, Buttons((*every, others, back))))


async def _chosen_blocks(context: Context, chosen: Sequence[str], call: Call, page: int | None) -> tuple[Block, ...]:
    """A page of the weeks that are chosen, the last if none is named: what is put in comes there."""
    count = n("{count} week is chosen so far.", "{count} weeks are chosen so far.", len(chosen))
    lines = numbered(chosen, await named_titles(context.unit))
    pages = page_count(lines, WEEKS_SHOWN)
    at = page or pages
    return (Text(join([count, *on_page(lines, at, WEEKS_SHOWN)])), *page_turns(pages, at, call))


def _source_select(sources: Mapping[int, Source], draft: str) -> list[Block]:
    counts = {number: n("{count} week", "{count} weeks", len(each.weeks)) for number, each in sources.items()}
    choices = [
        Choice(t("{title}, {count}", title=clip(each.title, 50), count=counts[number]), str(number))
        for number, each in sources.items()
    ]
    call = Call("content pick-weeks", {"draft": draft})
    return [Select(t("Choose whose weeks"), call, "of", tuple(choices[:MOST_CHOICES]))] if choices else []


async def _week_selects(context: Context, weeks: Sequence[Week], keys: Mapping[str, str]) -> list[Block]:
    """A select for each 25 of the weeks."""
    known, selects = (await all_that_is_known(context)).weeks, list[Block]()
    labels = known.labels(week.id for week in weeks if week.id in known.titles)
    for start in range(0, len(weeks), MOST_CHOICES):
        some = weeks[start : start + MOST_CHOICES]
        choices = tuple(Choice(labels.get(week.id, escape(week.title)), week.id) for week in some)
        label = t("Add a week, {first} to {last}", first=start + 1, last=start + len(some))
        call = Call("content pick", {**keys, "part": str(start)} if start else keys)
        selects.append(Select(label, call, "week", choices))
    return selects


feature = Feature(commands)
