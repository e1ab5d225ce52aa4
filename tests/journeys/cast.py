"""The story: twelve members in seven zones, and what each of them does in the six weeks of a cohort. Instants are UTC."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKS = 6
FIRST_DAY = date(2026, 2, 23)
BEGIN = datetime(2026, 2, 23, 18, tzinfo=UTC)
END = datetime(2026, 4, 6, 18, tzinfo=UTC)
"""In these weeks New York puts its clocks forward, then Berlin does, and Sydney back."""
CLOSES = datetime(2026, 4, 9, tzinfo=UTC)
"""Two days after the day of the end nothing can be handed in any more."""
SET_UP = datetime(2026, 2, 20, 10, tzinfo=UTC)
DAY_OFF = date(2026, 4, 3)
"""On which the cohort asks nothing, as it is told at the beginning of that week."""
MODERATOR = "mo"

ASKED = frozenset(range(5))
"""The weekdays on which a cohort asks for a check-in that says nothing else."""


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An hour of a day of the cohort; its first day is 1."""
    return datetime.combine(FIRST_DAY, time(hour, minute), UTC) + timedelta(days=day - 1)


def day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number - 1)


@dataclass(frozen=True, kw_only=True)
class Act:
    """Somebody does something, at an instant."""

    at: datetime
    who: str
    what: str
    given: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, kw_only=True)
class Member:
    name: str
    zone: str
    joins: datetime
    writes: time = time(20, 30)
    """When they write, by their own clock."""
    day_ends: time = time(0)
    """When their day ends: what they write in the night before it is for the day that was."""
    checks_in: frozenset[int] = ASKED
    """On which weekdays."""
    answers: frozenset[int] = frozenset()
    """On which weekdays they answer the challenge, a while before they write."""
    forgets: frozenset[date] = frozenset()
    finishes: frozenset[int] = frozenset()
    """Which weeks; on the fifth day of the week."""
    shares: bool = True
    turns: tuple[tuple[datetime, str, dict[str, str]], ...] = ()
    """What else they do: when, what, with what."""

    def zone_at(self, now: datetime) -> str:
        moves = [given["zone"] for at, what, given in self.turns if what == "travels" and at <= now]
        return moves[-1] if moves else self.zone

    def is_away(self, now: datetime) -> bool:
        """Whether they have left the cohort, or are on leave."""
        turns = [what for at, what, _ in self.turns if what in ("leaves", "comes back") and at <= now]
        return turns[-1:] == ["leaves"] or self.is_on_leave(now.date())

    def is_on_leave(self, day: date) -> bool:
        leaves = ((at.date(), given["until"]) for at, what, given in self.turns if what == "takes leave")
        return any(first <= day <= date.fromisoformat(last) for first, last in leaves)

    def acts(self) -> Iterator[Act]:
        yield Act(at=self.joins, who=self.name, what="joins")
        for when, what, given in self.turns:
            yield Act(at=when, who=self.name, what=what, given=given)
        for number in self.finishes:
            yield Act(at=at(7 * number - 2, 16, 5), who=self.name, what="finishes", given={"week": str(number)})
        for days in range(7 * WEEKS + 1):
            yield from self._daily(FIRST_DAY + timedelta(days=days))

    def _daily(self, day: date) -> Iterator[Act]:
        noon = datetime.combine(day, time(12), UTC)
        date = day + timedelta(days=self.writes < self.day_ends)
        now = datetime.combine(date, self.writes, ZoneInfo(self.zone_at(noon))).astimezone(UTC)
        if not max(self.joins, BEGIN) < now < END or self.is_away(now) or day in self.forgets:
            return
        if day.weekday() in self.answers:
            yield Act(at=now - timedelta(minutes=20), who=self.name, what="answers")
        if day.weekday() in self.checks_in:
            yield Act(at=now, who=self.name, what="checks in", given={"day": day.isoformat()})


