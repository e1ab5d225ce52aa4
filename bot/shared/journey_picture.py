"""A member's progress as a picture. Its legends hold the numbers, and the text beside it is made of them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, TypeVar

from bot.domain.late_work import can_fill
from bot.domain.own_days import OwnDays
from bot.domain.roadmap import Roadmap, Week
from bot.domain.streak import How, StreakDay
from bot.interface.card import Block, Note, Text
from bot.interface.drawing import DayMark, Journey, RoadmapMap, WeekMark
from bot.interface.picture import Picture
from bot.language import written_locale, written_months
from bot.shared.standing import Standing, week_count_words
from bot.text import Listed, Markup, Weekday, escape, join, n, plain, t

ROWS = 2
"""The most weeks that the calendar of days shows."""
A_WEEK = 7
_DAY_MARKS: Mapping[How, DayMark] = {
    "check-in": "kept",
    "challenge": "kept",
    "repaired": "kept",
    "frozen": "frozen",
    "not kept": "missed",
    "open": "open",
    "not asked": "not asked",
    "paused": "away",
    "away": "away",
}
_DAY_WORDS: Mapping[DayMark, Callable[[], Markup]] = {
    "kept": lambda: t("kept"),
    "frozen": lambda: t("saved by a freeze"),
    "missed": lambda: t("missed"),
    "open": lambda: t("still open"),
    "not asked": lambda: t("nothing asked"),
    "away": lambda: t("away or paused"),
}
_WEEK_WORDS: Mapping[WeekMark, Callable[[], Markup]] = {
    "done": lambda: t("done"),
    "started": lambda: t("started"),
    "stuck": lambda: t("stuck"),
    "skipped": lambda: t("skipped"),
    "set aside": lambda: t("set aside"),
    "not begun": lambda: t("not begun"),
    "to come": lambda: t("to come"),
    "left out": lambda: t("left out"),
}
Over = Literal["", "ended", "left"]
"""Why the days of a cohort go on no more for a member; empty if they do."""
M = TypeVar("M", DayMark, WeekMark)


def journey_picture(
    standing: Standing, streak: Markup, days: Sequence[StreakDay], own: OwnDays, now: datetime, *, of_all: bool = False
) -> Picture:
    """A path of the weeks and a calendar of the last of `days`, which are latest first; `own` are the member's. `of_all`: the
    days are of several cohorts."""
    weeks, here = standing.week_marks(now), standing.here(now)
    shown = _rows({day.day: _day_mark(day, own, now) for day in days})
    week_legend, day_legend = _legend(weeks, _WEEK_WORDS), _legend([mark for _, mark in shown], _DAY_WORDS)
    drawing = Journey(
        weeks=weeks,
        here=here,
        here_label=plain(standing.here_words(now)),
        week_legend=tuple((mark, plain(words)) for mark, words in week_legend),
        streak=plain(streak),
        weekdays=tuple(plain(t("{day}", day=Weekday(number, "abbreviated"))) for number in range(A_WEEK)),
        months=tuple(_months(shown)),
        days=tuple((str(day.day), mark) for day, mark in shown),
        day_legend=tuple((mark, plain(words)) for mark, words in day_legend),
    )
    meant = [words for _, words in week_legend], [words for _, words in day_legend]
    return Picture(drawing, _seen(drawing), _numbers(drawing, *meant, over=_over(standing, now), of_all=of_all))


def roadmap_blocks(roadmap: Roadmap, weeks: Sequence[Week], standing: Standing | None, now: datetime) -> tuple[Block, ...]:
    """What a roadmap is about and how long it takes, and a map of all its weeks, with what a member made of them if they walk
    it."""
    drawn = (
        roadmap_picture(roadmap.title, weeks, range(1, len(weeks) + 1), standing, now) if weeks else Note(roadmap_length(weeks))
    )
    return Text(escape(roadmap.summary)), drawn


def roadmap_length(weeks: Sequence[Week]) -> Markup:
    light, standard = (sum(getattr(week.minutes, pace) for week in weeks) // 60 for pace in ("light", "standard"))
    count = n("{count} week", "{count} weeks", len(weeks))
    return t("{weeks}, {light} to {standard} hours in all.", weeks=count, light=light, standard=standard)


def roadmap_picture(title: str, weeks: Sequence[Week], part: range, standing: Standing | None, now: datetime) -> Picture:
    """The weeks of some numbers on a path, with what a member made of them if they walk the roadmap."""
    unknown: WeekMark = "to come"
    marks = standing.week_marks(now) if standing else (unknown,) * len(weeks)
    marks = marks[part.start - 1 : part.stop - 1]
    legend = _legend(marks, _WEEK_WORDS) if standing else []
    here = standing.here(now) if standing else 0
    titles = (plain(t("{number}. {title}", number=number, title=weeks[number - 1].short)) for number in part)
    whole = len(part) == len(weeks)
    of_part = t("Weeks {first} to {last}", first=part[0], last=part[-1])
    drawing = RoadmapMap(
        heading=title if whole else plain(of_part),
        weeks=tuple(zip(marks, titles, strict=True)),
        here=here - part.start + 1 if here in part else 0,
        legend=tuple((mark, plain(words)) for mark, words in legend),
    )
    held = standing.held if standing else weeks
    told, said = (
        Listed(tuple(words for _, words in legend)),
        standing.here_words(now) if standing else week_count_words(len(held)),
    )
    counts = (
        t("{here}: {weeks}", here=said, weeks=told)
        if whole
        else t("{here}. {part}: {weeks}", here=said, part=of_part, weeks=told)
    )
    alt = t("A path of weeks, each with its title, as the menu below has them.")
    return Picture(drawing, alt, join([roadmap_length(held), *([counts] if legend else [])]))


def _over(standing: Standing, now: datetime) -> Over:
    if standing.left_at:
        return "left"
    return "ended" if standing.cohort.state(now) == "ended" else ""


def _seen(drawing: Journey) -> Markup:
    path = t("A path of weeks. {here}.", here=drawing.here_label)
    return join([path, t("Below it a calendar of the last days.")], " ") if drawing.days else path


def _numbers(drawing: Journey, weeks: Sequence[Markup], days: Sequence[Markup], *, over: Over, of_all: bool) -> Markup:
    """What the legends say, and which week it is."""
    all_weeks, told_weeks = len(drawing.weeks), Listed(tuple(weeks))
    week = (
        t("Week {number} of {count}: {weeks}", number=drawing.here, count=all_weeks, weeks=told_weeks)
        if drawing.here
        else t("{here}: {weeks}", here=drawing.here_label, weeks=told_weeks)
    )
    lines = [week]
    count = sum(mark != "" for _, mark in drawing.days)
    if days:
        told = _of_days(count, Listed(tuple(days)), over=over)
        lines.append(t("{days} (in all your cohorts)", days=told) if of_all else told)
    return join(lines, ". ")


def _of_days(count: int, days: Listed, *, over: Over) -> Markup:
    if count == 1:
        return t("The first day: {days}", days=days)
    if over == "left":
        return n(
            "The last {count} day before you left: {days}", "The last {count} days before you left: {days}", count, days=days
        )
    if over == "ended":
        return n("Its last {count} day: {days}", "Its last {count} days: {days}", count, days=days)
    return n("The last {count} day: {days}", "The last {count} days: {days}", count, days=days)


def _legend(marks: Sequence[M], words: Mapping[M, Callable[[], Markup]]) -> list[tuple[M, Markup]]:
    """Each mark that occurs, with its name and how often it does."""
    counts = Counter(marks)
    return [(mark, t("{name}\u00a0{count}", name=name(), count=counts[mark])) for mark, name in words.items() if counts[mark]]


def _day_mark(day: StreakDay, own: OwnDays, now: datetime) -> DayMark:
    """A missed day can be open still: a check-in for it is taken for a while."""
    return "open" if day.how == "not kept" and can_fill(day.day, now, own) else _DAY_MARKS[day.how]


def _rows(marks: Mapping[date, DayMark]) -> list[tuple[date, DayMark]]:
    """Whole weeks from a Monday on, the last with the latest day; days of which there is no mark are blank."""
    if not marks:
        return []
    first, last = min(marks), max(marks)
    end = last + timedelta(days=6 - last.weekday())
    rows = min(ROWS, ((end - first).days // A_WEEK) + 1)
    calendar = [end - timedelta(days=back) for back in reversed(range(rows * A_WEEK))]
    return [(day, marks.get(day, "")) for day in calendar]


def _months(days: Sequence[tuple[date, DayMark]]) -> Iterator[str]:
    """What stands before each row: the month of its first day, unless the row above has the same."""
    names, before = written_months("abbreviated", written_locale()), 0
    for row in range(0, len(days), A_WEEK):
        month = min(day for day, mark in days[row : row + A_WEEK] if mark).month
        yield names[month - 1] if month != before else ""
        before = month
