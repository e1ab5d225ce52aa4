"""Text → value: what somebody typed, chose or pressed becomes what a handler is given, or a refusal that says what to write."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from bot.errors import Refusal
from bot.interface.dates import date_named, nearly_a_day
from bot.interface.day_names import day_names
from bot.interface.none_words import means_no_limit, means_none, means_usual
from bot.interface.option import NO_CHANNEL, AccountId, ChannelId, FileName, Option, OptionKind, Parameter, RoleId
from bot.interface.wall_times import minutes_named, time_named
from bot.text import Listed, Markup, plain, t

LARGEST = 999_999_999
"""The largest integer that is taken if the declaration sets no bound."""

DIGITS_OF_A_YEAR = 4
LONGEST_DATE = 50
"""The most characters in which a slip is looked for."""
_YES = {"yes", "y", "true", "on", "1"}
_NO = {"no", "n", "false", "off", "0"}
YES_OR_NO = _YES | _NO
_ID = r"([A-Za-z0-9_-]{1,64})"
"""No platform has longer ones, nor has the database room for them."""
_CHANNEL = re.compile(rf"<#{_ID}(?:\|[^>]*)?>|#?{_ID}")
_CHANNEL_LINK = re.compile(r"https://(?:discord\.com/channels/\d+|[a-z0-9-]+\.slack\.com/archives)/([A-Za-z0-9]{1,64})/?")
"""What a chat gives who copies the link of a channel: outside of it, nobody has a list to pick one from."""
_ACCOUNT = re.compile(rf"<@!?{_ID}(?:\|[^>]*)?>|{_ID}")
_ROLE = re.compile(rf"<(?:@&|!subteam\^){_ID}(?:\|[^>]*)?>|{_ID}")


def bind(parameter: Parameter, text: str) -> Any:
    """The value that `text` stands for. Raises Refusal with what to write instead."""
    if parameter.option.instead and means_none(text):
        raise Refusal(parameter.option.instead())
    return _BINDERS[parameter.kind](parameter, text)


def _bind_text(parameter: Parameter, text: str) -> str:
    if not parameter.option.long:
        text = " ".join(text.split())  # one line
    if len(text) > parameter.option.most:
        raise Refusal(
            t(
                "“{name}” is {length} characters long; {most} is the most. Shorten it and send it again.",
                name=parameter.label(),
                length=len(text),
                most=parameter.option.most,
            )
        )
    return text


def _bind_integer(parameter: Parameter, text: str) -> int:
    low = -LARGEST if parameter.least is None else parameter.least
    high = LARGEST if parameter.most is None else parameter.most
    number = _whole_number(parameter.option, text)
    if number is None or not low <= number <= high:
        if parameter.option.minutes:
            raise Refusal(_no_minutes(parameter, low, high, text))
        are_years = len(str(low)) == len(str(high)) == DIGITS_OF_A_YEAR  # which are written without a mark for thousands
        raise Refusal(
            t(
                "“{name}” is a whole number from {low} to {high}; “{text}” is not.",
                name=parameter.label(),
                low=str(low) if are_years else low,
                high=str(high) if are_years else high,
                text=text[:50],
            )
        )
    return number


def _no_minutes(parameter: Parameter, low: int, high: int, text: str) -> Markup:
    return t(
        "“{name}” is from {low} to {high} minutes, written such as 90 minutes or 1.5 h; “{text}” is not.",
        name=parameter.label(),
        low=low,
        high=high,
        text=text[:50],
    )


def _whole_number(option: Option, text: str) -> int | None:
    """The number somebody wrote: thousands may be told apart, minutes may be hours, and none is 0 where it clears."""
    if option.clearable and means_no_limit(text):
        return 0
    if option.minutes and (minutes := minutes_named(text)) is not None:
        return minutes
    whole = re.sub(r"(?<=\d)[.,]0{1,2}$", "", text.strip())  # as spreadsheets write it
    digits = re.sub(r"(?<=\d)[,'’\s](?=\d{3}(?:\D|$))", "", whole)
    return int(digits) if re.fullmatch(r"[+-]?\d{1,9}", digits) else None


def _bind_boolean(parameter: Parameter, text: str) -> bool:
    if text.casefold() not in YES_OR_NO:
        raise Refusal(t("“{name}” is yes or no; “{text}” is neither.", name=parameter.label(), text=text[:50]))
    return text.casefold() in _YES


def _bind_date(parameter: Parameter, text: str) -> date | None:
    if parameter.option.clearable and means_none(text):
        return None
    found = date_named(text)
    if found is None:
        raise _no_date(parameter, text)
    return found


def _no_date(parameter: Parameter, text: str) -> Refusal:
    near = nearly_a_day(text, day_names()) if len(text) <= LONGEST_DATE else None
    if near:
        return Refusal(t("“{text}” is not a date. Did you mean {near}?", text=text, near=near))
    if parameter.option.past:
        return Refusal(t("“{text}” is not a date; write it such as yesterday, 29 Nov or 2026-01-31.", text=text[:50]))
    return Refusal(t("“{text}” is not a date; write it such as Friday, 29 Nov or 2026-01-31.", text=text[:50]))


def _bind_time(parameter: Parameter, text: str) -> time | None:
    if parameter.option.clearable and means_usual(text):
        return None
    found = time_named(text)
    if found is None:
        raise Refusal(t("“{text}” is not a time of day; write it such as 18:00 or 6 pm.", text=text[:50]))
    return found


def _bind_channel(parameter: Parameter, text: str) -> ChannelId:
    if parameter.option.clearable and means_none(text):
        return NO_CHANNEL
    match = _CHANNEL_LINK.fullmatch(text) or _CHANNEL.fullmatch(text)
    if not match:
        raise Refusal(t("“{text}” is not a channel; pick one from the list, or paste its link.", text=text[:50]))
    return ChannelId(next(filter(None, match.groups())))


def _bind_account(parameter: Parameter, text: str) -> AccountId:
    match = _ACCOUNT.fullmatch(text)
    if not match:
        raise Refusal(t("“{text}” is nobody here; type @ and pick somebody from the list.", text=text[:50]))
    return AccountId(match[1] or match[2])


def _bind_role(parameter: Parameter, text: str) -> RoleId:
    match = _ROLE.fullmatch(text)
    if not match:
        raise Refusal(t("“{text}” is not a role that can be chosen; pick another from the list.", text=text[:50]))
    return RoleId(match[1] or match[2])


def _bind_file(parameter: Parameter, text: str) -> FileName:
    return FileName(text[: parameter.option.most])


def _bind_choice(parameter: Parameter, text: str) -> str:
    wanted = text.casefold()
    if {"on", "off"} == set(parameter.values) and wanted in YES_OR_NO:
        return "on" if wanted in _YES else "off"
    if text in parameter.values:  # what files and presses hold; labels need not be put into words
        return text
    for choice in parameter.choices():
        if wanted in (choice.value.casefold(), plain(choice.label).casefold()):
            return choice.value
    raise Refusal(
        t(
            "“{text}” is not one of: {choices}.",
            text=text[:50],
            choices=Listed(tuple(plain(choice.label) for choice in parameter.choices())),
        )
    )


_BINDERS: Mapping[OptionKind, Callable[[Parameter, str], Any]] = {
    "text": _bind_text,
    "integer": _bind_integer,
    "boolean": _bind_boolean,
    "date": _bind_date,
    "time": _bind_time,
    "channel": _bind_channel,
    "account": _bind_account,
    "role": _bind_role,
    "choice": _bind_choice,
    "file": _bind_file,
}
