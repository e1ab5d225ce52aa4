"""Until when a week is a member's own: one rule, whoever asks it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from bot.domain.breaks import Break
from bot.domain.own_weeks import milestone_reminders, own_over_at
from bot.domain.timetable import Timetable
from tests.timetables import PLAIN

BERLIN = replace(PLAIN, zone="Europe/Berlin", start=date(2026, 3, 2), at=time(9), weeks=4)
"""It ends on Monday, 30 March, the day after summer time begins."""


def _ends(timetable: Timetable, number: int, extra: int) -> str:
    at = own_over_at(timetable, number, extra)
    return f"{at:%a %d %b %H:%M}" if at else "not known"


def test_a_week_is_over_with_the_one_that_comes_as_many_weeks_later_or_after_the_end_by_the_clock_on_the_wall() -> None:
    assert [_ends(BERLIN, 1, extra) for extra in range(3)] == ["Sun 08 Mar 23:00", "Sun 15 Mar 23:00", "Sun 22 Mar 23:00"]
    assert [_ends(BERLIN, 4, extra) for extra in range(3)] == ["Mon 30 Mar 07:00", "Mon 06 Apr 07:00", "Mon 13 Apr 07:00"]
    earlier = replace(BERLIN, start=date(2026, 2, 23))
    assert [_ends(earlier, 4, extra) for extra in range(2)] == ["Mon 23 Mar 08:00", "Mon 30 Mar 07:00"]


def test_a_pause_gives_a_week_of_more_time_as_long_as_the_cohort_and_an_open_one_leaves_it_open() -> None:
    paused = replace(BERLIN, breaks=(Break("pause", date(2026, 3, 9), date(2026, 3, 15)),))
    assert (_ends(paused, 1, 0), _ends(paused, 1, 1)) == ("Sun 15 Mar 23:00", "Sun 22 Mar 23:00")
    is_open = replace(BERLIN, breaks=(Break("pause", date(2026, 3, 11)),))
    assert [_ends(is_open, number, 1) for number in (1, 2, 4)] == ["not known"] * 3


def test_reminders_of_own_weeks_go_on_after_the_end_for_as_long_as_anybody_can_have() -> None:
    after = [f"{it.at:%a %d %b %H:%M} {it.week}" for it in milestone_reminders(BERLIN, datetime(2026, 3, 29, tzinfo=UTC))]
    assert after == ["Sat 04 Apr 07:00 5", "Sat 11 Apr 07:00 6", "Sat 18 Apr 07:00 7", "Sat 25 Apr 07:00 8"]
    called_off = replace(BERLIN, ended_at=datetime(2026, 2, 1, tzinfo=UTC))
    assert not list(milestone_reminders(called_off, datetime(2026, 1, 1, tzinfo=UTC)))
