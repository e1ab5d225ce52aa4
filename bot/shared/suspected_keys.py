"""Challenges whose key may be wrong, as moderators read of them."""

from datetime import timedelta

from bot.domain.suspicion import suspicions
from bot.feature import Context
from bot.interface.card import Text
from bot.interface.limits import fitted
from bot.shared.pages import more_lines
from bot.text import join, t

SUSPECTED = 3
SUSPECTED_WITHIN = timedelta(days=120)
SUSPECTED_AMONG = 5000
"""The number of answers, the latest, that are looked at; enough for what is under way, however large a community is."""


async def suspected_keys(context: Context) -> list[Text]:
    """A list of challenges on whose key strong members disagree."""
    since = context.today - SUSPECTED_WITHIN
    every = suspicions(await context.unit.attempts.answered(since, SUSPECTED_AMONG))
    found = every[:SUSPECTED]
    if not found:
        return []
    releases = await context.unit.content.in_use()
    known = {key: value for release in releases for key, value in (await context.unit.challenges.all(*release)).items()}
    lines = [
        t(
            "- {prompt}: {count} of {all}, usually right, answered “{answer}”",
            prompt=fitted(known[one.item].prompt if one.item in known else one.item, 120),
            count=one.chosen_by,
            all=one.of,
            answer=fitted(one.answer, 40),
        )
        for one in found
    ]
    return [Text(join([t("**Challenges whose key may be wrong**"), *lines, *more_lines(len(every) - len(found))]))]
