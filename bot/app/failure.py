"""Telling people what keeps posts from arriving: what is wrong in which channel, and what to do."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.post import Delivery, Post, PostKind
from bot.errors import Hindrance, Reason
from bot.interface.card import Card, Note, Text
from bot.interface.limits import fitted_list
from bot.ports.dues import Due
from bot.ports.outbox import Sender
from bot.ports.unit import Unit, Units
from bot.shared.hindrances import LOST, elsewhere_text, hindrance_text, patience_text, way_to_mend
from bot.shared.lost_channels import FAILED, failure_key, has_left, who_mends
from bot.shared.posts import compose
from bot.shared.promised import tell_whom_it_was_promised
from bot.shared.unseen import tell_who_is_unseen
from bot.text import Channel, Markup, join, t

ASKING_SECONDS = 30
LONGEST_NAMES = 1000
"""Of the cohorts that speak in one channel, together."""

UNCERTAIN = (Hindrance.UNKNOWN_OUTCOME, Hindrance.NO_HISTORY)
"""Nobody knows whether a post arrived."""

log = structlog.get_logger(__name__)


async def tell_failure(units: Units, senders: Mapping[str, Sender], delivery: Delivery, reason: Reason, now: datetime) -> None:
    """Tell the moderators what keeps a post from its channel, and those who share words in it that it waits; of a direct message
    those whom it was promised. What the log channel was to say of another channel goes to a moderator, as it is written."""
    post = delivery.post
    if post.kind == "dm":
        if post.promised_to:
            await units.run(delivery.community, lambda unit: tell_whom_it_was_promised(unit, post, reason, now))
        return
    if post.key.startswith(f"{FAILED}/"):
        closed = Note(
            t("The log channel, {channel}, takes no posts either: see </manage settings>.", channel=Channel(post.channel))
        )
        said = replace(post, card=replace(post.card, blocks=(*post.card.blocks, closed)))
        await units.run(delivery.community, lambda unit: pass_on(unit, said, now))
        return
    reasons = await _reasons(senders[post.platform], delivery, reason)

    async def tell(unit: Unit) -> None:
        if await has_left(unit, post):
            return
        cohort = await unit.cohorts.get(post.cohort) if post.cohort else None
        where = (post.platform, post.space, post.channel)
        await _tell(unit, where, post.kind, cohort, reasons, partial(_failure, delivery, reasons), now)
        if reason.kind not in UNCERTAIN:
            await tell_who_is_unseen(unit, post, reasons[0], now)

    await units.run(delivery.community, tell)


async def tell_outdated(units: Units, delivery: Delivery, now: datetime) -> None:
    """Tell the moderators that a message stays as it was, as its edit was given up: what somebody asked to be erased may be read
    there."""
    post = delivery.post
    if post.kind == "dm":
        return

    async def tell(unit: Unit) -> None:
        cohort = await unit.cohorts.get(post.cohort) if post.cohort else None
        whom = await _whom(unit, (post.platform, post.space, post.channel), cohort, now)
        if whom:
            begins = f"{FAILED}/{post.platform}/{post.channel}/{Hindrance.NOT_EDITABLE}/{delivery.id}"
            reader = await unit.members.get(whom.person) if whom.person else None
            card = compose(unit, partial(_outdated, post), reader)
            await unit.outbox.put(replace(whom, key=f"{begins}/{whom.person or whom.kind}", card=card))

    await units.run(delivery.community, tell)


async def tell_closed(
    unit: Unit, where: tuple[str, str, str], cohorts: Sequence[Cohort], reasons: Sequence[Reason], now: datetime
) -> None:
    """Tell the moderators what keeps the bot from a (platform, space, channel) in which `cohorts` speak, or their log is kept."""
    others = cohorts or [cohort for cohort in await unit.cohorts.all() if cohort.state(now) != "ended"]
    cohort = next((cohort for cohort in others if cohort.launched_by), None)
    await _tell(unit, where, "send", cohort, reasons, partial(_closed, where[2], cohorts, reasons), now)


async def _tell(
    unit: Unit,
    where: tuple[str, str, str],
    kind: PostKind,
    cohort: Cohort | None,
    reasons: Sequence[Reason],
    build: Callable[[], Card],
    now: datetime,
) -> None:
    """In the log channel, else to one moderator; one cause once, however many posts it holds up: until one of that kind gets
    into the channel again, or any if none does."""
    whom = await _whom(unit, where, cohort, now)
    if whom:
        platform, _, channel = where
        key = f"{await failure_key(unit, platform, channel, reasons[0].kind, kind)}{whom.person or whom.kind}"
        reader = await unit.members.get(whom.person) if whom.person else None
        await unit.outbox.put(replace(whom, key=key, card=compose(unit, build, reader)))


async def tell_late(unit: Unit, due: Due, now: datetime) -> None:
    """Tell the moderators, once a day, that what is due in a cohort cannot be made. Nobody is told of what is due elsewhere."""
    cohort = await unit.cohorts.get(due.subject.id) if due.subject.kind == "cohort" else None
    if cohort is None:
        return
    home = (await unit.cohorts.homes(cohort.id))[0]
    whom = await _whom(unit, (home.platform, home.space, ""), cohort, now)
    if whom:
        key = f"late/{cohort.id}/{due.routine}/{local_day(now, cohort.zone)}"
        reader = await unit.members.get(whom.person) if whom.person else None
        await unit.outbox.put(replace(whom, key=key, card=compose(unit, partial(_late, cohort, due), reader)))


async def pass_on(unit: Unit, post: Post, now: datetime) -> None:
    """Tell a moderator, as it is written, what somebody who is out of reach, or the log channel, was to say of a channel."""
    about, _, _ = post.key.rpartition("/")
    if not about.startswith(f"{FAILED}/"):
        return
    cohort = await unit.cohorts.get(post.cohort) if post.cohort else None
    whom = await _to_moderator(unit, (post.platform, post.space, ""), cohort, now)
    if whom:
        await unit.outbox.put(replace(whom, key=f"{about}/{whom.person}", card=post.card))


async def _reasons(sender: Sender, delivery: Delivery, reason: Reason) -> Sequence[Reason]:
    """What is missing in the channel, by name; else what the platform said."""
    if reason.kind in UNCERTAIN:
        return (reason,)
    try:
        async with asyncio.timeout(ASKING_SECONDS):
            return (await sender.look_at(delivery.post.space, delivery.post.channel)).missing or (reason,)
    except Exception:
        log.exception("what is missing in a channel cannot be told", post=delivery.id)
        return (reason,)


async def _whom(unit: Unit, where: tuple[str, str, str], cohort: Cohort | None, now: datetime) -> Post | None:
    """The post, still without its key and card, for whoever can mend what is wrong in a channel; None if nobody is known."""
    log_channel = unit.community.log_channel
    if log_channel and log_channel != where:
        return _blank(*log_channel, cohort, now)
    return await _to_moderator(unit, where, cohort, now)


async def _to_moderator(unit: Unit, where: tuple[str, str, str], cohort: Cohort | None, now: datetime) -> Post | None:
    """The same for the first of those who mend it that is in reach."""
    platform, space, _ = where
    persons = await who_mends(unit, platform, cohort)
    accounts = await unit.members.accounts(persons, [platform])
    for person in filter(accounts.__contains__, persons):
        member = await unit.members.get(person)
        if member and not member.unreachable:
            return replace(_blank(platform, space, accounts[person][1], cohort, now), kind="dm", person=person)
    return None


def _blank(platform: str, space: str, channel: str, cohort: Cohort | None, now: datetime) -> Post:
    card = Card(Markup())
    return Post(key="", platform=platform, space=space, channel=channel, card=card, due_at=now, cohort=cohort and cohort.id)


def _failure(delivery: Delivery, reasons: Sequence[Reason]) -> Card:
    """The post's title is quoted as its readers will see it, in their language, which need not be the one of this card."""
    title, channel = delivery.post.card.title, Channel(delivery.post.channel)
    if delivery.message:
        sentence = t("“{title}” is in {channel}, but cannot be brought up to date there:", title=title, channel=channel)
        return _card(t("A post cannot be edited now"), sentence, reasons)
    if reasons[0].kind in UNCERTAIN:
        sentence = t("Whether “{title}” arrived in {channel} is not known:", title=title, channel=channel)
        return _card(t("Did a post arrive?"), sentence, reasons)
    sentence = t("“{title}” could not be posted in {channel}:", title=title, channel=channel)
    return _card(t("A post was not delivered"), sentence, reasons)


