"""Moderators move a cohort to the newest release of its roadmap: they see what differs first, and weeks that have begun stay."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from annotated_types import Ge

from bot.domain.cohort import Cohort
from bot.domain.course_change import NO_CHANGE
from bot.domain.lookup import Resource
from bot.domain.roadmap import MOST_WEEKS, Roadmap, Week
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text, texts_of
from bot.interface.command import Commands
from bot.interface.option import Option
from bot.ports.unit import Unit
from bot.shared.break_words import what_follows
from bot.shared.cohort_choice import any_cohort, locked_cohort, suggest_cohorts
from bot.shared.cohort_course import Upgrade, newest_upgrade
from bot.shared.cohort_saved import cohorts_as_set, save
from bot.shared.cohort_terms import terms_of
from bot.shared.course_words import detailed_lines
from bot.shared.over_words import over_text, over_title
from bot.shared.pages import on_page, page_turns, pages_on_a_phone
from bot.shared.week_card import cohort_weeks
from bot.text import Markup, Value, join, n, t

commands = Commands()


@commands.add("manage upgrade", "Move a cohort to the newest version of its roadmap.", moderator=True)
async def upgrade(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)] = None,
    page: Annotated[int, Option("Which page of what differs?"), Ge(1)] = 1,
) -> Card:
    chosen = await any_cohort(context, cohort, Call("manage upgrade"))
    return await _preview(context, await _upgrade(context, chosen), page)


@commands.add(
    "manage upgrade-now",
    "Carry out the upgrade that was shown.",
    listed=False,
    moderator=True,
    once=True,
    true_until=cohorts_as_set,
)
async def upgrade_now(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    old: Annotated[str, Option("The version that it followed.")],
    new: Annotated[str, Option("The version that it is to follow.")],
    week: Annotated[str, Option("The week that was under way.")],
    at: Annotated[str, Option("When it was shown: what was taken back since can be done again.")],
) -> Card:
    found = await _upgrade(context, await locked_cohort(context, cohort))
    if _stands(found, context.now) != {"old": old, "new": new, "week": week}:
        return await _preview(context, found, 1, t("**Something changed since you looked.** This is how it stands now:"))
    platform, space = context.place.platform, context.place.space
    terms = [await terms_of(context.unit, each, platform, space) for each in (found.before, found.after)]
    saved = await save(context, *terms)
    follows = what_follows(found.before, found.after, context.now)
    told = [*saved.lines, *follows, _kept_text(), t("Its channel hears it, in one post.")]
    title = t("{cohort} follows version {release}", cohort=found.after.name, release=found.after.release)
    return Card(title, (Text(join(told)), Buttons((Button(t("Undo"), saved.undo),))))


async def _upgrade(context: Context, cohort: Cohort) -> Upgrade:
    """Raises Refusal if the cohort is over, if nothing is newer in the newest release, or by it there would be too many weeks."""
    if cohort.state(context.now) == "ended":
        raise Refusal(over_text(cohort), title=over_title(cohort))
    found = await newest_upgrade(context.unit, cohort, context.now)
    if found is None or not await _is_new(context.unit, found):
        raise Refusal(await _nothing_text(context.unit, cohort, found), title=t("There is nothing to upgrade"))
    if found.after.weeks > MOST_WEEKS:
        sentence = t(
            "By version {newest}, {cohort} would have {count} weeks with those that have begun; {most} are the most.",
            newest=found.after.release,
            cohort=cohort.name,
            count=found.after.weeks,
            most=MOST_WEEKS,
        )
        raise Refusal(sentence)
    return found


async def _nothing_text(unit: Unit, cohort: Cohort, found: Upgrade | None) -> Markup:
    """Why there is nothing to upgrade: a newer version may change what stays as it is."""
    values: dict[str, Value] = {"cohort": cohort.name, "release": cohort.release}
    if found is None or await _course(unit, found.before) == await _course(unit, found.after):
        return t("{cohort} follows version {release} of its roadmap; nothing in it is newer.", **values)
    return t(
        "{cohort} follows version {release} of its roadmap. Version {newest} is newer, but changes none of the weeks to come; "
        "what has begun stays as it is.",
        **values,
        newest=found.after.release,
    )


async def _course(unit: Unit, cohort: Cohort) -> Sequence[Roadmap | Week]:
    """The roadmap of a cohort with its weeks, as the release that it follows has them."""
    content = unit.content
    roadmaps = [each for each in await content.roadmaps(cohort.pack, cohort.release) if each.id == cohort.roadmap]
    return [*roadmaps, *await content.weeks(cohort.pack, cohort.release, cohort.roadmap)]


async def _is_new(unit: Unit, found: Upgrade) -> bool:
    """Whether the cohort would get anything that it does not have."""
    old, new = await _challenges(unit, found)
    return found.change != NO_CHANGE or old != new


def _stands(found: Upgrade, now: datetime) -> Mapping[str, str]:
    """By what it is told that nothing is different from how it was shown."""
    return {"old": found.before.release, "new": found.after.release, "week": str(found.before.week_at(now))}


def _press(found: Upgrade, now: datetime) -> Call:
    """What carries it out, as it stands now."""
    keys = {"cohort": str(found.before.id), "at": str(int(now.timestamp()))}
    return Call("manage upgrade-now", {**keys, **_stands(found, now)})


async def _preview(context: Context, found: Upgrade, page: int, *above: Markup) -> Card:
    title = t("A newer version for {cohort}", cohort=found.before.name)
    lines = detailed_lines(found.change, await _resources(context.unit, found))
    press = Button(t("Upgrade"), _press(found, context.now), "primary")
    heading = t("It follows version {old}; version {new} is the newest.", old=found.before.release, new=found.after.release)
    first = [*map(Text, above), Text(join([heading, *await _begun_lines(context, found)]))]
    means = [t("**What it means**"), *_end_lines(found), *await _challenge_lines(context.unit, found), _kept_text()]

    def blocks(lines: Sequence[Markup]) -> tuple[Block, ...]:
        differs = texts_of([t("**What differs**"), *lines])
        return (*first, *differs, Text(join(means)), Note(t("Nothing has changed yet.")))

    pages = pages_on_a_phone(title, lines, blocks)
    (shown,) = on_page(pages, page, 1)
    turns = page_turns(len(pages), page, Call("manage upgrade", {"cohort": str(found.before.id)}), beside=(press,))
    return Card(title, (*blocks(shown), *turns))


async def _begun_lines(context: Context, found: Upgrade) -> list[Markup]:
    """What stays, and whether the week under way is still one of the newer release."""
    number = found.before.week_at(context.now)
    if number == 0:
        return []
    week, after = (await cohort_weeks(context.unit, found.before))[number - 1], found.after
    weeks = await context.unit.content.weeks(after.pack, after.release, after.roadmap)
    stays = t("Week {number} is under way: it and what was before it stay as they are.", number=number)
    if week.id in {each.id for each in weeks}:
        return [stays]
    return [stays, t("Version {new} has week {number} no more; it is walked to its end.", new=after.release, number=number)]


def _end_lines(found: Upgrade) -> list[Markup]:
    """How long the cohort is then, and when it ends."""
    old, new = found.before.timetable, found.after.timetable
    lengths = {"old": old.last_week, "new": new.last_week}
    weeks = [] if old.last_week == new.last_week else [t("- It has {new} weeks instead of {old}.", **lengths)]
    if not new.end_is_known:
        return [*weeks, t("- When it ends is known once its pause is over.")]
    if old.last_day == new.last_day:
        return [*weeks, t("- It ends on {day}, as planned.", day=new.last_day)]
    return [*weeks, t("- It ends on {new}, not on {old}.", new=new.last_day, old=old.last_day)]


async def _challenge_lines(unit: Unit, found: Upgrade) -> list[Markup]:
    """How many challenges come, go and are mended."""
    old, new = await _challenges(unit, found)
    come, gone = len(new.keys() - old.keys()), len(old.keys() - new.keys())
    mended = sum(key in new and new[key] != rev for key, rev in old.items())
    return [
        *([n("- {count} challenge is new.", "- {count} challenges are new.", come)] if come else []),
        *(
            [n("- {count} challenge is not given any more.", "- {count} challenges are not given any more.", gone)]
            if gone
            else []
        ),
        *([n("- {count} challenge is mended.", "- {count} challenges are mended.", mended)] if mended else []),
    ]


async def _challenges(unit: Unit, found: Upgrade) -> list[Mapping[str, int]]:
    """The revisions of the challenges of both releases, by id; none if the cohort wants no challenges."""
    if not found.before.challenge_days:
        return [{}, {}]
    both = [await unit.challenges.all(each.pack, each.release) for each in (found.before, found.after)]
    return [{key: each.rev for key, each in challenges.items()} for challenges in both]


async def _resources(unit: Unit, found: Upgrade) -> Mapping[str, Resource]:
    """Those that the weeks that differ name, by id, of the newer release if both have them."""
    weeks = [week for each in found.change.mended for week in (each.before, each.after)]
    refs = list({part.ref for week in weeks for part in week.resources})
    old, new = [await unit.content.resources(each.pack, each.release, refs) for each in (found.before, found.after)]
    return {**old, **new}


def _kept_text() -> Markup:
    return t("What members have done stays done, and no streak changes.")


feature = Feature(commands)
