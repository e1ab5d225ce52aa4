"""What becomes of an entry that a community added, for its members."""

from bot.domain.challenge import Challenge
from bot.domain.items import OwnItem
from bot.text import Markup, t


def effect(item: OwnItem, *, active: bool) -> Markup:
    """What members have of an entry that is active, or is retired; challenges are given, not looked up."""
    match item:
        case Challenge() if active:
            return t("It is among the daily challenges of cohorts that have reached its topics.")
        case Challenge():
            return t("It is not given again. Whoever was given it can still answer, and all answers are kept.")
        case _ if active:
            return t("Members find it from now on.")
        case _:
            return t("Members do not find it any more.")
