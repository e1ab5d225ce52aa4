"""`progress`: a member's weeks, streak and check-ins."""

from collections.abc import Sequence
from typing import Annotated

from annotated_types import Ge

from bot.domain.cohort import Cohort
from bot.domain.leave import leave_on
from bot.domain.next_step import current_week
from bot.domain.streak import KEPT_FOR_A_FREEZE, MOST_FREEZES, Ledger
from bot.domain.week_count import Walked, WeekCount
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Fields, Note, Text, texts_of
from bot.interface.command import Access, Commands
from bot.interface.option import Option
from bot.interface.phone import shortest_cut
from bot.shared.bar import bar
from bot.shared.break_words import weeks_left_out
from bot.shared.catch_up import catch_up_blocks, catch_up_lines
from bot.shared.certificate import get_certificate, weeks_done, yet_to_earn
from bot.shared.cohort_choice import suggest_walked_cohorts, walked_cohort
from bot.shared.cohort_offers import short_name
from bot.shared.days_to_fill import filling_in
from bot.shared.extension import extension_line, longer_open
from bot.shared.journey_picture import journey_picture
from bot.shared.over_words import check_not_called_off
from bot.shared.pages import on_page, page_count, page_turns
from bot.shared.settings_card import back_button
from bot.shared.standing import Standing
from bot.shared.streak_count import days_until_over, own_ledger
from bot.shared.streak_lines import DAYS_SHOWN, days_block, streak_words
from bot.shared.week_card import mark_word, weeks_held
from bot.text import Listed, Markup, Moment, join, n, t

WEEKS_BESIDE = 2
"""Before the present week, and after it."""
WEEKS_SHOWN = 14
"""As many as a phone shows."""

commands = Commands()


@commands.add("progress", "Your weeks, your streak, your check-ins.", access=Access.READ)
async def progress(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_walked_cohorts)] = None,
) -> Card:
    chosen = await walked_cohort(context, cohort, Call("progress"))
    check_not_called_off(chosen)
    keys = {"cohort": str(chosen.id)}
    standing, ledger = await _standing(context, chosen), await own_ledger(context)
    count, way = await weeks_done(context, chosen, standing.marks)
    days = days_until_over(context, chosen, ledger)
    streak = streak_words(ledger, context.days, context.now)
    leave = leave_on(context.member.leaves, context.today)
    all_weeks = Button(t("All weeks"), Call("progress weeks", keys))
    all_days = Button(t("All days"), Call("progress days", keys))
    away = [t("Away until {last}: streak stands still.", last=leave.last)] if leave else []
    notes = [*away, *await _review_notes(context), *_way_notes(context, standing, count, way)]
    open_lines, fill = filling_in(context, ledger, [own for own in context.cohorts if own.id == chosen.id])
    plan = catch_up_blocks(chosen, await catch_up_lines(context, chosen, standing.present))
    lines, here, of_all = _lines(context, standing), current_week(chosen, standing.seen_at(context.now)), len(context.walked) > 1
    earned = (get_certificate(chosen),) if way.earned_at else ()
    back = (back_button(),) if leave else ()
    variants = (
        (
            journey_picture(standing, streak, days, context.days, context.now, of_all=of_all),
            Text(_four_numbers(count, ledger, streak, of_all=of_all)),
            *(map(Text, open_lines) if with_days else ()),  # the button says which
            *plan,
            Text(join(_around(lines, here, beside))),
            Buttons((*fill, *earned, all_weeks, *days_too, *back)),  # all weeks lead to the days too
            *([Note(join(notes[:told]))] if notes[:told] else []),
        )
        for beside, told, with_days, days_too in (
            (WEEKS_BESIDE, len(notes), True, (all_days,)),
            (WEEKS_BESIDE, 1, True, (all_days,)),
            (WEEKS_BESIDE, 1, False, (all_days,)),
            (WEEKS_BESIDE, 1, False, ()),
            (1, 1, False, ()),
            (1, 0, False, ()),
            (0, 0, False, ()),
        )
    )
    return shortest_cut(t("Your progress in {cohort}", cohort=short_name(chosen)), variants)


async def _review_notes(context: Context) -> list[Markup]:
    """How many milestones of others the member has reviewed, if they want to be asked."""
    count = await context.unit.peer_reviews.given_by(context.member.person) if context.member.reviews else 0
    said = n("You have reviewed {count} milestone of others.", "You have reviewed {count} milestones of others.", count)
    return [said] if count else []


def _way_notes(context: Context, standing: Standing, count: WeekCount, way: Walked) -> list[Markup]:
    """What is to be said of the weeks as a whole."""
    cohort, longer = standing.cohort, extension_line(standing.cohort, standing.present)
    return [*([longer] if longer else []), *weeks_left_out(cohort, context.now), *yet_to_earn(cohort, count, way)]


