"""`progress`: a member's weeks, streak and check-ins."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from annotated_types import Ge

from bot.domain.cohort import Cohort, Progress
from bot.domain.leave import Leave, leave_on
from bot.domain.roadmap import Week
from bot.domain.streak import KEPT_FOR_A_FREEZE, MOST_FREEZES, Ledger, StreakDay
from bot.domain.week_count import WeekCount, week_count, weeks_set_aside
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Fields, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.option import Option
from bot.shared.bar import bar
from bot.shared.catch_up import catch_up_blocks, catch_up_lines
from bot.shared.cohort_choice import suggest_walked_cohorts, walked_cohort
from bot.shared.days_to_fill import filling_in
from bot.shared.extension import extension_line
from bot.shared.journey_picture import Standing, journey_picture
from bot.shared.pages import on_page, page_count, page_turns
from bot.shared.settings_card import back_button
from bot.shared.streak_count import own_ledger
from bot.shared.streak_lines import DAYS_SHOWN, days_block, last_days
from bot.shared.week_card import mark_word, weeks_held
from bot.text import Markup, join, n, t

WEEKS_PER_BLOCK = 20
commands = Commands()


@commands.add("progress", "Your weeks, your streak, your check-ins.", access=Access.READ)
async def progress(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_walked_cohorts)] = None,
) -> Card:
    chosen = await walked_cohort(context, cohort, Call("progress"))
    weeks = await weeks_held(context.unit, chosen)
    marks = await context.unit.progress.of(chosen.id, context.member.person)
    enrollment = context.enrollment_in(chosen)
    count = week_count(weeks, marks, enrollment)
    ledger = await own_ledger(context)
    leave = leave_on(context.member.leaves, context.today)
    lines = _lines(weeks, marks, _week_under_way(chosen, context.now), weeks_set_aside(enrollment))
    days = _days_until_it_was_over(context, chosen, ledger)
    standing = Standing(chosen, weeks, marks, weeks_set_aside(enrollment))
    open_lines, fill = filling_in(context, ledger, [own for own in context.cohorts if own.id == chosen.id])
    blocks: list[Block] = [
        journey_picture(standing, ledger.current, days, context.days, context.now),
        Text(_weeks_done(count)),
        _streak_fields(ledger),
        *map(Text, open_lines),
        *(Text(join(lines[start : start + WEEKS_PER_BLOCK])) for start in range(0, len(lines), WEEKS_PER_BLOCK)),
        Buttons((*fill, Button(t("All my days"), Call("progress days", {"page": "1"})), *((back_button(),) if leave else ()))),
        *([_certificate(chosen)] if count.all and count.done == count.all else []),
        *([Note(line)] if (line := extension_line(chosen, enrollment)) else []),
        Note(_only_you(leave)),
    ]
    below = 3 + len(open_lines)
    blocks[below:below] = catch_up_blocks(chosen, await catch_up_lines(context, chosen, enrollment))
    blocks[below:below] = last_days(days, context.days, context.now, blocks)
    return Card(t("Your progress in {cohort}", cohort=chosen.name), tuple(blocks))


@commands.add("progress days", "Every day of your streak.", access=Access.READ, listed=False)
async def progress_days(context: Context, page: Annotated[int, Option("Which page?"), Ge(1)] = 1) -> Card:
    ledger = await own_ledger(context)
    days = on_page(ledger.days, page, DAYS_SHOWN)
    pages = page_count(ledger.days, DAYS_SHOWN)
    none = Text(t("No day yet: check in, or answer a challenge, and your first streak begins."))
    rule = t(
        "Every {kept} days you keep earn a freeze, {most} at most. It saves a day you miss, by itself.",
        kept=KEPT_FOR_A_FREEZE,
        most=MOST_FREEZES,
    )
    return Card(
        t("Your days, page {page} of {pages}", page=page, pages=pages),
        (
            _streak_fields(ledger),
            days_block(days, context.days, context.now) if days else none,
            *page_turns(pages, page, Call("progress days")),
            Buttons((Button(t("What I wrote"), Call("progress history")),)),
            Note(rule),
        ),
    )


def _weeks_done(count: WeekCount) -> Markup:
    drawn = bar(count.done, count.all)
    return n("{bar} {done} of {count} week done", "{bar} {done} of {count} weeks done", count.all, bar=drawn, done=count.done)


def _certificate(cohort: Cohort) -> Buttons:
    """For whoever has done every week."""
    return Buttons((Button(t("Get your certificate"), Call("certificate", {"cohort": str(cohort.id)}), "primary"),))


def _only_you(leave: Leave | None) -> Markup:
    if leave:
        return t("You are away until {last}: your streak stands still. Only you see this.", last=leave.last)
    return t("Only you see this.")


def _days_until_it_was_over(context: Context, cohort: Cohort, ledger: Ledger) -> Sequence[StreakDay]:
    """The member's days until today, or until the cohort ended or they left it; latest first."""
    enrollment, timetable, now = context.enrollment_in(cohort), cohort.timetable, context.now
    left_at = (enrollment.left_at if enrollment else None) or now
    last = context.days.day_of(min(now, left_at, timetable.ends if timetable.has_ended(now) else now))
    return [each for each in ledger.days if each.day <= last]


def _week_under_way(cohort: Cohort, now: datetime) -> int | None:
    return cohort.week_at(now) if cohort.state(now) == "running" else None


def _lines(weeks: Sequence[Week], marks: Mapping[str, Progress], current: int | None, skipped: int) -> list[Markup]:
    lines: list[Markup] = []
    for number, week in enumerate(weeks, 1):
        mark = marks[week.id].mark if week.id in marks else None
        word = (
            mark_word(mark)
            if mark
            else t("set aside")
            if number <= skipped
            else t("this week")
            if number == current
            else Markup()
        )
        sign = {"done": "✓", "started": "…", "stuck": "!", "skipped": "–"}.get(mark or "", "·")
        line = t("{sign} {number}. {title}", sign=sign, number=number, title=week.short)
        lines.append(t("{line} ({word})", line=line, word=word) if word else line)
    return lines


def _streak_fields(ledger: Ledger) -> Fields:
    return Fields(
        (
            (t("Streak"), n("{count} day", "{count} days", ledger.current)),
            (t("Longest streak"), n("{count} day", "{count} days", ledger.longest)),
            (t("Freezes in hand"), t("{count} of {most}", count=ledger.freezes, most=MOST_FREEZES)),
            (t("Days checked in"), t("{count}", count=sum(day.how == "check-in" for day in ledger.days))),
        )
    )


feature = Feature(commands)
