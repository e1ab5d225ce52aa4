"""What a week says to start with fits the fewest minutes that somebody has for it."""

import pytest

from bot.domain.lookup import Resource
from bot.domain.roadmap import Week
from tests.shipped import ITEMS

HOURS = {item.id: item.hours or 0 for item in ITEMS if isinstance(item, Resource)}


@pytest.mark.parametrize("week", [item for item in ITEMS if isinstance(item, Week)], ids=lambda week: week.id)
def test_what_a_week_starts_with_fits_its_light_minutes_or_names_a_part(week: Week) -> None:
    whole = [use.ref for use in week.resources if use.role == "primary" and not use.unit]
    assert sum(HOURS[ref] for ref in whole) * 60 <= week.minutes.light
