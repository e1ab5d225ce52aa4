"""Looking something up, and what is said if nothing answers."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bot.domain.items import Found, title_of
from bot.domain.numbered_part import numbered_part
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Text
from bot.interface.limits import LONGEST_TITLE, fitted
from bot.shared.daily_bounds import counts_as_missed
from bot.shared.item_card import entry_of, guesses
from bot.telemetry import DONE, Kind, Operation
from bot.text import Markup, t

LONGEST_GAP = 200
_SWITCH = re.compile(r"(?<!\S)--?\w+(?:[=\s]\s*\d+)?(?!\S)|(?<!\S)\w+=\S*")
"""A setting as programs take it, such as `limit=3` or `--limit 3`."""


async def best_answers(context: Context, query: str, kinds: AbstractSet[str] | None, most: int) -> Sequence[Found]:
    """The best answers; an entry named by its id is the only one. Words such as `limit=3` are left out, and "wk three" is
    "week 3", if that finds a sure one.

    Raises Refusal if the query has no words.
    """
    if not any(character.isalnum() for character in query):
        raise Refusal(
            t("There is no word in “{query}” to look for. Type a few words of what you want to know.", query=query[:50]), "query"
        )
    found = await _best(context, query, kinds, most)
    if any(hit.sure for hit in found):
        _count(DONE)
    return found


def _count(outcome: str) -> None:
    with Operation(Kind.LOOKUP, "content") as told:
        told.outcome = outcome


async def _best(context: Context, query: str, kinds: AbstractSet[str] | None, most: int) -> Sequence[Found]:
    named = await context.unit.search.get(query) if "." in query else None
    if named:
        return [Found(named)]
    part = numbered_part(query)
    plainer = part.name if part else _SWITCH.sub(" ", query).strip()
    if plainer and plainer != query:
        found = await context.unit.search.find(plainer, kinds, most)
        if any(hit.sure for hit in found):
            return found
    return await context.unit.search.find(query, kinds, most)


async def nothing_found(
    context: Context, query: str, near: Sequence[Found], sentence: Markup | None = None, *more: Block
) -> Card:
    """Nothing answers: moderators see the gap, if it is no broken link that answers, and what may have been meant is offered."""
    broken = await context.unit.search.left_out_for(query)
    if broken:
        title = fitted(title_of(broken[0]), LONGEST_TITLE)
        said = t("“{title}” would answer this, but its link is broken.", title=title)
    else:
        said = await _missed(context, query, sentence)
    _count("unanswered")  # not before: what only reads raises as soon as a gap is noted, and begins anew
    suggest = Button(t("Suggest a resource"), Call("resource suggest"))
    return Card(
        t("Nothing found"),
        (Text(said), *guesses(near), *more, Buttons((suggest,))),
        tuple(entry_of(guess.item) for guess in near),
    )


async def _missed(context: Context, query: str, sentence: Markup | None) -> Markup:
    """Notes a gap, unless a member has left many today; what is said of it."""
    shown = fitted(query, LONGEST_TITLE)
    if not await counts_as_missed(context):
        return sentence or t(
            "Nothing here answers “{query}”, nor much else that you looked for today: ask your moderators.", query=shown
        )
    await context.unit.gaps.note(" ".join(query.casefold().split())[:LONGEST_GAP], context.now)
    return sentence or t("Nothing here answers “{query}”. Moderators see what is missing.", query=shown)
