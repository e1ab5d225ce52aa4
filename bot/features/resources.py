"""Resources: looking for one by level and cost, the member's own shelf, saying that one is broken, proposing one."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated

from annotated_types import Ge

from bot.domain.items import Findable, title_of
from bot.domain.lookup import BROKEN_AFTER, LEVELS, Cost, Level, Resource, Suggestion
from bot.domain.sameness import page_of
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.interface.command import MESSAGE, Access, Commands
from bot.interface.inputs import Choice
from bot.interface.limits import LONGEST_TITLE, fitted
from bot.interface.option import Option, examples
from bot.interface.prefill import Prefill
from bot.shared.audit import tell_moderators_anew
from bot.shared.broken_links import report_key
from bot.shared.daily_bounds import REPORTED, SUGGESTED, count_today
from bot.shared.item_card import entry_of, item_card, list_blocks, list_card, suggested
from bot.shared.left_out import broken_among, broken_notes
from bot.shared.lookup import best_answers, nothing_found
from bot.shared.next_step import lead_on
from bot.shared.pages import on_page, page_turns, pages_on_a_phone
from bot.shared.posts import compose
from bot.shared.repeated_entry import repeated_entry
from bot.shared.resource_form import from_message, resource_from, suggest_topics, what_is_known
from bot.shared.suggestions import made_in, tell_of_suggestion
from bot.text import Markup, link, n, t

BEST = 5
SEARCHED = 100
MOST_PENDING = 10
"""The most suggestions of one member that may wait for moderators at a time."""

commands = Commands()

ResourceKey = Annotated[str, Option("Which resource?")]


@examples
async def suggest_resources(context: Context, typed: str) -> Sequence[Choice]:
    return suggested(await context.unit.search.suggest(typed, {"resource"}, 25))


@commands.add("resource find", "Find courses, books, papers and tools.", access=Access.READ, title="Find resources")
async def find_resource(
    context: Context,
    query: Annotated[str, Option("What about?", label="Look for", suggest=suggest_resources)],
    level: Annotated[Level | None, Option("For whom?")] = None,
    cost: Annotated[Cost | None, Option("At what cost?", labels={"freemium": "free to start"})] = None,
) -> Card:
    found = await best_answers(context, query, {"resource"}, SEARCHED)
    sure = [hit.item for hit in found if hit.sure and isinstance(hit.item, Resource)]
    fitting = [
        item for item in sure if (not level or (item.level and LEVELS[item.level] == level)) and (not cost or item.cost == cost)
    ]
    title = t("Resources for “{query}”", query=fitted(query, LONGEST_TITLE - 40))
    if fitting:
        return list_card(title, fitting[:BEST], fitting[BEST:])
    if sure:
        return list_card(title, sure[:BEST], sure[BEST:], Note(t("None of these has that level and cost.")))
    return await nothing_found(context, query, found[:BEST])


@commands.add("resource saved", "Your own shelf of resources.", access=Access.READ)
async def saved(context: Context, page: Annotated[int, Option("Which page?"), Ge(1)] = 1) -> Card:
    found = [await context.unit.search.get(item) for item in await context.unit.shelf.of(context.member.person)]
    kept: list[Findable] = [item for item in found if item and item.status == "active"]
    if not kept:
        return Card(
            t("Your shelf is empty"), (Text(t("Save a resource with the button below it. </resource find> finds some.")),)
        )
    title, broken = t("Your shelf"), await broken_among(context.unit, kept)

    def blocks(items: Sequence[Findable]) -> tuple[Block, ...]:
        return (*list_blocks(items), *broken_notes([item for item in broken if item in items]))

    pages = pages_on_a_phone(title, kept, blocks)
    (shown,) = on_page(pages, page, 1)
    turns = page_turns(len(pages), page, Call("resource saved"))
    return Card(title, (*blocks(shown), *turns), tuple(map(entry_of, shown)))


@commands.add("resource save", "Keep a resource on your shelf.", listed=False)
async def save(context: Context, item: ResourceKey) -> Card:
    chosen = await _resource(context, item)
    await context.unit.shelf.put(context.member.person, chosen.id, context.now)
    return await _noted(context, chosen, t("Saved. Your shelf: </resource saved>."), saved=True)


@commands.add("resource unsave", "Take a resource off your shelf.", listed=False)
async def unsave(context: Context, item: ResourceKey) -> Card:
    chosen = await _resource(context, item)
    await context.unit.shelf.drop(context.member.person, chosen.id)
    return await _noted(context, chosen, t("Taken off your shelf."), saved=False)


@commands.add("resource broken", "Say that a resource no longer works.", listed=False)
async def broken(context: Context, item: ResourceKey) -> Card:
    chosen = await _resource(context, item)
    instead = await _instead(context, chosen)
    if not await context.unit.reports.reporters(chosen.id):
        await _begin_anew(context, chosen)
    await count_today(context, REPORTED)
    reported = await context.unit.reports.put(chosen.id, context.member.person, context.now)
    await tell_moderators_anew(context.unit, partial(_broken_card, chosen, reported), context.now, report_key(chosen.id))
    thanks = t("Thank you. It waits for moderators to look at.")
    hidden = t("It is left out of look-ups until somebody has looked at it.")
    undo = Buttons((Button(t("Undo"), Call("resource unbroken", {"item": chosen.id})),))
    notes: tuple[Block, ...] = (Text(thanks), *((Note(hidden),) if reported >= BROKEN_AFTER else ()), undo)
    if not instead:
        return Card(t("Reported as broken"), notes)
    found = list_card(t("Reported as broken"), instead)
    return Card(found.title, (*notes, Text(t("Instead, perhaps:")), *found.blocks), found.entries)


@commands.add("resource unbroken", "Take back that a resource no longer works.", listed=False)
async def unbroken(context: Context, item: ResourceKey) -> Card:
    chosen = await _resource(context, item)
    await count_today(context, REPORTED)
    await context.unit.reports.drop(chosen.id, context.member.person)
    left = len(await context.unit.reports.reporters(chosen.id))
    card = partial(_broken_card, chosen, left) if left else partial(_taken_back_card, chosen)
    await tell_moderators_anew(context.unit, card, context.now, report_key(chosen.id))
    return await _noted(context, chosen, t("Your report is taken back."), saved=await _is_saved(context, item))


async def from_menu(context: Context, call: Call) -> Prefill:
    """From a message's menu it comes filled with what the message links to, and for moderators it is the form that adds it."""
    message = call.values.get(MESSAGE)
    if message is None:
        return Prefill()
    return Prefill(from_message(message), call=Call("content add-resource") if context.moderator else None)


