"""A change of what a community added: kept as a revision, told in the log channel with its difference and a way to undo it."""

from collections.abc import Mapping
from functools import partial

from bot.domain.challenge import Challenge
from bot.domain.content_change import Change
from bot.domain.items import Deed, OwnItem, Revision, kind_of, title_of
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Text
from bot.interface.limits import LONGEST_TITLE, fitted
from bot.interface.phone import shortest_cut
from bot.ports.unit import Unit
from bot.shared.audit import tell_moderators
from bot.shared.content_difference import difference
from bot.shared.content_effect import effect
from bot.shared.named_entries import Titles, titles_in
from bot.text import Markup, join, plain, t

WIDEST_DIFFERENCE = 1800
WIDEST_REASON = 900
WIDEST_TOLD = (450, 150)
"""In the log channel, where a press shows the rest."""
WIDEST_LATEST = 900


async def change_content(context: Context, item: OwnItem, before: OwnItem | None, deed: Deed, reason: str = "") -> Card:
    """Keep a change, tell the log channel; the answer offers to undo it. Raises Refusal if another change came first."""
    revision = Revision(item=item, author=context.member.person, at=context.now, deed=deed, reason=reason)
    if not await context.unit.own_content.put(revision):
        raise Refusal(t("Somebody changed it at the same moment; look at it once more with </content log>."))
    change = Change(revision, before)
    card = partial(audit_card, change, context.member.name, await titles_in(context.unit, item))
    told = await tell_moderators(context.unit, card, context.now, audit_key(item))
    return _changed_card(change, told=told)


async def newest_change(context: Context) -> str:
    """The change of content that came last; an answer that tells of one may be wrong once there is another."""
    return " ".join(
        f"{change.revision.item.id} {change.revision.item.rev}" for change in await context.unit.own_content.latest(1)
    )


async def name_of(unit: Unit, person: int) -> str:
    member = await unit.members.get(person)
    return member.name if member else plain(t("Somebody who is not here any more"))


def audit_key(item: OwnItem) -> str:
    return f"audit/{item.id}/{item.rev}"


def audit_card(change: Change, author: str, titles: Titles) -> Card:
    """What the log channel says of a change, with a way to undo it."""
    item = change.revision.item
    said, buttons = Text(deed_sentence(change, author)), (undo_button(item), *_show(item))
    details = Button(t("Details"), Call("content revision", {"item": item.id, "rev": str(item.rev)}))
    cuts = ((WIDEST_DIFFERENCE, WIDEST_REASON, buttons), *((most, most, (*buttons, details)) for most in WIDEST_TOLD))
    variants = ((said, *change_blocks(change, titles, *most), Buttons(below)) for *most, below in cuts)
    return shortest_cut(fitted(title_of(item), LONGEST_TITLE), variants)


def change_blocks(
    change: Change, titles: Titles, most: int = WIDEST_DIFFERENCE, most_of_reason: int = WIDEST_REASON
) -> tuple[Block, ...]:
    """Why something was changed, and what differs from before, both at most so wide."""
    reason = change.revision.reason
    lines = difference(change.before, change.revision.item, most, titles) if change.before else []
    return (
        *((Text(reason_sentence(change.revision, most_of_reason)),) if reason else ()),
        *((Text(join(lines)),) if lines else ()),
    )


def reason_sentence(revision: Revision, most: int) -> Markup:
    """Why something was changed, the reason being at most so wide."""
    reason = fitted(revision.reason, most)
    if revision.deed == "added" and revision.batch is None:
        return t("Another address for what ships: {addresses}", addresses=reason)
    return t("Reason: {reason}", reason=reason) if revision.batch is None else t("Came with “{name}”.", name=reason)


def deed_sentence(change: Change, author: str) -> Markup:
    """Who did what."""
    kind = own_kind_word(kind_of(change.revision.item))
    match change.revision.deed:
        case "added":
            return t("{name} added a {kind}.", name=author, kind=kind)
        case "copied":
            return t("{name} copied a {kind} of a pack.", name=author, kind=kind)
        case "edited":
            return t("{name} edited a {kind}.", name=author, kind=kind)
        case "retired":
            return t("{name} retired a {kind}.", name=author, kind=kind)
        case "undone" | "redone" as deed:
            return _undone_sentence(change, author, kind, again=deed == "redone")


def _undone_sentence(change: Change, author: str, kind: Markup, *, again: bool) -> Markup:
    """Who undid what, or made `again` what was undone."""
    if change.revision.item.status == "deprecated" and not _stays_retired(change):
        retired = t("{name} retired a {kind} again.", name=author, kind=kind)
        return retired if again else t("{name} took a {kind} back.", name=author, kind=kind)
    if change.before and change.before.status == "deprecated" and not _stays_retired(change):
        return t("{name} put a {kind} back.", name=author, kind=kind)
    made = t("{name} made a change of a {kind} again.", name=author, kind=kind)
    return made if again else t("{name} undid a change of a {kind}.", name=author, kind=kind)


def _stays_retired(change: Change) -> bool:
    """Whether an entry was retired before a change as it is after it: only what it says has changed."""
    return change.before is not None and change.before.status == change.revision.item.status == "deprecated"


async def latest_lines(unit: Unit, latest: Change) -> list[Markup]:
    """Who changed an entry last, and how, for whoever was slower."""
    titles = await titles_in(unit, latest.revision.item)
    lines = difference(latest.before, latest.revision.item, WIDEST_LATEST, titles) if latest.before else []
    return [deed_sentence(latest, await name_of(unit, latest.revision.author)), *lines]


def own_kind_word(of: str) -> Markup:
    """A kind of entry that communities have, as people read it."""
    words = {
        "week": t("week"),
        "roadmap": t("roadmap"),
        "resource": t("resource"),
        "question": t("question"),
        "figure": t("salary figure"),
        "challenge": t("challenge"),
    }
    return words[of]


def undo_button(item: OwnItem) -> Button:
    return Button(t("Undo"), Call("content take-back", {"item": item.id, "rev": str(item.rev)}))


def _show(item: OwnItem) -> tuple[Button, ...]:
    shown = item.status == "active" and not isinstance(item, Challenge)
    return (Button(t("Show"), Call("item show", {"item": item.id})),) if shown else ()


def _changed_card(change: Change, *, told: bool) -> Card:
    """The answer to whoever changed something."""
    item = change.revision.item
    stays = t("It stays retired; members do not find it.")
    note = stays if _stays_retired(change) else effect(item, active=item.status == "active")
    quiet = t("Set a log channel with </manage settings>, so that other moderators see such changes.")
    title = t("{title}: {name}", title=_done(change), name=fitted(title_of(item), LONGEST_TITLE - 40))
    said = Text(note if told else t("{note} {quiet}", note=note, quiet=quiet))
    return Card(title, (said, Buttons((undo_button(item), *_show(item)))))


def _done(change: Change) -> Markup:
    item = change.revision.item
    if _stays_retired(change):
        return t("Changed")
    titles: Mapping[Deed, Markup] = {
        "added": t("Published"),
        "copied": t("Published"),
        "edited": t("Changed"),
        "retired": t("Retired"),
        "undone": t("Taken back") if item.status == "deprecated" else t("Put back"),
        "redone": t("Retired") if item.status == "deprecated" else t("Put back"),
    }
    return titles[change.revision.deed]
