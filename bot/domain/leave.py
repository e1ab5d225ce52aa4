"""Personal leave: days that a member takes off. They bring no reminders and are neutral for the streak; only
moderators see who is away, and until when.

Days are the member's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.domain.own_days import ONE_DAY

LONGEST_LEAVE = timedelta(days=366)
"""From the day it is taken to its last day."""

LeaveFault = Literal["over", "too long"]
"""Why no leave can last until a day. over: the day has passed."""


@dataclass(frozen=True, slots=True)
class Leave:
    """From one day to another, both included."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


def leave_on(leaves: Sequence[Leave], day: date) -> Leave | None:
    """The leave that covers a day."""
    return next((leave for leave in leaves if leave.covers(day)), None)


def back_on(leaves: Sequence[Leave], today: date) -> date | None:
    """The day on which somebody came back from their latest leave; None if they had none that is over."""
    return max((leave.last + ONE_DAY for leave in leaves if leave.last < today), default=None)


def leave_fault(today: date, last: date) -> LeaveFault | None:
    if last < today:
        return "over"
    return "too long" if last - today > LONGEST_LEAVE else None


def on_leave(leaves: Sequence[Leave], today: date, last: date) -> tuple[Leave, ...]:
    """The leaves of somebody who is away from today until `last`. One that is under way, or ended yesterday, gets that last day;
    days before today stay as they were."""
    earlier = tuple(leave for leave in leaves if leave.last < today - ONE_DAY)
    first = min([today, *(leave.first for leave in leaves if leave not in earlier)])
    return (*earlier, Leave(first, last))


def back_from_leave(leaves: Sequence[Leave], today: date) -> tuple[Leave, ...]:
    """The leaves of somebody who is back today: those under way ended yesterday, and those that began today never were."""
    yesterday = today - ONE_DAY
    return tuple(Leave(leave.first, min(leave.last, yesterday)) for leave in leaves if leave.first < today)
