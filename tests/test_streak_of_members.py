"""Streaks of members who travel, leave, come back and are repaired, in cohorts that pause and end."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.breaks import Break, BreakKind
from bot.domain.calendar import DAYS, local_day
from bot.domain.cohort import Cohort, Enrollment, came_back
from bot.domain.late_work import can_fill
from bot.domain.leave import Leave, back_from_leave, on_leave
from bot.domain.membership import Membership
from bot.domain.own_days import LATEST_END, MIDNIGHT, OwnDays
from bot.domain.streak import RULE, Credit, Kept, Ledger, StreakFacts, ledger_of

CHECKIN = Kept("check-in", "UTC", RULE)
ALWAYS = frozenset(DAYS)
ASKED = st.frozensets(st.sampled_from(DAYS))


# Lives: acts at any hour, anywhere

ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Auckland",
    "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu",
)  # fmt: skip
"""Some change their clocks in the weeks that are lived here, and two lie a day and an hour apart."""

BEGINNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def cohort(number: int, weekdays: frozenset[str], zone: str, first: date) -> Cohort:
    return Cohort(
        id=number, slug=f"c-{number}", name="C", pack="p", release="1.0", roadmap="r", weeks=8,
        start=first, at=time(18), zone=zone, checkin_days=weekdays,
    )  # fmt: skip


AT_MIDNIGHT = OwnDays("UTC")


@dataclass
class Life:
    """A member who acts as time goes by."""

    memberships: list[Membership]
    now: datetime = BEGINNING
    own: OwnDays = AT_MIDNIGHT
    kept: dict[date, Kept] = field(default_factory=dict[date, Kept])
    credits: list[Credit] = field(default_factory=list[Credit])
    leaves: tuple[Leave, ...] = ()

    @property
    def today(self) -> date:
        return self.own.day_of(self.now)

    def ledger(self) -> Ledger:
        return ledger_of(StreakFacts(self.kept, self.memberships, self.credits, self.leaves), self.now, self.today)

    def keep(self, number: int) -> None:
        """Today, or one of the days that can still be filled in."""
        filled = self.today - timedelta(days=number % 4)
        if can_fill(filled, self.now, self.own):
            self.kept.setdefault(filled, Kept("check-in", self.own.zone, RULE, self.own.ends))

    def answer(self, _number: int) -> None:
        self.kept.setdefault(self.today, Kept("challenge", self.own.zone, RULE, self.own.ends))

    def leave_or_come_back(self, number: int) -> None:
        index = number % len(self.memberships)
        held = self.memberships[index]
        if held.enrollment.left_at is None:
            changed = replace(held.enrollment, left_at=self.now)
        else:
            changed = came_back(held.enrollment, self.now, held.cohort.timetable)
        self.memberships[index] = replace(held, enrollment=changed)

    def pause(self, number: int) -> None:
        """A cohort that has not ended, from some day of the last month on, for some days or for good."""
        index = number % len(self.memberships)
        held = self.memberships[index]
        if held.cohort.state(self.now) != "ended":
            first = local_day(self.now, held.cohort.zone) - timedelta(days=number)
            pause = Break("pause", first, None if number % 5 == 0 else first + timedelta(days=number % 9))
            paused = replace(held.cohort, breaks=(*held.cohort.breaks, pause))
            self.memberships[index] = replace(held, cohort=paused)

    def repair(self, number: int) -> None:
        chosen = self.memberships[number % len(self.memberships)].cohort
        repaired = local_day(self.now, chosen.zone) - timedelta(days=number)
        self.credits.append(Credit(chosen.id, repaired))

    def go_away(self, number: int) -> None:
        self.leaves = on_leave(self.leaves, self.today, self.today + timedelta(days=number % 7))

    def come_back(self, _number: int) -> None:
        self.leaves = back_from_leave(self.leaves, self.today)


ACTS = (
    Life.keep, Life.keep, Life.answer, Life.leave_or_come_back, Life.pause, Life.repair, Life.go_away, Life.come_back,
)  # fmt: skip
OWN_DAYS = st.builds(OwnDays, st.sampled_from(ZONES), st.just(MIDNIGHT) | st.times(MIDNIGHT, LATEST_END))
STEPS = st.lists(
    st.tuples(st.integers(0, 30), OWN_DAYS, st.none() | st.sampled_from(ACTS), st.integers(0, 30)),
    min_size=20,
    max_size=80,
)
COHORTS = st.lists(st.tuples(ASKED, st.sampled_from(ZONES), st.integers(-20, 10)), min_size=1, max_size=3)


def born(cohorts: list[tuple[frozenset[str], str, int]]) -> Life:
    """In cohorts that began some days ago or begin soon, joined at once."""
    memberships = [
        Membership(
            cohort(number, weekdays, zone, BEGINNING.date() + timedelta(days=begins)),
            Enrollment(cohort=number, person=1, joined_at=BEGINNING, first_week=1),
        )
        for number, (weekdays, zone, begins) in enumerate(cohorts)
    ]
    return Life(memberships)


@pytest.mark.slow
@settings(max_examples=300)
@given(COHORTS, STEPS)
def test_no_streak_drops_by_travel_or_another_end_of_days_or_an_act_or_grows_without_one(
    cohorts: list[tuple[frozenset[str], str, int]],
    steps: list[tuple[int, OwnDays, Callable[[Life, int], None] | None, int]],
) -> None:
    life = born(cohorts)
    done = life.ledger()
    for hours, own, act, number in steps:
        at_first = done
        life.now += timedelta(hours=hours)
        later = life.ledger()
        assert later.current <= at_first.current, "grew by the passing of time"
        life.own = own
        moved = life.ledger()
        assert moved.current == later.current, "changed by a change of zone or of the end of days"
        assert (moved.longest, moved.freezes) == (later.longest, later.freezes)
        if act:
            act(life, number)
        done = life.ledger()
        assert done.current >= moved.current, "dropped by an act"
        if act in (Life.go_away, Life.come_back):
            assert (done.current, done.longest, done.freezes) == (moved.current, moved.longest, moved.freezes)
        assert 0 <= done.freezes <= 3


@settings(max_examples=200)
@given(st.lists(st.tuples(OWN_DAYS, st.integers(0, 23)), min_size=8, max_size=30))
def test_whoever_checks_in_on_every_day_of_theirs_keeps_the_streak_wherever_they_are(stays: list[tuple[OwnDays, int]]) -> None:
    """One flight a day at most, at any hour; what is filled in late within 48 hours counts as ever."""
    life = born([(ALWAYS, "UTC", -1)])
    for count, (own, hour) in enumerate(stays):
        life.now = BEGINNING.replace(hour=hour) + timedelta(days=count)
        life.own = own
        for number in range(4):
            life.keep(number)
        assert life.ledger().current == len(life.kept)


# Cohorts


def held(first: date, weekdays: frozenset[str] = ALWAYS, number: int = 1, **enrolled: datetime) -> Membership:
    joined = {"joined_at": datetime(2026, 1, 1, 9, tzinfo=UTC), **enrolled}
    enrollment = Enrollment(cohort=number, person=1, first_week=1, **joined)  # pyright: ignore[reportArgumentType]
    return Membership(cohort(number, weekdays, "UTC", first), enrollment)


def streak(memberships: list[Membership], kept: list[date], credits: list[Credit], now: datetime) -> int:
    return ledger_of(StreakFacts(dict.fromkeys(kept, CHECKIN), memberships, credits), now, now.date()).current


EVENING = datetime(2026, 1, 15, 18, tzinfo=UTC)
"""When the 14th is over everywhere."""


def test_a_pause_is_neutral_when_all_of_a_members_cohorts_are_paused() -> None:
    one, other = held(date(2026, 1, 5)), held(date(2026, 1, 5), number=2)
    pause = Break("pause", date(2026, 1, 12))
    kept = [date(2026, 1, 10), date(2026, 1, 11)]
    assert streak([resting(one, pause), resting(other, pause)], kept, [], EVENING) == 2
    assert streak([resting(one, pause), other], kept, [], EVENING) == 0
    assert streak([resting(one, pause)], kept, [], EVENING) == 2


@pytest.mark.parametrize(("kind", "expected"), [("pause", 2), ("holiday", 2), ("shift", 0)])
def test_a_holiday_is_neutral_as_a_pause_is_and_a_shift_is_not(kind: BreakKind, expected: int) -> None:
    rest = Break(kind, date(2026, 1, 12), date(2026, 1, 14))
    assert streak([resting(held(date(2026, 1, 5)), rest)], [date(2026, 1, 10), date(2026, 1, 11)], [], EVENING) == expected


def resting(held: Membership, *breaks: Break) -> Membership:
    return replace(held, cohort=replace(held.cohort, breaks=breaks))


def test_a_cohort_that_is_paused_asks_nothing_while_another_goes_on_with_its_own_days() -> None:
    """On the other cohort's days nothing was missed, and the paused one was not asking."""
    one, other = held(date(2026, 1, 5)), held(date(2026, 1, 5), frozenset({"sun"}), 2)
    pause = Break("pause", date(2026, 1, 12), date(2026, 1, 14))
    assert streak([resting(one, pause), other], [date(2026, 1, 11)], [], EVENING) == 1


