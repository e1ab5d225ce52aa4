"""When a link is asked, and when it counts as broken."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.links import Link, LinkState, asked, first_asked, next_asked

LINK = Link(community=1, item="resource.own.1", url="https://example.org")
NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


def _after(*answers: tuple[LinkState, int]) -> Link:
    """The link after answers, each so many hours after noon."""
    link = LINK
    for state, hours in answers:
        link = asked(link, state, NOON + timedelta(hours=hours))
    return link


@pytest.mark.parametrize(
    ("answers", "broken"),
    [
        ([("broken", 0)], None),
        ([("broken", 0), ("broken", 6)], None),
        ([("broken", 0), ("broken", 24)], date(2026, 1, 6)),
        ([("broken", 0), ("unsure", 24), ("broken", 48)], date(2026, 1, 7)),
        ([("broken", 0), ("works", 24), ("broken", 48)], None),
        ([("broken", 0), ("broken", 24), ("broken", 48)], date(2026, 1, 6)),
        ([("broken", 0), ("broken", 24), ("unsure", 48)], date(2026, 1, 6)),
        ([("broken", 0), ("broken", 24), ("moved", 48)], None),
        ([("unsure", 0), ("unsure", 24)], None),
    ],
)
def test_a_link_is_broken_once_there_was_nothing_on_two_days_without_working_between(
    answers: list[tuple[LinkState, int]], broken: date | None
) -> None:
    assert _after(*answers).broken == broken


def test_a_link_is_asked_about_monthly_and_soon_once_more_if_it_fails_for_the_first_time() -> None:
    links = [Link(community=None, item=f"resource.{number}", url="https://example.org") for number in range(200)]
    first = [first_asked(link, NOON) - NOON for link in links]
    monthly = [next_asked(link, "works", NOON) - NOON for link in links]
    assert timedelta(hours=1) <= min(first) < max(first) <= timedelta(days=1)
    assert timedelta(days=28) <= min(monthly) < timedelta(days=29) < timedelta(days=32) < max(monthly) <= timedelta(days=33)
    assert timedelta(days=1) <= next_asked(_after(("broken", 0)), "broken", NOON) - NOON <= timedelta(hours=25)
    assert next_asked(LINK, "unsure", NOON) == next_asked(LINK, "unsure", NOON) >= NOON + timedelta(days=28)
