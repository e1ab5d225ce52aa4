"""A cohort that a moderator ends at once: the command asks first, its button does it."""

from bot.interface.card import Card
from tests.world import Caller, pressed, words


async def end_now(moderator: Caller, cohort: str | None = None) -> Card:
    """End a cohort at once, or call off one that has not begun; the answer to the press."""
    asked = await moderator.card("manage end", **({"cohort": cohort} if cohort else {}))
    return await pressed(moderator, asked, "Call it off" if "Call it off" in words(asked) else "End it now")
