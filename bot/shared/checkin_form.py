"""What the form of a check-in says beside its questions: for what it is, what was planned, and which day to take instead."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.cohort import Checkin, Cohort
from bot.errors import Refusal
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Text
from bot.interface.limits import LONGEST_INPUT_LABEL
from bot.interface.prefill import Wording
from bot.text import Markup, clip, escape, join, plain, t

PLAN_LASTS = timedelta(days=7)
LONGEST_PLAN = 80
"""With what it stands beside, so that both fit into a hint."""
LONGEST_NAME = 25


def head_of_form(cohort: Cohort, day: date, latest: Sequence[Checkin]) -> Wording:
    """For the first input: the cohort, the day, since at night today is not clear, and what was planned, by the `latest`
    check-ins."""
    about = t("{cohort}, {day}", cohort=clip(cohort.name, LONGEST_NAME), day=day)
    hint = join([about, *_planned(latest, day, LONGEST_PLAN - len(about))], " · ")
    return Wording(label=escape(cohort.did_question), hint=hint)


def question_of_week(question: Markup) -> Wording:
    """The question as the label of its input, or under its label if it is too long for one."""
    return Wording(label=question) if len(plain(question)) <= LONGEST_INPUT_LABEL else Wording(hint=question)


def other_day(cohort: Cohort, refusal: Refusal, day: date) -> Card:
    """Why a day takes no check-in, and the way to `day`, which does."""
    call = Call("checkin", {"cohort": str(cohort.id), "day": day.isoformat()})
    press = Button(t("Check in for {day}", day=day), call, "primary")
    return Card(t("Another day"), (Text(refusal.message), Buttons((press,))))


def _planned(latest: Sequence[Checkin], day: date, most: int) -> list[Markup]:
    """What the check-in before a day, not more than a week ago, said would come next, in short; empty if it said nothing."""
    before = next((checkin for checkin in latest if checkin.day < day), None)
    if before is None or not before.next or day - before.day > PLAN_LASTS:
        return []
    return [t("You planned: {plan}", plan=clip(" ".join(before.next.split()), most))]
