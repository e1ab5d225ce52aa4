"""The waiting list of a full cohort: whether there is a place, and who in line gets one."""

from collections.abc import Sequence

from bot.domain.cohort import Cohort


def has_place(cohort: Cohort, members: int) -> bool:
    """Whether a cohort with so many members takes one more."""
    return cohort.capacity is None or members < cohort.capacity


def admitted(line: Sequence[int], cohort: Cohort, members: int) -> Sequence[int]:
    """The persons in line who get a place, first come first; `members` is how many are in the cohort already."""
    return line if cohort.capacity is None else line[: max(0, cohort.capacity - members)]
