"""How it is said that a cohort is over: it has ended, or a moderator called it off before it began."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.cohort import Cohort
from bot.errors import Refusal
from bot.text import Markup, Moment, join, t


def late_work_text(closes: datetime) -> Markup:
    """What all members can still do once a cohort has ended, and until when."""
    return t("Until {at} milestones can still be handed in, and a check-in until 48 hours after its day.", at=Moment(closes))


def over_title(cohort: Cohort) -> Markup:
    """The title of what is refused because a cohort is over: nothing went wrong."""
    if cohort.called_off:
        return t("{cohort} is called off", cohort=cohort.name)
    return t("{cohort} has ended", cohort=cohort.name)


def over_text(cohort: Cohort) -> Markup:
    """A sentence about a cohort that is over."""
    if cohort.called_off:
        return t("{cohort} was called off before it began.", cohort=cohort.name)
    return t("{cohort} ended on {day}.", cohort=cohort.name, day=cohort.timetable.last_day)


def check_not_called_off(cohort: Cohort) -> None:
    """Raises Refusal for a cohort that never took place: nothing in it can be looked back on."""
    if cohort.called_off:
        raise Refusal(over_text(cohort), title=over_title(cohort))


def kept_text(cohort: Cohort) -> Markup:
    """A sentence for whoever is or was in a cohort that is over: where what they did is."""
    if cohort.called_off:
        return over_text(cohort)
    return t(
        "{cohort} ended on {day}; what you did is kept. See it with </progress cohort={slug}>.",
        cohort=cohort.name,
        day=cohort.timetable.last_day,
        slug=cohort.slug,
    )


def others_text(cohort: Cohort) -> Markup:
    """Sentences for whoever never was in a cohort that is over."""
    return join([over_text(cohort), t("Use </cohort list> to see what is open.")], " ")


def own_are_over_text(cohorts: Sequence[Cohort]) -> Markup:
    """A sentence about the cohorts of somebody, all of which are over."""
    if all(cohort.called_off for cohort in cohorts):
        return t("What you joined was called off before it began.")
    return t("Your cohorts have ended; what you did is kept.")


def all_are_over_text(cohorts: Sequence[Cohort]) -> Markup:
    """A sentence about all the cohorts there ever were, each of which is over."""
    if all(cohort.called_off for cohort in cohorts):
        return t("Every cohort was called off before it began.")
    return t("Every cohort has ended; what you did is kept.")
