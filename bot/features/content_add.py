"""Moderators write what members look up: a form, checks, a preview, Publish, and an audit card with Undo."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from annotated_types import Ge

from bot.domain.items import OwnItem
from bot.domain.lookup import Resource
from bot.domain.roadmap import Roadmap, Week
from bot.domain.written_item import written
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.command import Commands, Handler, Prefiller
from bot.interface.option import Option, Parameter
from bot.interface.prefill import Prefill
from bot.shared.content_change import change_content, newest_change
from bot.shared.content_draft import (
    Draft,
    begun_and_since,
    begun_from,
    changed_meanwhile,
    differs,
    draft_prefill,
    kept_content,
    preview,
    retired_meanwhile,
)
from bot.shared.content_forms import FORMS, ContentForm
from bot.shared.content_items import HAD, item_from
from bot.shared.content_origin import follow_mending, settle
from bot.shared.declined_suggestions import declined_meanwhile
from bot.shared.drafts import drop_draft
from bot.shared.named_entries import readable, titles_in
from bot.shared.own_roadmaps import publish_roadmap, with_roadmaps
from bot.shared.repeated_entry import refuse_repeated, refuse_taken_title
from bot.text import t

commands = Commands()

DraftKey = Annotated[str, Option("Which draft?")]
ItemKey = Annotated[str, Option("Which entry?")]
Words = tuple[str, str]
"""The title of a form, and the description of its command."""
RevisionNumber = Annotated[int, Option("Which revision of it?"), Ge(1)]


async def from_draft(context: Context, call: Call) -> Prefill:
    return await draft_prefill(context, await kept_content(context, call.values["draft"]))


async def from_revision(context: Context, call: Call) -> Prefill:
    base = await begun_from(context, call.values)
    return Prefill(readable(written(base), await titles_in(context.unit, base)) if base else {})


def _declare(form: ContentForm, add: Words, edit: Words, change: Words, *further: Words, called: str = "") -> None:
    """The commands that add an entry of a kind, edit one that is there, and change a draft of one, in further forms too. `called`
    is the word that people type for the kind, if it is another."""
    of, first, every = form.of, _names(form.first), _names(form.typed)

    async def add_entry(context: Context, **given: Any) -> Card:
        return await _first_preview(context, {"of": of, **_texts(every, given)})

    async def edit_entry(context: Context, item: ItemKey, rev: RevisionNumber, **given: Any) -> Card:
        edited = {"of": of, "item": item, "rev": str(rev)}
        base = await begun_from(context, edited)
        return await _first_preview(context, {**edited, **(written(base) if base else {}), **_texts(first, given)}, base)

    _add(f"content add-{called or of}", add, form.typed, listed=True)(add_entry)
    _add(f"content edit-{of}", edit, form.first, prefill=from_revision)(edit_entry)
    _add(f"content change-{of}", change, form.first, prefill=from_draft)(_change(form.first))
    for step, words in zip(form.further, further, strict=True):
        _add(f"content {of}-{step.name}", words, step.options, prefill=from_draft)(_change(step.options))


async def _first_preview(context: Context, draft: Draft, base: OwnItem | None = None) -> Card:
    """What a form leads to. Raises Refusal for a title that a roadmap cannot have."""
    await refuse_taken_title(context, draft)
    return await preview(context, draft, base)


def _change(options: Sequence[Parameter]) -> Handler:
    """What takes a form of a draft that was changed."""

    async def change_draft(context: Context, draft: DraftKey, **given: Any) -> Card:
        kept = await kept_content(context, draft)
        had = " ".join((kept.get(HAD, ""), kept.get("weeks", ""), kept.get("resources", "")))
        changed = {**kept, HAD: " ".join(dict.fromkeys(had.split())), **_texts(_names(options), given)}
        card = await _first_preview(context, changed, await begun_from(context, kept))
        await drop_draft(context.unit, draft)
        return card

    return change_draft


def _names(options: Sequence[Parameter]) -> list[str]:
    return [option.name for option in options]


def _add(
    path: str, words: Words, options: Sequence[Parameter], *, listed: bool = False, prefill: Prefiller | None = None
) -> Callable[[Handler], Handler]:
    title, description = words
    return commands.add(
        path, description, title=title, options=options, listed=listed, prefill=prefill, moderator=True, submit="Preview"
    )


_declare(
    FORMS["resource"],
    ("Add a resource", "Add a resource: a form, a preview, then Publish."),
    ("Edit the resource", "Edit a resource."),
    ("Edit the resource", "Change a draft of a resource."),
    ("More of the resource", "Say more of a draft of a resource."),
)
_declare(
    FORMS["question"],
    ("Add a question", "Add a question with its answer: a form, a preview, then Publish."),
    ("Edit the question", "Edit a question."),
    ("Edit the question", "Change a draft of a question."),
)


_declare(
    FORMS["figure"],
    ("Add a salary figure", "Add what a source says about pay."),
    ("Edit the salary figure", "Edit a salary figure."),
    ("Edit the salary figure", "Change a draft of a salary figure."),
    ("More of the figure", "Say more of a draft of a salary figure."),
    called="salary",
)
_declare(
    FORMS["week"],
    ("Add a week", "Add a week of your own: a form, a preview, then Publish."),
    ("Edit the week", "Edit a week."),
    ("Edit the week", "Change a draft of a week."),
    ("More of the week", "Say more of a draft of a week."),
    ("A week with little time", "Say what is left of a draft of a week."),
)
_declare(
    FORMS["roadmap"],
    ("Add a roadmap", "Add a roadmap of your own: a form, its weeks, a preview, then Publish."),
    ("Edit the roadmap", "Edit a roadmap."),
    ("Edit the roadmap", "Change a draft of a roadmap."),
)


@commands.add("content discard", "Throw a draft away.", listed=False, moderator=True, once=True)
async def discard(context: Context, draft: DraftKey) -> Card:
    kept = await kept_content(context, draft)
    await drop_draft(context.unit, draft)
    gone = Text(t("The draft is gone; nothing was published."))
    key = record_id(kept.get("suggestion", ""))
    if key is None or await context.unit.suggestions.get(key) is None:
        return Card(t("Discarded"), (gone,))
    decline = Button(t("Decline"), Call("content decline", {"suggestion": str(key)}))
    rest = Button(t("What else waits"), Call("content queue"))
    return Card(t("Discarded"), (gone, Note(t("The suggestion still waits.")), Buttons((decline, rest))))


@commands.add("content publish", "Publish a draft.", listed=False, moderator=True, once=True, true_until=newest_change)
async def publish(context: Context, draft: DraftKey) -> Card:
    kept = await kept_content(context, draft)
    base, changes = await begun_and_since(context, kept)
    newest = changes[0].revision.item if changes else None
    if base and changes and newest and newest.status != "active":
        return await retired_meanwhile(context, kept, draft, base, changes)
    if base and changes and newest and differs(base, newest):
        card = await changed_meanwhile(context, kept, base, changes[0])
        await drop_draft(context.unit, draft)
        return card
    base = newest  # it may have been put back since, as it was
    if declined := await declined_meanwhile(context, kept, base):
        await drop_draft(context.unit, draft)
        return declined
    item = await item_from(context, kept, base)
    await refuse_repeated(context, item)
    await drop_draft(context.unit, draft)
    await settle(context, kept, item)
    addresses = await _addresses(context, kept, item)
    await follow_mending(context, kept, item, base)
    if isinstance(item, Roadmap):
        return await publish_roadmap(context, item, base)
    card = await change_content(context, item, base, "edited" if base else "added", addresses)
    return await with_roadmaps(context, card, item) if isinstance(item, Week) else card


async def _addresses(context: Context, draft: Draft, item: OwnItem) -> str:
    """The old and the new address of what stands in place of what ships; empty for anything else."""
    shipped = await context.unit.search.get(draft["stands_for"]) if draft.get("stands_for") else None
    return f"{shipped.url} → {item.url}" if isinstance(shipped, Resource) and isinstance(item, Resource) else ""


def _texts(names: list[str], given: dict[str, Any]) -> Draft:
    """What a form holds, as a draft keeps it; empty for what was left out."""
    return {name: str(given.get(name, "")) for name in names}


feature = Feature(commands)
