"""Moderators add resources and questions: a form, checks, a preview, Publish, and an audit card with Undo."""

from typing import Annotated

from annotated_types import Ge, Le

from bot.domain.items import OwnItem
from bot.domain.lookup import Cost, Level
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Card, Text
from bot.interface.command import Commands
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.shared.content_change import change_content
from bot.shared.content_draft import Draft, item_from, kept_content, preview
from bot.shared.drafts import drop_draft
from bot.shared.repeated_entry import refuse_repeated
from bot.shared.resource_form import ResourceKind, suggest_topics
from bot.shared.suggestions import Verdict, tell_verdict
from bot.text import t

commands = Commands()

Title = Annotated[str, Option("What is it called?", asked=True, most=100)]
Address = Annotated[
    str, Option("Its address.", label="Address", asked=True, address=True, most=500, hint="Such as https://example.org/course")
]
KindOf = Annotated[ResourceKind, Option("What is it?", asked=True)]
LevelOf = Annotated[Level, Option("For whom?", asked=True)]
Topics = Annotated[
    str,
    Option("Topics, with commas between.", asked=True, suggest=suggest_topics, hint="With commas between"),
]
CostOf = Annotated[Cost, Option("At what cost?", asked=True, labels={"freemium": "free to start"})]
Hours = Annotated[int, Option("How many hours does it take? 0 for a place to return to.", asked=True), Ge(0), Le(2000)]
Authors = Annotated[str, Option("Who made it, with commas between.", asked=True, most=300)]
Aliases = Annotated[
    str, Option("Other words it is found by, with commas between.", label="Other names", asked=True, most=500, hint="Such as d2l")
]
Language = Annotated[str, Option("Its language, such as en or de.", asked=True, most=8)]
Asked = Annotated[str, Option("The question, as members ask it.", asked=True, words=True, most=150)]
Answer = Annotated[str, Option("The answer, in a few short lines.", asked=True, long=True, most=900)]
DraftKey = Annotated[str, Option("Which draft?")]


async def from_draft(context: Context, call: Call) -> Prefill:
    return Prefill(await kept_content(context, call.values["draft"]))


@commands.add(
    "content add-resource",
    "Add a resource: a form, a preview, then Publish.",
    moderator=True,
    title="Add a resource",
    submit="Preview",
)
async def add_resource(
    context: Context,
    title: Title,
    url: Address,
    kind: KindOf = "article",
    level: LevelOf = "beginner",
    topics: Topics = "",
    cost: Annotated[Cost, Option("At what cost?", labels={"freemium": "free to start"})] = "free",
    hours: Annotated[int, Option("How many hours does it take?"), Ge(0), Le(2000)] = 0,
    authors: Annotated[str, Option("Who made it, with commas between.", most=300)] = "",
    aliases: Annotated[str, Option("Other words it is found by, with commas between.", most=500)] = "",
    language: Annotated[str, Option("Its language, such as en or de.", most=8)] = "en",
) -> Card:
    described = {"title": title, "url": url, "kind": kind, "level": level, "topics": topics, "cost": cost}
    more = {"hours": str(hours), "authors": authors, "aliases": aliases, "language": language}
    return await preview(context, {"of": "resource", **described, **more})


@commands.add(
    "content change-resource",
    "Change a draft of a resource.",
    listed=False,
    moderator=True,
    title="Edit the resource",
    submit="Preview",
    prefill=from_draft,
)
async def change_resource(
    context: Context,
    draft: DraftKey,
    title: Title,
    url: Address,
    kind: KindOf = "article",
    level: LevelOf = "beginner",
    topics: Topics = "",
) -> Card:
    return await _changed(context, draft, title=title, url=url, kind=kind, level=level, topics=topics)


@commands.add(
    "content resource-details",
    "Say more of a draft of a resource.",
    listed=False,
    moderator=True,
    title="More of the resource",
    submit="Preview",
    prefill=from_draft,
)
async def resource_details(
    context: Context,
    draft: DraftKey,
    cost: CostOf = "free",
    hours: Hours = 0,
    authors: Authors = "",
    aliases: Aliases = "",
    language: Language = "en",
) -> Card:
    more = {"hours": str(hours), "authors": authors, "aliases": aliases, "language": language}
    return await _changed(context, draft, cost=cost, **more)


@commands.add(
    "content add-question",
    "Add a question with its answer: a form, a preview, then Publish.",
    moderator=True,
    title="Add a question",
    submit="Preview",
)
async def add_question(context: Context, question: Asked, answer: Answer, aliases: Aliases = "", topics: Topics = "") -> Card:
    values = {"question": question, "answer": answer, "aliases": aliases, "topics": topics}
    return await preview(context, {"of": "question", **values})


@commands.add(
    "content change-question",
    "Change a draft of a question.",
    listed=False,
    moderator=True,
    title="Edit the question",
    submit="Preview",
    prefill=from_draft,
)
async def change_question(
    context: Context, draft: DraftKey, question: Asked, answer: Answer, aliases: Aliases = "", topics: Topics = ""
) -> Card:
    return await _changed(context, draft, question=question, answer=answer, aliases=aliases, topics=topics)


@commands.add("content discard", "Throw a draft away.", listed=False, moderator=True, once=True)
async def discard(context: Context, draft: DraftKey) -> Card:
    await kept_content(context, draft)
    await drop_draft(context.unit, draft)
    return Card(t("Discarded"), (Text(t("The draft is gone; nothing was published.")),))


@commands.add("content publish", "Publish a draft.", listed=False, moderator=True, once=True)
async def publish(context: Context, draft: DraftKey) -> Card:
    kept = await kept_content(context, draft)
    item = await item_from(context, f"{kept['of']}.own.{context.unit.new_id():x}", kept)
    await refuse_repeated(context, item)
    await drop_draft(context.unit, draft)
    await _settle(context, kept, item)
    return await change_content(context, item, None, "added")


async def _changed(context: Context, draft: str, **values: str) -> Card:
    """The preview of a draft that was changed; the former is dropped."""
    kept = await kept_content(context, draft)
    card = await preview(context, {**kept, **values})
    await drop_draft(context.unit, draft)
    return card


async def _settle(context: Context, draft: Draft, item: OwnItem) -> None:
    """Remove the suggestion or the gap that a draft was made from."""
    gap, suggestion = record_id(draft.get("gap", "")), record_id(draft.get("suggestion", ""))
    if gap is not None:
        await context.unit.gaps.drop(gap)
    waiting = await context.unit.suggestions.get(suggestion) if suggestion is not None else None
    if waiting:
        await context.unit.suggestions.drop(waiting.id)
        await tell_verdict(context, waiting, Verdict(context.member.name, added=item))


feature = Feature(commands)
