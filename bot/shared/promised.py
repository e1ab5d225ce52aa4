"""What was promised to arrive in somebody's direct messages and did not: whom it was promised hears of it, once, in private."""

from datetime import datetime
from functools import partial

from bot.domain.post import Post
from bot.errors import Hindrance, Reason
from bot.interface.card import Card, Text
from bot.ports.unit import Unit
from bot.shared.direct_posts import Address, direct_post, waking_hour, written_as
from bot.shared.hindrances import hindrance_text
from bot.shared.posts import compose
from bot.text import Account, Markup, join, t

PROMISED = "promised"
"""The first part of the keys of these messages."""
UNWANTED = (
    Hindrance.COHORT_ENDED,
    Hindrance.COHORT_RESTS,
    Hindrance.NOT_IN_COHORT,
    Hindrance.ON_LEAVE,
    Hindrance.NOT_NEEDED,
    Hindrance.ASKER_LEFT,
)
"""What people decided before it was sent."""
FOR_GOOD = (Hindrance.NO_PERSON, Hindrance.PERSON_LEFT, Hindrance.IS_A_BOT)


def promised_key(key: str) -> str:
    """The key of the message which tells that the one of `key` did not arrive."""
    return f"{PROMISED}/{key}"


async def tell_whom_it_was_promised(unit: Unit, post: Post, reason: Reason | None, now: datetime) -> None:
    """Tell why a direct message did not arrive. Nobody is told of one that was promised to nobody, as one without a reason is."""
    told = await unit.members.get(post.promised_to or 0)
    reader, cohort = await unit.members.get(post.person or 0), await unit.cohorts.get(post.cohort or 0)
    account = told and await unit.members.account(told.person, [post.platform])
    if not (reason and told and reader and cohort and account):
        return
    whom = await written_as(unit, reader, post.platform)
    await unit.outbox.put(
        direct_post(
            Address(post.platform, post.space, account[1]),
            told,
            key=promised_key(post.key),
            card=compose(unit, partial(_card, post, whom, reason), told),
            due_at=waking_hour(told, unit.community, now),
            cohort=cohort,
        )
    )


def _card(post: Post, whom: Account | str, reason: Reason) -> Card:
    """The message's title is quoted as its reader was to see it, in their language."""
    lines = [t("“{title}” did not reach {whom}.", title=post.card.title, whom=whom), *_why(reason)]
    return Card(t("A private message did not arrive"), (Text(join(lines, " ")),))


def _why(reason: Reason) -> list[Markup]:
    why = hindrance_text(reason)
    if reason.kind in FOR_GOOD or reason.kind in UNWANTED:
        return [why]
    if reason.kind is Hindrance.CLOSED_MESSAGES:
        return [why, t("They read it when they next use the bot. If it cannot wait, write to them in the channel.")]
    return [why, t("It is tried again by itself for a few days.")]
