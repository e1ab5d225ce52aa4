"""The last post of a cohort: what it did together, each one's own way to look back, and what may come next."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.closing import closings
from bot.domain.cohort import Cohort
from bot.domain.timetable import Occurrence
from bot.feature import Feature, Recheck, Routine
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.command import Commands
from bot.ports.unit import Unit
from bot.shared.posts import home_post, state_at
from bot.shared.waiting_list import LINE_ENDED, if_still_over, tell_line_of_end
from bot.shared.week_card import cohort_weeks
from bot.text import Markup, join, n, t

HANDED_IN_LATE = timedelta(days=4)
"""How far after the cohort's last day a day that could still be filled in lies, zones and all."""


async def post_closing(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """Close a cohort that ended, once for each day on which it does: a moderator may give it more time after the first.

    One that nobody joined or that never began ends in silence. Whoever still waits in line is told, and waits no
    more.
    """
    for occurrence in due:
        if now < occurrence.until:
            await tell_line_of_end(unit, cohort, occurrence.at)
        await unit.waiting_lists.clear(cohort.id)
        if not cohort.called_off and await unit.enrollments.ever(cohort.id):
            card = await _card(unit, cohort)
            state, homes = state_at(occurrence, now), await unit.cohorts.homes(cohort.id)
            await unit.outbox.put_all(
                home_post(home, f"closing/{occurrence.day}", card, occurrence.at, state=state, until=occurrence.until)
                for home in homes
            )


async def _card(unit: Unit, cohort: Cohort) -> Card:
    keys = {"cohort": str(cohort.id)}
    look_back = Button(t("Look back"), Call("progress", keys), "primary")
    buttons = Buttons((look_back, Button(t("What next?"), Call("roadmap show")), Button(t("Other cohorts"), Call("cohort list"))))
    note = Note(t("“Look back” shows your own weeks and days to you alone. All that you did is kept."))
    return Card(t("{cohort} is over", cohort=cohort.name), (Text(join(await _deeds(unit, cohort))), note, buttons))


async def _deeds(unit: Unit, cohort: Cohort) -> list[Markup]:
    """What the cohort did, a line each; what nobody did is not said."""
    days = cohort.timetable.first_day, cohort.timetable.last_day + HANDED_IN_LATE
    done = await unit.progress.done(cohort.id)
    finished = [done.get(week.id, frozenset[int]()) for week in await cohort_weeks(unit, cohort)]
    members, through = len(await unit.enrollments.ever(cohort.id)), len(frozenset[int].intersection(*finished))
    milestones = sum(map(len, finished))
    checkins = len(await unit.checkins.between(cohort.id, *days))
    answers = len(await unit.attempts.between(cohort.id, *days))
    lines = (
        (members, n("**{count} member** walked it.", "**{count} members** walked it.", members)),
        (through, n("**{count}** finished every week.", "**{count}** finished every week.", through)),
        (milestones, n("**{count} milestone** was finished.", "**{count} milestones** were finished.", milestones)),
        (checkins, n("**{count} check-in** was made.", "**{count} check-ins** were made.", checkins)),
        (answers, n("**{count} challenge** was answered.", "**{count} challenges** were answered.", answers)),
    )
    return [line for count, line in lines if count]


feature = Feature(Commands(), (Routine("closing", post_closing, closings),), (Recheck(LINE_ENDED, if_still_over),))
