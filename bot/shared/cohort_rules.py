"""What a cohort may be called and when it may begin, at its launch and whenever it is changed."""

from datetime import date, datetime

from bot.domain.calendar import local_day
from bot.domain.cohort_change import start_fault
from bot.errors import Refusal
from bot.interface.limits import width
from bot.text import escape, t

WIDEST_NAME = 90
"""As the widest platform writes it, so that it fits into every title."""


def checked_name(name: str) -> str:
    """The name, if it can be one. Raises Refusal."""
    if not any(letter.isalnum() for letter in name):
        raise Refusal(t("A cohort's name needs a letter or a digit."))
    if width(escape(name)) > WIDEST_NAME:
        raise Refusal(t("That name holds too many special signs; choose a plainer one."))
    return name


def checked_start(start: date, zone: str, now: datetime) -> date:
    """The first day, if it can be one. Raises Refusal."""
    match start_fault(start, local_day(now, zone)):
        case "over":
            raise Refusal(t("{day} is over; choose today or a later day.", day=start))
        case "far":
            raise Refusal(t("{day} is more than a year away; choose an earlier day.", day=start))
        case None:
            return start
