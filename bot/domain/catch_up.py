"""A plan for somebody who joined late: which missed weeks to make up for in each coming week, and in how many minutes."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.roadmap import Week

USUAL_MINUTES = 120
"""The minutes a week that a member who named none is thought to have for catching up."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """What to make up for in one week: the numbers of the missed weeks, and their minutes together."""

    weeks: tuple[int, ...]
    minutes: int


def catch_up_plan(earlier_weeks: Sequence[tuple[int, Week]], minutes: int | None) -> list[Sitting]:
    """The weeks before a member joined, in order: as many to a sitting as fit into `minutes`, and a longer week alone."""
    budget = minutes or USUAL_MINUTES
    sittings: list[Sitting] = []
    for number, week in earlier_weeks:
        last = sittings[-1] if sittings else None
        if last and last.minutes + week.catch_up.minutes <= budget:
            sittings[-1] = Sitting((*last.weeks, number), last.minutes + week.catch_up.minutes)
        else:
            sittings.append(Sitting((number,), week.catch_up.minutes))
    return sittings
