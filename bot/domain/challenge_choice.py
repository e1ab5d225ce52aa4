"""Which challenges a cohort is ready for: those whose topics its weeks have brought up already."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, datetime, timedelta
from zlib import crc32

from bot.domain.calendar import local_day
from bot.domain.challenge import Challenge
from bot.domain.cohort import Cohort
from bot.domain.roadmap import Week

NOT_AGAIN_FOR = timedelta(days=365)
"""The time for which a cohort is not given the same challenge again."""
FEWEST_DAYS_TO_LOOK_BACK = 3
"""The fewest days with a challenge in a week of which one is for earlier weeks."""
LOOKED_BACK_EVERY = 4
"""Of how many weeks with fewer days one has a day for earlier ones."""


def topics_of(weeks: Sequence[Week]) -> frozenset[str]:
    """All topics that weeks bring up."""
    return frozenset(topic for week in weeks for topic in week.topics)


def candidates(challenges: Mapping[str, Challenge], known_topics: AbstractSet[str], runs_code: bool) -> list[Challenge]:
    """Challenges all of whose topics are known, in the order given; those that ask for code only if code can be run."""
    return [
        challenge
        for challenge in challenges.values()
        if known_topics >= set(challenge.topics) and (runs_code or challenge.kind != "python")
    ]


def next_given(
    cohort: Cohort, weeks: Sequence[Week], challenges: Mapping[str, Challenge], given: Mapping[str, date], *, runs_code: bool
) -> Challenge | None:
    """What a cohort is given next in the last of its `weeks` so far; nothing that it was `given`, which has the day of each
    challenge by its id. None if nothing is left.

    The days of a week lead from its easy challenges to its hard ones, a topic that was not asked before one that was. One day in
    the middle looks back on earlier weeks, where days are few in one week of four only, and so do all once the week has nothing
    left.
    """
    fresh = [item for item in candidates(challenges, topics_of(weeks), runs_code) if item.id not in given]
    begun, _ = cohort.timetable.days_of(len(weeks))
    this_week = [challenges[item] for item, day in given.items() if day >= begun and item in challenges]
    topics, days = frozenset(weeks[-1].topics), len(cohort.challenge_days)
    own = [item for item in fresh if topics.issuperset(item.topics)]
    earlier = [item for item in fresh if not topics.issuperset(item.topics)]
    looks_back = len(weeks) > 1 and (days >= FEWEST_DAYS_TO_LOOK_BACK or len(weeks) % LOOKED_BACK_EVERY == 0)
    if earlier and (not own or (looks_back and len(this_week) == days // 2)):
        return min(earlier, key=lambda item: _luck(cohort, item))
    if not own:
        return None
    asked = frozenset(topic for item in this_week for topic in item.topics)
    done = [item for item in this_week if topics.issuperset(item.topics)]
    ramp = sorted((*done, *own), key=lambda item: (item.level, _luck(cohort, item)))
    stretch = [item for item in _stretch(ramp, len(done), max(1, days - looks_back)) if item in own]
    if not stretch:
        return min(own, key=lambda item: (item.level, asked.issuperset(item.topics), _luck(cohort, item)))
    return min(stretch, key=lambda item: (asked.issuperset(item.topics), _luck(cohort, item)))


def _stretch(ramp: Sequence[Challenge], day: int, days: int) -> Sequence[Challenge]:
    """The part of the way from easy to hard that a day, counted from 0, of so many has to itself."""
    return ramp[day * len(ramp) // days : (day + 1) * len(ramp) // days]


def _luck(cohort: Cohort, challenge: Challenge) -> int:
    """What decides among equals, for each cohort in another way."""
    return crc32(f"{cohort.id}/{challenge.id}".encode())


def still_to_come(
    cohort: Cohort,
    weeks: Sequence[Week],
    challenges: Mapping[str, Challenge],
    given: Mapping[str, date],
    now: datetime,
    *,
    runs_code: bool,
) -> frozenset[str]:
    """The ids of the challenges that a cohort will be given after `now`, if its plan and its challenges stay as they are."""
    known, timetable = dict(given), cohort.timetable
    today = local_day(now, timetable.zone)
    # What waits for the end of a pause without a last day comes as if that were today.
    breaks = tuple(replace(each, last=each.last or max(each.first, today)) for each in timetable.breaks)
    for occurrence in replace(timetable, breaks=breaks).challenges(now):
        found = next_given(cohort, weeks[: occurrence.week], challenges, known, runs_code=runs_code)
        if found:
            known[found.id] = occurrence.day
    return frozenset(known.keys() - given.keys())


def count_given(challenges: Mapping[str, Challenge], days: Sequence[AbstractSet[str]], runs_code: bool) -> int:
    """How many of some days in a row bring a challenge, if none was given before. Each day is the topics that are known by then,
    never fewer than the day before."""
    given = 0
    for known_topics in days:
        given += given < len(candidates(challenges, known_topics, runs_code))
    return given
