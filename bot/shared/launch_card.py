"""The post that opens a cohort, and what the bot still needs in the channel where it speaks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.domain.cohort import Cohort, Home
from bot.domain.post import Post
from bot.domain.roadmap import Roadmap
from bot.errors import Hindrance, Reason
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.ports.unit import Unit
from bot.shared.break_words import begin_of
from bot.shared.hindrances import hindrance_text, way_to_mend
from bot.shared.posts import compose, home_key, home_post
from bot.text import Channel, Markup, escape, join, n, t

WELCOME = "welcome"
"""The name of the post that opens a cohort."""


async def mend_welcome(unit: Unit, cohort: Cohort, now: datetime, spacing: timedelta = timedelta(0)) -> None:
    """Let the post that opened a cohort say how it stands now, no sooner than `spacing` after its last edit."""
    roadmap = await cohort_roadmap(unit, cohort)
    for home in await unit.cohorts.homes(cohort.id):
        message = await unit.outbox.message(home_key(home, WELCOME))
        moved_to = home.channel if message and message.channel != home.channel else None
        card = compose(unit, partial(welcome_card, cohort, roadmap, now, moved_to))
        if cohort.state(now) != "ended" or message:
            await unit.outbox.revise(welcome_post(home, cohort, card, now), spacing)


async def welcome_anew(unit: Unit, post: Post, now: datetime) -> Post | Reason:
    """The post that opens a cohort, which may have waited, as it is true when it is sent."""
    cohort = await unit.cohorts.get(post.cohort or 0)
    if cohort is None:
        return Reason(Hindrance.COHORT_ENDED)
    roadmap = await cohort_roadmap(unit, cohort)
    return replace(post, card=compose(unit, partial(welcome_card, cohort, roadmap, now)))


def welcome_post(home: Home, cohort: Cohort, card: Card, due_at: datetime) -> Post:
    """The post that opens a cohort in one of its homes. It is worth sending as long as somebody can join."""
    return home_post(home, WELCOME, card, due_at, until=cohort.timetable.ends)


def welcome_card(cohort: Cohort, roadmap: Roadmap, now: datetime, moved_to: str | None = None) -> Card:
    """What opens a cohort. Nobody can join one that is over; one that has moved since is joined in its channel of now."""
    weeks = n("{count} week", "{count} weeks", cohort.timetable.last_week)
    begins = begin_of(cohort)
    begun = t("{weeks}, the first began {at}.", weeks=weeks, at=begins)
    to_begin = t("{weeks}, the first begins {at}.", weeks=weeks, at=begins)
    lines = [escape(roadmap.summary), to_begin if cohort.state(now) == "open" else begun]
    more = Buttons((Button(t("More"), Call("cohort info", {"cohort": str(cohort.id)})),))
    if cohort.called_off:
        return Card(t("A new cohort: {name}", name=cohort.name), (Text(join([lines[0], t("It was called off.")])),))
    if cohort.state(now) == "ended":
        return Card(t("A new cohort: {name}", name=cohort.name), (Text(join([lines[0], t("It is over.")])), more))
    if moved_to:
        lines.append(t("It is in {channel} now.", channel=Channel(moved_to)))
        return Card(t("A new cohort: {name}", name=cohort.name), (Text(join(lines)), more))
    return Card(t("A new cohort: {name}", name=cohort.name), (Text(join(lines)), *join_blocks(cohort)))


def join_blocks(cohort: Cohort) -> tuple[Block, ...]:
    """How everybody who reads a post joins. It stands for long, and so says what Join does once all places are taken."""
    keys, places = {"cohort": str(cohort.id)}, cohort.capacity
    buttons = Buttons((Button(t("Join"), Call("cohort join", keys), "primary"), Button(t("More"), Call("cohort info", keys))))
    if places is None:
        return (buttons,)
    limit = n(
        "It has {count} place. If that is taken, Join puts you in line for it.",
        "It has {count} places. If all are taken, Join puts you in line for one.",
        places,
    )
    return (Note(limit), buttons)


async def cohort_roadmap(unit: Unit, cohort: Cohort) -> Roadmap:
    """The roadmap a cohort walks, by its pinned release."""
    roadmaps = await unit.content.roadmaps(cohort.pack, cohort.release)
    return next(roadmap for roadmap in roadmaps if roadmap.id == cohort.roadmap)


def permissions_text(missing: Sequence[Reason], channel: str) -> Markup:
    """What the bot may not do in a channel, or that it may do all it needs, or that the platform did not say."""
    if not missing:
        return t("✓ The bot may do all it needs in {channel}.", channel=Channel(channel))
    if any(reason.kind is Hindrance.UNANSWERED for reason in missing):
        return t("⚠ What the bot may do in {channel} could not be asked: the platform does not answer.", channel=Channel(channel))
    lines = (t("- {hindrance}", hindrance=hindrance_text(reason)) for reason in missing)
    sentence = t("⚠ Nothing can be posted in {channel} before this is mended:", channel=Channel(channel))
    return join([sentence, *lines, *way_to_mend(missing)])
