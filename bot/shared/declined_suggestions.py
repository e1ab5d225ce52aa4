"""Suggestions that were declined: who did, and why, as other moderators read it before they decide otherwise."""

from collections.abc import Mapping, Sequence

from bot.domain.items import OwnItem
from bot.domain.lookup import Declined
from bot.feature import Context
from bot.interface.call import record_id
from bot.interface.card import Card, Note, Text
from bot.interface.limits import fitted
from bot.shared.content_change import name_of
from bot.shared.content_draft import preview
from bot.text import Markup, Moment, join, t

MOST_DECLINED = 300
"""The number of suggestions that were declined, the latest, among which one is looked for."""
WIDEST_REASON = 200
LONGEST_NAME = 150
ALL_THE_SAME = "declined_read"
"""The value of a draft whose author has read that its suggestion was declined."""


async def declined_suggestions(context: Context) -> Sequence[Declined]:
    """Those that were declined last."""
    return await context.unit.suggestions.declined(MOST_DECLINED, 0)


async def declined_as(context: Context, suggestion: str) -> Declined | None:
    """How a suggestion was declined, by its id as a call carries it; None if it waits, was added, or is none."""
    record = record_id(suggestion)
    if record is None or await context.unit.suggestions.get(record):
        return None
    return next((each for each in await declined_suggestions(context) if each.suggestion.id == record), None)


async def declined_line(context: Context, declined: Declined) -> Markup:
    """Who declined a suggestion, when, and why."""
    by = fitted(await name_of(context.unit, declined.by), LONGEST_NAME)
    line = t("Declined by {name}, {when}.", name=by, when=Moment(declined.at))
    return join([line, fitted(declined.reason, WIDEST_REASON)], " ") if declined.reason else line


async def declined_meanwhile(context: Context, draft: Mapping[str, str], base: OwnItem | None) -> Card | None:
    """What a moderator reads whose draft of a suggestion is published after another declined it, with the draft, which can be
    published all the same; None if nobody did, or they have read it."""
    declined = await declined_as(context, draft.get("suggestion", "")) if ALL_THE_SAME not in draft else None
    if declined is None:
        return None
    kept = await preview(context, {**draft, ALL_THE_SAME: "yes"}, base)
    note = Note(t("Nothing was published yet. If you publish it all the same, whoever suggested it is told that it was added."))
    return Card(t("Somebody was faster"), (Text(await declined_line(context, declined)), note, *kept.blocks))
