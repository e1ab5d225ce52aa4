"""The challenges of a cohort that were answered, and how."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.challenge import Attempt
from bot.domain.cohort import Cohort
from bot.ports.unit import Unit
from bot.shared.challenge_card import Asked
from bot.shared.daily_challenge import asked_of, challenge_of


@dataclass(frozen=True, slots=True)
class Answered:
    """The scored answers to one challenge."""

    day: date
    asked: Asked
    attempts: Sequence[Attempt]

    @property
    def right(self) -> int:
        return sum(attempt.verdict == "right" for attempt in self.attempts)

    @property
    def share(self) -> float:
        return self.right / len(self.attempts)


async def answered_between(unit: Unit, cohort: Cohort, first: date, last: date) -> list[Answered]:
    """The challenges of these days that are graded and that somebody answered, latest first."""
    attempts = await unit.attempts.between(cohort.id, first, last)
    found: list[Answered] = []
    for daily in await unit.challenges.given(cohort.id, first):
        answers = [attempt for attempt in attempts if attempt.item == daily.item]
        challenge = await challenge_of(unit, cohort, daily) if answers else None
        if challenge and challenge.kind != "reflection":
            found.append(Answered(daily.day, asked_of(cohort, daily, challenge), answers))
    return found