CAST = (
    Member(
        name="ada", zone="Europe/Berlin", joins=at(0, 12), finishes=frozenset(range(1, 7)), answers=frozenset({1}),
        turns=(
            (at(0, 13), "asks what is theirs", {}),
            (at(0, 13), "asks what there is", {}),
            (at(0, 13), "asks who leads", {}),
            (at(2, 9), "is shown", {"visibility": "cohort"}),
            (at(5, 16, 10), "shows what they made", {}),
            (at(20, 9), "looks", {}),
            (END + timedelta(hours=60), "looks", {}),
        ),
    ),
    Member(
        name="ben", zone="America/New_York", joins=at(0, 15), writes=time(16, 30),
        checks_in=frozenset({0, 2, 3, 4}), forgets=frozenset({day(12), day(19), day(33)}), finishes=frozenset({1, 2, 4}),
        turns=(
            (at(1, 15), "wants reminders", {}),
            (at(21, 15), "looks", {}),
            (at(23, 9), "travels", {"zone": "Europe/Berlin"}),  # where the evening's reminder would come too late
            (at(29, 12), "takes leave", {"until": day(32).isoformat()}),
        ),
    ),
    Member(
        name="chi", zone="Asia/Tokyo", joins=at(1, 8), writes=time(21), checks_in=frozenset({0, 1, 2}),
        forgets=frozenset({day(9), day(10)}), shares=False,
        turns=((at(1, 8, 30), "wants reminders", {"hours": "7:00-9:00"}), (at(27, 8), "looks", {})),
    ),
    Member(
        name="dev", zone="Asia/Kolkata", joins=at(9, 6), writes=time(22), checks_in=frozenset({1, 4}), finishes=frozenset({2, 3}),
        turns=((at(9, 6, 10), "catches up", {}), (at(23, 6), "looks", {}), (at(30, 6), "travels", {"zone": "Europe/London"})),
    ),
    Member(
        name="eva", zone="America/Sao_Paulo", joins=at(16, 13), writes=time(19, 10), checks_in=frozenset({0, 3}),
        finishes=frozenset({3, 4, 5, 6}),
        turns=(
            (at(16, 13, 10), "asks what is theirs", {}),
            (at(17, 8, 30), "skips the weeks before", {}),
            (at(24, 13), "is renamed", {"name": "Eva Maria"}),
            (at(30, 13), "looks", {}),
        ),
    ),
    Member(
        name="fay", zone="Europe/Berlin", joins=at(1, 9), writes=time(21), checks_in=frozenset({0, 2}),
        finishes=frozenset({1, 5}),
        turns=((at(17, 7), "looks", {}), (at(17, 8), "leaves", {}), (at(29, 8), "comes back", {}), (at(29, 8, 5), "looks", {})),
    ),
    Member(
        name="gus", zone="America/Los_Angeles", joins=at(1, 16), writes=time(15), checks_in=frozenset({1, 3}),
        turns=((at(1, 16, 10), "wants reminders", {}), (at(24, 16), "leaves", {})),
    ),
    Member(
        name="hal", zone="Australia/Sydney", joins=at(1, 5), writes=time(19), checks_in=frozenset({3, 6}),
        turns=((at(17, 6), "travels", {"zone": "Europe/Berlin"}), (at(31, 9), "looks", {})),
    ),
    Member(
        name="ida", zone="America/New_York", joins=at(2, 14), writes=time(17), checks_in=frozenset({2}),
        turns=(
            (at(2, 14, 10), "wants reminders", {}),
            (at(16, 15), "wants no more reminders", {}),
            (at(30, 15), "wants reminders", {}),
        ),
    ),
    Member(
        name="jon", zone="Asia/Tokyo", joins=at(1, 9), writes=time(1, 40), day_ends=time(3), checks_in=frozenset({1}),
        turns=(
            (at(1, 9, 5), "is shown", {"visibility": "cohort"}),
            (at(1, 9, 6), "ends days later", {"day_ends": "3:00"}),
            (at(23, 9), "is renamed", {"name": "Jonas K."}),
        ),
    ),
    Member(
        name="kim", zone="Europe/Berlin", joins=at(1, 10), checks_in=frozenset(),
        turns=((at(1, 10, 10), "wants reminders", {}), (END + timedelta(hours=20), "checks in late", {"day": "2026-04-06"})),
    ),
    Member(
        name="lou", zone="Asia/Kolkata", joins=at(1, 11), writes=time(20), checks_in=frozenset(), answers=frozenset({0, 2, 5}),
        turns=(
            (at(1, 11, 5), "is shown", {"visibility": "cohort"}),
            (at(25, 11), "is renamed", {"name": "Lou L."}),
            (END + timedelta(hours=30), "finishes", {"week": "6"}),
            (END + timedelta(hours=60), "finishes too late", {"week": "5"}),
        ),
    ),
)  # fmt: skip

MODERATION = (
    Act(at=SET_UP + timedelta(minutes=20), who=MODERATOR, what="drafts another cohort"),
    Act(at=SET_UP + timedelta(days=6), who=MODERATOR, what="looks for the draft"),
    Act(at=SET_UP, who=MODERATOR, what="sets up"),
    Act(at=SET_UP + timedelta(minutes=50), who=MODERATOR, what="lets the bot in"),
    Act(at=at(10, 9), who=MODERATOR, what="limits the places", given={"capacity": "11"}),
    Act(at=at(36, 9), who=MODERATOR, what="gives a day off", given={"days": DAY_OFF.isoformat()}),
    Act(at=at(17, 17), who=MODERATOR, what="takes the permission"),
    Act(at=at(17, 20, 10), who=MODERATOR, what="gives the permission back"),
)


def story() -> list[Act]:
    """All that people do, in order of time."""
    acts = [*MODERATION, *(act for member in CAST for act in member.acts())]
    return sorted(acts, key=lambda act: act.at)
