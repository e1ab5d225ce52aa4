"""How a week is shown, in a post and in an answer."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from bot.domain.cohort import Cohort, Mark
from bot.domain.course import going_on_with
from bot.domain.lookup import Cost, Resource
from bot.domain.own_roadmap import ROLES
from bot.domain.roadmap import Week, WeekResource
from bot.errors import Refusal
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Text
from bot.interface.limits import as_many_as_fit
from bot.language import current_locale
from bot.ports.unit import Unit
from bot.shared.pages import more_lines
from bot.shared.starter import starter_button
from bot.text import Listed, Markup, escape, join, link, n, t

MOST_REMEMBERED = 256
"""The number of weeks, each in one language, whose blocks are remembered."""
WIDEST_RESOURCES = 900
_KIND_WORDS: Mapping[str, Callable[[], Markup]] = {
    "article": lambda: t("article"),
    "book": lambda: t("book"),
    "code": lambda: t("code"),
    "community": lambda: t("community"),
    "course": lambda: t("course"),
    "dataset": lambda: t("dataset"),
    "docs": lambda: t("docs"),
    "guide": lambda: t("guide"),
    "notes": lambda: t("notes"),
    "paper": lambda: t("paper"),
    "podcast": lambda: t("podcast"),
    "practice": lambda: t("practice"),
    "reference": lambda: t("reference"),
    "tool": lambda: t("tool"),
    "tutorial": lambda: t("tutorial"),
    "video": lambda: t("video"),
}


async def cohort_weeks(unit: Unit, cohort: Cohort) -> list[Week]:
    """The weeks a cohort walks: by its pinned release, but those that it began by earlier ones as they were there."""
    begun: list[Week] = []
    for each in cohort.earlier_releases:
        begun = going_on_with(begun, await unit.content.weeks(cohort.pack, each.release, cohort.roadmap))[: each.last_week]
    return going_on_with(begun, await unit.content.weeks(cohort.pack, cohort.release, cohort.roadmap))


async def numbered_week(unit: Unit, cohort: Cohort, number: int) -> Week:
    """Raises Refusal if the cohort has no such week."""
    weeks = await cohort_weeks(unit, cohort)
    if number > len(weeks):
        raise Refusal(
            n(
                "{cohort} has {count} week; there is no week {number}.",
                "{cohort} has {count} weeks; there is no week {number}.",
                cohort.timetable.last_week or len(weeks),
                cohort=cohort.name,
                number=number,
            ),
            "week",
        )
    return weeks[number - 1]


async def weeks_held(unit: Unit, cohort: Cohort) -> Sequence[Week]:
    """The weeks that take place, which count: an early end leaves out those that would begin after it."""
    return (await cohort_weeks(unit, cohort))[: cohort.timetable.last_week]


async def weeks_so_far(unit: Unit, cohort: Cohort, now: datetime) -> Sequence[Week]:
    """Every week up to the one under way; none before the first begins, and no more once it has ended."""
    weeks = await cohort_weeks(unit, cohort)
    return weeks[: cohort.week_at(now)]


async def week_resources(unit: Unit, pack: str, release: str, week: Week) -> Mapping[str, Resource]:
    """The resources of a week by id."""
    return await unit.content.resources(pack, release, [part.ref for part in week.resources])


def week_blocks(week: Week, resources: Mapping[str, Resource]) -> tuple[Block, ...]:
    """What to make, with its checklist and the time it takes, and where to start; the rest is in `whole_week_blocks`."""
    return _blocks_in(current_locale(), week, _in_order(week, resources))


def whole_week_blocks(week: Week, resources: Mapping[str, Resource]) -> tuple[Block, ...]:
    """Everything about a week: why, goals, what to make, where to go further, every resource, and the way for those short of
    time."""
    lines = [_resource(resource, part) for resource, part in _in_order(week, resources)]
    shown = as_many_as_fit(lines, WIDEST_RESOURCES)
    listed = [*shown, *more_lines(len(lines) - len(shown))]
    short_way = t("**Short of time?** {time}:", time=hours(week.catch_up.minutes))
    return (
        Text(escape(week.why)),
        Text(join([t("**Goals**"), *(t("- {goal}", goal=goal) for goal in week.goals)])),
        Text(_milestone(week)),
        Text(join([t("**Go further**"), escape(week.milestone.stretch)])),
        *((Text(join([t("**Resources**"), *listed])),) if listed else ()),
        Text(join([short_way, *(t("- {step}", step=step) for step in week.catch_up.steps)])),
    )


def _in_order(week: Week, resources: Mapping[str, Resource]) -> tuple[tuple[Resource, WeekResource], ...]:
    """The resources that are there, the one to start with first."""
    parts = sorted(week.resources, key=lambda part: ROLES.index(part.role))
    return tuple((resources[part.ref], part) for part in parts if part.ref in resources)


@lru_cache(MOST_REMEMBERED)
def _blocks_in(locale: str, week: Week, resources: tuple[tuple[Resource, WeekResource], ...]) -> tuple[Block, ...]:
    """Written once for all cohorts in this week: when it begins, it is most of what a beat does."""
    del locale  # part of the key: sentences depend on it
    return (Text(_milestone(week)), *(Text(_start_here(*each)) for each in resources[:1]))


def milestone_buttons(cohort: Cohort, number: int, week: Week) -> Buttons:
    """The presses of a milestone for readers who may be anywhere in it."""
    keys = {"cohort": str(cohort.id), "week": str(number)}
    return Buttons(
        (
            Button(t("Start"), Call("milestone start", keys)),
            Button(t("Done"), Call("milestone done", keys), "primary"),
            Button(t("I am stuck"), Call("milestone stuck", keys)),
            *starter_button(week, Call("milestone starter", keys)),
            more_button(cohort, number),
        )
    )


def more_button(cohort: Cohort, number: int) -> Button:
    """To all that the card of a week leaves out."""
    return Button(t("More"), Call("milestone more", {"cohort": str(cohort.id), "week": str(number)}))


def week_title(number: int, week: Week) -> Markup:
    return t("Week {number}: {title}", number=number, title=week.title)


def mark_word(mark: Mark) -> Markup:
    """A mark as people read it."""
    return {"started": t("started"), "done": t("done"), "skipped": t("skipped"), "stuck": t("stuck")}[mark]


def cost_word(resource: Resource) -> Markup:
    """What a resource costs, as people read it; empty if nobody said it."""
    words: Mapping[Cost, Markup] = {"free": t("free"), "freemium": t("free to start"), "paid": t("paid")}
    return words[resource.cost] if resource.cost else Markup()


def resource_kind_word(resource: Resource) -> Markup:
    """What sort of thing a resource is, as people read it; a pack's own word for it stays as the pack has it. Empty if
    nobody said it."""
    word = _KIND_WORDS.get(resource.kind)
    return word() if word else escape(resource.kind)


def hours(minutes: int) -> Markup:
    """A span of study time as people say it."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return n("{count} minute", "{count} minutes", rest)
    if not rest:
        return n("{count} hour", "{count} hours", whole)
    return t("{hours} h {minutes} min", hours=whole, minutes=rest)


