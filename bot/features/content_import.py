"""Moderators import entries from a file: all that is wrong with it, or a preview of what changes, then Publish; undone as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from annotated_types import Ge

from bot.domain.content_change import Change
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Buttons, Card, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.errand import Aside
from bot.interface.limits import fitted
from bot.interface.option import FileName, Option
from bot.ports.pack_files import PackFiles
from bot.ports.workbench import Workbench
from bot.shared.audit import tell_undone
from bot.shared.content_batch import (
    CHANGES_SHOWN,
    WIDEST_NAME,
    Batch,
    audit_key,
    batch_buttons,
    batch_of,
    batch_sentence,
    batch_title,
    change_batch,
    change_line,
    undone,
)
from bot.shared.content_change import name_of, newest_change
from bot.shared.content_items import OPTIONS
from bot.shared.content_origin import follow_addresses, follow_retirement, follow_undo, settle_answered
from bot.shared.drafts import drop_draft, keep_draft, read_draft
from bot.shared.import_card import plan_card
from bot.shared.import_draft import IMPORT, PUBLISHES
from bot.shared.import_file import file_entries, file_text
from bot.shared.import_plan import planned
from bot.shared.named_entries import titles_in
from bot.shared.pages import on_page, page_count, page_turns
from bot.shared.planned_changes import Plan, Planned
from bot.shared.present import Present
from bot.shared.resource_form import all_that_is_known
from bot.shared.table_file import FileText
from bot.text import Moment, t

FETCHED = 200
"""How many changes one statement reads, so that the event loop has its turn between them."""

_IN_CODE_PAGE = "in_code_page"
"""The value of a draft whose file was read as Windows-1252."""
_FILES = "CSV or YAML, up to 1 MB and 5,000 rows"

commands = Commands()

DraftKey = Annotated[str, Option("Which draft?")]
BatchKey = Annotated[str, Option("Which import?")]
Page = Annotated[int, Option("Which page?"), Ge(1)]
Missing = Literal["keep", "retire"]


@dataclass(frozen=True, slots=True)
class Given:
    """What a plan is made from; the file is None if it comes attached."""

    present: Present
    pack_files: PackFiles
    name: str
    file: FileText | None
    retires: bool


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read, and what it would change."""

    file: FileText
    plan: Plan


async def find_present(context: Context, arguments: Mapping[str, Any]) -> Given:
    """What the community has; the text of the draft if one is named."""
    present, pack_files = await _present(context), context.pack_files
    if "draft" not in arguments:
        return Given(present, pack_files, arguments["file"], None, arguments.get("missing") == "retire")
    kept = await _kept(context, arguments["draft"])
    return Given(present, pack_files, kept["name"], _file_of(kept), kept["missing"] == "retire")


def read(given: Given, content: bytes, bench: Workbench) -> Read:
    """Raises Refusal for a file that is neither a table nor of a pack."""
    bench.tell(t("“{file}” is being read …", file=fitted(given.name, WIDEST_NAME)))
    file = given.file or file_text(given.name, content)
    entries = file_entries(given.name, file.text, given.pack_files, given.present.own)
    return Read(file, planned(entries, given.present, bench, retires=given.retires))


@commands.add(
    "content import",
    "Import entries from a file: a preview, then Publish.",
    moderator=True,
    title="Import entries",
    submit="Preview",
    before=Aside(find_present, read, "file", is_long=True),
)
async def import_entries(
    context: Context,
    file: Annotated[FileName, Option("A table as CSV or a file of a pack as YAML, up to 1 MB and 5,000 rows.", hint=_FILES)],
    missing: Annotated[
        Missing, Option("What becomes of entries that are not in the file?", asked=True, label="Entries not in the file")
    ] = "keep",
) -> Card:
    found: Read = context.found
    return await _kept_and_shown(
        context, {"name": file, "text": found.file.text, "missing": missing, **_told_of(found.file)}, found.plan
    )


@commands.add(
    "content import-preview",
    "A page of what an import changes.",
    listed=False,
    moderator=True,
    access=Access.READ,
    before=Aside(find_present, read, is_long=True),
)
async def preview(context: Context, draft: DraftKey, page: Page = 1) -> Card:
    kept = await _kept(context, draft)
    return plan_card(kept["name"], _file_of(kept), context.found.plan, draft, page)


@commands.add(
    "content publish-import",
    "Publish an import.",
    listed=False,
    moderator=True,
    once=True,
    true_until=newest_change,
    before=Aside(find_present, read, is_long=True),
)
async def publish(context: Context, draft: DraftKey) -> Card:
    kept, plan = await _kept(context, draft), context.found.plan
    plan.check(context.community.content_version)
    await drop_draft(context.unit, draft)
    if plan.faults or plan.mark != kept["shown"]:
        card = await _kept_and_shown(context, kept, plan)
        note = Note(t("Something was changed here since you looked, so nothing was published yet."))
        return Card(card.title, (note, *card.blocks))
    await follow_retirement(context, [change.item for change in plan.changes if change.deed == "retired"])
    await settle_answered(context, [change.item for change in plan.changes])
    await follow_addresses(context, plan.changes)
    return await change_batch(context, plan.changes, kept["name"])