def test_a_cohort_asks_from_its_first_day_to_its_last() -> None:
    ended = replace(held(date(2025, 11, 1)).cohort, weeks=10)  # until 10 January
    over = Membership(ended, Enrollment(cohort=1, person=1, joined_at=datetime(2025, 10, 1, tzinfo=UTC), first_week=1))
    assert streak([over], [date(2026, 1, 9)], [], EVENING) == 1
    assert streak([over], [date(2026, 1, 8)], [], EVENING) == 0
    assert streak([held(date(2026, 1, 15))], [date(2026, 1, 9)], [], EVENING) == 1


def test_leaving_does_not_bring_back_what_was_missed_and_asks_nothing_more() -> None:
    left = datetime(2026, 1, 12, 9, tzinfo=UTC)
    inside, gone = held(date(2026, 1, 5)), held(date(2026, 1, 5), left_at=left)
    assert streak([gone], [date(2026, 1, 9)], [], EVENING) == streak([inside], [date(2026, 1, 9)], [], EVENING) == 0
    assert streak([gone], [date(2026, 1, 11)], [], EVENING) == 1


def test_coming_back_breaks_nothing_and_asks_from_the_next_hour_of_check_ins_on() -> None:
    gone = held(date(2026, 1, 5), left_at=datetime(2026, 1, 9, 9, tzinfo=UTC))
    back_at = datetime(2026, 1, 13, 19, tzinfo=UTC)
    back_again = replace(gone, enrollment=came_back(gone.enrollment, back_at, gone.cohort.timetable))
    assert streak([back_again], [date(2026, 1, 8)], [], EVENING - timedelta(days=1)) == 1
    assert streak([back_again], [date(2026, 1, 8)], [], EVENING) == 0


