"""Moderators retire what was added: nobody finds it any more, no challenge is given again; what members did stays."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from bot.domain.cohort import Cohort
from bot.domain.items import OwnItem, title_of
from bot.domain.own_roadmap import is_own
from bot.domain.roadmap import Roadmap, Week
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.command import Commands
from bot.interface.limits import LONGEST_TITLE, fitted
from bot.interface.option import Option
from bot.shared.content_change import change_content, latest_lines, newest_change
from bot.shared.content_effect import effect
from bot.shared.content_origin import follow_retirement, told_first
from bot.shared.drafts import DraftKind, drop_draft, keep_draft, read_draft
from bot.shared.own_item_choice import active_item, suggest_own_items
from bot.shared.pages import some_names
from bot.shared.week_card import weeks_held
from bot.text import Markup, join, t

RETIREMENT = DraftKind(
    "retirement",
    timedelta(days=1),
    lambda: t("It was retired already, or this is too old. Look again with </content retire>."),
)

WIDEST_NAMES = 250

commands = Commands()


@commands.add(
    "content retire",
    "Take an entry that was added here out of look-ups.",
    moderator=True,
    title="Retire an entry",
    submit="Go on",
)
async def retire(
    context: Context,
    item: Annotated[str, Option("Which entry?", label="Entry", suggest=suggest_own_items, words=True)],
    reason: Annotated[str, Option("Why? Other moderators read it.", asked=True, most=300, hint="Other moderators read it")] = "",
) -> Card:
    chosen = await active_item(context, item, Call("content retire", {"reason": reason} if reason else {}))
    values = {"item": chosen.id, "rev": str(chosen.rev), "reason": reason}
    draft = await keep_draft(context.unit, RETIREMENT, context.member.person, values, context.now)
    return Card(
        t("Retire “{title}”?", title=fitted(title_of(chosen), LONGEST_TITLE - 30)),
        (
            Text(t("**Once it is retired:** {effect}", effect=effect(chosen, active=False))),
            *map(Text, await _held_lines(context, chosen)),
            *((Text(t("Reason: {reason}", reason=reason)),) if reason else ()),
            Buttons((Button(t("Retire it"), Call("content take-out", {"draft": draft}), "danger"),)),
            Note(t("Nothing has happened yet. It stays kept, and can be undone.")),
        ),
    )


async def _held_lines(context: Context, item: OwnItem) -> list[Markup]:
    """What goes on with it: the roadmaps that have a week, the cohorts that walk that or a roadmap."""
    if not isinstance(item, Week | Roadmap):
        return []
    own = (await context.unit.search.own()).values()
    holding = [each.title for each in own if isinstance(each, Roadmap) and each.status == "active" and item.id in each.weeks]
    walking = [each.name for each in await context.unit.cohorts.all() if await _walks(context, each, item)]
    return [
        *([t("Roadmaps that have it: {names}.", names=some_names(holding, WIDEST_NAMES))] if holding else []),
        *([t("Cohorts that walk it: {names}.", names=some_names(walking, WIDEST_NAMES))] if walking else []),
    ]


async def _walks(context: Context, cohort: Cohort, item: Week | Roadmap) -> bool:
    """Whether a cohort under way has the roadmap, or the week in what it keeps of its roadmap."""
    if cohort.state(context.now) == "ended" or not is_own(cohort.roadmap):
        return False
    return item.id in (cohort.roadmap, *(week.id for week in await weeks_held(context.unit, cohort)))


@commands.add(
    "content take-out", "Retire the entry that was chosen.", listed=False, moderator=True, once=True, true_until=newest_change
)
async def take_out(context: Context, draft: Annotated[str, Option("Which draft?")]) -> Card:
    kept = await read_draft(context.unit, RETIREMENT, context.member.person, draft, context.now)
    latest = (await context.unit.own_content.history(kept["item"]))[0]
    newest = latest.revision.item
    if str(newest.rev) != kept["rev"]:
        sentence = t("It was changed meanwhile and is not retired; </content retire> asks again. The latest:")
        raise Refusal(join([sentence, *await latest_lines(context.unit, latest)]))
    await drop_draft(context.unit, draft)
    retired = replace(newest, status="deprecated", rev=newest.rev + 1)
    card = await change_content(context, retired, newest, "retired", kept["reason"])
    return await told_first(context, card, retired, await follow_retirement(context, [retired]))


feature = Feature(commands)
