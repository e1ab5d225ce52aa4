"""Weekdays in words, and read from words."""

from bot.domain.calendar import DAYS
from bot.domain.weekdays import read_days
from bot.errors import Refusal
from bot.interface.none_words import means_none
from bot.language import current_locale, written_weekday
from bot.text import Listed, Weekday, plain, t


def days_listed(days: frozenset[str]) -> Listed:
    """Days as a value of a sentence, which writes them in its language."""
    return Listed(tuple(Weekday(number, "abbreviated") for number, day in enumerate(DAYS) if day in days))


def days_text(days: frozenset[str]) -> str:
    """Days as they are typed, such as `Mon, Wed`; `chosen_days` reads it back."""
    return ", ".join(plain(t("{day}", day=day)) for day in days_listed(days).values)


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


def challenge_days_text(days: frozenset[str]) -> str:
    """The days of challenges as they are typed."""
    return days_text(days) if days else "none"


def chosen_challenge_days(text: str) -> frozenset[str]:
    """The days somebody means, none if challenges are turned off. Raises Refusal for any other text."""
    return frozenset() if means_none(text) else chosen_days(text)
