"""What moderators and members read about the breaks of a cohort, and about what comes after them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.break_changes import joined_shifts
from bot.domain.breaks import Break
from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.interface.call import Call
from bot.interface.card import Button
from bot.text import Listed, Markup, Moment, n, t

MOST_COMING = 3
"""The most breaks to come that members are told of at once."""


def break_text(each: Break) -> Markup:
    """One break in a few words, such as "pause Mon, Jan 12 to Sun, Jan 18"."""
    first, last = each.first, each.last or each.first
    match each.kind:
        case "pause" if each.last is None:
            return t("pause from {first} on", first=first)
        case "pause":
            return t("pause {day}", day=first) if first == last else t("pause {first} to {last}", first=first, last=last)
        case "holiday":
            return t("{day} off", day=first) if first == last else t("{first} to {last} off", first=first, last=last)
        case "shift":
            return t("no week begins {first} to {last}", first=first, last=last)


def breaks_listed(breaks: Iterable[Break]) -> Markup:
    """Breaks in order of time, shifts in a row as one, or that there are none."""
    texts = [break_text(each) for each in joined_shifts(breaks)]
    return t("{breaks}", breaks=Listed(tuple(texts))) if texts else t("none")


def first_breaks(breaks: Iterable[Break], most: int = MOST_COMING) -> Markup:
    """The first of them in order of time, and how many more there are; that there are none."""
    joined = joined_shifts(breaks)
    return _first(joined, most) if joined else t("none")


def _first(breaks: Sequence[Break], most: int) -> Markup:
    texts, more = tuple(map(break_text, breaks[:most])), len(breaks) - most
    others = (n("{count} more break", "{count} more breaks", more),) if more > 0 else ()
    return t("{breaks}", breaks=Listed((*texts, *others)))


def all_breaks_button(cohort: Cohort, breaks: Iterable[Break], most: int = MOST_COMING) -> tuple[Button, ...]:
    """The way to all breaks of a cohort, if some of these are left out above it."""
    count, call = len(joined_shifts(breaks)), Call("cohort breaks", {"cohort": str(cohort.id)})
    return (Button(n("All {count} breaks", "All {count} breaks", count), call),) if count > most else ()


def coming_breaks(cohort: Cohort, now: datetime) -> Sequence[Break]:
    """The breaks that are not over, the earliest first, with shifts in a row as one."""
    today = local_day(now, cohort.zone)
    return [each for each in joined_shifts(cohort.breaks) if each.last is None or today <= each.last]


def break_lines(cohort: Cohort, now: datetime, most: int = MOST_COMING) -> list[Markup]:
    """The breaks of today, and the next ones, for members; empty if there are none, or the cohort has ended."""
    if cohort.state(now) == "ended":
        return []
    today, coming = local_day(now, cohort.zone), coming_breaks(cohort, now)
    present = [each for each in coming if each.covers(today)]
    later = [each for each in coming if not each.covers(today)]
    now_line = t("Now: {breaks}.", breaks=breaks_listed(present))
    return [*([now_line] if present else []), *([_soon(later, most)] if later else [])]


def _soon(breaks: Sequence[Break], most: int) -> Markup:
    return t("Soon: {breaks}.", breaks=_first(breaks, most))


def begin_of(cohort: Cohort) -> Moment | Markup:
    """When its first week begins, for sentences that say when something begins; nobody knows the instant in an open pause."""
    return t("once its pause is over") if cohort.timetable.waits(1) else Moment(cohort.timetable.begins(1))


def weeks_left_out(cohort: Cohort, now: datetime) -> list[Markup]:
    """Which weeks an early end leaves out; empty if it leaves out none, or the cohort was called off with all of them. Those that
    wait for the end of a pause may still come before it."""
    timetable = cohort.timetable
    first, last = timetable.last_week + 1, cohort.weeks
    if cohort.called_off or first > last:
        return []
    if timetable.waits(first) and not timetable.has_ended(now):
        return [t("Which weeks take place until then is known once the pause is over.")]
    if first == last:
        return [t("Week {number} does not take place.", number=last)]
    return [t("Weeks {first} to {last} do not take place.", first=first, last=last)]


def what_follows(before: Cohort, cohort: Cohort, now: datetime) -> list[Markup]:
    """When the next week begins, and when the cohort ends and what that leaves out, as far as that is known; `before` has the
    plan of before a change."""
    timetable = cohort.timetable
    following = _next_week(before, cohort, now)
    lines: list[Markup] = []
    if following <= timetable.last_week and not timetable.waits(following):
        lines.append(t("Week {number} begins {at}.", number=following, at=Moment(timetable.begins(following))))
        lines += _moved_later(before, cohort, following)
    if timetable.end_is_known:
        lines.append(t("It ends {at}.", at=Moment(timetable.ends, "date")))
    else:
        lines.append(t("When its weeks go on and when it ends is known once the pause is over."))
    return [*lines, *weeks_left_out(cohort, now)]


def _moved_later(before: Cohort, after: Cohort, following: int) -> list[Markup]:
    """Which week is the first that begins at another time, if the next one is not: that of a break to come, after which it goes
    on."""
    old, new = before.timetable, after.timetable
    for number in range(following, min(old.last_week, new.last_week) + 1):
        if old.waits(number) or new.waits(number):
            return []
        if old.begins(number) != new.begins(number):
            times = {"at": Moment(new.begins(number)), "old": Moment(old.begins(number), "date")}
            return [t("Week {number} begins {at} instead of {old}.", number=number, **times)] if number > following else []
    return []


def _next_week(before: Cohort, after: Cohort, now: datetime) -> int:
    """The week that begins next: that of today if its hour is still to come, unless it had come already before the change."""
    week = after.week_at(now)
    begun = before.week_at(now) >= week and before.timetable.begins(week) <= now
    return week if week and now < after.timetable.begins(week) and not begun else week + 1
