"""How a cohort ends: whoever waits in line is told at once; when nothing can be handed in any more one last post closes it."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.closing import closings, ends
from bot.domain.cohort import Cohort
from bot.domain.timetable import Occurrence, Timetable
from bot.feature import Feature, Recheck, Routine
from bot.interface.command import Commands
from bot.ports.unit import Unit
from bot.shared.closing_card import CLOSING, closing_card, closing_name
from bot.shared.launch_card import mend_welcome
from bot.shared.posts import home_post, if_still_over, state_at
from bot.shared.waiting_list import GOES_ON, LINE_END, if_it_ends_then, if_it_goes_on, tell_line_of_end


async def tell_line(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """Tell whoever waits in line when the cohort ends, unless they heard of that end before, or it is long ago; nobody is offered
    to join any more."""
    if cohort.state(now) == "ended":
        await mend_welcome(unit, cohort, now)
    for occurrence in due:
        if now < occurrence.until:
            await tell_line_of_end(unit, cohort, now)


async def post_closing(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """Close a cohort that ended, once for each day on which it does: a moderator may give it more time after the first.

    One that nobody joined or that never began ends in silence. Whoever still waits in line waits no more.
    """
    for occurrence in due:
        await unit.waiting_lists.clear(cohort.id)
        if not cohort.called_off and await unit.enrollments.ever(cohort.id):
            card, name = await closing_card(unit, cohort), closing_name(occurrence.day)
            state, homes = state_at(occurrence, now), await unit.cohorts.homes(cohort.id)
            await unit.outbox.put_all(
                home_post(home, name, card, occurrence.at, state=state, until=occurrence.until) for home in homes
            )


feature = Feature(
    Commands(),
    (Routine("line-end", tell_line, ends, Timetable.moved_at), Routine(CLOSING, post_closing, closings)),
    (Recheck(CLOSING, if_still_over), Recheck(LINE_END, if_it_ends_then), Recheck(GOES_ON, if_it_goes_on)),
)
