"""Moderators move a cohort to the newest release of its roadmap: they see what differs first, and weeks that have begun stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from annotated_types import Ge

from bot.domain.cohort import Cohort
from bot.domain.cohort_change import without_idle_end
from bot.domain.course_change import course_change
from bot.domain.lookup import Resource
from bot.domain.roadmap import MOST_WEEKS, Week
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text, texts_of
from bot.interface.command import Commands
from bot.interface.option import Option
from bot.ports.unit import Unit
from bot.shared.break_words import what_follows
from bot.shared.cohort_choice import any_cohort, locked_cohort, suggest_cohorts
from bot.shared.cohort_course import newer_release, on_course
from bot.shared.cohort_saved import save
from bot.shared.cohort_terms import terms_of
from bot.shared.course_words import detailed_lines
from bot.shared.over_words import over_text, over_title
from bot.shared.pages import on_page, page_count, page_turns
from bot.shared.week_card import cohort_weeks
from bot.text import Markup, join, n, t

LINES = 8
"""Of differences on a page."""

commands = Commands()


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A cohort as it is, and as it would be by the newest release, with the weeks that it walks then and now."""

    before: Cohort
    after: Cohort
    old_weeks: Sequence[Week]
    new_weeks: Sequence[Week]

    def call(self, now: datetime) -> Call:
        """What carries it out, if by then nothing is different from how it stands now."""
        keys = {"cohort": str(self.before.id), "old": self.before.release, "new": self.after.release}
        return Call("manage upgrade-now", {**keys, "week": str(self.before.week_at(now))})


@commands.add("manage upgrade", "Move a cohort to the newest version of its roadmap.", moderator=True)
async def upgrade(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)] = None,
    page: Annotated[int, Option("Which page of what differs?"), Ge(1)] = 1,
) -> Card:
    chosen = await any_cohort(context, cohort, Call("manage upgrade"))
    return await _preview(context, await _upgrade(context, chosen), page)


@commands.add("manage upgrade-now", "Carry out the upgrade that was shown.", listed=False, moderator=True, once=True)
async def upgrade_now(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    old: Annotated[str, Option("The version that it followed.")],
    new: Annotated[str, Option("The version that it is to follow.")],
    week: Annotated[str, Option("The week that was under way.")],
) -> Card:
    found = await _upgrade(context, await locked_cohort(context, cohort))
    if found.call(context.now).values != {"cohort": cohort, "old": old, "new": new, "week": week}:
        return await _preview(context, found, 1, t("**Something changed since you looked.** This is how it stands now:"))
    platform, space = context.place.platform, context.place.space
    terms = [await terms_of(context.unit, each, platform, space) for each in (found.before, found.after)]
    saved = await save(context, *terms)
    told = [*saved.lines, *what_follows(found.after, context.now), _kept_text(), t("Its channel hears it, in one post.")]
    title = t("{cohort} follows version {release}", cohort=found.after.name, release=found.after.release)
    return Card(title, (Text(join(told)), Buttons((Button(t("Undo"), saved.undo),))))


async def _upgrade(context: Context, cohort: Cohort) -> Upgrade:
    """Raises Refusal if the cohort is over, follows the newest release, or would have too many weeks by it."""
    if cohort.state(context.now) == "ended":
        raise Refusal(over_text(cohort), title=over_title(cohort))
    newest = await newer_release(context.unit, cohort)
    if newest is None:
        sentence = t(
            "{cohort} follows version {release} of its roadmap, the newest that is here.",
            cohort=cohort.name,
            release=cohort.release,
        )
        raise Refusal(sentence, title=t("There is nothing to upgrade"))
    moved = await on_course(context.unit, cohort, replace(cohort, release=newest), context.now)
    if moved.weeks > MOST_WEEKS:
        sentence = t(
            "By version {newest}, {cohort} would have {count} weeks with those that have begun; {most} are the most.",
            newest=newest,
            cohort=cohort.name,
            count=moved.weeks,
            most=MOST_WEEKS,
        )
        raise Refusal(sentence)
    weeks = [await cohort_weeks(context.unit, each) for each in (cohort, moved)]
    return Upgrade(cohort, without_idle_end(cohort, moved), *weeks)


async def _preview(context: Context, found: Upgrade, page: int, *above: Markup) -> Card:
    change = course_change(found.old_weeks, found.new_weeks)
    lines = detailed_lines(change, await _resources(context.unit, found))
    shown = on_page(lines, page, LINES)
    press = Button(t("Upgrade"), found.call(context.now), "primary")
    turns = page_turns(page_count(lines, LINES), page, Call("manage upgrade", {"cohort": str(found.before.id)}))
    heading = t("It follows version {old}; version {new} is the newest.", old=found.before.release, new=found.after.release)
    blocks: list[Block] = [
        *(Text(line) for line in above),
        Text(join([heading, *await _begun_lines(context, found)])),
        *texts_of([t("**What differs**"), *shown]),
        Text(join([t("**What it means**"), *_end_lines(found), *await _challenge_lines(context.unit, found), _kept_text()])),
        Note(t("Nothing has changed yet.")),
        Buttons((press, *(button for row in turns for button in row.buttons))),
    ]
    return Card(t("A newer version for {cohort}", cohort=found.before.name), tuple(blocks))


async def _begun_lines(context: Context, found: Upgrade) -> list[Markup]:
    """What stays, and whether the week under way is still one of the newer release."""
    number = found.before.week_at(context.now)
    if number == 0:
        return []
    week, after = found.old_weeks[number - 1], found.after
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
    """How many challenges come and go; nothing if it has none."""
    if not found.before.challenge_days:
        return []
    old, new = [set(await unit.challenges.all(each.pack, each.release)) for each in (found.before, found.after)]
    come, gone = len(new - old), len(old - new)
    return [
        *([n("- {count} challenge is new.", "- {count} challenges are new.", come)] if come else []),
        *(
            [n("- {count} challenge is not given any more.", "- {count} challenges are not given any more.", gone)]
            if gone
            else []
        ),
    ]


async def _resources(unit: Unit, found: Upgrade) -> Mapping[str, Resource]:
    """Those that the weeks name, by id, of the newer release if both have them."""
    refs = list({part.ref for week in (*found.old_weeks, *found.new_weeks) for part in week.resources})
    old, new = [await unit.content.resources(each.pack, each.release, refs) for each in (found.before, found.after)]
    return {**old, **new}


def _kept_text() -> Markup:
    return t("What members have done stays done, and no streak changes.")


feature = Feature(commands)
