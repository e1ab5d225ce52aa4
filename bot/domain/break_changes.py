"""Taking breaks and ending them: which breaks a cohort has afterwards."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.breaks import LONGEST_BREAK, ONE_DAY, WEEK, Break

Breaks = tuple[Break, ...]


def with_pause(breaks: Breaks, first: date, last: date | None) -> Breaks:
    """The breaks with a pause, which becomes one with those that it touches; a last day is the end of an open one as well.
    Raises ValueError if that is longer than a year."""
    touched = [each for each in breaks if each.kind == "pause" and _touch(each, first, last)]
    begins = min([first, *(each.first for each in touched)])
    ends = None if last is None else max([last, *(each.last for each in touched if each.last)])
    return (*(each for each in breaks if each not in touched), Break("pause", begins, ends))


def without_pause(breaks: Breaks, day: date) -> Breaks:
    """The breaks when the pause that covers a day is over before it; if none does, without the next pause. The same breaks if
    there is neither."""
    pauses = sorted((each for each in breaks if each.kind == "pause" and not _is_over(each, day)), key=lambda each: each.first)
    if not pauses:
        return breaks
    others = tuple(each for each in breaks if each != pauses[0])
    return (*others, Break("pause", pauses[0].first, day - ONE_DAY)) if pauses[0].first < day else others


def with_holidays(breaks: Breaks, days: Iterable[date]) -> Breaks:
    """The breaks with days off, those in a row as one; days that were off already stay as they are."""
    new = {day for day in days if not any(each.asks_nothing and each.covers(day) for each in breaks)}
    return (*breaks, *holidays_on(new))


def without_holidays(breaks: Breaks, days: Collection[date]) -> Breaks:
    """The breaks when days are days off no more; the same breaks if none of them was one."""
    touched = [each for each in breaks if each.kind == "holiday" and any(map(each.covers, days))]
    return (*(each for each in breaks if each not in touched), *holidays_on(days_off(touched).difference(days)))


def with_shift(breaks: Breaks, first: date, length: timedelta) -> Breaks:
    """The breaks with a shift of the week that would begin on `first`, and so of all later ones, by whole days."""
    return (*breaks, Break("shift", first, first + length - ONE_DAY))


def with_less_shift(breaks: Breaks, length: timedelta, today: date) -> Breaks:
    """The breaks when the weeks that the next shift puts off begin earlier by whole days, and later shifts still hold the weeks
    that they held. Days before today stay in a shift; the same breaks if there are not so many after them."""
    shifts = sorted((each for each in breaks if each.kind == "shift" and not _is_over(each, today)), key=lambda each: each.first)
    if not shifts:
        return breaks
    row = joined_shifts(shifts)[0]
    last = _last(row) - length
    if last < max(row.first, today) - ONE_DAY:
        return breaks
    others = tuple(each for each in breaks if each not in shifts)
    later = (Break("shift", each.first - length, _last(each) - length) for each in shifts if each.first > _last(row))
    return (*others, *([replace(row, last=last)] if last >= row.first else []), *later)


def joined_shifts(breaks: Iterable[Break]) -> list[Break]:
    """Breaks in order of time, with shifts of which one begins on the day after the other as one."""
    rows: list[Break] = []
    for each in sorted(breaks, key=lambda each: each.first):
        goes_on = next((row for row in rows if _go_on(row, each)), None)
        if goes_on:
            rows[rows.index(goes_on)] = replace(goes_on, last=each.last)
        else:
            rows.append(each)
    return rows


def taken_back(breaks: Breaks, wanted: Breaks, today: date) -> Breaks:
    """The breaks when a change of those `wanted` is taken back: days that are over stay as they are, and from today on those hold
    that are wanted. A shift goes on until the weekday of its beginning.

    Raises ValueError if a pause is longer than a year.
    """
    pauses: Breaks = tuple(_until(each, today - ONE_DAY) for each in breaks if each.kind == "pause" and each.first < today)
    for each in sorted(wanted, key=lambda each: each.last is None):
        if each.kind == "pause" and not _is_over(each, today):
            pauses = with_pause(pauses, max(each.first, today), each.last)
    off = {day for day in days_off(breaks) if day < today} | {day for day in days_off(wanted) if day >= today}
    return (*pauses, *holidays_on(off), *_shifts_taken_back(breaks, wanted, today))


def same_breaks(one: Breaks, other: Breaks) -> bool:
    """Whether breaks are the same whatever their order, and however days off in a row are written."""
    return _parts(one) == _parts(other)


def holidays_on(days: Iterable[date]) -> list[Break]:
    """Days off, those in a row as one."""
    rows: list[Break] = []
    for day in sorted(days):
        if rows and rows[-1].last == day - ONE_DAY:
            rows[-1] = Break("holiday", rows[-1].first, day)
        else:
            rows.append(Break("holiday", day, day))
    return rows


def days_off(breaks: Iterable[Break]) -> set[date]:
    """The days of the holidays among some breaks."""
    holidays = [(each.first, each.last) for each in breaks if each.kind == "holiday" and each.last]
    return {first + number * ONE_DAY for first, last in holidays for number in range((last - first).days + 1)}


def _shifts_taken_back(breaks: Breaks, wanted: Breaks, today: date) -> list[Break]:
    stay = [each for each in wanted if each.kind == "shift" and (each in breaks or not _is_over(each, today))]
    gone = [each for each in breaks if each.kind == "shift" and each.first not in {stays.first for stays in stay}]
    return [*stay, *(_until(each, _whole_weeks_before(each.first, today)) for each in gone if each.first < today)]


def _whole_weeks_before(first: date, today: date) -> date:
    """The last day before the next day from today on that lies whole weeks after the first."""
    return today + (first - today) % WEEK - ONE_DAY


def _go_on(one: Break, other: Break) -> bool:
    """Whether a shift begins on the day after another one, and both are no longer than a break may be."""
    both_shift = one.kind == other.kind == "shift"
    return both_shift and _last(one) == other.first - ONE_DAY and _last(other) - one.first <= LONGEST_BREAK


def _last(shift: Break) -> date:
    return shift.last or shift.first


def _until(each: Break, day: date) -> Break:
    """A break that is over on a day at the latest."""
    return replace(each, last=min(each.last or day, day))


def _parts(breaks: Breaks) -> tuple[frozenset[Break], set[date]]:
    return frozenset(each for each in breaks if each.kind != "holiday"), days_off(breaks)


def _touch(each: Break, first: date, last: date | None) -> bool:
    """Whether two pauses overlap, or one begins on the day after the other."""
    return (each.last is None or first <= each.last + ONE_DAY) and (last is None or each.first <= last + ONE_DAY)


def _is_over(each: Break, day: date) -> bool:
    return each.last is not None and each.last < day
