"""Dates that depend on today are read once the member's own day is known, before anything else looks at the call."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.calendar import local_day
from bot.errors import Refusal
from bot.feature import Context, Reading
from bot.interface.call import Request
from bot.interface.command import AGAIN, Command
from bot.interface.dates import date_named, dates_meant, without_until
from bot.interface.day_names import day_names
from bot.interface.option import Parameter
from bot.text import clean, t


async def with_days(command: Command, request: Request, reading: Reading) -> Request:
    """The request with dates such as `yesterday` or `29 Nov` as year-month-day; what is no date stays.

    Raises Refusal for a date that can be two, but not where its form is to be shown again.
    """
    typed = {p: clean(request.call.values.get(p.name, "")) for p in command.parameters if p.kind == "date"}
    unread = {parameter: text for parameter, text in typed.items() if text and date_named(text) is None}
    if not unread:
        return request
    today, begun = await reading(_days)
    meant = {p: _meant(p, text, today, begun) for p, text in unread.items()}
    for parameter, dates in meant.items():
        if len(dates) > 1 and AGAIN not in request.call.values:
            raise _ambiguous(parameter, unread[parameter], dates[0], dates[1])
    sure = {parameter.name: dates[0].isoformat() for parameter, dates in meant.items() if len(dates) == 1}
    return replace(request, call=request.call.with_values(**sure))


def _meant(parameter: Parameter, text: str, today: date, begun: date) -> Sequence[date]:
    past = parameter.option.past
    return dates_meant(text if past else without_until(text), today, day_names(), past=past, begun=begun)


async def _days(context: Context) -> tuple[date, date]:
    """The member's own today, and the day that the calendar shows where they are."""
    return context.today, local_day(context.now, context.zone)


def _ambiguous(parameter: Parameter, text: str, one: date, other: date) -> Refusal:
    sentence = t(
        "“{text}” can be {one} or {other}; write `{first}` or `{second}`.",
        text=text[:50],
        one=one,
        other=other,
        first=one.isoformat(),
        second=other.isoformat(),
    )
    return Refusal(sentence, option=parameter.name)
