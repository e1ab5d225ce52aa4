"""When a cohort does what: its weeks and their days, and what it says and asks on them, whatever the clocks do."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.domain.breaks import Break
from bot.domain.calendar import instant, local_day
from bot.domain.timetable import Occurrence, Timetable
from bot.feature import Routine
from bot.wiring.features import all_features
from tests.timetables import ENDED, MONDAY, PLAIN, TIMETABLES, WITHOUT_BREAKS
from tests.wall_clocks import ALL, INSTANTS, TIMES, day_exists, exists

# Weeks


@given(TIMETABLES, st.integers(1, 64), st.timedeltas(timedelta(0), timedelta(days=7)))
@example(
    replace(PLAIN, start=date(2010, 11, 7), at=time(0), zone="America/St_Johns", weeks=4), 1, timedelta(minutes=30)
)  # back to the day before
def test_a_week_that_has_begun_is_under_way_until_the_day_of_the_next(
    timetable: Timetable, number: int, later: timedelta
) -> None:
    now = timetable.begins(number) + later
    week = timetable.week_at(now)
    assert 0 <= week <= timetable.weeks
    assert week == 0 or timetable.begins(week) - timedelta(days=1) < now
    assert timetable.has_ended(now) or now < timetable.begins(week + 1)


@given(TIMETABLES, INSTANTS, INSTANTS)
def test_weeks_never_go_back(timetable: Timetable, one: datetime, other: datetime) -> None:
    assert timetable.week_at(min(one, other)) <= timetable.week_at(max(one, other))


@given(TIMETABLES)
def test_the_first_week_and_the_end_come_at_their_hour(timetable: Timetable) -> None:
    assert timetable.week_at(timetable.begins(1)) == 1
    assert timetable.week_at(timetable.begins(1) - timedelta(microseconds=1)) == 0
    assert timetable.has_ended(timetable.ends)
    assert not timetable.has_ended(timetable.ends - timedelta(microseconds=1))
    assert timetable.planned_end == timetable.begins(timetable.weeks + 1)


@given(TIMETABLES, st.integers(0, 400), st.sampled_from([time(0), time(9), time(17, 59), time(23)]))
@example(PLAIN, 7, time(9))
def test_a_day_is_of_one_week_at_any_hour(timetable: Timetable, days: int, hour: time) -> None:
    day = timetable.first_day + timedelta(days=days)
    now = instant(day, hour, timetable.zone)
    assume(exists(day, hour, timetable.zone) and timetable.begins(1) <= now < timetable.ends)
    number = timetable.week_at(now)
    assert number == timetable.week_of(day)
    assert timetable.days_of(number)[0] <= day <= timetable.days_of(number)[1]


@given(TIMETABLES)
def test_what_is_asked_on_a_day_is_of_the_week_to_which_the_day_belongs(timetable: Timetable) -> None:
    for kind in (timetable.prompts, timetable.challenges, timetable.checkin_reminders):
        for asked in islice(kind(timetable.begins(1) - timedelta(days=1)), 40):
            assert timetable.days_of(asked.week)[0] <= asked.day <= timetable.days_of(asked.week)[1]


@given(TIMETABLES)
def test_each_day_of_a_cohort_belongs_to_one_week(timetable: Timetable) -> None:
    weeks = [timetable.days_of(number) for number in range(1, timetable.weeks + 1)]
    assert weeks[0][0] == timetable.first_day
    assert weeks[-1][1] == timetable.last_day
    assert all(following[0] - week[1] == timedelta(days=1) for week, following in pairwise(weeks))


def test_a_day_on_which_two_weeks_meet_belongs_to_the_one_that_begins_and_the_last_day_to_the_last_week() -> None:
    assert PLAIN.days_of(1) == (date(2026, 1, 5), date(2026, 1, 11))
    assert PLAIN.days_of(2) == (date(2026, 1, 12), date(2026, 1, 18))
    assert PLAIN.days_of(4) == (date(2026, 1, 26), date(2026, 2, 2))


@given(ENDED, st.timedeltas(timedelta(0), timedelta(days=90)))
@example(replace(PLAIN, ended_at=PLAIN.begins(2)), timedelta(days=9))
@example(replace(PLAIN, breaks=(Break("pause", date(2026, 1, 14)),), ended_at=PLAIN.begins(4)), timedelta(0))
def test_a_week_that_would_begin_at_the_end_or_later_never_is_the_present_one(timetable: Timetable, later: timedelta) -> None:
    last = timetable.last_week
    assert timetable.week_at(timetable.ends + later) == timetable.week_of(local_day(timetable.ends, timetable.zone)) == last
    assert [it.week for it in timetable.milestones(timetable.begins(1) - timedelta(days=1))] == [*range(1, last + 1)]
    assert all(timetable.begins(number) < timetable.ends for number in range(1, last + 1))
    assert all(it.week <= last for it in timetable.reports(timetable.begins(1)))


@given(ENDED)
def test_each_day_up_to_the_end_belongs_to_one_week(timetable: Timetable) -> None:
    weeks = [timetable.days_of(number) for number in range(1, timetable.last_week + 1)]
    assert all(following[0] - week[1] == timedelta(days=1) for week, following in pairwise(weeks))
    assert not weeks or weeks[-1][1] >= timetable.last_day


# What it says and asks


def times(occurrences: list[Occurrence]) -> list[str]:
    return [f"{it.at:%a %d %H:%M} to {it.until:%a %d %H:%M}, week {it.week}" for it in occurrences]


def test_the_first_days_of_a_plain_cohort() -> None:
    firsts = {kind: times(list(islice(getattr(PLAIN, kind)(MONDAY), 2))) for kind in KINDS}
    assert firsts == {
        "milestones": ["Mon 05 18:00 to Mon 12 18:00, week 1", "Mon 12 18:00 to Mon 19 18:00, week 2"],
        "prompts": ["Mon 05 18:00 to Tue 06 00:10, week 1", "Tue 06 18:00 to Wed 07 00:10, week 1"],
        "checkin_reminders": ["Mon 05 18:30 to Tue 06 18:00, week 1", "Mon 05 20:00 to Tue 06 18:00, week 1"],
        "challenges": ["Tue 06 08:00 to Wed 07 00:00, week 1", "Wed 07 08:00 to Thu 08 00:00, week 1"],
        "milestone_reminders": ["Sat 10 18:00 to Mon 12 00:00, week 1", "Sat 17 18:00 to Mon 19 00:00, week 2"],
        "reports": ["Mon 12 17:00 to Mon 19 17:00, week 1", "Mon 19 17:00 to Mon 26 17:00, week 2"],
    }


KINDS = ("milestones", "prompts", "checkin_reminders", "challenges", "milestone_reminders", "reports")


@pytest.mark.parametrize("kind", KINDS)
@given(timetable=TIMETABLES, share=st.floats(-0.1, 1.1))
@example(
    timetable=replace(
        PLAIN, start=date(2026, 3, 29), at=time(0), zone="America/Scoresbysund", checkin_days=ALL, checkin_at=time(23, 59)
    ),
    share=0,
)  # the hour before the first day is skipped, so that the prompt of the day before would come on it
def test_occurrences_come_in_order_while_the_cohort_runs_wherever_one_begins_to_look(
    kind: str, timetable: Timetable, share: float
) -> None:
    begins, ends = timetable.begins(1), timetable.ends + timedelta(hours=2 * (kind == "checkin_reminders"))
    everything = list(getattr(timetable, kind)(begins - timedelta(days=3)))
    assert all(begins <= it.at < ends and it.at < it.until and timetable.first_day <= it.day for it in everything)
    assert all(one.at < other.at for one, other in pairwise(everything))
    after = begins + share * (timetable.ends - begins)
    assert list(getattr(timetable, kind)(after)) == [it for it in everything if it.at > after]


ROUTINES = [it for feature in all_features() for it in feature.routines if isinstance(it, Routine)]


@pytest.mark.parametrize("routine", ROUTINES, ids=lambda routine: routine.name)
@given(timetable=TIMETABLES | ENDED)
@example(timetable=replace(PLAIN, ended_at=PLAIN.planned_end + timedelta(days=7)))
def test_whatever_a_routine_does_is_still_worth_doing_when_it_is_due(routine: Routine, timetable: Timetable) -> None:
    everything = routine.occurrences(timetable, timetable.begins(1) - timedelta(days=3))
    assert [it for it in everything if it.until <= it.at] == []


@given(WITHOUT_BREAKS)
def test_each_week_has_one_milestone_one_reminder_and_one_report(timetable: Timetable) -> None:
    before = timetable.begins(1) - timedelta(days=1)
    for kind in (timetable.milestones, timetable.milestone_reminders, timetable.reports):
        assert [it.week for it in kind(before)] == list(range(1, timetable.weeks + 1))


# The end, and what is due at once


def test_up_to_an_early_end_all_comes_and_after_it_nothing() -> None:
    ended = replace(PLAIN, ended_at=datetime(2026, 1, 7, 18, tzinfo=UTC))
    assert [event for event, _ in ended.posts(MONDAY, datetime(2026, 3, 1, tzinfo=UTC))] == [
        "milestone", "prompt", "challenge", "prompt", "challenge", "report",
    ]  # fmt: skip


def test_a_last_week_that_is_cut_short_has_its_reminder_and_its_report_before_the_end() -> None:
    ended = replace(PLAIN, ended_at=datetime(2026, 1, 15, 18, tzinfo=UTC))
    assert times(list(ended.milestone_reminders(MONDAY)))[1:] == ["Tue 13 18:00 to Thu 15 18:00, week 2"]
    assert times(list(ended.reports(MONDAY)))[1:] == ["Thu 15 17:00 to Thu 22 17:00, week 2"]


def test_a_week_that_ends_within_its_first_hour_is_not_in_review() -> None:
    ended = replace(PLAIN, ended_at=datetime(2026, 1, 12, 18, 30, tzinfo=UTC))
    assert [it.week for it in ended.reports(MONDAY)] == [1]


def test_a_later_end_makes_the_last_week_longer_with_its_prompts_and_its_report() -> None:
    longer = replace(PLAIN, ended_at=PLAIN.planned_end + timedelta(days=10))
    assert longer.week_at(PLAIN.planned_end + timedelta(days=9)) == PLAIN.weeks
    assert longer.has_ended(longer.ends)
    *_, report = longer.reports(PLAIN.planned_end)
    assert report.at == longer.ends - timedelta(hours=1)
    assert [it.week for it in longer.milestones(PLAIN.planned_end)] == []
    assert {it.week for it in longer.prompts(PLAIN.planned_end)} == {PLAIN.weeks}
    assert longer.days_of(PLAIN.weeks)[1] == longer.last_day == PLAIN.last_day + timedelta(days=10)


def test_a_change_after_an_early_end_brings_no_milestone_back() -> None:
    ended = replace(PLAIN, ended_at=datetime(2026, 1, 7, 18, tzinfo=UTC))
    assert ended.posts(datetime(2026, 1, 8, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)) == []


@pytest.mark.parametrize("later", [timedelta(days=6, hours=23), timedelta(days=7), timedelta(days=40)])
def test_the_report_of_the_last_week_is_worth_posting_for_seven_days_however_late_the_end(later: timedelta) -> None:
    *_, report = replace(PLAIN, ended_at=PLAIN.planned_end + later).reports(MONDAY)
    assert report.week == PLAIN.weeks
    assert report.until == report.at + timedelta(days=7)


def test_an_end_named_in_an_open_pause_ends_the_week_under_way_with_its_report() -> None:
    paused = replace(PLAIN, breaks=(Break("pause", date(2026, 1, 14)),))
    ended = replace(paused, ended_at=datetime(2026, 2, 20, 18, tzinfo=UTC))
    assert times(list(paused.reports(MONDAY))) == ["Mon 12 17:00 to Mon 19 17:00, week 1"]
    assert times(list(ended.reports(MONDAY))) == [
        "Mon 12 17:00 to Fri 20 17:00, week 1", "Fri 20 17:00 to Fri 27 17:00, week 2",
    ]  # fmt: skip


def test_the_week_under_way_and_the_prompt_of_today_are_due_at_once_and_a_challenge_that_has_passed_is_not() -> None:
    wednesday = datetime(2026, 1, 14, 19, tzinfo=UTC)
    posts = PLAIN.posts(wednesday, wednesday + timedelta(hours=24))
    assert [(event, times([it])[0]) for event, it in posts] == [
        ("milestone", "Mon 12 18:00 to Mon 19 18:00, week 2"),
        ("prompt", "Wed 14 18:00 to Thu 15 00:10, week 2"),
        ("challenge", "Thu 15 08:00 to Fri 16 00:00, week 2"),
        ("prompt", "Thu 15 18:00 to Fri 16 00:10, week 2"),
    ]


def test_a_solution_is_told_with_the_next_challenge_and_the_last_when_it_would_have_come_or_before_the_closing() -> None:
    sundays = replace(PLAIN, challenge_days=frozenset({"sun"}))
    first, *_, last = sundays.challenges(MONDAY)
    assert sundays.solution_at(first.day) == first.at + timedelta(days=7)
    assert sundays.solution_at(last.day) == datetime(2026, 2, 3, 8, tzinfo=UTC) < sundays.closes
    (*_, daily) = PLAIN.challenges(MONDAY)
    assert PLAIN.solution_at(daily.day) == daily.at + timedelta(days=1)


@given(TIMETABLES, TIMES)
def test_a_solution_comes_with_the_challenge_of_a_later_day_whatever_the_hour_was_when_it_was_given(
    timetable: Timetable, hour: time
) -> None:
    changed = replace(timetable, challenge_at=hour)
    for given_one in islice(timetable.challenges(timetable.begins(1)), 30):
        following = next((it for it in changed.challenges(timetable.begins(1)) if it.day > given_one.day), None)
        assert following is None or changed.solution_at(given_one.day) == following.at


@given(WITHOUT_BREAKS)
def test_weeks_begin_seven_days_apart_at_the_same_wall_time(timetable: Timetable) -> None:
    for number in range(1, timetable.weeks + 2):
        day = timetable.start + timedelta(weeks=number - 1)
        assume(day_exists(day, timetable.zone))
        wall = timetable.begins(number).astimezone(ZoneInfo(timetable.zone)).replace(tzinfo=None)
        moved = wall - datetime.combine(day, timetable.at)
        assert timedelta(0) < moved <= timedelta(hours=2) if not exists(day, timetable.at, timetable.zone) else not moved
