"""The types of values of a cohort's settings: how each is written, shown and read."""

from datetime import date

from bot.shared.cohort_rules import checked_name
from bot.shared.setting import ValueType
from bot.shared.weekday_words import challenge_days_text, chosen_challenge_days, chosen_days, days_listed, days_text
from bot.shared.zone_choice import chosen_zone
from bot.text import escape, t

HOUR = ValueType(lambda at: at.isoformat("minutes"), lambda at: t("{at}", at=at))
DAY = ValueType(date.isoformat, lambda day: t("{day}", day=day))
CALLED = ValueType(str, escape, lambda context, name: checked_name(name))
ZONE = ValueType(str, escape, lambda context, zone: chosen_zone(zone, context.now))
DAYS = ValueType(days_text, lambda days: t("{days}", days=days_listed(days)), lambda context, days: chosen_days(days))
CHALLENGE_DAYS = ValueType(
    challenge_days_text, lambda days: DAYS.shown(days) if days else t("none"), lambda context, days: chosen_challenge_days(days)
)
YES_OR_NO = ValueType(lambda wanted: "yes" if wanted else "no", lambda wanted: t("yes") if wanted else t("no"))
PLACES = ValueType(
    lambda most: str(most or 0),
    lambda most: t("{count}", count=most) if most else t("no limit"),
    lambda context, most: most or None,
)