def test_a_repair_credits_who_was_in_the_cohort_on_that_day() -> None:
    repair = [Credit(1, date(2026, 1, 14))]
    kept = [date(2026, 1, 13)]
    assert streak([held(date(2026, 1, 5))], kept, repair, EVENING) == 2
    joined = datetime(2026, 1, 15, 9, tzinfo=UTC)
    assert streak([held(date(2026, 1, 5), joined_at=joined)], kept, repair, EVENING) == 1
    assert streak([held(date(2026, 1, 5), number=2)], kept, repair, EVENING) == 0
    gone = held(date(2026, 1, 5), left_at=datetime(2026, 1, 13, 9, tzinfo=UTC))
    assert streak([gone], kept, repair, EVENING) == 1
    returned = replace(gone, enrollment=came_back(gone.enrollment, EVENING, gone.cohort.timetable))
    assert streak([returned], kept, repair, EVENING) == 1


@pytest.mark.parametrize(("hour", "expected"), [(17, 1), (18, 0)])
def test_a_day_is_missed_when_it_is_over_everywhere(hour: int, expected: int) -> None:
    now = datetime(2026, 1, 15, hour, tzinfo=UTC)
    assert streak([held(date(2026, 1, 5))], [date(2026, 1, 13)], [], now) == expected
