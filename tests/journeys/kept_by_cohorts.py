"""What it takes to have kept what is promised of a cohort: its plan, its posts, its end.

A check is given the journey, where the promise was seen, and how it was said; `promises.toml` says which is whose."""

import re
from datetime import datetime, timedelta

from tests.journeys.calendar import challenges, not_once
from tests.journeys.cast import BEGIN, DAY_OFF, END, MODERATOR, WEEKS
from tests.journeys.journey import Journey
from tests.journeys.seen import LATER, SOON, instant_in, line_in, named, once_allowed, public
from tests.journeys.window import Shown


def nothing_before_launch(journey: Journey, shown: Shown, said: str) -> bool:
    return not any("ML Summer" in each.text for each in journey.seen if each.is_public)


def draft_is_found(journey: Journey, shown: Shown, said: str) -> bool:
    """Six days later whoever made it finds it."""
    lists = [each for each in journey.seen if each.to == MODERATOR and each.at > shown.at + timedelta(days=5)]
    return any("ML Summer" in each.text for each in lists)


def waits_and_comes(journey: Journey, shown: Shown, said: str) -> bool:
    mended = min(at for at in journey.mended if at > shown.at)
    return any(True for _ in public(journey, mended, mended + timedelta(minutes=30) + SOON))


def first_week_begins(journey: Journey, shown: Shown, said: str) -> bool:
    """At the instant that was named."""
    return _names(said, BEGIN) and any("week 1:" in each.title for each in public(journey, BEGIN, BEGIN + SOON))


def week_begins(journey: Journey, shown: Shown, said: str) -> bool:
    """The first week, or the one that is named, at the instant that was named."""
    later = re.match(r"Week (\d+) begins", said)
    if later is None:
        return first_week_begins(journey, shown, said)
    at = instant_in(said)
    return any(f"week {later[1]}:" in each.title for each in public(journey, at, at + SOON))


def begins_then(journey: Journey, shown: Shown, said: str) -> bool:
    return first_week_begins(journey, shown, line_in(shown, said))


def weeks_begin_then(journey: Journey, shown: Shown, said: str) -> bool:
    """Each week that comes is posted on that day at that hour."""
    weeks = [each for each in public(journey, shown.at, END) if _is_new_week(each)]
    return bool(weeks) == (END - shown.at > timedelta(weeks=1)) and all(
        f"{each.at:%A at %-I:}" in line_in(shown, said) for each in weeks
    )


def ends_then(journey: Journey, shown: Shown, said: str) -> bool:
    """No week comes any more, and the last one is in review an hour before."""
    last = next(each for each in public(journey, END - timedelta(hours=1), LATER) if each.kind == "post")
    review = f"week {WEEKS} in review" in last.title
    return _names(line_in(shown, said), END) and review and no_week_comes(journey, last, said)


def _names(line: str, at: datetime) -> bool:
    return named(at.date()) in line if "<" not in line else instant_in(line) == at


def no_week_comes(journey: Journey, shown: Shown, said: str) -> bool:
    return not any(map(_is_new_week, public(journey, shown.at, LATER)))


def _is_new_week(shown: Shown) -> bool:
    return shown.kind == "post" and re.search(r"week \d:", shown.title) is not None and "Done" in shown.labels


def challenge_each_day(journey: Journey, shown: Shown, said: str) -> bool:
    """On all days after the first until the end, but the day off; from the second on with what solves the one before."""
    return not any(not_once(journey, challenges()))


def welcome_with_join(journey: Journey, shown: Shown, said: str) -> bool:
    welcomes = public(journey, shown.at, once_allowed(journey, shown.at))
    return any("A new cohort" in each.title and "Join" in each.labels for each in welcomes)


def nothing_is_asked(journey: Journey, shown: Shown, said: str) -> bool:
    """On the day off that was told, in the channel or of anybody by themselves; a reminder of the day before may come."""
    asked = [each for each in journey.seen if each.kind == "post" and each.at.date() == DAY_OFF and "Check in" in each.labels]
    before = named(DAY_OFF - timedelta(days=1))
    of_the_day = [each for each in asked if f"You have not checked in for {before}" not in each.text]
    return named(DAY_OFF) in said and not any("how did today go" in each.text or each.to in journey.lived for each in of_the_day)


def week_after(journey: Journey, shown: Shown, said: str) -> bool:
    """A week that ends is followed by the next, whose milestone comes on that day, or by the end."""
    at = instant_in(said)
    return at == END or any(map(_is_new_week, public(journey, at, at + timedelta(days=1))))
