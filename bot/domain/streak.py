"""Streaks: how many days in a row a member kept.

Rule `day/1`: a day is kept by a check-in for it. A day on which none of the member's cohorts asks is neutral: it neither breaks
a streak nor is needed for one. Today breaks nothing before it is over.
"""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from bot.domain.calendar import DAYS

RULE = "day/1"


def current_streak(kept: AbstractSet[date], asked: AbstractSet[str], today: date) -> int:
    """How many days were kept in a row up to `today`. `asked` are the weekdays on which a check-in is asked."""
    if not kept:
        return 0
    day = today if today in kept else today - timedelta(days=1)
    count = 0
    while day >= min(kept):
        if day in kept:
            count += 1
        elif DAYS[day.weekday()] in asked:
            break
        day -= timedelta(days=1)
    return count
