"""Cohorts that a moderator planned and has not launched yet."""

from datetime import timedelta

from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block
from bot.shared.draft_list import OwnDraft, first_drafts
from bot.shared.drafts import DraftKind
from bot.text import Markup, t

PLANNED = DraftKind(
    "cohort plan",
    timedelta(days=7),
    lambda: t("This draft was launched already or is gone. See </cohort list>, or start anew with </manage create>."),
)


async def plan_blocks(context: Context) -> tuple[Block, ...]:
    """The newest of a moderator's own drafts, with a press to go on with each; nothing if there are none."""
    plans = await own_plans(context) if context.moderator else ()
    return first_drafts(plans_heading(), plans, Call("manage drafts"))


async def own_plans(context: Context) -> list[OwnDraft]:
    """The caller's drafts of cohorts, newest first."""
    plans = await context.unit.drafts.of(context.member.person, PLANNED.name, context.now)
    return [OwnDraft(plan["name"], Call("manage create", {"edit": str(draft)})) for draft, plan in plans]


def plans_heading() -> Markup:
    return t("**Your drafts**, not launched yet")
