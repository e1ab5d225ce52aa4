"""Weekdays in words, and read from words."""

from collections.abc import Sequence
from datetime import time

from bot.domain.calendar import DAYS
from bot.domain.weekdays import read_days
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.inputs import Choice, joined
from bot.interface.none_words import means_none
from bot.interface.option import several_values
from bot.language import current_locale, written_weekday
from bot.text import Listed, Markup, Weekday, plain, t

NO_DAYS = "none"
"""How days of challenges are typed when there are none."""


def days_listed(days: frozenset[str]) -> Listed:
    """Days as a value of a sentence, which writes them in its language."""
    return Listed(tuple(Weekday(number, "abbreviated") for number, day in enumerate(DAYS) if day in days))


def asked_at(days: frozenset[str], at: time, zone: str) -> Markup:
    """When something is asked for in a cohort, which need not be the reader's hour."""
    return t("{days} at {at} ({zone})", days=days_listed(days), at=at, zone=zone)


@several_values
async def suggest_weekdays(context: Context, typed: str) -> Sequence[Choice]:
    """The days of the week whose name begins with what was typed."""
    days = [Choice(t("{day}", day=Weekday(number)), _typed_day(number)) for number in range(len(DAYS))]
    return [day for day in days if plain(day.label).casefold().startswith(typed.casefold())]


@several_values
async def suggest_challenge_days(context: Context, typed: str) -> Sequence[Choice]:
    """The days of the week, and none of them."""
    return [*await suggest_weekdays(context, typed), *([] if typed else [Choice(t("None"), NO_DAYS)])]


def _typed_day(number: int) -> str:
    return plain(t("{day}", day=Weekday(number, "abbreviated")))


def days_text(days: frozenset[str]) -> str:
    """Days as they are typed, such as `Mon, Wed`; `chosen_days` reads it back."""
    return joined(_typed_day(number) for number, day in enumerate(DAYS) if day in days)


def chosen_days(text: str) -> frozenset[str]:
    """The weekdays somebody means, at least one. Raises Refusal for a text that names none."""
    names = {
        written_weekday(number, width, current_locale()): number
        for number in range(len(DAYS))
        for width in ("wide", "abbreviated")
    }
    days = read_days(text, names)
    if not days:
        raise Refusal(t("“{text}” names no weekdays; write them such as mon,wed,fri or mon-fri or weekdays.", text=text[:50]))
    return days


def no_days_text() -> Markup:
    """What to do instead of having no day with a check-in."""
    return t(
        "A cohort asks for a check-in on one day a week at least: </manage edit days=fri> keeps Friday alone. "
        "</manage pause> stops all of it for a while."
    )


def no_challenges_text() -> Markup:
    """What to do instead of having no hour for challenges."""
    return t("</manage edit challenges=none> turns its challenges off.")


def challenge_days_text(days: frozenset[str]) -> str:
    """The days of challenges as they are typed."""
    return days_text(days) if days else NO_DAYS


def chosen_challenge_days(text: str) -> frozenset[str]:
    """The days somebody means, none if challenges are turned off. Raises Refusal for any other text."""
    return frozenset() if means_none(text) else chosen_days(text)
