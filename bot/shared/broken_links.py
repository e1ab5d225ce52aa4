"""Resources that are said to be broken, as moderators meet them; whoever said so is told how it ended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from bot.domain.items import OwnItem, title_of
from bot.domain.lookup import Resource
from bot.domain.post import Post
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Select, Text
from bot.interface.limits import fitted
from bot.ports.unit import Unit
from bot.shared.audit import tell_settled
from bot.shared.direct_posts import SPACING
from bot.shared.item_card import choices_of
from bot.shared.posts import compose
from bot.text import Markup, n, t

WIDEST_TITLE = 150


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """An active resource that members reported, or whose site says that there is nothing."""

    resource: Resource
    reports: int
    """How many members did."""
    since: date | None = None
    """The day since which the site says so."""


async def broken_links(unit: Unit) -> Sequence[BrokenLink]:
    """The most reported first, then what was found longest ago."""
    counts, found = await unit.reports.counts(), {(link.item, link.url): link.broken for link in await unit.links.broken()}
    items = [await unit.search.get(key) for key in dict.fromkeys((*counts, *(item for item, _ in found)))]
    active = [item for item in items if isinstance(item, Resource) and item.status == "active"]
    broken = [BrokenLink(item, counts.get(item.id, 0), found.get((item.id, item.url))) for item in active]
    return [each for each in broken if each.reports or each.since]


def broken_line(broken: BrokenLink) -> Markup:
    """What is broken, and who says so."""
    title, reports = fitted(title_of(broken.resource), WIDEST_TITLE), n("{count} report", "{count} reports", broken.reports)
    if broken.since and broken.reports:
        return t("- {title} ({reports}; no page there since {day})", title=title, reports=reports, day=broken.since)
    if broken.since:
        return t("- {title} (no page there since {day})", title=title, day=broken.since)
    return t("- {title} ({reports})", title=title, reports=reports)


def broken_acts(shown: Sequence[BrokenLink]) -> tuple[Select, ...]:
    """What can be done with each of them."""
    choices = choices_of(broken.resource for broken in shown)
    return (
        Select(t("Look at one"), Call("item show"), "item", choices),
        Select(t("Put another address in its place"), Call("content mend"), "item", choices),
        Select(t("It works again"), Call("content works"), "item", choices),
    )


def report_key(item: str) -> str:
    """The key of the post in the log channel about what members say of a resource."""
    return f"broken/{item}/"


async def mended(context: Context, resource: Resource, by: OwnItem) -> None:
    """A resource that may be reported has another address now, by a revision of an entry."""
    name = context.member.name
    await _settle(context, resource, _mended_card, lambda: t("{name} gave it another address.", name=name), mending(by))


def mending(by: OwnItem) -> str:
    """The act of settling the reports of what a revision mends."""
    return f"{by.id}/{by.rev}/"


async def found_to_work(context: Context, resource: Resource, act: str) -> None:
    """A moderator found that a resource works that may be reported; `act` names that, to be taken back."""
    await _settle(context, resource, _works_card, lambda: t("{name} found that it works.", name=context.member.name), act)


async def broken_after_all(context: Context, item: str, act: str) -> None:
    """What settled the reports of a resource is taken back: they count again. Whoever was not told yet is told nothing."""
    await context.unit.reports.restore(item, act)
    reporters = await context.unit.reports.reporters(item)
    await context.unit.outbox.cancel(*(_told_key(item, act, person) for person in reporters))


async def _settle(
    context: Context, resource: Resource, card: Callable[[Resource], Card], how: Callable[[], Markup], act: str
) -> None:
    """Let a resource be reported no more; whoever did is told once, in private, but for the moderator who decided, and the post
    in the log channel says how it ended."""
    reporters = await context.unit.reports.reporters(resource.id)
    if reporters:
        await tell_settled(context, report_key(resource.id), how)
    persons = [person for person in reporters if person != context.member.person]
    await context.unit.reports.settle(resource.id, act)
    if not persons:
        return
    accounts = await context.unit.members.accounts(persons, [context.place.platform])
    members = await context.unit.members.some([*accounts])
    await context.unit.outbox.put_all(
        Post(
            key=_told_key(resource.id, act, person),
            platform=platform,
            space=context.place.space or "",
            channel=account,
            card=compose(context.unit, partial(card, resource), members.get(person)),
            due_at=context.now + number * SPACING,
            kind="dm",
            person=person,
        )
        for number, (person, (platform, account)) in enumerate(accounts.items())
    )


def _told_key(item: str, act: str, person: int) -> str:
    """The key of the one message that tells who reported an item how that ended."""
    return f"mended/{item}/{act}{person}"


def _mended_card(resource: Resource) -> Card:
    """What whoever reported a link reads once it has another address."""
    return _told(
        t("A link is mended"),
        t("You said that **{title}** does not work. It leads to another page now.", title=_name(resource)),
        resource,
    )


def _works_card(resource: Resource) -> Card:
    """The same once a moderator found that it works."""
    return _told(
        t("A link works"),
        t("You said that **{title}** does not work. A moderator looked at it, and it does.", title=_name(resource)),
        resource,
    )


def _told(title: Markup, sentence: Markup, resource: Resource) -> Card:
    show = Button(t("Show"), Call("item show", {"item": resource.id}), "primary")
    return Card(title, (Text(sentence), Buttons((show,))))


def _name(resource: Resource) -> Markup:
    return fitted(resource.title, WIDEST_TITLE)
