"""How it is said to a member that moderators gave them more weeks than their cohort has."""

from bot.domain.cohort import Cohort, Enrollment
from bot.domain.late_work import milestones_close
from bot.text import Markup, Moment, join, n, t


def extension_line(cohort: Cohort, enrollment: Enrollment | None) -> Markup:
    """Empty for whoever has as long as everybody."""
    if enrollment is None or not enrollment.extra_weeks:
        return Markup()
    given = n(
        "The moderators gave you {count} week more than the cohort has.",
        "The moderators gave you {count} weeks more than the cohort has.",
        enrollment.extra_weeks,
    )
    if not cohort.timetable.end_is_known:
        return given
    closes = Moment(milestones_close(cohort.timetable, enrollment))
    return join([given, t("Milestones count until {at}.", at=closes)], " ")
