"""How late a check-in may be: which days a member can still fill in."""

from datetime import date, datetime, timedelta

from bot.domain.calendar import end_of_day, local_day

BACKFILL = timedelta(hours=48)
"""How long after its end a missed day can still be filled in."""


def can_fill(day: date, now: datetime, zone: str) -> bool:
    """Whether a check-in for `day` is still taken: today, or a day that ended less than 48 hours ago in the member's zone."""
    return day <= local_day(now, zone) and now < end_of_day(day, zone) + BACKFILL


def fillable_days(now: datetime, zone: str) -> list[date]:
    """The days a check-in is taken for, today first."""
    today = local_day(now, zone)
    return [day for day in (today - timedelta(days=back) for back in range(4)) if can_fill(day, now, zone)]
