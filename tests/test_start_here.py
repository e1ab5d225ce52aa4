"""What a week says to start with leaves the fewest minutes that somebody has for it at least half for the milestone."""

import csv
from pathlib import Path

import pytest

from bot.domain.lookup import Resource
from bot.domain.roadmap import Week, WeekResource
from tests.shipped import ITEMS

WEEKS = [item for item in ITEMS if isinstance(item, Week)]
MINUTES = {item.id: (item.hours or 0) * 60 for item in ITEMS if isinstance(item, Resource)}
with (Path(__file__).parent / "data" / "start_minutes.tsv").open(encoding="utf-8", newline="") as file:
    PARTS = {(row["week"], row["resource"]): int(row["minutes"]) for row in csv.DictReader(file, delimiter="\t")}
"""How long the part of a resource takes that a week names, with what has to be typed: as its maker says, else estimated by its
pages and the length of its videos."""


def first(week: Week) -> list[WeekResource]:
    return [use for use in week.resources if use.role == "primary"]


def minutes_of(week: Week, use: WeekResource) -> float:
    return PARTS[week.id, use.ref] if use.unit else MINUTES[use.ref]


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.id)
def test_what_a_week_starts_with_takes_at_most_half_of_its_light_minutes(week: Week) -> None:
    takes = [minutes_of(week, use) for use in first(week)]
    assert all(takes), "what has no hours names a part"
    assert 0 < sum(takes) <= week.minutes.light / 2


def test_minutes_are_kept_for_the_parts_that_weeks_start_with_and_for_no_others() -> None:
    assert PARTS.keys() == {(week.id, use.ref) for week in WEEKS for use in first(week) if use.unit}
