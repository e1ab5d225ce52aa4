"""A suggestion as moderators look at it in their queue, and what they can do with it."""

from collections.abc import Mapping, Sequence

from bot.domain.lookup import Declined, Suggestion
from bot.domain.sameness import page_of
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Text
from bot.interface.limits import fitted, fitted_ends
from bot.shared.declined_suggestions import declined_line
from bot.text import join, t

WIDEST = 150
SHORT_TITLE, SHORT_NAME = 70, 24
"""Where there is no room for more; a press opens the address."""


async def suggestion_blocks(
    context: Context,
    suggestion: Suggestion,
    declined: Sequence[Declined] = (),
    waiting: Mapping[str, int] | None = None,
    *,
    in_short: bool = False,
) -> tuple[Block, ...]:
    """`declined`: those that moderators declined before, of which one of the same address is told; `waiting`: how many suggest a
    page."""
    keys, content = {"suggestion": str(suggestion.id)}, suggestion.content
    buttons = (
        Button(t("Open"), url=content["url"]),
        Button(t("Review"), Call("content review", keys), "primary"),
        Button(t("Decline"), Call("content decline", keys)),
    )
    author = await context.unit.members.get(suggestion.person)
    name = author and (fitted_ends(author.name, SHORT_NAME) if in_short else fitted(author.name, WIDEST))
    by = [t("Suggested by {name}.", name=name)] if name else []
    url = [] if in_short else [fitted(content["url"], WIDEST)]
    before = [each for each in declined if each.suggestion.content["url"] == content["url"]]
    told = [t("The same address before: {told}", told=await declined_line(context, before[0]))] if before else []
    several = (waiting or {}).get(page_of(content["url"]), 0)
    same = [t("{count} suggest this page; publishing one decides all.", count=several)] if several > 1 else []
    title = t("**{title}**", title=fitted(content["title"], SHORT_TITLE if in_short else WIDEST))
    return Text(join([title, *url, *by, *same, *told])), Buttons(buttons)
