"""What a member wrote and did in their cohorts, by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from bot.domain.calendar import local_day
from bot.domain.cohort import Checkin, Cohort
from bot.feature import Context
from bot.interface.card import File
from bot.shared.file_parts import files_of
from bot.shared.table_file import write_table
from bot.shared.week_card import cohort_weeks, mark_word
from bot.text import Markup, plain, t

CHECKINS_AT_ONCE = 500
"""Read by one statement, so that the event loop has its turn between them."""
COLUMNS = ("day", "cohort", "what", "did", "next", "blocker", "answer", "link")


@dataclass(frozen=True, slots=True)
class Deed:
    """A check-in, or what became of a week's milestone; `words` are by the names of columns."""

    day: date
    cohort: Cohort
    what: Markup
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class History:
    """All of it, latest first."""

    today: date
    deeds: Sequence[Deed]


async def history_of(context: Context) -> History:
    return History(context.today, await deeds_of(context))


def history_files(history: History) -> Sequence[File]:
    """A table, or several if it is long."""
    rows = [*map(_row, history.deeds)]
    return files_of(f"cairn-history-{history.today:%Y-%m-%d}.csv", rows, partial(write_table, COLUMNS))


async def deeds_of(context: Context) -> list[Deed]:
    """Latest first."""
    found = [deed for cohort in context.walked for deed in await _of_cohort(context, cohort)]
    return sorted(found, key=lambda deed: deed.day, reverse=True)


async def _of_cohort(context: Context, cohort: Cohort) -> Sequence[Deed]:
    person = context.member.person
    checkins = await _checkins(context, cohort)
    marks = await context.unit.progress.of(cohort.id, person)
    weeks = {week.id: week.title for week in await cohort_weeks(context.unit, cohort)}
    milestones = [
        Deed(
            local_day(each.at, context.zone),
            cohort,
            t("{week}: {mark}", week=weeks.get(each.week, each.week), mark=mark_word(each.mark)),
            {"did": each.note, "link": each.link},
        )
        for each in marks.values()
    ]
    return [*(Deed(each.day, cohort, t("Check-in"), _said(each)) for each in checkins), *milestones]


async def _checkins(context: Context, cohort: Cohort) -> Sequence[Checkin]:
    found, before = list[Checkin](), date.max
    while True:
        some = await context.unit.checkins.latest(cohort.id, context.member.person, CHECKINS_AT_ONCE, before)
        found += some
        if len(some) < CHECKINS_AT_ONCE:
            return found
        before = some[-1].day


def _said(checkin: Checkin) -> dict[str, str]:
    return {"did": checkin.did, "next": checkin.next, "blocker": checkin.blocker, "answer": checkin.answer}


def _row(deed: Deed) -> dict[str, str]:
    return {"day": deed.day.isoformat(), "cohort": deed.cohort.name, "what": plain(deed.what), **deed.words}
