"""An entry that is retired: who did that, and the press that puts it back."""

from collections.abc import Mapping, Sequence

from bot.domain.content_change import Change, without
from bot.domain.items import OwnItem, title_of
from bot.domain.lookup import Figure, Question, Resource
from bot.domain.roadmap import Roadmap, Week
from bot.domain.sameness import folded, same_entry
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.limits import LONGEST_TITLE, fitted
from bot.shared.content_change import deed_sentence, name_of
from bot.text import Markup, join, t


def retired_called(own: Mapping[str, OwnItem], name: str) -> OwnItem | None:
    """The entry with an id or a title that is retired; of several the one that came last."""
    retired = [item for item in own.values() if item.status != "active"]
    called = [item for item in retired if item.id == name or folded(title_of(item)) == folded(name)]
    return called[-1] if called else None


async def retired_card(context: Context, item: OwnItem) -> Card:
    """Who retired it, and what can be done."""
    changes = await context.unit.own_content.history(item.id)
    said = join([await retired_by(context, changes), t("It can be edited once it is put back.")])
    log = Button(t("Its changes"), Call("content log", {"item": item.id}))
    title = t("“{title}” is retired", title=fitted(title_of(item), LONGEST_TITLE - 30))
    return Card(title, (Text(said), Buttons((*put_back(changes), log))))


async def retired_by(context: Context, changes: Sequence[Change]) -> Markup:
    """Who took an entry out, by its changes."""
    change = ended(changes)
    return deed_sentence(change, await name_of(context.unit, change.revision.author))


def put_back(changes: Sequence[Change]) -> tuple[Button, ...]:
    """The press that undoes the retirement; none for what came retired in a file."""
    newest = changes[0].revision.item
    restored = without(ended(changes), newest)
    if restored is None or restored.status != "active":
        return ()
    return (Button(t("Put back"), Call("content back", {"item": newest.id}), "primary"),)


def ended(changes: Sequence[Change]) -> Change:
    """The change since which an entry is retired; the newest comes first."""
    retired = [change for change in changes if change.before is None or change.before.status == "active"]
    return retired[0]


async def retired_notes(context: Context, item: OwnItem) -> list[Note]:
    """That what is added was added before, and is retired."""
    own = await context.unit.search.own()
    there = [other for other in own.values() if other.status != "active" and _repeats(item, other)]
    if not there:
        return []
    title = fitted(title_of(there[-1]), LONGEST_TITLE)
    return [
        Note(t("This was added before, as “{title}”, and is retired. </content edit> with that title puts it back.", title=title))
    ]


def _repeats(item: OwnItem, other: OwnItem) -> bool:
    if isinstance(item, Week | Roadmap):
        return type(item) is type(other) and folded(title_of(item)) == folded(title_of(other))
    return (
        isinstance(item, Resource | Question | Figure)
        and isinstance(other, Resource | Question | Figure)
        and same_entry(item, other)
    )
