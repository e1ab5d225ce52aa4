"""What moderators do with a resource that is said to be broken: give it another address, or say that it works."""

from functools import partial
from typing import Annotated

from bot.domain.links import Link, asked, next_asked
from bot.domain.lookup import Resource
from bot.domain.written_item import written
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Text
from bot.interface.command import Commands
from bot.interface.limits import fitted
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.shared.audit import tell_moderators
from bot.shared.broken_links import WIDEST_TITLE, broken_links, found_to_work
from bot.shared.content_draft import preview
from bot.shared.what_waits import what_else_waits
from bot.text import t

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
    chosen = await _resource(context, item)
    if chosen.id not in [broken.resource.id for broken in await broken_links(context.unit)]:
        raise Refusal(t("Nobody reports it as broken any more."))
    link = asked(Link(community=context.community.id, item=chosen.id, url=chosen.url), "works", context.now)
    await context.unit.links.works(link, next_asked(link, "works", context.now))
    await found_to_work(context, chosen)
    await tell_moderators(context.unit, partial(_audit_card, chosen, context.member.name), context.now)
    sentence = t("Members find “{title}” again.", title=chosen.title)
    return Card(t("It works again"), (Text(sentence), what_else_waits()))


def _audit_card(resource: Resource, author: str) -> Card:
    """What the log channel says of it. There is no Undo: whoever reported it is told, and can report it once more."""
    title = fitted(resource.title, WIDEST_TITLE)
    show = Button(t("Show"), Call("item show", {"item": resource.id}))
    said = t("{name} looked at “{title}”, which was said to be broken: it works again.", name=author, title=title)
    return Card(t("A link works again"), (Text(said), Buttons((show,))))


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
