"""Look-ups that found nothing, as moderators meet them: gathered by their words, shown, and found by one of their wordings."""

from collections.abc import Sequence

from bot.domain.unanswered import Unanswered, gathered
from bot.interface.call import Call
from bot.interface.card import Select
from bot.interface.inputs import Choice
from bot.interface.limits import LONGEST_LABEL, fitted
from bot.ports.unit import Unit
from bot.text import Listed, Markup, clip, escape, n, t

MOST_WAITING = 1000
"""Of wordings, the most asked ones."""
WIDEST_QUERY = 80
MOST_WORDINGS = 2
"""How many other wordings a line names."""


async def unanswered_lookups(unit: Unit) -> Sequence[Unanswered]:
    """What was looked up in vain, the most asked first."""
    return gathered(await unit.gaps.all(MOST_WAITING))


async def unanswered_lookup(unit: Unit, gap: int) -> Unanswered | None:
    """What was asked in a wording, with all the others of it; None if it waits no more."""
    return next((each for each in await unanswered_lookups(unit) if gap in [one.id for one in each.wordings]), None)


def unanswered_acts(shown: Sequence[Unanswered]) -> tuple[Select, ...]:
    """What can be done with each of them."""
    choices = tuple(Choice(escape(clip(each.query, LONGEST_LABEL)), str(each.id)) for each in shown)
    return (
        Select(t("Answer one"), Call("content answer-gap"), "gap", choices),
        Select(t("Set one aside"), Call("content drop-gap"), "gap", choices),
    )


def unanswered_line(asked: Unanswered) -> Markup:
    """What was asked, how often, and in which other words."""
    query, times = fitted(asked.query, WIDEST_QUERY), n("{count} time", "{count} times", asked.count)
    others = [fitted(gap.query, WIDEST_QUERY) for gap in asked.wordings[1 : MOST_WORDINGS + 1]]
    if others:
        return t("- {query} ({times}; also as {others})", query=query, times=times, others=Listed(tuple(others)))
    return t("- {query} ({times})", query=query, times=times)
