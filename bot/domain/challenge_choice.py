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


def topics_of(weeks: Sequence[Week]) -> frozenset[str]:
    """All topics that weeks bring up."""
    return frozenset(topic for week in weeks for topic in week.topics)


def for_the_week(week: Week, challenge: Challenge, asked: AbstractSet[str]) -> tuple[bool, bool, int]:
    """What challenges are sorted by: those of the week's own topics come first, in its order, and topics `asked` last of them."""
    if not set(challenge.topics) <= set(week.topics):
        return True, True, 0
    return False, not asked.isdisjoint(challenge.topics), min(map(week.topics.index, challenge.topics))


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
    """What a cohort is given next in the last of its `weeks` so far: of that week's topics, else of earlier ones; nothing that it
    was `given`, which has the day of each challenge by its id. None if nothing is left."""
    fresh = [item for item in candidates(challenges, topics_of(weeks), runs_code) if item.id not in given]
    if not fresh:
        return None
    begun, _ = cohort.timetable.days_of(len(weeks))
    asked = {topic for item, day in given.items() if day >= begun and item in challenges for topic in challenges[item].topics}
    return min(fresh, key=lambda item: (for_the_week(weeks[-1], item, asked), crc32(f"{cohort.id}/{item.id}".encode())))


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
