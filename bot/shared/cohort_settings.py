"""Every setting of a launched cohort, declared once: option, form, card, audit line and undo of `manage edit` come from it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Annotated, Any

from annotated_types import Ge, Le

from bot.domain.cohort import Cohort
from bot.domain.cohort_change import without_idle_end
from bot.domain.roadmap import Roadmap
from bot.errors import about
from bot.feature import Context
from bot.interface.limits import LONGEST_INPUT_LABEL
from bot.interface.option import ChannelId, Option
from bot.shared.break_words import breaks_listed, first_breaks
from bot.shared.cohort_rules import with_end
from bot.shared.cohort_terms import Terms
from bot.shared.question import QUESTION
from bot.shared.roadmap_choice import check_walkable, chosen_roadmap, newest_roadmaps, suggest_newest
from bot.shared.setting import Setting, of_field
from bot.shared.setting_values import CALLED, CHALLENGE_DAYS, DAY, DAYS, HOUR, PLACES, YES_OR_NO, ZONE
from bot.shared.weekday_words import (
    no_challenges_text,
    no_days_text,
    suggest_challenge_days,
    suggest_weekdays,
)
from bot.shared.zone_choice import suggest_zones
from bot.text import Channel, Markup, t

MOST_PLACES = 100_000
MOST_BREAKS = 6
"""Before a change, and after it: as many as a phone shows."""

Pair = tuple[Markup, Markup]


async def _walks(context: Context, terms: Terms, name: str) -> Terms:
    """A new roadmap is read from the newest release; the present one stays as it is read."""
    if name.casefold() == _slug(terms.cohort):
        return terms
    pack, release, chosen = chosen_roadmap(await newest_roadmaps(context), name)
    if chosen.id == terms.cohort.roadmap:
        return terms
    check_walkable(chosen)
    cohort = replace(terms.cohort, pack=pack, release=release, roadmap=chosen.id, weeks=len(chosen.weeks))
    return replace(terms, cohort=cohort)


async def _speaks_in(context: Context, terms: Terms, channel: str) -> Terms:
    return terms.speaking_in(channel)


async def _ends_on(context: Context, terms: Terms, day: date | None) -> Terms:
    return replace(terms, cohort=with_end(terms.cohort, day, context.now, "end"))


def _last_day(terms: Terms) -> str:
    timetable = terms.cohort.timetable
    return timetable.last_day.isoformat() if timetable.end_is_known else ""


def _end(terms: Terms) -> Markup:
    timetable = terms.cohort.timetable
    if timetable.called_off:
        return t("called off before it begins")
    return t("{day}", day=timetable.last_day) if timetable.end_is_known else t("not known while it is paused")


def _slug(cohort: Cohort) -> str:
    """Its roadmap as people type it."""
    return cohort.roadmap.partition(".")[2]


def _channel(terms: Terms) -> Markup:
    return t("{channel}", channel=Channel(terms.home.channel)) if terms.home else t("elsewhere")


def _question(name: str, field: str, description: str, label: str) -> Setting:
    option = Option(description, label=label, hint="A few words; usual takes them away", most=LONGEST_INPUT_LABEL)
    return of_field(name, field, Annotated[str, option], "questions", QUESTION)


SETTINGS = (
    of_field("name", "name", Annotated[str, Option("What it is called.", most=60)], "plan", CALLED),
    Setting(
        "roadmap",
        Annotated[str, Option("Which roadmap it walks, until it has begun.", suggest=suggest_newest)],
        "plan",
        written=lambda terms: _slug(terms.cohort),
        shown=lambda terms, roadmap: t("{title}, version {release}", title=roadmap.title, release=terms.cohort.release),
        changed=_walks,
    ),
    of_field(
        "start",
        "start",
        Annotated[date, Option("Its first day, until it has begun.", label="First day")],
        "plan",
        DAY,
    ),
    Setting(
        "channel",
        Annotated[ChannelId, Option("Where it speaks.")],
        "plan",
        written=lambda terms: terms.home.channel if terms.home else "",
        shown=lambda terms, roadmap: _channel(terms),
        changed=_speaks_in,
    ),
    of_field(
        "time",
        "at",
        Annotated[time, Option("When its weeks begin.", label="Weeks begin", hint="When its weeks begin")],
        "plan",
        HOUR,
    ),
    of_field(
        "zone", "zone", Annotated[str, Option("Its time zone.", label="Time zone", suggest=suggest_zones)], "checkins", ZONE
    ),
    of_field(
        "days",
        "checkin_days",
        Annotated[
            str,
            Option(
                "Its check-in days, such as mon,wed,fri.", label="Check-in days", suggest=suggest_weekdays, instead=no_days_text
            ),
        ],
        "checkins",
        DAYS,
    ),
    of_field(
        "checkin",
        "checkin_at",
        Annotated[time, Option("When it asks for check-ins.", label="Check-in hour", instead=no_days_text)],
        "checkins",
        HOUR,
    ),
    _question("ask_did", "did_question", "How the check-in asks what was done.", "Asks what was done"),
    _question("ask_next", "next_question", "How the check-in asks what comes next.", "Asks what comes next"),
    _question("ask_blocker", "blocker_question", "How the check-in asks what is in the way.", "Asks what is in the way"),
    of_field(
        "reviews",
        "reviews",
        Annotated[bool, Option("Whether members can ask each other to review milestones.", label="Reviews of milestones")],
        "questions",
        YES_OR_NO,
    ),
    of_field(
        "challenges",
        "challenge_days",
        Annotated[
            str,
            Option(
                "On which days it gets a challenge, such as every day; none turns them off.",
                hint="None turns them off",
                suggest=suggest_challenge_days,
            ),
        ],
        "challenges",
        CHALLENGE_DAYS,
    ),
    of_field(
        "challenge",
        "challenge_at",
        Annotated[time, Option("When its challenge comes.", label="Challenge hour", instead=no_challenges_text)],
        "challenges",
        HOUR,
    ),
    of_field(
        "apart",
        "solutions_apart",
        Annotated[bool, Option("Whether solutions are posts of their own.", label="Solutions apart")],
        "challenges",
        YES_OR_NO,
    ),
    of_field(
        "threads",
        "challenge_threads",
        Annotated[bool, Option("Whether each challenge gets a thread at once.", label="Threads at once")],
        "challenges",
        YES_OR_NO,
    ),
    of_field(
        "capacity",
        "capacity",
        Annotated[
            int,
            Option("How many may be in it; 0 is no limit.", label="Places", clearable=True, hint="A whole number; 0 is no limit"),
            Ge(0),
            Le(MOST_PLACES),
        ],
        "checkins",
        PLACES,
    ),
    Setting(
        "end",
        Annotated[date, Option("The day it ends; none is as planned.", label="Ends", clearable=True)],
        "checkins",
        written=_last_day,
        shown=lambda terms, roadmap: _end(terms),
        changed=_ends_on,
    ),
)
"""In the order in which cards show them and in which a change sets them: when it ends depends on all before."""


async def changed_terms(context: Context, before: Terms, given: Mapping[str, Any]) -> Terms:
    """The terms with the values that somebody gave, by name of setting. Raises Refusal for what cannot be meant."""
    after = before
    for setting in SETTINGS:
        if setting.name in given:
            with about(setting.name):
                after = await setting.changed(context, after, given[setting.name])
    return replace(after, cohort=without_idle_end(before.cohort, after.cohort))


def written(terms: Terms) -> dict[str, str]:
    """Every setting as its option takes it."""
    return {setting.name: setting.written(terms) for setting in SETTINGS}


def settings_of(terms: Terms, roadmap: Roadmap) -> tuple[Pair, ...]:
    """Every setting as people read it, always in one order. `roadmap` is the one that the cohort walks."""
    return tuple((setting.option.label(), setting.shown(terms, roadmap)) for setting in SETTINGS)


def changed_lines(before: Terms, after: Terms, roadmaps: Sequence[Roadmap]) -> list[Markup]:
    """What changed, from what to what. `roadmaps` has the one before the change, and the one after."""
    old_fields, new_fields = map(settings_of, (before, after), roadmaps)
    changed = [(old[0], old[1], new[1]) for old, new in zip(old_fields, new_fields, strict=True) if old != new]
    breaks = [each.cohort.breaks for each in (before, after)]
    if breaks_listed(breaks[0]) != breaks_listed(breaks[1]):
        changed.append((t("Breaks"), first_breaks(breaks[0], MOST_BREAKS), first_breaks(breaks[1], MOST_BREAKS)))
    return [t("- {label}: {old} → {new}", label=label, old=old, new=new) for label, old, new in changed]