def _outdated(post: Post) -> Card:
    sentence = t(
        "“{title}” in {channel} could not be edited for days, and that is not tried any more: there may still be in it what"
        " somebody asked to have erased. Delete that message by hand.",
        title=post.card.title,
        channel=Channel(post.channel),
    )
    return Card(t("A post still says what it said before"), (Text(sentence),))


def _late(cohort: Cohort, due: Due) -> Card:
    sentence = t(
        "Something went wrong on our side, and a post of {cohort} is late. It is tried again every five minutes, and comes by"
        " itself once it can be made. If it is not there in an hour, tell whoever runs the bot this name: `{name}`",
        cohort=cohort.name,
        name=due.routine,
    )
    return Card(t("{cohort}: a post is late", cohort=cohort.name), (Text(sentence),))


def _closed(channel: str, cohorts: Sequence[Cohort], reasons: Sequence[Reason]) -> Card:
    """Cohorts are named, for a channel that was deleted has no name any more."""
    names = fitted_list([cohort.name for cohort in cohorts], LONGEST_NAMES)
    sentence = (
        t("What is for {channel} ({cohorts}) cannot be posted there any more:", channel=Channel(channel), cohorts=names)
        if cohorts
        else t("What is for moderators cannot be posted in {channel} any more:", channel=Channel(channel))
    )
    return _card(t("A channel takes no posts"), sentence, reasons)


def _card(title: Markup, sentence: Markup, reasons: Sequence[Reason]) -> Card:
    lines = [t("- {reason}", reason=hindrance_text(reason)) for reason in reasons]
    decide = t("It is not sent again by itself. Look there, then say so: </manage deliveries state=uncertain>.")
    waits = Note(decide if reasons[0].kind in UNCERTAIN else patience_text())
    elsewhere = (Note(elsewhere_text()),) if any(reason.kind in LOST for reason in reasons) else ()
    return Card(title, (Text(join([sentence, *lines, *way_to_mend(reasons)])), waits, *elsewhere))
