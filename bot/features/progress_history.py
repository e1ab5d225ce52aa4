"""What a member wrote and did in their cohorts, by day: page by page, and as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from annotated_types import Ge

from bot.domain.calendar import local_day
from bot.domain.cohort import Checkin, Cohort
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Card, File, Text
from bot.interface.command import Access, Commands
from bot.interface.limits import fitted
from bot.interface.option import Option
from bot.shared.pages import on_page, page_turns, pages_of
from bot.shared.table_file import write_table
from bot.shared.week_card import cohort_weeks, mark_word
from bot.text import Markup, join, plain, t

MOST_CHECKINS = 1000
"""Of one cohort: more than its longest roadmap asks for."""
DEEDS_SHOWN = 6
"""On a page."""
WIDEST_WORDS = 250
COLUMNS = ("day", "cohort", "what", "did", "next", "blocker", "answer", "link")

commands = Commands()


@dataclass(frozen=True, slots=True)
class Deed:
    """A check-in, or what became of a week's milestone; `words` are by the names of columns."""

    day: date
    cohort: Cohort
    what: Markup
    words: dict[str, str]


@commands.add("progress history", "What you wrote and did, by day.", access=Access.READ, listed=False)
async def history(context: Context, page: Annotated[int, Option("Which page?"), Ge(1)] = 1) -> Card:
    deeds = await _deeds(context)
    pages = pages_of([Text(_shown(each)) for each in deeds] or [Text(t("Nothing yet."))], DEEDS_SHOWN)
    (shown,) = on_page(pages, page, 1)
    export = (Button(t("As a file"), Call("progress export")),) if deeds else ()
    return Card(t("Your history"), (*shown, *page_turns(len(pages), page, Call("progress history"), beside=export)))


@commands.add("progress export", "What you wrote and did, as a table.", access=Access.READ, listed=False)
async def export(context: Context) -> Card:
    deeds = await _deeds(context)
    table = write_table(COLUMNS, [_row(each) for each in deeds])
    said = t("Your check-ins and milestones as a table that spreadsheets open.")
    return Card(t("Your history"), (Text(said),), files=(File(f"cairn-history-{context.today:%Y-%m-%d}.csv", table),))


async def _deeds(context: Context) -> list[Deed]:
    """Latest first."""
    found = [deed for cohort in context.walked for deed in await _of_cohort(context, cohort)]
    return sorted(found, key=lambda deed: deed.day, reverse=True)


async def _of_cohort(context: Context, cohort: Cohort) -> Sequence[Deed]:
    person = context.member.person
    checkins = await context.unit.checkins.latest(cohort.id, person, MOST_CHECKINS)
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


def _said(checkin: Checkin) -> dict[str, str]:
    return {"did": checkin.did, "next": checkin.next, "blocker": checkin.blocker, "answer": checkin.answer}


def _shown(deed: Deed) -> Markup:
    head = t("**{day}** · {cohort} · {what}", day=deed.day, cohort=fitted(deed.cohort.name, 60), what=deed.what)
    return join([head, *(fitted(" ".join(text.split()), WIDEST_WORDS) for text in deed.words.values() if text)])


def _row(deed: Deed) -> dict[str, str]:
    return {"day": deed.day.isoformat(), "cohort": deed.cohort.name, "what": plain(deed.what), **deed.words}


feature = Feature(commands)
