"""The entries of `content log`: what was changed, imported or declined, by whom, and what can be done about it."""

from collections.abc import Callable, Mapping, Sequence

from bot.domain.content_change import Change, without
from bot.domain.items import OwnItem, title_of
from bot.domain.lookup import Declined
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Text
from bot.interface.limits import fitted, fitted_ends
from bot.shared.content_batch import Batch, batch_buttons, batch_sentence
from bot.shared.content_change import deed_sentence, reason_sentence, undo_button
from bot.shared.content_difference import difference
from bot.shared.named_entries import Titles
from bot.shared.suggestions import undo_decline
from bot.text import Markup, Moment, join, t

CUTS = (450, 300, 200, 150, 60, 0)
"""How wide what was changed is, less and less; at last who did what stands alone, and the rest is a press away."""
WIDEST_NAME = 60
WIDEST_TITLE = 100
WIDEST_ADDRESS = 150
WIDEST_REASON = 300
"""With these each page holds the longest titles, names and texts."""
SHORT_NAME = 24
SHORT_TITLE = 40
"""Of who did what, where that stands alone."""

LogEntry = Callable[[int], Sequence[Block]]
"""An entry whose details are so wide."""
Names = Mapping[int, str]
"""By person."""


def declined_entry(declined: Declined, names: Names) -> LogEntry:
    return lambda widest: (Text(join(_declined_lines(declined, names, widest))), Buttons((undo_decline(declined.suggestion),)))


def batch_entry(change: Change, batch: Batch, names: Names) -> LogEntry:
    """An import as a whole, for which its first change stands."""
    said = batch_sentence(batch, fitted(names[change.revision.author], WIDEST_NAME))
    text = Text(t("{when}: {deed}", when=Moment(change.revision.at), deed=said))
    return lambda _: (text, Buttons(batch_buttons(batch)))


def change_entry(change: Change, newest: Mapping[str, OwnItem], names: Names, titles: Titles) -> LogEntry:
    item = change.revision.item
    keys = {"item": item.id, "rev": str(item.rev)}
    undo = [undo_button(item)] if without(change, newest[item.id]) else []
    buttons = Buttons((*undo, Button(t("Details"), Call("content revision", keys))))
    return lambda widest: (Text(join(_lines(change, names, titles, widest))), buttons)


def _declined_lines(declined: Declined, names: Names, widest: int) -> list[Markup]:
    content = declined.suggestion.content
    head = t(
        "{when}: {name} declined a suggestion. “{title}”",
        when=Moment(declined.at),
        name=_name(names[declined.by], widest),
        title=_title(content["title"], widest),
    )
    url, said = fitted(content["url"], min(widest, WIDEST_ADDRESS)), fitted(declined.reason, min(widest, WIDEST_REASON))
    author = t("Suggested by {name}.", name=_name(names[declined.suggestion.person], widest))
    return [head, url, author, *([t("Reason: {reason}", reason=said)] if said else [])] if widest else [head]


def _lines(change: Change, names: Names, titles: Titles, widest: int) -> list[Markup]:
    head = t(
        "{when}: {deed} “{title}”",
        when=Moment(change.revision.at),
        deed=deed_sentence(change, _name(names[change.revision.author], widest)),
        title=_title(title_of(change.revision.item), widest),
    )
    reason = [reason_sentence(change.revision, WIDEST_TITLE)] if change.revision.reason else []
    lines = difference(change.before, change.revision.item, widest, titles) if change.before else []
    return [head, *reason, *lines] if widest else [head]


def _name(name: str, widest: int) -> Markup:
    return fitted(name, WIDEST_NAME) if widest else fitted_ends(name, SHORT_NAME)


def _title(title: str, widest: int) -> Markup:
    return fitted(title, WIDEST_TITLE if widest else SHORT_TITLE)
