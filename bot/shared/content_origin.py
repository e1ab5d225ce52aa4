"""What an entry came from: a suggestion or a look-up that found nothing, which wait again once it is undone, or a broken link."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.items import OwnItem
from bot.domain.lookup import Resource, Suggestion
from bot.domain.sameness import page_of
from bot.feature import Context
from bot.interface.call import record_id
from bot.shared.broken_links import mended_card, settle_reports
from bot.shared.suggestions import Verdict, tell_verdict, tell_waits_again
from bot.shared.unanswered_lookups import unanswered_lookup
from bot.text import Markup, t

MOST_WAITING = 1000
"""Of suggestions, looked through for those of one page."""


async def settle(context: Context, draft: Mapping[str, str], item: OwnItem) -> None:
    """Let the look-up that a draft was made from wait no more, as it led to an item, and so every suggestion that did: the one of
    the draft, and those of the same page."""
    gap = record_id(draft.get("gap", ""))
    asked = await unanswered_lookup(context.unit, gap) if gap is not None else None
    if asked:
        await context.unit.gaps.settle([one.id for one in asked.wordings], item.id)
    for waiting in await _led_to(context, draft, item):
        await context.unit.suggestions.settle(waiting.id, item.id)
        await tell_verdict(context, waiting, Verdict(context.member.name, added=item))


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
        await settle_reports(context, replace(item, id=shown), mended_card)


async def _led_to(context: Context, draft: Mapping[str, str], item: OwnItem) -> Sequence[Suggestion]:
    if not isinstance(item, Resource):
        return []
    waiting = await context.unit.suggestions.all(MOST_WAITING)
    pages = {page_of(item.url), *(page_of(s.content["url"]) for s in waiting if str(s.id) == draft.get("suggestion"))}
    return [suggestion for suggestion in waiting if page_of(suggestion.content["url"]) in pages]


async def follow_undo(context: Context, undone: OwnItem, restored: OwnItem) -> list[Markup]:
    """Let what led to an item wait again if an undo took the item back, or wait no more if it put the item back; the author of a
    suggestion is told. Returns what the moderator reads of that."""
    waits = restored.status != "active"
    gaps = await context.unit.gaps.let_wait(restored.id, waits)
    suggestions = await context.unit.suggestions.let_wait(restored.id, waits)
    for suggestion in suggestions:
        if waits:
            await tell_waits_again(context, suggestion, undone, restored)
        else:
            await tell_verdict(context, suggestion, Verdict(context.member.name, added=restored), undone)
    if suggestions and waits:
        return [t("The suggestion waits in </content queue> again; whoever made it is told.")]
    return [t("The look-up that found nothing waits in </content queue> again.")] if gaps and waits else []