@commands.add("progress weeks", "Every week, and what you said of it.", access=Access.READ, listed=False)
async def progress_weeks(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    page: Annotated[int | None, Option("Which page? That of this week, if left out."), Ge(1)] = None,
) -> Card:
    chosen = await walked_cohort(context, cohort, Call("progress"))
    check_not_called_off(chosen)
    standing = await _standing(context, chosen)
    count, way = await weeks_done(context, chosen, standing.marks)
    lines, here = _lines(context, standing), current_week(chosen, standing.seen_at(context.now))
    at = page or page_count(lines[:here], WEEKS_SHOWN)
    shown = [_weeks_done(count), *on_page(lines, at, WEEKS_SHOWN)]
    keys = {"cohort": str(chosen.id)}
    beside = (Button(t("Progress"), Call("progress", keys)), Button(t("All days"), Call("progress days", keys)))
    turns = page_turns(page_count(lines, WEEKS_SHOWN), at, Call("progress weeks", keys), beside=beside)
    notes = _way_notes(context, standing, count, way)
    told = (Note(join(notes)),) if notes else ()
    return Card(t("Your weeks in {cohort}", cohort=short_name(chosen)), (*texts_of(shown), *turns, *told))


@commands.add("progress days", "Every day of your streak.", access=Access.READ, listed=False)
async def progress_days(
    context: Context,
    cohort: Annotated[str | None, Option("Until when? The end of this cohort.")] = None,
    page: Annotated[int, Option("Which page?"), Ge(1)] = 1,
) -> Card:
    ledger = await own_ledger(context)
    chosen = await walked_cohort(context, cohort, Call("progress")) if cohort else None
    every = days_until_over(context, chosen, ledger) if chosen else ledger.days
    days, pages = on_page(every, page, DAYS_SHOWN), page_count(every, DAYS_SHOWN)
    wrote = Button(t("What I wrote"), Call("progress history"))
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
            *page_turns(pages, page, Call("progress days", {"cohort": cohort} if cohort else {}), beside=(wrote,)),
            Note(rule),
        ),
    )


async def _standing(context: Context, cohort: Cohort) -> Standing:
    weeks, marks = await weeks_held(context.unit, cohort), await context.unit.progress.of(cohort.id, context.member.person)
    return Standing(cohort, weeks, marks, context.enrollment_in(cohort))


def _around(lines: Sequence[Markup], number: int, beside: int) -> list[Markup]:
    """The lines of so many weeks before and after a week, or as many more on one side as lack on the other."""
    first = max(0, min(number - 1 - beside, len(lines) - 1 - 2 * beside))
    return [*lines[first : first + 1 + 2 * beside]]


def _weeks_done(count: WeekCount) -> Markup:
    return t("{bar} {weeks}", bar=bar(count.done, count.all), weeks=_weeks_count(count))


def _weeks_count(count: WeekCount) -> Markup:
    return n("{done} of {count} week done", "{done} of {count} weeks done", count.all, done=count.done)


def _four_numbers(count: WeekCount, ledger: Ledger, streak: Markup, *, of_all: bool) -> Markup:
    """Weeks are of the cohort; days, as streaks, of all that the member is or was in."""
    freezes = t("freezes {count} of {most}", count=ledger.freezes, most=MOST_FREEZES)
    checkins = n("{count} check-in", "{count} check-ins", sum(day.how == "check-in" for day in ledger.days))
    if of_all:
        checkins = t("{checkins} in all your cohorts", checkins=checkins)
    return t(
        "{weeks} · **{streak}** · {freezes} · {checkins}",
        weeks=_weeks_count(count),
        streak=streak,
        freezes=freezes,
        checkins=checkins,
    )


def _lines(context: Context, standing: Standing) -> list[Markup]:
    """A line for each week that takes place."""
    lines: list[Markup] = []
    current = standing.here(context.now)
    longer = longer_open(standing.cohort, standing.present, context.now)
    for number, week in enumerate(standing.weeks, 1):
        mark = standing.marks[week.id].mark if week.id in standing.marks else None
        words = [
            *([mark_word(mark)] if mark else []),
            *([t("set aside")] if not mark and number <= standing.set_aside else []),
            *([t("this week")] if not mark and number == current and number > standing.set_aside else []),
            *([t("yours until {at}", at=Moment(longer[number]))] if number in longer and mark not in ("done", "skipped") else []),
        ]
        sign = {"done": "✓", "started": "…", "stuck": "!", "skipped": "–"}.get(mark or "", "·")
        line = t("{sign} {number}. {title}", sign=sign, number=number, title=week.short)
        lines.append(t("{line} ({word})", line=line, word=Listed(tuple(words))) if words else line)
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
