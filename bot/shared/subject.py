"""Whom a moderator's press is about."""

from dataclasses import dataclass

from bot.domain.cohort import Cohort, Enrollment
from bot.domain.member import Member
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.call import record_id
from bot.text import t


@dataclass(frozen=True, slots=True)
class Subject:
    """A member, with their enrollment in a cohort, also one that is over."""

    cohort: Cohort
    member: Member
    enrollment: Enrollment


async def subject_in(context: Context, cohort: Cohort, person: str) -> Subject:
    """The member whose id a press carries. Raises Refusal for nobody, and for whoever was never in the cohort."""
    key = record_id(person)
    member = await context.unit.members.get(key) if key is not None else None
    enrollment = await context.unit.enrollments.get(cohort.id, member.person) if member else None
    if member is None:
        raise Refusal(t("There is nobody like that here. Look for them with </manage remove>."))
    if enrollment is None:
        raise Refusal(t("That member was never in {cohort}.", cohort=cohort.name))
    return Subject(cohort, member, enrollment)
