"""Taking breaks and ending them: which breaks a cohort has afterwards."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from bot.domain.breaks import ONE_DAY, Break

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


def _touch(each: Break, first: date, last: date | None) -> bool:
    """Whether two pauses overlap, or one begins on the day after the other."""
    return (each.last is None or first <= each.last + ONE_DAY) and (last is None or each.first <= last + ONE_DAY)


def _is_over(each: Break, day: date) -> bool:
    return each.last is not None and each.last < day
