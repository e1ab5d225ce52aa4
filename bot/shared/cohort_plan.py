"""Cohorts that a moderator planned and has not launched yet."""

from collections.abc import Mapping
from datetime import timedelta

from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block
from bot.shared.draft_list import OwnDraft, first_drafts
from bot.shared.drafts import DraftKind, keep_draft
from bot.text import Markup, t

PLANNED = DraftKind(
    "cohort plan",
    timedelta(days=7),
    lambda: t("This draft was launched already or is gone. See </cohort list>, or start anew with </manage create>."),
)


async def keep_plan(context: Context, values: Mapping[str, str]) -> str:
    """Keep a plan, in place of the one that it changes, and each once; returns its id, as a call carries it."""
    person, kept = context.member.person, {name: text for name, text in values.items() if name != "edit"}
    plans = await context.unit.drafts.of(person, PLANNED.name, context.now)
    before = next((plan.id for plan in plans if str(plan.id) == values.get("edit") or plan.values == kept), None)
    if before is None:
        return await keep_draft(context.unit, PLANNED, person, kept, context.now)
    await context.unit.drafts.keep(before, person, PLANNED.name, kept, context.now + PLANNED.kept)
    return str(before)


async def plan_blocks(context: Context) -> tuple[Block, ...]:
    """The newest of a moderator's own drafts, with a press to go on with each; nothing if there are none."""
    plans = await own_plans(context) if context.moderator else ()
    return first_drafts(plans_heading(), plans, Call("manage drafts"))


async def own_plans(context: Context) -> list[OwnDraft]:
    """The caller's drafts of cohorts, newest first."""
    plans = await context.unit.drafts.of(context.member.person, PLANNED.name, context.now)
    return [
        OwnDraft(plan.values["name"], t("cohort"), PLANNED.since(plan), Call("manage create", {"edit": str(plan.id)}))
        for plan in plans
    ]


def plans_heading() -> Markup:
    return t("**Your drafts**, not launched yet")