@commands.add("content discard-import", "Throw an import away.", listed=False, moderator=True, once=True)
async def discard(context: Context, draft: DraftKey) -> Card:
    await _kept(context, draft)
    await drop_draft(context.unit, draft)
    return Card(t("Discarded"), (Text(t("The import is gone; nothing was published.")),))


@commands.add("content import-changes", "What an import changed.", listed=False, moderator=True, access=Access.READ)
async def changes(context: Context, batch: BatchKey, page: Page = 1) -> Card:
    made = await _batch(context, batch)
    every = range(sum(made.deeds.values()))
    shown = len(on_page(every, page, CHANGES_SHOWN))
    found = await context.unit.own_content.batch(made.id, shown, (page - 1) * CHANGES_SHOWN)
    author = await name_of(context.unit, found[0].revision.author)
    titles = await titles_in(context.unit, *(each.revision.item for each in found))
    lines = [Text(change_line(Planned(each.revision.deed, each.revision.item, each.before), titles)) for each in found]
    turns = page_turns(page_count(every, CHANGES_SHOWN), page, Call("content import-changes", {"batch": batch}))
    head = Text(t("{when}: {deed}", when=Moment(found[0].revision.at), deed=batch_sentence(made, author)))
    return Card(batch_title(made), (head, *lines, *turns, Buttons(batch_buttons(made)[:1])))


def taken_back(given: tuple[Sequence[Change], Present], _: bytes, bench: Workbench) -> Sequence[Planned]:
    """Raises Refusal for what cannot be taken back."""
    bench.tell(t("What was imported is being compared with what is there now …"))
    return undone(*given)


async def find_batch(context: Context, arguments: Mapping[str, Any]) -> tuple[Sequence[Change], Present]:
    """What an import changed, and what there is now. Raises Refusal if there is no such import."""
    made = await _batch(context, arguments["batch"])
    starts = range(0, sum(made.deeds.values()), FETCHED)
    found = [change for start in starts for change in await context.unit.own_content.batch(made.id, FETCHED, start)]
    return found, await _present(context)


@commands.add(
    "content take-import-back",
    "Take an import back.",
    listed=False,
    moderator=True,
    once=True,
    true_until=newest_change,
    before=Aside(find_batch, taken_back, is_long=True),
)
async def take_back(context: Context, batch: BatchKey) -> Card:
    made = await _batch(context, batch)
    back: Sequence[Planned] = context.found
    card = await change_batch(context, back, made.file)
    waiting = await follow_undo(context, [(each.before, each.item) for each in back if each.before])
    await tell_undone(context, audit_key(made.id))
    return replace(card, blocks=(*map(Text, waiting), *card.blocks))


async def _batch(context: Context, batch: str) -> Batch:
    """Raises Refusal if there is no such import."""
    key = record_id(batch)
    first = await context.unit.own_content.batch(key, 1) if key is not None else ()
    made = batch_of(first[0], await context.unit.own_content.deeds([key])) if key is not None and first else None
    if made is None:
        raise Refusal(t("This import is not here. Use </content log> to see what was changed."))
    return made


async def _present(context: Context) -> Present:
    search = context.unit.search
    there = [item for of in OPTIONS for item in await search.all(of)]
    return Present(
        await all_that_is_known(context), await search.own(), there, context.unit.new_id, context.community.content_version
    )


async def _kept(context: Context, draft: str) -> Mapping[str, str]:
    """Raises Refusal if the import was published or discarded, is too old, or is somebody else's."""
    return await read_draft(context.unit, IMPORT, context.member.person, draft, context.now)


async def _kept_and_shown(context: Context, kept: Mapping[str, str], plan: Plan) -> Card:
    can = {PUBLISHES: kept["name"]} if plan.changes and not plan.faults else {}
    values = {**{name: kept[name] for name in ("name", "text", "missing")}, **_told_of(_file_of(kept)), "shown": plan.mark, **can}
    draft = await keep_draft(context.unit, IMPORT, context.member.person, values, context.now)
    return plan_card(kept["name"], _file_of(kept), plan, draft, 1)


def _told_of(file: FileText) -> Mapping[str, str]:
    """How a file was read, if that has to be told."""
    return {_IN_CODE_PAGE: "yes"} if file.in_code_page else {}


def _file_of(kept: Mapping[str, str]) -> FileText:
    return FileText(kept["text"], _IN_CODE_PAGE in kept)


feature = Feature(commands)
