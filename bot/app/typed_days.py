"""Dates that depend on today are read once the member's own day is known, before anything else looks at the call."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.calendar import local_day
from bot.errors import Refusal
from bot.feature import Context, Reading
from bot.interface.call import Call, Request
from bot.interface.command import AGAIN, Command
from bot.interface.dates import date_named, dates_meant, without_until
from bot.interface.day_names import day_names
from bot.interface.day_words import in_english
from bot.interface.lengths import day_away, last_day_of
from bot.interface.opened import only_changed
from bot.interface.option import Parameter
from bot.text import clean, t


async def with_days(command: Command, request: Request, reading: Reading) -> Request:
    """The request with dates such as `yesterday` or `29 Nov` as year-month-day; what is no date stays.

    Raises Refusal for a date that can be two, but not where its form is to be shown again.
    """
    if not tells_days(command, request):
        return request
    typed = _typed(command, request)
    today, begun = await reading(_days)
    meant = dict[str, Sequence[date]]()
    for parameter in sorted(typed, key=lambda each: bool(each.option.since)):  # what others are counted from is read before them
        meant[parameter.name] = _meant(parameter, typed[parameter], today, begun, meant.get(parameter.option.since, ()))
    for parameter, text in typed.items():
        if len(dates := meant[parameter.name]) > 1 and AGAIN not in request.call.values:
            raise _ambiguous(parameter, text, dates[0], dates[1])
    sure = {name: dates[0].isoformat() for name, dates in meant.items() if len(dates) == 1}
    return replace(request, call=request.call.with_values(**sure))


async def bound_call(command: Command, request: Request, reading: Reading) -> tuple[Call, Mapping[str, Any]]:
    """The call with its days, of a form with what it changes alone, and its typed arguments. Raises Refusal for a value that does
    not fit."""
    call = only_changed((await with_days(command, request, reading)).call)
    return call, command.bind(call)


def tells_days(command: Command, request: Request) -> bool:
    """Whether the request holds a date that depends on today, or none at all where one is asked for."""
    return any(text and not date_named(text) for text in _typed(command, request).values())


def _typed(command: Command, request: Request) -> dict[Parameter, str]:
    return {p: clean(request.call.values.get(p.name, "")) for p in command.parameters if p.kind == "date"}


def _meant(parameter: Parameter, text: str, today: date, begun: date, first: Sequence[date]) -> Sequence[date]:
    """The days that a text can mean; `first` are those that the option can mean from which on this one is counted."""
    known, past = date_named(text), parameter.option.past
    if known or not text:
        return (known,) if known else ()
    since = first[0] if len(first) == 1 else None
    names = day_names()
    length = in_english(without_until(text), names)
    if parameter.option.since and (last := last_day_of(length, since or today)):
        from_today = day_away(length, today)  # `in two weeks` is said of today too, where that lies behind the first day
        return sorted({last, from_today}) if from_today and since and today < since < from_today else (last,)
    return dates_meant(text if past else without_until(text), today, names, past=past, begun=begun, since=since)


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
