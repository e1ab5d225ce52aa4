"""What waits for moderators: posts that channels do not take, the queue of content, and drafts of their own."""

from dataclasses import dataclass

from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Button, Buttons
from bot.ports.unit import Unit
from bot.shared.broken_links import broken_links
from bot.shared.cohort_plan import PLANNED
from bot.shared.content_draft import CONTENT
from bot.shared.unanswered_lookups import unanswered_lookups
from bot.text import Listed, Markup, n, t


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line for each kind of thing that waits, and a press for each that leads there; both empty if nothing waits."""

    lines: tuple[Markup, ...]
    buttons: tuple[Button, ...]


async def what_waits(unit: Unit, cohort: int | None = None) -> Waiting:
    """What waits for moderators; of the posts those of a cohort, if it is named."""
    held, queue = await _held_up(unit, cohort), await _in_queue(unit)
    keys = {"cohort": str(cohort)} if cohort else {}
    return Waiting(
        (*([held] if held else []), *([queue] if queue else [])),
        (
            *([Button(t("Posts held up"), Call("manage deliveries", {**keys, "state": "held"}))] if held else []),
            *([Button(t("What waits in the queue"), Call("content queue"))] if queue else []),
        ),
    )


def what_else_waits() -> Buttons:
    """The way on from a decision."""
    return Buttons((Button(t("What else waits"), Call("content queue")),))


async def _held_up(unit: Unit, cohort: int | None) -> Markup | None:
    held = (await unit.delivery_board.counts(cohort)).get("held", 0)
    return n("**{count} post** is held up.", "**{count} posts** are held up.", held) if held else None


async def _in_queue(unit: Unit) -> Markup | None:
    suggested, unanswered = await unit.suggestions.count(), len(await unanswered_lookups(unit))
    broken = len(await broken_links(unit))
    waiting = (
        *([n("{count} suggestion", "{count} suggestions", suggested)] if suggested else []),
        *([n("{count} look-up that found nothing", "{count} look-ups that found nothing", unanswered)] if unanswered else []),
        *([n("{count} broken link", "{count} broken links", broken)] if broken else []),
    )
    return t("**In the queue:** {waiting}.", waiting=Listed(waiting)) if waiting else None


async def own_drafts(context: Context) -> Markup | None:
    """How many drafts of cohorts and of content the caller has, and where they stand; None if there are none."""
    person, now = context.member.person, context.now
    count = sum([len(await context.unit.drafts.of(person, kind.name, now)) for kind in (PLANNED, CONTENT)])
    if not count:
        return None
    return n(
        "**{count} draft** of yours is not published yet: </manage status> has it.",
        "**{count} drafts** of yours are not published yet: </manage status> has them.",
        count,
    )
