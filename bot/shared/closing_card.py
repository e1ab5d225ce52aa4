"""The last post of a cohort: what it did together, each one's own way to look back, and what may come next."""

from datetime import date

from bot.domain.cohort import Cohort
from bot.domain.late_work import FILLED_WITHIN
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.ports.unit import Unit
from bot.shared.week_card import weeks_held
from bot.text import Markup, join, n, t

CLOSING = "closing"
"""The first part of the keys of these posts."""


def closing_name(day: date) -> str:
    """The name of the closing of a cohort that ends on a day, which is the same in each home."""
    return f"{CLOSING}/{day}"


async def closing_card(unit: Unit, cohort: Cohort) -> Card:
    """The closing of a cohort that is over."""
    keys = {"cohort": str(cohort.id)}
    look_back = Button(t("Look back"), Call("progress", keys), "primary")
    buttons = Buttons((look_back, Button(t("What next?"), Call("roadmap show")), Button(t("Other cohorts"), Call("cohort list"))))
    note = Note(t("“Look back” shows your own weeks and days to you alone. All that you did is kept."))
    return Card(t("{cohort} is over", cohort=cohort.name), (Text(join(await _deeds(unit, cohort))), note, buttons))


def more_time_card(cohort: Cohort) -> Card:
    """What the closing says once the cohort goes on. It names no day, for that may change once more."""
    sentence = t("It was over, and then got more time. The plan shows when it ends.")
    plan = Button(t("See the plan"), Call("cohort info", {"cohort": str(cohort.id)}))
    return Card(t("{cohort} got more time", cohort=cohort.name), (Text(sentence), Buttons((plan,))))


async def _deeds(unit: Unit, cohort: Cohort) -> list[Markup]:
    """What those who were in the cohort at its end did, a line each; what nobody did is not said. Who has left counts for
    nothing, as in the reports."""
    days = cohort.timetable.first_day, cohort.timetable.last_day + FILLED_WITHIN
    done, weeks = await unit.progress.done(cohort.id), await weeks_held(unit, cohort)
    persons = frozenset(member.person for member in await unit.enrollments.members(cohort.id))
    finished = [frozenset(done.get(week.id, ())) for week in weeks]
    through, milestones = len(frozenset[int].intersection(*finished)), sum(map(len, finished))
    checkins = sum(each.person in persons for each in await unit.checkins.between(cohort.id, *days))
    answers = sum(each.person in persons for each in await unit.attempts.between(cohort.id, *days))
    if not persons:
        return [t("Nobody was in it at the end.")]
    members = len(persons)
    lines = (
        (members, n("**{count} member** was in it at the end.", "**{count} members** were in it at the end.", members)),
        (through, _through_line(cohort, len(weeks), through)),
        (milestones, n("**{count} milestone** was finished.", "**{count} milestones** were finished.", milestones)),
        (checkins, n("**{count} check-in** was made.", "**{count} check-ins** were made.", checkins)),
        (answers, n("**{count} challenge** was answered.", "**{count} challenges** were answered.", answers)),
    )
    return [line for count, line in lines if count]


def _through_line(cohort: Cohort, held: int, through: int) -> Markup:
    """How many finished all weeks that took place, which an early end leaves fewer than were planned."""
    if held == cohort.weeks:
        return n("**{count}** finished every week.", "**{count}** finished every week.", through)
    if held == 1:
        return n("**{count}** finished the week that took place.", "**{count}** finished the week that took place.", through)
    return n("**{count}** finished every week that took place.", "**{count}** finished every week that took place.", through)
