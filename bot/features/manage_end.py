"""Moderators let a cohort end, now or on a day, and call off one that has not begun."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from bot.domain.cohort import Cohort
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card
from bot.interface.command import Commands
from bot.interface.option import Option
from bot.shared.cohort_choice import any_cohort, locked_cohort, suggest_cohorts
from bot.shared.cohort_rules import check_change, with_end
from bot.shared.cohort_saved import save
from bot.shared.cohort_terms import terms_of
from bot.shared.launch_card import cohort_roadmap
from bot.shared.over_words import over_text, over_title
from bot.shared.plan_news import news_card
from bot.text import t

commands = Commands()


@commands.add("manage end", "Let a cohort end, or call it off before it begins.", moderator=True)
async def end(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)] = None,
    day: Annotated[date | None, Option("Its last day; at once if left out.", label="Last day")] = None,
) -> Card:
    chosen = await any_cohort(context, cohort, Call("manage end", {"day": day.isoformat()} if day else {}))
    before = await locked_cohort(context, str(chosen.id))
    if before.state(context.now) == "ended":
        raise Refusal(over_text(before), title=over_title(before))
    after = _ending(context, before, day)
    before_terms, after_terms = [
        await terms_of(context.unit, each, context.place.platform, context.place.space) for each in (before, after)
    ]
    saved = await save(context, before_terms, after_terms)
    card = news_card(before, after, await cohort_roadmap(context.unit, after), context.now, read=before)
    return replace(card, blocks=(*card.blocks, Buttons((Button(t("Undo"), saved.undo),))))


def _ending(context: Context, cohort: Cohort, day: date | None) -> Cohort:
    """The cohort with its new end. Raises Refusal if it cannot be, or is the one that it has."""
    if day is None:
        return replace(cohort, ended_at=context.now)
    after = with_end(cohort, day, context.now, "day")
    check_change(cohort, after, context.now)
    if after == cohort:
        raise Refusal(t("{day} is its last day already.", day=day), option="day")
    return after


feature = Feature(commands)
