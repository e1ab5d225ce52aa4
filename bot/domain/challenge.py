"""Challenges: something small to answer every day, graded in the chat. Attempts at them, and what comes back for review.

Like the types of `bot/domain/roadmap.py` these are also the schema of a content pack. One type serves all kinds; which fields a
kind needs, and that keys hold, is checked when a pack is loaded (`content/challenge_checks.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal

from annotated_types import Ge, Le, MaxLen, MinLen

from bot.domain.own_days import MIDNIGHT
from bot.domain.roadmap import ItemId, Line
from bot.domain.streak import RULE

ChallengeKind = Literal["single", "multi", "numeric", "text", "order", "python", "reflection"]
"""single, multi: options · numeric: a number, from a template · text: a few words · order: steps to be sorted
· python: a function · reflection: a thought, which no one grades."""

Verdict = Literal["right", "wrong", "taken"]
"""taken: a reflection, which is neither right nor wrong."""

PRESSED_TWICE = timedelta(seconds=10)
"""Within which the same answer is the same press once more."""

MOST_MUTANTS, LONGEST_SLIP, LONGEST_REASON = 6, 250, 200

OptionText = Annotated[str, MinLen(1), MaxLen(75)]
Key = Annotated[str, MinLen(1), MaxLen(8)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeOption:
    """One answer to choose; several may be right if the kind is multi."""

    id: Key
    text: OptionText
    ok: bool = False
    why: Annotated[str, MaxLen(200)] = ""
    """The reason shown to whoever chose it; every wrong option has one."""
    verify: Annotated[str, MaxLen(500)] = ""
    """Python whose last value `ok` tells whether the option is right; run by the tests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    id: Key
    text: OptionText


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How far a number may be off: by `abs`, or by the share `rel` of the key."""

    abs: Annotated[float, Ge(0)] = 0.0
    rel: Annotated[float, Ge(0), Le(1)] = 0.0

    def around(self, key: float) -> float:
        """How far an answer may be from this key."""
        return max(self.abs, self.rel * abs(key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One call of the function that is asked for, and what it must return."""

    args: tuple[Any, ...]
    want: Any
    tol: Annotated[float, Ge(0)] = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    seconds: Annotated[float, Ge(0.1), Le(5)] = 1.0
    mb: Annotated[int, Ge(8), Le(128)] = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class EquivalentMutant:
    """A slip in the reference that no test can tell from it."""

    slip: Annotated[str, MinLen(1), MaxLen(LONGEST_SLIP)]
    """The line of the reference with the slip in it, as `content validate` tells it."""
    reason: Annotated[str, MinLen(1), MaxLen(LONGEST_REASON)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """Who checked the item, and on which day, as 2026-01-31."""

    by: Annotated[str, MinLen(1), MaxLen(40)]
    on: Annotated[str, MinLen(10), MaxLen(10)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    id: ItemId
    rev: Annotated[int, Ge(1)]
    kind: ChallengeKind
    topics: Annotated[tuple[ItemId, ...], MinLen(1), MaxLen(4)]
    level: Literal[1, 2, 3]
    minutes: Annotated[int, Ge(1), Le(60)]
    prompt: Annotated[str, MinLen(1), MaxLen(1500)]
    """`{name}` stands for a parameter's value."""
    hint: Annotated[tuple[Line, ...], MaxLen(3)] = ()
    explain: Annotated[str, MaxLen(900)] = ""
    """Why it is right; only a function that a community adds may do without, as its form has no room to ask."""
    source: Annotated[tuple[ItemId, ...], MaxLen(3)] = ()
    """Resources of the pack to go on with."""
    review: Reviewed | None = None
    options: Annotated[tuple[ChallengeOption, ...], MaxLen(5)] = ()
    params: Mapping[str, Annotated[tuple[Any, ...], MinLen(1), MaxLen(12)]] = field(default_factory=dict[str, tuple[Any, ...]])
    """Values to choose from for each name; the same place of every list makes one variant."""
    compute: Annotated[str, MaxLen(200)] = ""
    """The key, as an expression over the parameters."""
    tolerance: Tolerance = Tolerance()
    percent_ok: bool = False
    """Whether 75 means 0.75 here too."""
    accept: Annotated[tuple[OptionText, ...], MaxLen(12)] = ()
    distance: Annotated[int, Ge(0), Le(3)] = 0
    """The number of typing errors that are forgiven."""
    reject: Annotated[tuple[OptionText, ...], MaxLen(12)] = ()
    """Answers that are wrong however near they are to a right one."""
    steps: Annotated[tuple[Step, ...], MaxLen(6)] = ()
    before: Annotated[tuple[tuple[Key, ...], ...], MaxLen(15)] = ()
    """Pairs of steps of which the first must come before the second; every order that keeps them is right."""
    function: Annotated[str, MaxLen(40)] = ""
    starter: Annotated[str, MaxLen(400)] = ""
    tests: Annotated[tuple[Case, ...], MaxLen(6)] = ()
    """The tests shown to members."""
    hidden: Annotated[tuple[Case, ...], MaxLen(12)] = ()
    reference: Annotated[str, MaxLen(1500)] = ""
    wrong: Annotated[tuple[str, ...], MaxLen(4)] = ()
    """Solutions that must fail; run by the tests."""
    equivalent_mutants: Annotated[tuple[EquivalentMutant, ...], MaxLen(MOST_MUTANTS)] = ()
    limits: Limits = Limits()
    covers: tuple[str, ...] = ()
    status: Literal["active", "deprecated"] = "active"
    replaced_by: ItemId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyChallenge:
    """Which challenge a cohort is given on one of its days, frozen with its revision and the seed of its variant."""

    cohort: int
    day: date
    item: str
    rev: int
    seed: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One member's answer. The first one to an item of a day is scored, later ones are free. `day` is the member's own."""

    id: int
    person: int
    cohort: int | None
    """Whose daily challenge it answers; None for practice."""
    item: str
    rev: int
    seed: int
    day: date
    zone: str
    at: datetime
    answer: str
    verdict: Verdict
    scored: bool
    hints: int
    """The number of hints looked at before the answer."""
    rule: str = RULE
    """The rule of streaks that held when they answered."""
    day_ends: time = MIDNIGHT
    """The wall time at which their days ended then."""

    def is_repeated(self, answer: str, now: datetime) -> bool:
        """Whether an answer is this one once more, as of a button that was pressed twice."""
        return answer == self.answer and abs(now - self.at) <= PRESSED_TWICE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState:
    """What spaced repetition knows of one member and one item, as the library `fsrs` keeps it."""

    person: int
    item: str
    state: int
    step: int | None
    stability: float | None
    difficulty: float | None
    due: datetime
    last_review: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A day credited to everybody in a cohort, because the bot or a moderator broke it."""

    cohort: int
    day: date
    by: int
    """The person who repaired it."""
    at: datetime
    reason: str = ""
