"""Many changes of what a community added that belong together: kept, told and taken back as one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.domain.content_change import Change, taken_back
from bot.domain.items import Deed, OwnItem, Revision, title_of
from bot.domain.lookup import Figure, Resource
from bot.domain.roadmap import Roadmap
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Text
from bot.interface.limits import fitted, fitted_list
from bot.shared.audit import tell_moderators
from bot.shared.content_difference import difference
from bot.shared.import_repeats import repeats
from bot.shared.item_card import pay_words
from bot.shared.named_entries import Titles
from bot.shared.planned_changes import Planned
from bot.shared.present import Present
from bot.shared.repeated_entry import there_again
from bot.text import Listed, Markup, Value, join, n, t

CHANGES_SHOWN = 3
WIDEST_CHANGE = 450
WIDEST_NAME = 80
WIDEST_ABOUT = 150
MOST_NAMED = 3
"""How many entries are named that keep an import from being taken back."""


@dataclass(frozen=True, slots=True)
class Batch:
    """An import, a roadmap with weeks of packs, or one of these that was taken back or put back: what it changed, how often, and
    the name of the file or the roadmap."""

    id: int
    file: str
    deeds: Mapping[Deed, int]
    is_roadmap: bool
    """Whether it is one roadmap with copies of weeks, and no import."""


async def change_batch(context: Context, changes: Sequence[Planned], file: str) -> Card:
    """Keep changes as one, tell the log channel; the answer offers to undo them. `file` is what the batch is called.

    Raises Refusal if another change came first.
    """
    batch = context.unit.new_id()
    revisions = [
        Revision(item=change.item, author=context.member.person, at=context.now, deed=change.deed, reason=file, batch=batch)
        for change in changes
    ]
    if not await context.unit.own_content.put_batch(batch, revisions):
        raise Refusal(t("Somebody changed one of these entries at the same moment, so nothing was done. Try it once more."))
    made = _batch(batch, revisions, Counter(change.deed for change in changes))
    card = partial(audit_card, made, context.member.name)
    told = await tell_moderators(context.unit, card, context.now, audit_key(batch))
    return _changed_card(made, changes, told=told)


def _batch(id: int, revisions: Sequence[Revision], deeds: Mapping[Deed, int]) -> Batch:
    """The batch of some revisions, among them that of the roadmap if it is one, which is called as the batch is."""
    titles = [each.item.title for each in revisions if isinstance(each.item, Roadmap)]
    file = revisions[0].reason
    return Batch(id, file, deeds, "copied" in deeds and titles == [file])


def undone(changes: Sequence[Change], present: Present) -> Sequence[Planned]:
    """The changes that take those of an import back, or put it back. Raises Refusal if some of its entries were changed since."""
    pairs = [(change, present.own[change.revision.item.id]) for change in changes]
    back = [(change, newest, taken_back(change, newest)) for change, newest in pairs]
    later = [newest for _, newest, restored in back if restored is None]
    if later:
        names = fitted_list([title_of(item)[:60] for item in later[:MOST_NAMED]], 400)
        sentence = n(
            "{count} entry was changed again since: {names}. Undo that first, with </content log>; nothing was done.",
            "{count} entries were changed again since, such as {names}. Undo that first, with </content log>; nothing was done.",
            len(later),
            names=names,
        )
        raise Refusal(sentence)
    deed: Deed = "redone" if any(change.revision.deed == "undone" for change in changes) else "undone"
    undone = [Planned(deed, restored, newest) for _, newest, restored in back if restored and restored != newest]
    if not undone:
        raise Refusal(t("All of it is taken back already."))
    twice = [same for _, same in repeats(present, {each.item.id: each.item for each in undone})]
    if twice:
        raise Refusal(there_again([title_of(item)[:60] for item in twice[:MOST_NAMED]], len(twice)))
    return undone


def batch_of(change: Change, deeds: Mapping[int, Mapping[Deed, int]]) -> Batch | None:
    """The batch for which a change stands, its first one by id, before which no roadmap's weeks come; None if it came alone, or
    if its batch is not among those that were counted."""
    batch = change.revision.batch
    return _batch(batch, [change.revision], deeds[batch]) if batch in deeds and batch is not None else None


def batch_title(batch: Batch) -> Markup:
    """What a batch is called."""
    file = fitted(batch.file, WIDEST_NAME)
    if "undone" in batch.deeds:
        return t("Taken back: {file}", file=file)
    if "redone" in batch.deeds:
        return t("Put back: {file}", file=file)
    return t("Roadmap “{title}”", title=file) if batch.is_roadmap else t("Import of “{file}”", file=file)


def batch_sentence(batch: Batch, author: str) -> Markup:
    """Who imported what, or published a roadmap with weeks of packs."""
    file = fitted(batch.file, WIDEST_NAME)
    if "undone" in batch.deeds:
        return t("{name} took “{file}” back.", name=author, file=file)
    if "redone" in batch.deeds:
        return t("{name} put “{file}” back.", name=author, file=file)
    copied = batch.deeds.get("copied", 0)
    values: Mapping[str, Value] = {"name": author, "title": file}
    if batch.is_roadmap and "added" in batch.deeds:
        return n(
            "{name} added a roadmap, “{title}”, with {count} week of a pack.",
            "{name} added a roadmap, “{title}”, with {count} weeks of packs.",
            copied,
            **values,
        )
    if batch.is_roadmap:
        return n(
            "{name} edited a roadmap, “{title}”, and put {count} week of a pack into it.",
            "{name} edited a roadmap, “{title}”, and put {count} weeks of packs into it.",
            copied,
            **values,
        )
    return t("{name} imported “{file}”: {counts}.", name=author, file=file, counts=counted(batch.deeds))


def counted(deeds: Mapping[Deed, int]) -> Listed:
    """How many entries are new, changed, retired or taken back."""
    words: Mapping[Deed, Markup] = {
        "added": n("{count} new", "{count} new", deeds.get("added", 0)),
        "copied": n("{count} week copied", "{count} weeks copied", deeds.get("copied", 0)),
        "edited": n("{count} changed", "{count} changed", deeds.get("edited", 0)),
        "retired": n("{count} retired", "{count} retired", deeds.get("retired", 0)),
        "undone": n("{count} taken back", "{count} taken back", deeds.get("undone", 0)),
        "redone": n("{count} put back", "{count} put back", deeds.get("redone", 0)),
    }
    return Listed(tuple(word for deed, word in words.items() if deeds.get(deed)))


def change_line(change: Planned, titles: Titles) -> Markup:
    """What one change of many changes."""
    title = fitted(title_of(change.item), 100)
    if change.before is None:
        return join([t("**New:** {title}", title=title), *_about(change.item)])
    heads: Mapping[Deed, Markup] = {
        "edited": t("**Changed:** {title}", title=title),
        "retired": t("**Retired:** {title}", title=title),
        "undone": t("**Taken back:** {title}", title=title),
        "redone": t("**Put back:** {title}", title=title),
    }
    return join([heads[change.deed], *difference(change.before, change.item, WIDEST_CHANGE, titles)])


def _about(item: OwnItem) -> list[Markup]:
    """What has to be right in a new entry beside its title: the pay of a figure, the page of a resource."""
    match item:
        case Figure():
            return [t("{pay}; {source}", pay=pay_words(item), source=fitted(f"{item.source}, {item.year or '?'}", WIDEST_ABOUT))]
        case Resource():
            return [t("{address}", address=fitted(item.url, WIDEST_ABOUT))]
        case _:
            return []


def batch_buttons(batch: Batch) -> tuple[Button, ...]:
    """Taking an import back, and looking at it."""
    keys = {"batch": str(batch.id)}
    return (
        Button(t("Undo"), Call("content take-import-back", keys)),
        Button(t("Details"), Call("content import-changes", keys)),
    )


def audit_card(batch: Batch, author: str) -> Card:
    """What the log channel says of an import, with a way to undo it."""
    return Card(batch_title(batch), (Text(batch_sentence(batch, author)), Buttons(batch_buttons(batch))))


def _changed_card(batch: Batch, changes: Sequence[Planned], *, told: bool) -> Card:
    file = fitted(batch.file, WIDEST_NAME)
    walked = t("New cohorts can walk it: {counts}. Cohorts under way keep theirs as it was.", counts=counted(batch.deeds))
    is_back, undone = "redone" in batch.deeds, "undone" in batch.deeds
    gone = t("All of it is there again.") if is_back else t("All of it is taken back.")
    said = gone if is_back or undone else walked if batch.is_roadmap else join(_found(changes), " ")
    quiet = t("Set a log channel with </manage settings>, so that other moderators see such changes.")
    title = batch_title(batch) if is_back or undone else t("Published: {file}", file=file)
    return Card(title, (Text(said if told else t("{note} {quiet}", note=said, quiet=quiet)), Buttons(batch_buttons(batch))))


def _found(changes: Sequence[Planned]) -> list[Markup]:
    """What members find of some changes, and what they do not."""
    found: Counter[Deed] = Counter(each.deed for each in changes if each.item.status == "active")
    hidden: Counter[Deed] = Counter(each.deed for each in changes if each.item.status != "active")
    return [
        *([t("Members find it from now on: {counts}.", counts=counted(found))] if found else []),
        *([t("Members do not find it: {counts}.", counts=counted(hidden))] if hidden else []),
    ]


def audit_key(batch: int) -> str:
    return f"audit/batch/{batch}"
