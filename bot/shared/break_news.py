"""What it means for those who read of it that breaks of a cohort are new, others, or off."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.break_changes import days_off, holidays_on
from bot.domain.breaks import Break
from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.text import Listed, Markup, n, t

MOST_DAYS_NAMED = 4
"""Of days off that are new at once."""


def news_lines(before: Cohort, after: Cohort, now: datetime) -> Sequence[Markup]:
    """What the breaks that are new mean, and which of those of before are off."""
    new, old = _only_in(after, before), _only_in(before, after)
    gone = [each for each in old if not any(_goes_on(each, other) for other in new)]
    today = local_day(now, after.zone)
    days = [each.first for each in new if _is_day_off(each, today)]
    others = new if len(days) == 1 else [each for each in new if not _is_day_off(each, today)]
    meanings = [_meaning(each, today) for each in sorted(others, key=lambda each: each.first)]
    return [*([_days_meaning(sorted(days))] if len(days) > 1 else []), *meanings, *map(_called_off, gone)]


def _is_day_off(each: Break, today: date) -> bool:
    """Whether a break is one day that is not over."""
    return each.kind == "holiday" and each.first == each.last and each.first >= today


def _days_meaning(days: Sequence[date]) -> Markup:
    named, more = tuple(t("{day}", day=day) for day in days[:MOST_DAYS_NAMED]), len(days) - MOST_DAYS_NAMED
    others = (n("{count} more day", "{count} more days", more),) if more > 0 else ()
    return t("Days off, on which nothing is asked and streaks stand still: {days}.", days=Listed((*named, *others)))


def _only_in(one: Cohort, other: Cohort) -> list[Break]:
    """The breaks of one cohort that the other does not have; of days off, those days that the other does not have."""
    others = [each for each in one.breaks if each.kind != "holiday" and each not in other.breaks]
    return [*others, *holidays_on(days_off(one.breaks) - days_off(other.breaks))]


def _goes_on(each: Break, other: Break) -> bool:
    """Whether one break became the other."""
    return each.kind == other.kind and (each.covers(other.first) or other.covers(each.first))


def _meaning(each: Break, today: date) -> Markup:
    first, last = each.first, each.last or each.first
    if each.asks_nothing and each.last and each.last < today:
        return _past_meaning(first, last)
    if each.kind == "shift":
        return t("The week before goes on until {last}; all later weeks move along.", last=last)
    if each.last is None:
        return t(
            "From {first} on it pauses, until a moderator ends that. Nothing is asked, and streaks stand still.", first=first
        )
    if first == last:
        return t("{day} is a day off: nothing is asked, and streaks stand still.", day=first)
    return t("From {first} to {last} nothing is asked, and streaks stand still.", first=first, last=last)


def _past_meaning(first: date, last: date) -> Markup:
    if first == last:
        return t("{day} counts as a day off: its check-in was not asked for, and streaks stand still.", day=first)
    return t("From {first} to {last} nothing was asked, and streaks stand still.", first=first, last=last)


def _called_off(each: Break) -> Markup:
    match each.kind:
        case "pause":
            return t("The pause from {first} on does not take place.", first=each.first)
        case "holiday" if each.first == each.last:
            return t("{first} is no day off any more.", first=each.first)
        case "holiday":
            return t("{first} to {last} are no days off any more.", first=each.first, last=each.last or each.first)
        case "shift":
            return t("The weeks are back where they were.")
