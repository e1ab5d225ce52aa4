"""What reminders say: of a day for which a check-in is asked, and of weeks that end."""

from collections.abc import Sequence
from datetime import date

from bot.domain.cohort import Cohort
from bot.domain.roadmap import Week
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.shared.cohort_choice import cohort_labels
from bot.shared.week_card import milestone_buttons, week_title
from bot.text import Moment, escape, join, t


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


def milestone_reminder_card(ending: Sequence[tuple[Cohort, int, Week]], others: Sequence[Cohort]) -> Card:
    """Of the weeks that end; each is named by the title if it is the only one."""
    labels, several = cohort_labels(others), len(ending) > 1
    blocks: list[Block] = []
    for cohort, number, week in ending:
        name, at = labels[cohort.slug], Moment(cohort.timetable.over_at(number))
        title = [t("**{week}**", week=week_title(number, week))] if several else []
        ends = Note(t("The week of {cohort} ends {at}.", cohort=name, at=at))
        blocks += (Text(join([*title, escape(week.milestone.text)])), ends, milestone_buttons(cohort, number))
    _, number, week = ending[0]
    title = t("Weeks that end soon") if several else week_title(number, week)
    return Card(title, (*blocks, Buttons((_off(),))))


def _off() -> Button:
    return Button(t("No more reminders"), Call("me settings", {"reminders": "off"}))
