"""Moderators let a cohort end, now or on a day, and call off one that has not begun; without a day they are asked first."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from bot.domain.cohort import Cohort
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.command import Commands
from bot.interface.option import Option
from bot.shared.cohort_choice import any_cohort, locked_cohort, suggest_cohorts
from bot.shared.cohort_rules import check_change, with_end
from bot.shared.cohort_saved import cohorts_as_set, save
from bot.shared.cohort_terms import terms_of
from bot.shared.launch_card import cohort_roadmap
from bot.shared.over_words import over_text, over_title
from bot.shared.plan_change import sessions_beside
from bot.shared.plan_news import end_lines, news_card
from bot.text import join, t

commands = Commands()


@commands.add("manage end", "Let a cohort end, or call it off before it begins.", moderator=True)
async def end(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)] = None,
    day: Annotated[date | None, Option("Its last day; left out: at once, after a question.", label="Last day")] = None,
) -> Card:
    chosen = await any_cohort(context, cohort, Call("manage end", {"day": day.isoformat()} if day else {}))
    before = await _going_on(context, str(chosen.id))
    if day is None:
        return await _question(context, before, _ended(context, before))
    return await _saved(context, before, _ending(context, before, day))


@commands.add(
    "manage end-now", "End a cohort at once, or call it off.", listed=False, moderator=True, once=True, true_until=cohorts_as_set
)
async def end_now(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    asked: Annotated[str, Option("The question below which this was pressed.")],
) -> Card:
    before = await _going_on(context, cohort)
    return await _saved(context, before, _ended(context, before))


async def _going_on(context: Context, cohort: str) -> Cohort:
    """The cohort, as it is once nobody else can change it. Raises Refusal if it is over."""
    found = await locked_cohort(context, cohort)
    if found.state(context.now) == "ended":
        raise Refusal(over_text(found), title=over_title(found))
    return found


async def _question(context: Context, before: Cohort, after: Cohort) -> Card:
    """What an end at once would mean, with the button that does it."""
    now_call = Call("manage end-now", {"cohort": str(after.id), "asked": str(context.unit.new_id())})
    if after.called_off:
        title, ending = t("Call {cohort} off?", cohort=after.name), Button(t("Call it off"), now_call, "danger")
    else:
        title, ending = t("End {cohort} now?", cohort=after.name), Button(t("End it now"), now_call, "danger")
    means = join([*end_lines(after, context.now), t("Its channel hears it, in one post.")])
    sessions = await sessions_beside(context, before, after)
    return Card(title, (Text(means), *sessions, Buttons((ending,)), Note(t("Nothing has changed yet."))))


async def _saved(context: Context, before: Cohort, after: Cohort) -> Card:
    before_terms, after_terms = [
        await terms_of(context.unit, each, context.place.platform, context.place.space) for each in (before, after)
    ]
    saved = await save(context, before_terms, after_terms)
    card = news_card(before, after, await cohort_roadmap(context.unit, after), context.now, read=before)
    sessions = await sessions_beside(context, before, after) if after.state(context.now) != "ended" else ()
    return replace(card, blocks=(*card.blocks, *sessions, Buttons((Button(t("Undo"), saved.undo),))))


def _ended(context: Context, cohort: Cohort) -> Cohort:
    return replace(cohort, ended_at=context.now)


def _ending(context: Context, cohort: Cohort, day: date) -> Cohort:
    """The cohort with its new end. Raises Refusal if it cannot be, or is the one that it has."""
    after = with_end(cohort, day, context.now, "day")
    check_change(cohort, after, context.now)
    if after == cohort:
        raise Refusal(t("{day} is its last day already.", day=day), option="day")
    return after


feature = Feature(commands)
