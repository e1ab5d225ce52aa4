"""The days that moderators name for a break of a cohort."""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.errors import Refusal
from bot.feature import Context
from bot.shared.country_holidays import country_name, holidays_of
from bot.text import t

FARTHEST = timedelta(days=366)


def from_today(context: Context, cohort: Cohort, day: date, option: str) -> date:
    """The day. Raises Refusal if it is over, or more than a year away."""
    today = local_day(context.now, cohort.zone)
    if day < today:
        raise Refusal(
            t("{day} is over: </manage repair> credits such a day. Choose today or a later one.", day=day), option=option
        )
    if day > today + FARTHEST:
        raise Refusal(t("{day} is more than a year away; choose an earlier day.", day=day), option=option)
    return day


def while_it_runs(context: Context, cohort: Cohort, day: date, option: str) -> date:
    """The day. Raises Refusal if it is over, or after the cohort's end."""
    end = cohort.timetable.last_day
    if day > end:
        raise Refusal(t("{day} is after the end of {cohort}, {end}.", day=day, cohort=cohort.name, end=end), option=option)
    return from_today(context, cohort, day, option)


def public_holidays(country: str, cohort: Cohort, today: date) -> Mapping[date, str]:
    """The public holidays of a country from today on, while the cohort runs. Raises Refusal if there are none."""
    first, last = max(today, cohort.timetable.first_day), min(cohort.timetable.last_day, today + FARTHEST)
    found = holidays_of(country, first, last)
    if not found:
        raise Refusal(
            t("{country} has no public holiday from {first} to {last}.", country=country_name(country), first=first, last=last),
            option="country",
        )
    return found
