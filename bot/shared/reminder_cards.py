"""What reminders say: of a day for which a check-in is asked, and of weeks that end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.cohort import Cohort
from bot.domain.own_weeks import own_over_at
from bot.domain.roadmap import Week
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.shared.cohort_choice import cohort_labels
from bot.shared.week_card import milestone_buttons, week_title
from bot.text import Markup, Moment, escape, join, t


@dataclass(frozen=True, slots=True)
class Ending:
    """A week of a cohort that ends for a member who has so many weeks more than the cohort."""

    cohort: Cohort
    number: int
    week: Week
    extra_weeks: int


def checkin_reminder_card(asking: Sequence[Cohort], others: Sequence[Cohort], day: date) -> Card:
    """Of a day for which some of the cohorts that are known, `others` among them, ask for a check-in."""
    names = [cohort_labels(others)[cohort.slug] for cohort in asking]
    calls = [Call("checkin", {"cohort": str(cohort.id), "day": day.isoformat()}) for cohort in asking]
    lines = [
        block
        for name, call in zip(names, calls, strict=True)
        for block in (
            Text(t("A line is enough for **{cohort}**.", cohort=name)),
            Buttons((Button(t("Check in"), call, "primary"),)),
        )
    ]
    return Card(t("You have not checked in for {day} yet", day=day), (*lines, Buttons((_off(),))))


def milestone_reminder_card(ending: Sequence[Ending], others: Sequence[Cohort]) -> Card:
    """Of the weeks that end; each is named by the title if it is the only one."""
    labels, several = cohort_labels(others), len(ending) > 1
    blocks: list[Block] = []
    for each in ending:
        title = [t("**{week}**", week=week_title(each.number, each.week))] if several else []
        ends = Note(_ends(each, labels[each.cohort.slug]))
        blocks += (
            Text(join([*title, escape(each.week.milestone.text)])),
            ends,
            milestone_buttons(each.cohort, each.number, each.week),
        )
    first = ending[0]
    title = t("Weeks that end soon") if several else week_title(first.number, first.week)
    return Card(title, (*blocks, Buttons((_off(),))))


def _ends(ending: Ending, name: Markup) -> Markup:
    timetable = ending.cohort.timetable
    at = Moment(own_over_at(timetable, ending.number, ending.extra_weeks) or timetable.over_at(ending.number))
    if ending.extra_weeks:
        return t("Your time for this week of {cohort} ends {at}.", cohort=name, at=at)
    return t("The week of {cohort} ends {at}.", cohort=name, at=at)


def _off() -> Button:
    return Button(t("No more reminders"), Call("me settings", {"reminders": "off"}))
