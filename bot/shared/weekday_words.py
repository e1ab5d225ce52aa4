"""Weekdays in the reader's language."""

from bot.domain.calendar import DAYS
from bot.domain.weekdays import read_days
from bot.errors import Refusal
from bot.text import t, weekday


def days_text(days: frozenset[str]) -> str:
    """Such as `Mon, Wed`; `chosen_days` reads it back."""
    return ", ".join(weekday(number, "abbreviated") for number, day in enumerate(DAYS) if day in days)


def chosen_days(text: str) -> frozenset[str]:
    """The weekdays somebody means, at least one. Raises Refusal."""
    names = {weekday(number, width): number for number in range(len(DAYS)) for width in ("wide", "abbreviated")}
    days = read_days(text, names)
    if not days:
        raise Refusal(t("“{text}” names no weekdays; write them such as mon,wed,fri or mon-fri or weekdays.", text=text[:50]))
    return days


NO_DAYS = frozenset({"none", "no", "off", "never"})
"""How people turn challenges off."""


def challenge_days_text(days: frozenset[str]) -> str:
    """The days of challenges as they are typed."""
    return days_text(days) if days else "none"


def chosen_challenge_days(text: str) -> frozenset[str]:
    """The days somebody means, none if challenges are turned off. Raises Refusal."""
    return frozenset() if text.casefold() in NO_DAYS else chosen_days(text)
