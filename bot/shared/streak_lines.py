"""The days of a streak's ledger in words: a symbol never stands alone, so that it can be heard as well as seen."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.late_work import can_fill
from bot.domain.own_days import OwnDays
from bot.domain.streak import RULE, Ledger, StreakDay, run_if_kept
from bot.interface.card import Text
from bot.text import Markup, join, n, t

DAYS_SHOWN = 14


def days_block(days: Sequence[StreakDay], own: OwnDays, now: datetime) -> Text:
    """What became of each day; `own` are the member's."""
    return Text(join([t("**Your days**"), *(_line(day, own, now) for day in days)]))


def streak_words(ledger: Ledger, own: OwnDays, now: datetime) -> Markup:
    """How long a streak is; and would be with all days that can be kept still, if one of them broke it."""
    words = n("Streak: {count} day", "Streak: {count} days", ledger.current)
    missed = {day.day for day in ledger.days if _is_open(day, own, now)}
    return t("{streak}, {filled} with the open ones", streak=words, filled=run_if_kept(ledger.days, missed)) if missed else words


def _is_open(day: StreakDay, own: OwnDays, now: datetime) -> bool:
    """Whether a missed day takes a check-in still."""
    return day.how == "not kept" and can_fill(day.day, now, own)


def _line(day: StreakDay, own: OwnDays, now: datetime) -> Markup:
    """What became of a day, with its zone and its end if they are not the present ones, and the rule if it is an older one."""
    words = t("missed so far, still open") if _is_open(day, own, now) else _words(day)
    if day.zone and day.zone != own.zone:
        words = t("{words}, in {zone}", words=words, zone=day.zone)
    if day.zone and day.ends != own.ends:
        words = t("{words}, until {hour}", words=words, hour=day.ends)
    if day.rule and day.rule != RULE:
        words = t("{words}, under the older rule {rule}", words=words, rule=day.rule)
    return t("{sign} {day}: {words}", sign=_sign(day), day=day.day, words=words)


def _sign(day: StreakDay) -> str:
    match day.how:
        case "check-in" | "challenge" | "repaired":
            return "✓"
        case "frozen":
            return "❄"
        case "not asked" | "paused" | "away":
            return "–"
        case "not kept" | "open":
            return "·"


def _words(day: StreakDay) -> Markup:
    match day.how:
        case "check-in":
            return t("checked in")
        case "challenge":
            return t("challenge answered")
        case "repaired":
            return t("credited by a moderator")
        case "frozen":
            return t("missed, a freeze saved it")
        case "not asked":
            return t("nothing asked")
        case "paused":
            return t("your cohorts were paused")
        case "away":
            return t("you were away")
        case "not kept":
            return t("missed")
        case "open":
            return t("still open")
