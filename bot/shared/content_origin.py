"""What an entry came from, a suggestion or a look-up that found nothing: it is settled, and waits again once that is undone."""

from collections.abc import Mapping

from bot.domain.items import OwnItem
from bot.feature import Context
from bot.interface.call import record_id
from bot.shared.suggestions import Verdict, tell_verdict, tell_waits_again
from bot.text import Markup, t


async def settle(context: Context, draft: Mapping[str, str], item: OwnItem) -> None:
    """Let the suggestion or the look-up that a draft was made from wait no more, as it led to an item."""
    gap, suggestion = record_id(draft.get("gap", "")), record_id(draft.get("suggestion", ""))
    if gap is not None:
        await context.unit.gaps.settle(gap, item.id)
    waiting = await context.unit.suggestions.get(suggestion) if suggestion is not None else None
    if waiting:
        await context.unit.suggestions.settle(waiting.id, item.id)
        await tell_verdict(context, waiting, Verdict(context.member.name, added=item))


async def follow_undo(context: Context, undone: OwnItem, restored: OwnItem) -> list[Markup]:
    """Let what led to an item wait again if an undo took the item back, or wait no more if it put the item back; the author of a
    suggestion is told. Returns what the moderator reads of that."""
    waits = restored.status != "active"
    gap = await context.unit.gaps.let_wait(restored.id, waits)
    suggestion = await context.unit.suggestions.let_wait(restored.id, waits)
    if suggestion and waits:
        await tell_waits_again(context, suggestion, undone, restored)
        return [t("The suggestion waits in </content queue> again; whoever made it is told.")]
    if suggestion:
        await tell_verdict(context, suggestion, Verdict(context.member.name, added=restored), undone)
    return [t("The look-up that found nothing waits in </content queue> again.")] if gap and waits else []
