"""Challenges whose key may be wrong: those who usually know better choose something else."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import NamedTuple

from bot.domain.challenge import Verdict

FEWEST = 8
"""The minimum number of answers before anything is reported."""
FEWEST_ALIKE = 3
"""The minimum number of them that agree on the same other answer."""
STRONGER_BY = 0.15
"""By how much the share of right answers among their other answers must be higher, from 0 to 1."""


class Answered(NamedTuple):
    """What is looked at of an attempt."""

    item: str
    person: int
    answer: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Suspicion:
    """An item of which strong members agree on an answer that its key calls wrong."""

    item: str
    answer: str
    chosen_by: int
    of: int


def suspicions(attempts: Sequence[Answered]) -> list[Suspicion]:
    """The suspicions that follow from everybody's scored attempts, the most chosen first. Answers to an item do not count for how
    strong somebody is in it."""
    by_item: defaultdict[str, list[Answered]] = defaultdict(list)
    for attempt in attempts:
        if attempt.verdict != "taken":
            by_item[attempt.item].append(attempt)
    totals = _totals(attempts)
    found = (_suspicion(item, answers, totals) for item, answers in by_item.items())
    return sorted(filter(None, found), key=lambda suspicion: (-suspicion.chosen_by, suspicion.item))


def _suspicion(item: str, answers: Sequence[Answered], totals: Mapping[int, tuple[int, int]]) -> Suspicion | None:
    right = [attempt for attempt in answers if attempt.verdict == "right"]
    wrong: defaultdict[str, list[Answered]] = defaultdict(list)
    for attempt in answers:
        if attempt.verdict == "wrong" and attempt.answer:  # that of somebody who is forgotten is empty
            wrong[attempt.answer.strip().casefold()].append(attempt)
    if len(answers) < FEWEST or not wrong:
        return None
    answer, agreeing = max(wrong.items(), key=lambda pair: (len(pair[1]), pair[0]))
    if len(agreeing) < FEWEST_ALIKE:
        return None
    keyed = _strength(right, totals) if right else 0.0
    stronger = _strength(agreeing, totals) - keyed >= STRONGER_BY
    return Suspicion(item, answer, len(agreeing), len(answers)) if stronger else None


def _totals(attempts: Sequence[Answered]) -> Mapping[int, tuple[int, int]]:
    """By person: the number of right answers, and the number of answers."""
    totals: defaultdict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for attempt in attempts:
        if attempt.verdict != "taken":
            right, every = totals[attempt.person]
            totals[attempt.person] = (right + (attempt.verdict == "right"), every + 1)
    return totals


def _strength(answers: Sequence[Answered], totals: Mapping[int, tuple[int, int]]) -> float:
    """The average share of these people's other answers that are right; somebody without other answers counts as 0.5."""
    shares: list[float] = []
    for attempt in answers:
        right, every = totals[attempt.person]
        right, every = right - (attempt.verdict == "right"), every - 1
        shares.append(right / every if every else 0.5)
    return fmean(shares)
