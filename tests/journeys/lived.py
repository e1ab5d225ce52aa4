"""What a member lived through, as they know it themselves: what they did, when they were in, when they wanted reminders."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.journeys.cast import ASKED, BEGIN, DAY_OFF, END, FIRST_DAY, Member
from tests.journeys.window import Shown

ALWAYS = datetime.max.replace(tzinfo=UTC)


@dataclass
class Span:
    """From an instant until another, which is not known yet."""

    since: datetime
    until: datetime = ALWAYS

    def holds(self, now: datetime) -> bool:
        return self.since <= now < self.until


@dataclass
class Lived:
    member: Member
    skips: bool = False
    """Whether the weeks before theirs do not count."""
    stays: list[Span] = field(default_factory=list[Span])
    reminders: list[tuple[Span, time, time]] = field(default_factory=list[tuple[Span, time, time]])
    """When they wanted reminders, and between which hours of their own."""
    checkins: dict[date, tuple[datetime, Shown]] = field(default_factory=dict[date, tuple[datetime, Shown]])
    plans: dict[date, str] = field(default_factory=dict[date, str])
    """What they said would come next, by the day of the check-in."""
    answers: list[tuple[date, datetime, Shown]] = field(default_factory=list[tuple[date, datetime, Shown]])
    milestones: dict[int, datetime] = field(default_factory=dict[int, datetime])
    shared: dict[int, datetime] = field(default_factory=dict[int, datetime])
    """Which milestones they showed to the cohort, and since when."""
    looks: list[Shown] = field(default_factory=list[Shown])

    def joined(self, now: datetime) -> None:
        self.stays.append(Span(now))

    def left(self, now: datetime) -> None:
        self.stays[-1].until = now

    def checked_in(self, day: date, now: datetime, receipt: Shown) -> None:
        self.checkins[day] = now, receipt

    def answered(self, now: datetime, verdict: Shown) -> None:
        self.answers.append((self.day_at(now), now, verdict))

    def finished(self, week: int, now: datetime) -> None:
        self.milestones[week] = now

    def wants_reminders(self, now: datetime, hours: str) -> None:
        first, last = (time(int(hour.partition(":")[0])) for hour in hours.split("-"))
        self.reminders.append((Span(now), first, last))

    def wants_no_reminders(self, now: datetime) -> None:
        self.reminders[-1][0].until = now

    def looked(self, shown: Shown) -> None:
        self.looks.append(shown)

    def day_at(self, now: datetime, ends: time | None = None) -> date:
        """Which of their own days it is, which end at the hour they chose if no other is given."""
        wall = now.astimezone(ZoneInfo(self.member.zone_at(now)))
        return wall.date() - timedelta(days=wall.time() < (self.member.day_ends if ends is None else ends))

    def name_at(self, now: datetime) -> str:
        names = [given["name"] for at, what, given in self.member.turns if what == "is renamed" and at <= now]
        return names[-1] if names else self.member.name

    def is_in(self, now: datetime) -> bool:
        return any(stay.holds(now) for stay in self.stays)

    @property
    def first_week(self) -> int:
        """The week under way when they joined."""
        return max(1, (self.stays[0].since - BEGIN) // timedelta(weeks=1) + 1)

    def wants_reminders_at(self, now: datetime) -> bool:
        return any(span.holds(now) for span, _, _ in self.reminders) and not self.member.is_on_leave(self.day_at(now))

    def may_be_reminded(self, now: datetime) -> bool:
        """Whether they want reminders at an instant, and are in their hours."""
        clock = now.astimezone(ZoneInfo(self.member.zone_at(now))).time()
        open_now = any(span.holds(now) and first <= clock <= last for span, first, last in self.reminders)
        return open_now and self.wants_reminders_at(now)

    def streak_at(self, now: datetime) -> int:
        """The days they kept in a row, up to an instant: seven earn a freeze, which a missed day spends."""
        kept = {day for day, (at, _) in self.checkins.items() if at <= now} | {day for day, at, _ in self.answers if at <= now}
        run = earned = 0
        for day in _days(min(kept, default=self.day_at(now)), self.day_at(now)):
            if day in kept:
                run, earned = run + 1, min(earned + 1, 21)
            elif self._was_asked(day) and _is_over_everywhere(day, now):
                run, earned = (run, earned - 7) if earned >= 7 else (0, 0)
        return run

    def _was_asked(self, day: date) -> bool:
        """Whether a check-in was asked of them: on the cohort's days, but not on days of leave, or when they came or went."""
        there = any(stay.since.date() < day < stay.until.date() for stay in self.stays)
        return there and day in DAYS_ASKED and not self.member.is_on_leave(day)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


def _is_over_everywhere(day: date, now: datetime) -> bool:
    """Also for those farthest west whose days end as late as days can, at six in the morning."""
    return now >= datetime.combine(day, time(18), UTC) + timedelta(days=1)


DAYS_ASKED = frozenset(day for day in _days(FIRST_DAY, END.date() - timedelta(days=1)) if day.weekday() in ASKED) - {DAY_OFF}


def written_on(who: str, day: date) -> str:
    """What somebody writes in their check-in for a day."""
    return f"{who} wrote on {day:%d.%m.}"


def work_of(who: str, number: int) -> str:
    """The link to what somebody made in a week."""
    return f"https://example.org/{who}/{number}"
