"""What holds for all that was seen, promised or not: who is reminded, how much is posted, what follows what."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tests.journeys.calendar import PROMPTED, wrong_posts
from tests.journeys.cast import DAY_OFF, END, FIRST_DAY, WEEKS
from tests.journeys.counts import wrong_counts
from tests.journeys.journey import Journey
from tests.journeys.lived import DAYS_ASKED, Lived
from tests.journeys.seen import named
from tests.journeys.window import CHANNEL, Shown, is_place

MOST_POSTS = 3
"""On an ordinary day in the one channel."""
PLAN_LASTS = timedelta(days=7)
ANNOUNCED = timedelta(days=2)
"""How long before the end of a week its milestone is reminded of."""


def reminders_of(journey: Journey, name: str) -> list[Shown]:
    return [each for each in journey.seen if each.kind == "post" and each.to == name and not is_place(each)]


def unwanted_reminders(journey: Journey) -> Iterator[str]:
    """Those that come to who does not want them, is out of their hours, has left, or has done it already."""
    for name, lived in journey.lived.items():
        for reminder in reminders_of(journey, name):
            wanted = lived.may_be_reminded(reminder.at) and lived.is_in(reminder.at) and reminder.at < END
            if not wanted or _is_done(lived, reminder):
                yield f"unwanted: {reminder}"


def _is_done(lived: Lived, reminder: Shown) -> bool:
    checked_in = [day for day, (at, _) in lived.checkins.items() if at < reminder.at and named(day) in reminder.title]
    finished = [week for week, at in lived.milestones.items() if at < reminder.at and f"Week {week}:" in reminder.title]
    return bool(checked_in or finished)


def missing_reminders(journey: Journey) -> Iterator[str]:
    """Whoever wants reminders is reminded once of each day they leave out, and of each week they do not finish."""
    for name, lived in journey.lived.items():
        titles = Counter(reminder.title for reminder in reminders_of(journey, name))
        for day in sorted(DAYS_ASKED):
            asked = datetime.combine(day, PROMPTED, UTC)
            done = day in lived.checkins and lived.checkins[day][0] < asked + timedelta(days=1)
            yield from _unless_told(lived, titles, named(day), asked, timedelta(days=1), done=done)
        for week in range(1, WEEKS + 1):
            ends = datetime.combine(FIRST_DAY, PROMPTED, UTC) + timedelta(weeks=week)
            done = week in lived.milestones and lived.milestones[week] < ends
            yield from _unless_told(lived, titles, f"Week {week}:", ends - ANNOUNCED, ANNOUNCED, done=done)


def _unless_told(lived: Lived, titles: Counter[str], what: str, since: datetime, span: timedelta, *, done: bool) -> Iterator[str]:
    hours = [since + timedelta(hours=hour) for hour in range(round(span / timedelta(hours=1)))]
    wants = all(lived.wants_reminders_at(hour) and lived.is_in(hour) and hour.date() != DAY_OFF for hour in hours)
    times = sum(count for title, count in titles.items() if what in title)
    if times > 1 or (wants and not done and not times):
        yield f"{lived.member.name} was reminded {times} times of {what}"


def too_many_posts(journey: Journey) -> Iterator[str]:
    """A day on which a week begins and one on which the channel was shut are no ordinary days; what a member shows is theirs."""
    shut = {at.date() for at in journey.mended}
    posts = Counter(
        each.at.date()
        for each in journey.seen
        if each.kind == "post" and each.to == CHANNEL and "finished work" not in each.title
    )
    for day, count in posts.items():
        if day.weekday() and day not in shut and count > MOST_POSTS:
            yield f"{count} posts on {day}"


def said_twice(journey: Journey) -> Iterator[str]:
    posts = (each for each in journey.seen if each.kind == "post" and not each.to.startswith(">"))
    titles = Counter((each.to, each.title, each.at.date()) for each in posts)
    return (f"said {count} times: {title}" for title, count in titles.items() if count > 1)


def weeks_before_their_questions(journey: Journey) -> Iterator[str]:
    """The post of a week comes before the prompt that asks about it."""
    began: set[str] = set()
    for each in journey.seen:
        if each.to == CHANNEL and each.kind == "post":
            began |= set(re.findall(r"week (\d+):", each.title))
            asked = re.findall(r"^Week (\d+):", each.text, re.MULTILINE) if "how did today go" in each.title else []
            yield from (f"asked about before it began: {each}" for number in asked if number not in began)


def reports_name_the_next_week(journey: Journey) -> Iterator[str]:
    for each in journey.seen:
        if each.to == CHANNEL and (said := re.search(r"^Next: (.+)", each.text, re.MULTILINE)) and "in review" in each.title:
            following = (
                other for other in journey.seen if other.to == CHANNEL and each.at < other.at < each.at + timedelta(hours=2)
            )
            if not any(re.search(rf"week \d: {re.escape(said[1])}", other.title) for other in following):
                yield f"not next: {each}"


def forgotten_plans(journey: Journey) -> Iterator[str]:
    """What was planned in the check-in before stands in the form of the next."""
    for name, lived in journey.lived.items():
        for form in (each for each in journey.seen if each.to == name and each.kind == "form" and each.title == "Check in"):
            lately = form.at.date() - PLAN_LASTS
            before = max((day for day, (at, _) in lived.checkins.items() if at < form.at and day > lately), default=None)
            if before and before in lived.plans and f"You planned: {lived.plans[before]}" not in form.text:
                yield f"forgotten: {lived.plans[before]} in {form}"


def old_names(journey: Journey) -> Iterator[str]:
    """Whoever is renamed has the new name in what the channel sees of them from then on."""
    for each in journey.seen:
        for name, who in re.findall(r"^(.+): (\w+) wrote on", each.text, re.MULTILINE) if each.is_public else ():
            if name != journey.lived[who].name_at(each.at):
                yield f"{who} is called {name}: {each}"


RULES = (
    unwanted_reminders, missing_reminders, too_many_posts, said_twice, weeks_before_their_questions,
    reports_name_the_next_week, forgotten_plans, old_names, wrong_counts, wrong_posts,
)  # fmt: skip


def broken_rules(journey: Journey) -> list[str]:
    return [fault for rule in RULES for fault in rule(journey)]
