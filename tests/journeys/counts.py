"""What cards count, held against what people did. Who has left counts for nothing."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta

from tests.journeys.cast import END, FIRST_DAY, WEEKS
from tests.journeys.journey import Journey
from tests.journeys.lived import Lived
from tests.journeys.seen import named
from tests.journeys.window import Shown


def wrong_counts(journey: Journey) -> Iterator[str]:
    for each in journey.seen:
        for words, count in COUNTS:
            for said in re.finditer(words, each.text, re.MULTILINE):
                if tuple(map(int, said.groups(default="0"))) != (lived := count(journey, each)):
                    yield f"{said[0]!r} but {lived}: {each}"


Counted = Callable[[Journey, Shown], tuple[int, ...]]


def _members(journey: Journey, now: datetime) -> list[Lived]:
    return [lived for lived in journey.lived.values() if lived.is_in(now)]


def _weeks_done(journey: Journey, shown: Shown) -> tuple[int, int]:
    lived = journey.lived[shown.to]
    first = lived.first_week if lived.skips else 1
    return sum(at <= shown.at for week, at in lived.milestones.items() if week >= first), WEEKS + 1 - first


def _milestones_done(journey: Journey, shown: Shown) -> tuple[int, int]:
    (number,) = re.findall(r"week (\d)", shown.title)
    done = [lived for lived in _members(journey, shown.at) if lived.milestones.get(int(number), END + timedelta(9)) <= shown.at]
    return len(done), len(_members(journey, shown.at))


def _checkins_of_week(journey: Journey, shown: Shown) -> tuple[int, int]:
    (number,) = re.findall(r"week (\d)", shown.title)
    days = days_of(int(number))
    members = _members(journey, shown.at)
    counts = [sum(day in days and at <= shown.at for day, (at, _) in lived.checkins.items()) for lived in members]
    return sum(counts), sum(map(bool, counts))


def days_of(week: int) -> Sequence[date]:
    """The seven days of a week; the last has one more."""
    return [FIRST_DAY + timedelta(days=7 * week - 7 + number) for number in range(8 if week == WEEKS else 7)]


def _in_summary(journey: Journey, shown: Shown) -> tuple[int]:
    day = next(day for day in _all_days() if named(day) in shown.title)
    return (_checked_in(journey, day, shown.at),)


def _all_days() -> list[date]:
    return [FIRST_DAY + timedelta(days=number) for number in range(7 * WEEKS + 1)]


def _today(journey: Journey, shown: Shown) -> tuple[int, int]:
    today = journey.lived[shown.to].day_at(shown.at)
    return _checked_in(journey, today, shown.at), len(_members(journey, shown.at))


def _checked_in(journey: Journey, day: date, now: datetime) -> int:
    return sum(day in lived.checkins and lived.checkins[day][0] <= now for lived in _members(journey, now))


def _answered(journey: Journey, shown: Shown) -> tuple[int, int]:
    return _answers_of(journey, [shown.at.date()], shown.at), len(_members(journey, shown.at))


def _answers_of(journey: Journey, days: Sequence[date], now: datetime) -> int:
    given = (at for lived in _members(journey, now) for _, at, _ in lived.answers)
    return sum(at <= now and at.date() in days for at in given)


def _solved(journey: Journey, shown: Shown) -> tuple[int]:
    """How many answered the challenge whose solution is told; that is the newest before it that has a solution."""
    day = next(day for day in _all_days() if re.search(rf"olution of {named(day)}", shown.text))
    return (_answers_of(journey, [day], shown.at),)


def _own_days(journey: Journey, shown: Shown) -> tuple[int]:
    return (sum(at <= shown.at for at, _ in journey.lived[shown.to].checkins.values()),)


def _checkins_together(journey: Journey, shown: Shown) -> tuple[int, int]:
    number = int(re.findall(r"week (\d)", shown.title)[0])
    this, before = (sum(_checked_in(journey, day, shown.at) for day in days_of(week)) for week in (number, number - 1))
    return this, before


def _answers_together(journey: Journey, shown: Shown) -> tuple[int, int]:
    number = int(re.findall(r"week (\d)", shown.title)[0])
    this, before = (_answers_of(journey, days_of(week), shown.at) for week in (number, number - 1))
    return this, before


def _streak(journey: Journey, shown: Shown) -> tuple[int]:
    return (journey.lived[shown.to].streak_at(shown.at),)


def points_of_week(journey: Journey, shown: Shown) -> tuple[int]:
    """What the rules that stand on the same card come to."""
    for_checkin, for_answer, for_right, for_milestone = map(int, re.findall(r"(\d+) (?:for|more where)", shown.text))
    number, lived = int(re.findall(r"week (\d)", shown.title)[0]), journey.lived[shown.to]
    days = [day for day, (at, _) in lived.checkins.items() if day in days_of(number) and at <= shown.at]
    answers = [verdict for day, at, verdict in lived.answers if day in days_of(number) and at <= shown.at]
    right = sum(verdict.title.startswith("Right") for verdict in answers)
    done = number in lived.milestones and lived.milestones[number] <= shown.at
    return (for_checkin * len(days) + for_answer * len(answers) + for_right * right + for_milestone * done,)


COUNTS: Sequence[tuple[str, Counted]] = (
    (r"(\d+) of (\d+) ha(?:s|ve) checked in today", _today),
    (r"(\d+) of (\d+) ha(?:s|ve) answered it", _answered),
    (r"^(\d+) tried\.", _solved),
    (r"^(?:Your streak|Streak): (\d+) days?", _streak),
    (r"^You: (?:place \d+ of \d+, )?(\d+) points?", points_of_week),
    (r"^Days checked in: (\d+)", _own_days),
    (r"^- Check-ins: (\d+)(?: \(the whole week before: (\d+)\))?$", _checkins_together),
    (r"^- Challenges answered: (\d+)(?: \(the whole week before: (\d+)\))?$", _answers_together),
    (r"^(\d+) members?$", lambda journey, shown: (len(_members(journey, shown.at)),)),
    (r"(\d+) of (\d+) weeks", _weeks_done),
    (r"(\d+) of (\d+) milestones done", _milestones_done),
    (r"(\d+) of (\d+) finished the milestone", _milestones_done),
    (r"^- (\d+) check-ins? by (\d+) (?:of \d+ )?member", _checkins_of_week),
    (r"^(\d+) (?:has|have) checked in\.", _in_summary),
    (r"^(\d+) members? (?:was|were) in it at the end", lambda journey, shown: (len(_members(journey, shown.at)),)),
    (
        r"^(\d+) finished every week",
        lambda journey, shown: (sum(len(it.milestones) == WEEKS for it in _members(journey, shown.at)),),
    ),
    (
        r"^(\d+) milestones? (?:was|were) finished",
        lambda journey, shown: (sum(len(it.milestones) for it in _members(journey, shown.at)),),
    ),
    (
        r"^(\d+) check-ins? (?:was|were) made",
        lambda journey, shown: (sum(len(it.checkins) for it in _members(journey, shown.at)),),
    ),
    (
        r"^(\d+) challenges? (?:was|were) answered",
        lambda journey, shown: (sum(len(it.answers) for it in _members(journey, shown.at)),),
    ),
)
