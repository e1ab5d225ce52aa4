"""What becomes of an entry that a community added, for its members."""

from bot.domain.challenge import Challenge
from bot.domain.items import OwnItem
from bot.domain.roadmap import Roadmap, Week
from bot.text import Markup, t


def effect(item: OwnItem, *, active: bool) -> Markup:
    """What members have of an entry that is active, or is retired; challenges are given, not looked up."""
    match item:
        case Challenge() if active:
            return t("It is among the daily challenges of cohorts that have reached its topics.")
        case Challenge():
            return t("It is not given again. Whoever was given it can still answer, and all answers are kept.")
        case Roadmap() if active and not item.weeks:
            return t("It has no weeks yet, so no cohort can walk it.")
        case Roadmap() if active:
            return t("New cohorts can walk it as it is now. Cohorts under way keep theirs as it was.")
        case Roadmap():
            return t("No new cohort is offered it. Cohorts under way go on with it.")
        case Week() if active:
            return t("Members find it from now on. Cohorts under way keep their weeks as they are.")
        case Week():
            return t("Members do not find it any more. Roadmaps that have it keep it until you take it out of them.")
        case _ if active:
            return t("Members find it from now on.")
        case _:
            return t("Members do not find it any more.")
