"""Looking for something in what was seen."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from tests.journeys.cast import END
from tests.journeys.journey import Journey
from tests.journeys.window import CHANNEL, Shown

LATER = END + timedelta(days=9)
SOON = timedelta(minutes=2)


def instant_in(text: str) -> datetime:
    """The first instant that is named."""
    return datetime.strptime(re.findall(r"<([-\dT:]+)>", text)[0], "%Y-%m-%dT%H:%M").replace(tzinfo=UTC)


def named(day: date) -> str:
    return f"{day:%a, %b} {day.day}, {day.year}"


def public(journey: Journey, since: datetime, until: datetime) -> Iterator[Shown]:
    return (each for each in journey.seen if each.is_public and since <= each.at <= until)


def shown_to_all(journey: Journey, since: datetime, until: datetime) -> Iterator[Shown]:
    """What the cohort saw: also what was said in threads."""
    return (each for each in journey.seen if each.to.startswith((CHANNEL, ">")) and since <= each.at <= until)


def once_allowed(journey: Journey, now: datetime) -> datetime:
    """When what was said at an instant could be posted at the latest: soon, or half an hour after the channel is open again."""
    hindered = journey.shut_out_at(now)
    return (now if hindered is None else max(now, hindered + timedelta(minutes=30))) + SOON


def line_in(shown: Shown, words: str) -> str:
    """The line that begins with these words."""
    return next(line for line in shown.text.split("\n") if line.startswith(words))
