"""What moderators do with a resource that is said to be broken: give it another address, or say that it works."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Annotated

from bot.domain.links import Link, asked, next_asked
from bot.domain.lookup import Resource
from bot.domain.written_item import written
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Button, Buttons, Card, Text
from bot.interface.command import Commands
from bot.interface.limits import fitted
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.shared.audit import tell_moderators, tell_undone, undo_key
from bot.shared.broken_links import WIDEST_TITLE, broken_after_all, broken_links, found_to_work
from bot.shared.content_draft import preview
from bot.shared.drafts import DraftKind, drop_draft, keep_draft, read_draft
from bot.shared.what_waits import what_else_waits
from bot.text import t

UNDO = DraftKind(
    "content undo-works",
    timedelta(days=30),
    lambda: t("This was taken back already, or is too long ago. Members can report the link once more."),
)

commands = Commands()

ResourceKey = Annotated[str, Option("Which resource?")]
Url = Annotated[
    str,
    Option(
        "Where is it now?",
        label="Address",
        address=True,
        asked=True,
        most=500,
        hint="Of the same thing, or of one that is as good",
    ),
]

Licence = Annotated[
    str,
    Option("Under which licence is it there?", asked=True, most=40, hint="Leave it as it is, unless the new page says another"),
]


@commands.add("content works", "Say that a resource works after all.", listed=False, moderator=True)
async def works(context: Context, item: ResourceKey) -> Card:
    await context.unit.reports.lock()
    chosen = await _resource(context, item)
    if chosen.id not in [broken.resource.id for broken in await broken_links(context.unit)]:
        raise Refusal(t("Nobody reports it as broken any more."))
    act = f"works/{context.now:%Y-%m-%dT%H:%M:%S.%f}/"
    undo = await _kept_as_it_was(context, chosen, act)
    link = asked(Link(community=context.community.id, item=chosen.id, url=chosen.url), "works", context.now)
    await context.unit.links.keep(link, next_asked(link, "works", context.now))
    await found_to_work(context, chosen, act)
    card = partial(_audit_card, chosen, context.member.name, undo)
    await tell_moderators(context.unit, card, context.now, undo_key(undo))
    sentence = t("Members find “{title}” again.", title=chosen.title)
    return Card(t("It works again"), (Text(sentence), Buttons((Button(t("Undo"), undo), *what_else_waits().buttons))))


async def _kept_as_it_was(context: Context, resource: Resource, act: str) -> Call:
    """Keep what is known of a link that is broken; returns the call that takes back that it works."""
    known = [link for link in await context.unit.links.broken() if (link.item, link.url) == (resource.id, resource.url)]
    own = [link for link in known if link.community is not None]
    days = {name: str(day) for link in own for name, day in (("failed", link.failed), ("broken", link.broken)) if day}
    kept = {"item": resource.id, "url": resource.url, "act": act, **days}
    draft = await keep_draft(context.unit, UNDO, context.member.person, kept, context.now)
    return Call("content undo-works", {"draft": draft, "person": str(context.member.person)})


async def broken_now(context: Context) -> str:
    """What is broken; an answer that tells of it may be wrong once that is something else."""
    return " ".join(sorted(broken.resource.id for broken in await broken_links(context.unit)))


@commands.add(
    "content undo-works", "Take back that a resource works.", listed=False, moderator=True, once=True, true_until=broken_now
)
async def broken_again(
    context: Context,
    draft: Annotated[str, Option("Which resource?")],
    person: Annotated[str, Option("Who said that it works?")],
) -> Card:
    kept = await read_draft(context.unit, UNDO, record_id(person) or 0, draft, context.now)
    chosen = await _resource(context, kept["item"])
    if chosen.url != kept["url"]:
        raise Refusal(t("It has another address by now, so that this cannot be taken back. See </content log>."))
    await drop_draft(context.unit, draft)
    await _as_known_before(context, chosen, kept)
    await broken_after_all(context, chosen.id, kept["act"])
    await tell_undone(context, undo_key(Call("content undo-works", {"draft": draft, "person": person})))
    sentence = t("“{title}” counts as broken again, as before; it waits in </content queue>.", title=chosen.title)
    return Card(t("Taken back"), (Text(sentence), what_else_waits()))


async def _as_known_before(context: Context, resource: Resource, kept: Mapping[str, str]) -> None:
    """What is known of the link of what a community added is as it was; of what ships, what all communities know counts."""
    days = {name: date.fromisoformat(kept[name]) for name in ("failed", "broken") if name in kept}
    if days:
        link = Link(community=context.community.id, item=resource.id, url=resource.url, **days)
        await context.unit.links.keep(link, next_asked(link, "broken", context.now))
    elif resource.id not in await context.unit.links.present():
        await context.unit.links.drop([resource.id])


def _audit_card(resource: Resource, author: str, undo: Call) -> Card:
    """What the log channel says of it."""
    title = fitted(resource.title, WIDEST_TITLE)
    buttons = (Button(t("Undo"), undo), Button(t("Show"), Call("item show", {"item": resource.id})))
    said = t("{name} looked at “{title}”, which was said to be broken: it works again.", name=author, title=title)
    return Card(t("A link works again"), (Text(said), Buttons(buttons)))


async def as_it_is(context: Context, call: Call) -> Prefill:
    """The form with the present address and licence. Raises Refusal if the resource is not there any more."""
    resource = await _resource(context, call.values["item"])
    return Prefill({"url": resource.url, "licence": resource.licence})


@commands.add(
    "content mend",
    "Put another address in place of one that is broken.",
    listed=False,
    moderator=True,
    title="Another address",
    submit="Preview",
    prefill=as_it_is,
)
async def mend(context: Context, item: ResourceKey, url: Url, licence: Licence = "") -> Card:
    """An entry that was added here is edited; in place of one that ships the community gets one of its own."""
    shown = await _resource(context, item)
    own = await context.unit.search.own_of(shown.id)
    base = own if isinstance(own, Resource) and own.status == "active" else None
    keys = {"item": base.id, "rev": str(base.rev)} if base else {"stands_for": shown.id}
    return await preview(context, {"of": "resource", **written(shown), "url": url, "licence": licence, **keys}, base)


async def _resource(context: Context, id: str) -> Resource:
    found = await context.unit.search.get(id)
    if not isinstance(found, Resource) or found.status != "active":
        raise Refusal(t("This resource is no longer here. See </content queue> for what is left."))
    return found


feature = Feature(commands)