def milestone_text(week: Week, checklist: Sequence[str] = ()) -> Markup:
    """What to make in a week, and how long that takes."""
    light, standard = hours(week.minutes.light), hours(week.minutes.standard)
    head = t("**Milestone** · {light} to {standard}", light=light, standard=standard)
    return join([head, escape(week.milestone.text), *(t("- {line}", line=line) for line in checklist)])


def _milestone(week: Week) -> Markup:
    """A checklist that says nothing else than the milestone is left out: a week made without one has that."""
    checklist = week.milestone.checklist
    return milestone_text(week, () if checklist == (week.milestone.text,) else checklist)


def _start_here(resource: Resource, part: WeekResource) -> Markup:
    return t("**Start here:** {resource}", resource=_named(resource, part))


def _resource(resource: Resource, part: WeekResource) -> Markup:
    role = {"primary": t("Start here"), "alternative": t("Or"), "reference": t("To look things up")}[part.role]
    return t("- {role}: {resource}", role=role, resource=_named(resource, part))


def _named(resource: Resource, part: WeekResource) -> Markup:
    """A resource with the unit that the week needs, and with what was said of its kind and its cost."""
    title, said = link(resource.title, resource.url), (resource_kind_word(resource), cost_word(resource))
    facts = tuple(word for word in said if word)
    called = t("{title}, {unit}", title=title, unit=part.unit) if part.unit else title
    return t("{title} ({facts})", title=called, facts=Listed(facts)) if facts else called
