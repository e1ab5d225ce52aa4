"""What an entry came from: a suggestion or a look-up that found nothing, which wait again once it is undone (a look-up also once
it is retired), or a broken link."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.items import OwnItem
from bot.domain.lookup import BROKEN_AFTER, Gap, Resource, Suggestion
from bot.domain.sameness import page_of
from bot.feature import Context
from bot.interface.call import record_id
from bot.interface.card import Card, Text
from bot.interface.limits import fitted
from bot.shared.broken_links import mended
from bot.shared.declined_suggestions import declined_as
from bot.shared.planned_changes import Planned
from bot.shared.suggestions import Verdict, tell_added_after_all, tell_verdict, tell_waits_again
from bot.shared.unanswered_lookups import unanswered_lookup
from bot.text import Markup, t

MOST_TOLD = 3
"""Of entries whose old address is back."""
MOST_WAITING = 1000
"""Of suggestions, looked through for those of one page."""


async def settle(context: Context, draft: Mapping[str, str], item: OwnItem) -> None:
    """Let what a draft was made from wait no more, as it led to an item: a look-up, a suggestion; and whatever else the item
    answers."""
    gap = record_id(draft.get("gap", ""))
    asked = await unanswered_lookup(context.unit, gap) if gap is not None else None
    if asked:
        await context.unit.gaps.settle([one.id for one in asked.wordings], item.id)
    if declined := await declined_as(context, draft.get("suggestion", "")):
        await context.unit.suggestions.settle(declined.suggestion.id, item.id)
        await tell_added_after_all(context, declined.suggestion, Verdict(context.member.name, added=item))
    await settle_answered(context, [item], draft.get("suggestion", ""))


async def settle_answered(context: Context, made: Sequence[OwnItem], suggestion: str = "") -> None:
    """Let wait no more what entries answer that are published now: look-ups that find one of them, and suggestions of the same
    pages, those of the page of `suggestion` among them; their authors are told."""
    active = [item for item in made if item.status == "active"]
    await _settle_lookups(context, active)
    for waiting, item in await _led_to(context, active, suggestion):
        await context.unit.suggestions.settle(waiting.id, item.id)
        await tell_verdict(context, waiting, Verdict(context.member.name, added=item))


async def _settle_lookups(context: Context, made: Sequence[OwnItem]) -> None:
    waiting = await context.unit.gaps.all(MOST_WAITING)
    if not (waiting and made):
        return
    answers = await context.unit.search.answered([gap.query for gap in waiting], made)
    for item in dict.fromkeys(answers.values()):
        await context.unit.gaps.settle([gap.id for gap in waiting if answers.get(gap.query) == item], item)


async def follow_mending(context: Context, draft: Mapping[str, str], item: OwnItem, base: OwnItem | None) -> None:
    """Let an entry stand in place of the one that ships, if its draft says so; whoever reported what has another address now is
    told."""
    if not isinstance(item, Resource) or (isinstance(base, Resource) and base.url == item.url):
        return
    shipped = draft.get("stands_for")
    if shipped:
        await context.unit.own_content.stand_in(item.id, shipped)
    if shipped or base:
        shown = shipped or await context.unit.search.shown_id(item.id)
        await mended(context, replace(item, id=shown), item)


async def follow_addresses(context: Context, changes: Sequence[Planned]) -> None:
    """Whoever reported a resource that has another address by one of many changes is told."""
    reported = await context.unit.reports.counts()
    for change in changes:
        item, before = change.item, change.before
        if isinstance(item, Resource) and isinstance(before, Resource) and item.url != before.url and reported:
            shown = await context.unit.search.shown_id(item.id)
            if shown in reported:
                await mended(context, replace(item, id=shown), item)


async def _led_to(context: Context, made: Sequence[OwnItem], suggestion: str) -> Sequence[tuple[Suggestion, OwnItem]]:
    """The suggestions that wait and led to entries, each with its own; the page of `suggestion` is that of the only one."""
    resources = [item for item in made if isinstance(item, Resource)]
    if not resources:
        return []
    waiting = await context.unit.suggestions.all(MOST_WAITING)
    pages = {page_of(each.content["url"]): resources[0] for each in waiting if str(each.id) == suggestion}
    pages |= {page_of(item.url): item for item in resources}
    return [(each, pages[page]) for each in waiting if (page := page_of(each.content["url"])) in pages]


async def follow_undo(context: Context, changes: Sequence[tuple[OwnItem, OwnItem]]) -> list[Markup]:
    """Let what led to items wait again if an undo took these back, or wait no more if it put them back; the authors of
    suggestions are told. `changes` are the revisions that are undone, each with what it became. Returns what the moderator reads
    of that."""
    old_addresses = await follow_substitutes(context, [restored for _, restored in changes])
    back = {restored.id: (undone, restored) for undone, restored in changes if restored.status != "active"}
    there = {restored.id: (undone, restored) for undone, restored in changes if restored.status == "active"}
    await context.unit.gaps.let_wait([*there], waits=False)
    for key, suggestion in await context.unit.suggestions.let_wait([*there], waits=False):
        undone, restored = there[key]
        await tell_verdict(context, suggestion, Verdict(context.member.name, added=restored), undone)
    gaps = await context.unit.gaps.let_wait([*back], waits=True)
    suggestions = await context.unit.suggestions.let_wait([*back], waits=True)
    for key, suggestion in suggestions:
        await tell_waits_again(context, suggestion, *back[key])
    if suggestions:
        return [*old_addresses, t("The suggestion waits in </content queue> again; whoever made it is told.")]
    return [*old_addresses, *_lookup_lines(gaps)]


async def told_first(context: Context, card: Card, item: OwnItem, lines: Sequence[Markup]) -> Card:
    """The card of a change with these lines in front; where what ships is found again, it does not say that nothing is."""
    is_back = item.status != "active" and item.id in await context.unit.own_content.stood_for()
    return replace(card, blocks=(*map(Text, lines), *card.blocks[is_back:]))


async def follow_substitutes(context: Context, changed: Sequence[OwnItem]) -> list[Markup]:
    """Let what ships wait as broken again once the entry in its place is taken back or retired, or no more once that is put back.
    Returns what the moderator reads of that."""
    shipped = await context.unit.own_content.stood_for()
    substitutes = [(item, shipped[item.id]) for item in changed if isinstance(item, Resource) and item.id in shipped]
    known = {link.item for link in await context.unit.links.broken() if link.community is None} if substitutes else set[str]()
    for item, key in substitutes:
        if item.status == "active":
            await mended(context, replace(item, id=key), item)
        elif not await context.unit.reports.restore(key, f"{item.id}/") and key not in known:
            await context.unit.reports.put(key, context.member.person, context.now)
    if not substitutes:
        return []
    counts = await context.unit.reports.counts()
    back = [(item, key) for item, key in substitutes if item.status != "active"]
    return [_old_address(item.title, hidden=key in known or counts[key] >= BROKEN_AFTER) for item, key in back[:MOST_TOLD]]


def _old_address(title: str, *, hidden: bool) -> Markup:
    """`hidden`: so many reported the old address that look-ups leave it out."""
    name = fitted(title, 100)
    if hidden:
        return t("“{title}” has its old address again: it waits in </content queue> as broken, and nobody finds it.", title=name)
    return t("Members find “{title}” at its old address again. It waits in </content queue> as broken.", title=name)


async def follow_retirement(context: Context, retired: Sequence[OwnItem]) -> list[Markup]:
    """Let look-ups wait again that entries answered which are retired; an undo settles them. Suggestions stay decided: what was
    suggested is what is retired. Returns what the moderator reads of that."""
    old_addresses = await follow_substitutes(context, retired)
    return [*old_addresses, *_lookup_lines(await context.unit.gaps.let_wait([item.id for item in retired], waits=True))]


def _lookup_lines(waiting: Sequence[Gap]) -> list[Markup]:
    return [t("The look-up that found nothing waits in </content queue> again.")] if waiting else []
