"""Telling people what keeps a post from arriving: what is wrong in which channel, and what to do."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog

from bot.domain.post import Delivery, Post
from bot.errors import Hindrance, Reason
from bot.interface.card import Card, Note, Text
from bot.ports.outbox import Sender
from bot.ports.unit import Unit, Units
from bot.shared.hindrances import hindrance_text, patience_text
from bot.shared.posts import compose
from bot.text import Channel, Markup, join, t

FAILED = "failed"
"""The first part of the keys of posts that tell of a failure."""
ASKING_SECONDS = 30

log = structlog.get_logger(__name__)


async def tell_failure(units: Units, senders: Mapping[str, Sender], delivery: Delivery, reason: Reason, now: datetime) -> None:
    """In the log channel, else to whoever launched the cohort; one cause once a day, however many posts it holds up."""
    post = delivery.post
    reasons = await _reasons(senders[post.platform], delivery, reason)
    async with units.open(delivery.community) as unit:
        whom = await _told(unit, delivery)
        if whom:
            key = f"{FAILED}/{post.platform}/{post.channel}/{reason.kind}/{now:%Y-%m-%d}/{whom.kind}"
            reader = await unit.members.get(whom.person) if whom.person else None
            card = compose(unit, partial(_failure, delivery, reasons), reader)
            await unit.outbox.put(replace(whom, key=key, card=card, due_at=now))


async def _reasons(sender: Sender, delivery: Delivery, reason: Reason) -> Sequence[Reason]:
    """What is missing in the channel, by name; else what the platform said."""
    if delivery.post.kind == "dm" or reason.kind is Hindrance.UNKNOWN_OUTCOME:
        return (reason,)
    try:
        async with asyncio.timeout(ASKING_SECONDS):
            return (await sender.look_at(delivery.post.space, delivery.post.channel)).missing or (reason,)
    except Exception:
        log.exception("what is missing in a channel cannot be told", post=delivery.id)
        return (reason,)


async def _told(unit: Unit, delivery: Delivery) -> Post | None:
    """The post, still without its card, to whom a failure is told; None for the failure of a direct message."""
    post = delivery.post
    if post.kind == "dm":
        return None
    blank = Post(key="", platform="", space="", channel="", card=Card(Markup()), due_at=post.due_at, cohort=post.cohort)
    log_channel = unit.community.log_channel
    if log_channel and log_channel != (post.platform, post.space, post.channel):
        platform, space, channel = log_channel
        return replace(blank, platform=platform, space=space, channel=channel)
    cohort = await unit.cohorts.get(post.cohort) if post.cohort else None
    person = cohort.launched_by if cohort else None
    account = await unit.members.account(person, [post.platform]) if person else None
    if account is None:
        return None
    return replace(blank, platform=account[0], space=post.space, channel=account[1], kind="dm", person=person)


def _failure(delivery: Delivery, reasons: Sequence[Reason]) -> Card:
    title, channel = delivery.post.card.title, Channel(delivery.post.channel)
    sentence = t("“{title}” could not be posted in {channel}:", title=title, channel=channel)
    lines = [t("- {reason}", reason=hindrance_text(reason)) for reason in reasons]
    waits = () if Reason(Hindrance.UNKNOWN_OUTCOME) in reasons else (Note(patience_text()),)
    return Card(t("A post was not delivered"), (Text(join([sentence, *lines])), *waits))
