"""`roadmap show`: a whole roadmap, or one week of it."""

from collections.abc import Sequence
from typing import Annotated

from annotated_types import Ge

from bot.domain.cohort import Cohort
from bot.domain.roadmap import Roadmap, Week
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Ask, Block, Button, Buttons, Card, Note, Select, Text
from bot.interface.command import Access, Commands
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES, as_many_as_fit
from bot.interface.option import Option
from bot.shared.pages import more_lines
from bot.shared.roadmap_choice import Offer, chosen_roadmap, readable_roadmaps, roadmap_slug, suggest_readable
from bot.shared.week_card import cohort_weeks, hours, week_blocks, week_title
from bot.text import escape, join, n, t

WEEKS_PER_BLOCK = 20
WIDEST_WEEKS = 2600
"""Of the titles of a roadmap's weeks."""
WIDEST_LIST = 1900
"""Of the roadmaps to choose from."""

commands = Commands()


@commands.add("roadmap show", "The whole roadmap, or one week of it.", access=Access.READ)
async def show_roadmap(
    context: Context,
    roadmap: Annotated[str | None, Option("Which roadmap?", suggest=suggest_readable)] = None,
    week: Annotated[int | None, Option("Which week?"), Ge(1)] = None,
) -> Card:
    offer = await _roadmap(context, roadmap, week)
    chosen, cohort = offer.roadmap, _walking(context, offer)
    weeks = await (
        cohort_weeks(context.unit, cohort) if cohort else context.unit.content.weeks(offer.pack, offer.release, chosen.id)
    )
    if week is None:
        return _overview(chosen, weeks)
    if week > len(weeks):
        raise Refusal(
            n(
                "{roadmap} has {count} week; there is no week {week}.",
                "{roadmap} has {count} weeks; there is no week {week}.",
                len(weeks),
                roadmap=chosen.title,
                week=week,
            ),
            "week",
        )
    shown = weeks[week - 1]
    catch_up = [
        t("**Short of time?** {time}:", time=hours(shown.catch_up.minutes)),
        *(t("- {step}", step=s) for s in shown.catch_up.steps),
    ]
    release = cohort.release_of(week) if cohort else offer.release
    blocks = await week_blocks(context.unit, offer.pack, release, shown)
    return Card(week_title(week, shown), (*blocks, Text(join(catch_up)), *_week_turns(chosen, week, len(weeks))))


def _walking(context: Context, offer: Offer) -> Cohort | None:
    """The only cohort of the caller that is not over, if it walks this roadmap: it may have begun by an earlier release."""
    own = [cohort for cohort in context.cohorts if cohort.state(context.now) != "ended"]
    walks = len(own) == 1 and (own[0].pack, own[0].release, own[0].roadmap) == (offer.pack, offer.release, offer.roadmap.id)
    return own[0] if walks else None


async def _roadmap(context: Context, name: str | None, week: int | None) -> Offer:
    offers = await readable_roadmaps(context)
    if name:
        return chosen_roadmap(offers, name)
    own = {cohort.roadmap for cohort in context.cohorts if cohort.state(context.now) != "ended"}
    walked = [offer for offer in offers if offer.roadmap.id in own]
    if len(own) == len(walked) == 1:
        return walked[0]
    if not offers:
        raise Refusal(t("There is no roadmap yet."))
    call = Call("roadmap show", {"week": str(week)} if week else {})
    choices = tuple(await suggest_readable(context, ""))[:MOST_CHOICES]
    lines = [t("- **{title}**: {summary}", title=roadmap.title, summary=roadmap.summary) for *_, roadmap in offers]
    select = Select(t("Choose a roadmap"), call, "roadmap", choices)
    shown = as_many_as_fit(lines, WIDEST_LIST)
    raise Ask(Card(t("Which roadmap?"), (Text(join([*shown, *more_lines(len(lines) - len(shown))])), select)))


def _overview(roadmap: Roadmap, weeks: Sequence[Week]) -> Card:
    lines = [t("{number}. {title}", number=number, title=week.title) for number, week in enumerate(weeks, 1)]
    light, standard = (sum(getattr(week.minutes, pace) for week in weeks) // 60 for pace in ("light", "standard"))
    length = t(
        "{weeks}, {light} to {standard} hours in all.",
        weeks=n("{count} week", "{count} weeks", len(weeks)),
        light=light,
        standard=standard,
    )
    blocks: list[Block] = [Text(escape(roadmap.summary)), Note(length)]
    shown = as_many_as_fit(lines, WIDEST_WEEKS)
    blocks += [Text(join(shown[start : start + WEEKS_PER_BLOCK])) for start in range(0, len(shown), WEEKS_PER_BLOCK)]
    blocks += map(Text, more_lines(len(lines) - len(shown)))
    return Card(escape(roadmap.title), (*blocks, *_week_selects(roadmap, weeks)))


def _week_selects(roadmap: Roadmap, weeks: Sequence[Week]) -> list[Select]:
    choices = [
        Choice(t("{number}. {title}", number=number, title=week.title), str(number)) for number, week in enumerate(weeks, 1)
    ]
    call = Call("roadmap show", {"roadmap": roadmap_slug(roadmap)})
    size = -(-len(choices) // max(1, -(-len(choices) // MOST_CHOICES))) or 1
    return [
        Select(
            t("Open a week, {first} to {last}", first=start + 1, last=min(start + size, len(choices))),
            call.with_values(part=str(start)) if start else call,
            "week",
            tuple(choices[start : start + size]),
        )
        for start in range(0, len(choices), size)
    ]


def _week_turns(roadmap: Roadmap, week: int, count: int) -> tuple[Buttons, ...]:
    keys = {"roadmap": roadmap_slug(roadmap)}
    turns = [(t("Week {number}", number=to), {**keys, "week": str(to)}) for to in (week - 1, week + 1) if 1 <= to <= count]
    return (
        Buttons(
            (
                *(Button(label, Call("roadmap show", values)) for label, values in turns),
                Button(t("All weeks"), Call("roadmap show", keys)),
            )
        ),
    )


feature = Feature(commands)