@commands.add(
    "resource suggest",
    "Propose a resource; moderators decide.",
    title="Suggest a resource",
    submit="Suggest",
    prefill=from_menu,
    shortcut="message",
    menu="Save as resource",
)
async def suggest(
    context: Context,
    title: Annotated[str, Option("What is it called?", most=100)],
    url: Annotated[
        str, Option("Its address.", label="Address", address=True, most=500, hint="Such as https://example.org/course")
    ],
    topics: Annotated[
        str,
        Option("Topics, with commas between.", asked=True, suggest=suggest_topics),
    ] = "",
) -> Card:
    values = {"title": title, "url": url, "topics": topics}
    described = resource_from(await what_is_known(context), "resource.suggested", values)
    there = await repeated_entry(context, described)
    if there:
        return await _noted(context, there, t("That is here already."), saved=await _is_saved(context, there.id))
    waiting = [s for s in await context.unit.suggestions.all(1000) if s.person == context.member.person]
    if len(waiting) >= MOST_PENDING:
        raise Refusal(t("{count} of your suggestions wait for moderators; give them time first.", count=len(waiting)))
    if any(page_of(s.content["url"]) == page_of(described.url) for s in waiting):
        raise Refusal(t("You have suggested that address already; it waits for moderators."), "url")
    await count_today(context, SUGGESTED)
    kept = {"title": described.title, "url": described.url, "topics": topics, **made_in(context)}
    suggestion = Suggestion(id=context.unit.new_id(), person=context.member.person, content=kept, at=context.now)
    await context.unit.suggestions.put(suggestion)
    await tell_of_suggestion(context, suggestion)
    sentence = t("Thank you. **{title}** waits for moderators to decide; you are told how.", title=described.title)
    return Card(t("Suggested"), (Text(sentence), *await lead_on(context)))


async def _resource(context: Context, id: str) -> Resource:
    item = await context.unit.search.get(id)
    if not isinstance(item, Resource) or item.status != "active":
        raise Refusal(t("This resource is no longer here. Look for another with </resource find>."))
    return item


async def _is_saved(context: Context, item: str) -> bool:
    return item in await context.unit.shelf.of(context.member.person)


async def _noted(context: Context, resource: Resource, note: Markup, *, saved: bool) -> Card:
    card = await item_card(context.unit, resource, context.now, saved=saved, shares=context.place.takes_posts)
    return Card(card.title, (Note(note), *card.blocks), card.entries)


async def _instead(context: Context, resource: Resource) -> list[Findable]:
    """Resources that may replace it: its successor, else those on the same topics, its own kind first."""
    successor = await context.unit.search.get(resource.replaced_by) if resource.replaced_by else None
    about = " ".join(topic.removeprefix("topic.").replace("-", " ") for topic in resource.topics) or resource.title
    found = await context.unit.search.find(f"{about} {resource.kind}", {"resource"}, BEST + 1)
    others = [hit.item for hit in found if hit.item.id != resource.id]
    return [successor] if successor else others[:3]


async def _begin_anew(context: Context, resource: Resource) -> None:
    """Let the log channel hear of a resource in a new post if what was said before is settled; one that was taken back says it
    again."""
    known = await context.unit.outbox.known(report_key(resource.id))
    if known and known.card != compose(context.unit, partial(_taken_back_card, resource)):
        await context.unit.outbox.forget(report_key(resource.id))


def _taken_back_card(resource: Resource) -> Card:
    return Card(t("Not broken after all"), (Text(link(title_of(resource), resource.url)), Note(t("The report was taken back."))))


def _broken_card(resource: Resource, reported: int) -> Card:
    people = n("{count} member says so.", "{count} members say so.", reported)
    keys = {"item": resource.id}
    buttons = (
        Button(t("It works"), Call("content works", keys), "primary"),
        Button(t("Another address"), Call("content mend", keys)),
        Button(t("Open"), url=resource.url),
    )
    line = link(title_of(resource), resource.url)
    return Card(t("Reported as broken"), (Text(line), Note(people), Buttons(buttons)))


feature = Feature(commands)
