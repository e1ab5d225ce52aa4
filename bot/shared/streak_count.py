"""The caller's streak, as every card counts it."""

from bot.domain.streak import Ledger, ledger_of
from bot.feature import Context


async def own_ledger(context: Context) -> Ledger:
    """The caller's ledger up to their own day."""
    facts = await context.unit.streaks.facts_of(context.member, context.memberships)
    return ledger_of(facts, context.now, context.today)


async def own_streak(context: Context) -> int:
    """How many days in a row the caller kept."""
    return (await own_ledger(context)).current
