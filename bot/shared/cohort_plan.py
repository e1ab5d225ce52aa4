"""Cohorts that a moderator planned and has not launched yet."""

from datetime import timedelta

from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Text
from bot.interface.limits import MOST_BUTTONS, fitted
from bot.shared.drafts import DraftKind
from bot.shared.pages import more_lines
from bot.text import clip, join, t

PLANNED = DraftKind(
    "cohort plan",
    timedelta(days=7),
    lambda: t("This draft was launched already or is gone. See </cohort list>, or start anew with </manage create>."),
)
WIDEST_NAME = 150


async def plan_blocks(context: Context) -> tuple[Block, ...]:
    """A moderator's own drafts, newest first, with a press to go on with each; nothing if there are none."""
    plans = await context.unit.drafts.of(context.member.person, PLANNED.name, context.now) if context.moderator else ()
    if not plans:
        return ()
    shown = plans[:MOST_BUTTONS]
    lines = [t("- {name}", name=fitted(plan["name"], WIDEST_NAME)) for _, plan in shown]
    buttons = [
        Button(t("Go on with {name}", name=clip(plan["name"], 40)), Call("manage create", {"edit": str(draft)}))
        for draft, plan in shown
    ]
    return (
        Text(join([t("**Your drafts**, not launched yet"), *lines, *more_lines(len(plans) - len(shown))])),
        Buttons(tuple(buttons)),
    )
