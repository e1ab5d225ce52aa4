"""What the members of a cohort did in a week, in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.cohort import Checkin, Cohort
from bot.ports.unit import Unit
from bot.shared.peer_review import given as given_reviews
from bot.shared.week_card import cohort_weeks


@dataclass(frozen=True, slots=True)
class WeekWork:
    """Of those who are in the cohort now: whoever has left counts for nothing."""

    members: int
    checkins: Sequence[Checkin]
    done: int
    """How many finished the week's milestone."""
    done_so_far: int
    """The milestones of this week and those before that were finished, member by member."""
    milestones_so_far: int
    """The same if everybody had finished all."""
    reviewed: int = 0
    """The reviews of milestones that were written in it."""

    @property
    def persons(self) -> int:
        """How many members checked in."""
        return len({checkin.person for checkin in self.checkins})

    @property
    def days(self) -> int:
        """On how many days somebody checked in."""
        return len({checkin.day for checkin in self.checkins})


async def work_of_week(unit: Unit, cohort: Cohort, number: int) -> WeekWork:
    members = {member.person for member in await unit.enrollments.members(cohort.id)}
    given = await unit.checkins.between(cohort.id, *cohort.timetable.days_of(number))
    finished = await unit.progress.done(cohort.id)
    done = [len(finished.get(week.id, ())) for week in (await cohort_weeks(unit, cohort))[:number]]
    checkins = [checkin for checkin in given if checkin.person in members]
    reviews = given_reviews(await unit.peer_reviews.of_cohort(cohort.id)) if cohort.reviews else ()
    reviewed = sum(cohort.week_at(review.answered_at or review.asked_at) == number for review in reviews)
    return WeekWork(len(members), checkins, done[-1], sum(done), number * len(members), reviewed)
