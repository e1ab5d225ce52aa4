"""What moderators changed or declined: the log of a community's own content, each change with its difference, and taking one
back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from annotated_types import Ge

from bot.domain.content_change import Change, without
from bot.domain.items import Deed, OwnItem, title_of
from bot.domain.lookup import Declined, Resource
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.limits import LONGEST_TITLE, fitted
from bot.interface.option import Option
from bot.interface.phone import shortest_cut
from bot.shared.audit import tell_undone
from bot.shared.broken_links import broken_after_all, mended, mending
from bot.shared.content_batch import batch_buttons, batch_of, batch_sentence, batch_title
from bot.shared.content_change import (
    audit_key,
    change_blocks,
    change_content,
    deed_sentence,
    latest_lines,
    name_of,
    newest_change,
    undo_button,
)
from bot.shared.content_log_entries import CUTS, LogEntry, batch_entry, change_entry, declined_entry
from bot.shared.content_origin import follow_undo, told_first
from bot.shared.named_entries import titles_in
from bot.shared.own_item_choice import changed_item, suggest_changed_items
from bot.shared.pages import on_page, page_count, page_turns
from bot.shared.repeated_entry import refuse_to_restore
from bot.shared.retired_entry import ended
from bot.text import Markup, Moment, join, t

SHOWN = 3
"""On a page, as many as a phone shows."""

Deeds = Mapping[int, Mapping[Deed, int]]
"""How many changes of each kind are in an import, by its id."""
NO_DEEDS: Deeds = {}

commands = Commands()

ItemKey = Annotated[str, Option("Which entry?")]
RevisionNumber = Annotated[int, Option("Which revision?"), Ge(1)]
ChangedItem = Annotated[str | None, Option("Which entry? All if left out.", suggest=suggest_changed_items, words=True)]


@commands.add("content log", "What moderators added, edited, retired and declined.", moderator=True, access=Access.READ)
async def log(context: Context, item: ChangedItem = None, page: Annotated[int, Option("Which page?"), Ge(1)] = 1) -> Card:
    call = Call("content log")
    if item:
        chosen = await changed_item(context, item, call)
        changes = await context.unit.own_content.history(chosen.id)
        turns = page_turns(page_count(changes, SHOWN), page, Call("content log", {"item": chosen.id}))
        return _log_card(await _changes(context, on_page(changes, page, SHOWN)), turns)
    acts = await context.unit.own_content.acts()
    shown, before = on_page(acts, page, SHOWN), acts[: (page - 1) * SHOWN]
    changes = await context.unit.own_content.latest(shown.count("change"), before.count("change"))
    declined = await context.unit.suggestions.declined(shown.count("decline"), before.count("decline"))
    entries = {
        "change": iter(await _changes(context, changes, await _deeds(context, changes))),
        "decline": iter(await _declines(context, declined)),
    }
    return _log_card([next(entries[act]) for act in shown], page_turns(page_count(acts, SHOWN), page, call))


@commands.add("content revision", "One change, with all of its difference.", listed=False, moderator=True, access=Access.READ)
async def revision(context: Context, item: ItemKey, rev: RevisionNumber) -> Card:
    changes = await context.unit.own_content.history(item)
    return await _change_card(context, _numbered(changes, rev), changes)


@commands.add("content undo", "Undo the last change of content, or of an entry.", moderator=True, access=Access.READ)
async def undo(
    context: Context,
    item: Annotated[
        str | None, Option("Which entry? The one changed last if left out.", suggest=suggest_changed_items, words=True)
    ] = None,
    rev: Annotated[int | None, Option("Which of its revisions? The last one if left out.", label="Revision"), Ge(1)] = None,
) -> Card:
    if item:
        chosen = await changed_item(context, item, Call("content undo", {"rev": str(rev)} if rev else {}))
        changes = await context.unit.own_content.history(chosen.id)
        return await _change_card(context, _numbered(changes, rev) if rev else changes[0], changes)
    latest = await context.unit.own_content.latest(1)
    if not latest:
        raise Refusal(t("Nothing was added here yet, so there is nothing to undo."))
    batch = batch_of(latest[0], await _deeds(context, latest))
    if batch:
        author = await name_of(context.unit, latest[0].revision.author)
        said = Text(t("{when}: {deed}", when=Moment(latest[0].revision.at), deed=batch_sentence(batch, author)))
        return Card(batch_title(batch), (said, Buttons(batch_buttons(batch))))
    return await _change_card(context, latest[0], latest)


@commands.add(
    "content take-back", "Take a change of the content back.", listed=False, moderator=True, once=True, true_until=newest_change
)
async def take_back(context: Context, item: ItemKey, rev: RevisionNumber) -> Card:
    changes = await context.unit.own_content.history(item)
    change = _numbered(changes, rev)
    newest = changes[0].revision.item
    restored = without(change, newest)
    if restored is None:
        raise Refusal(join([_too_late(change, newest), *await latest_lines(context.unit, changes[0])]))
    await refuse_to_restore(context, restored, newest)
    deed: Deed = "redone" if change.revision.deed == "undone" else "undone"
    card = await change_content(context, restored, newest, deed)
    if isinstance(restored, Resource) and isinstance(newest, Resource) and restored.status == newest.status:
        await _follow_address(context, change.revision.item, newest, restored, deed)
    await tell_undone(context, audit_key(change.revision.item))
    if newest.status == restored.status:
        return card
    return await told_first(context, card, restored, await follow_undo(context, [(change.revision.item, restored)]))


async def _follow_address(context: Context, undone: OwnItem, newest: Resource, restored: Resource, deed: Deed) -> None:
    """The reports of an address count again if it is back, and no more if the one that mended it is."""
    shown = await context.unit.search.shown_id(restored.id)
    if restored.url == newest.url:
        return
    if deed == "redone":
        await mended(context, replace(restored, id=shown), restored)
    else:
        await broken_after_all(context, shown, mending(undone))


@commands.add(
    "content back", "Put an entry back that is retired.", listed=False, moderator=True, once=True, true_until=newest_change
)
async def back(context: Context, item: ItemKey) -> Card:
    changes = await context.unit.own_content.history(item)
    if not changes or changes[0].revision.item.status == "active":
        raise Refusal(t("This entry is there already."))
    return await take_back(context, item, ended(changes).revision.item.rev)


def _too_late(change: Change, newest: OwnItem) -> Markup:
    if change.before is None and newest.status == "active":
        return t(
            "It was edited since it was added, so nothing was done. </content retire> takes it out as it is now. The latest:"
        )
    return t(
        "This was changed again since, or undone already; nothing was done. "
        "Undo what came after it first, or change it with </content edit>. The latest:"
    )


async def _deeds(context: Context, changes: Sequence[Change]) -> Deeds:
    """What was done in the imports among these changes."""
    batches = [change.revision.batch for change in changes if change.revision.batch is not None]
    return await context.unit.own_content.deeds(batches) if batches else NO_DEEDS


def _numbered(changes: Sequence[Change], rev: int) -> Change:
    found = next((change for change in changes if change.revision.item.rev == rev), None)
    if found is None:
        raise Refusal(t("This change is not here. Use </content log> to see what was changed."))
    return found


def _log_card(entries: Sequence[LogEntry], turns: Sequence[Block]) -> Card:
    if not entries:
        return Card(t("What was changed"), (Text(t("Nothing yet. Add something with </content add-resource>.")),))
    variants = ((*(block for entry in entries for block in entry(widest)), *turns) for widest in CUTS)
    return shortest_cut(t("What was changed"), variants)


async def _changes(context: Context, changes: Sequence[Change], deeds: Deeds = NO_DEEDS) -> list[LogEntry]:
    """`deeds` count those of imports, each of which is shown as a whole; of the others each change is."""
    names = await _names(context, [change.revision.author for change in changes])
    titles = await titles_in(context.unit, *(change.revision.item for change in changes))
    newest = await context.unit.search.own()
    batches = [(change, batch_of(change, deeds)) for change in changes]
    return [
        batch_entry(change, batch, names) if batch else change_entry(change, newest, names, titles) for change, batch in batches
    ]


async def _declines(context: Context, declined: Sequence[Declined]) -> list[LogEntry]:
    names = await _names(context, [person for each in declined for person in (each.by, each.suggestion.person)])
    return [declined_entry(each, names) for each in declined]


async def _names(context: Context, persons: Sequence[int]) -> Mapping[int, str]:
    return {person: await name_of(context.unit, person) for person in dict.fromkeys(persons)}


async def _change_card(context: Context, change: Change, changes: Sequence[Change]) -> Card:
    item = change.revision.item
    said = deed_sentence(change, await name_of(context.unit, change.revision.author))
    titles = await titles_in(context.unit, item)
    head = Text(t("{when}: {deed}", when=Moment(change.revision.at), deed=said))
    history = Button(t("All of its changes"), Call("content log", {"item": item.id}))
    if without(change, changes[0].revision.item):
        below: tuple[Block, ...] = (Buttons((undo_button(item), history)),)
    else:
        below = (Note(t("It was changed again since, or undone.")), Buttons((history,)))
    return Card(fitted(title_of(item), LONGEST_TITLE), (head, *change_blocks(change, titles), *below))


feature = Feature(commands)
