"""Members whose shared words a channel does not take, though they were told that the cohort sees them: they hear of it in
private."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from bot.domain.cohort import Cohort
from bot.domain.member import reminder_hours
from bot.domain.post import Post, PostInHome
from bot.errors import Reason
from bot.interface.card import Card, Text
from bot.ports.unit import Unit
from bot.shared.direct_posts import SPACING, addresses_of, concerned, direct_post
from bot.shared.hindrances import hindrance_to_members
from bot.shared.posts import FINISHED, SUMMARY, compose
from bot.shared.summary import is_shown
from bot.shared.week_card import cohort_weeks
from bot.text import Channel, Moment, join, t

UNSEEN = "unseen"
"""The first part of the keys of these posts."""
UNNOTICED = timedelta(minutes=5)
"""After the first refusal in a home: what is refused by then was shared before receipts could say so."""

BETWEEN_EDITS = timedelta(minutes=1)
"""Before an edit was due: what was shared by then was in the edit before, and was seen."""


async def tell_who_is_unseen(unit: Unit, post: Post, reason: Reason, now: datetime) -> None:
    """Tell those who share words in a post that it is held up, each once; nobody if the home has taken no posts for longer,
    for their receipts said so."""
    cohort = await unit.cohorts.get(post.cohort or 0)
    home = cohort and await _home(unit, cohort.id, post.key)
    if cohort is None or home is None or now - (home.hindered_since or now) > UNNOTICED:
        return
    await _tell(unit, cohort, post, await _sharing(unit, cohort, post.key), partial(_card, post, reason), now)


async def tell_who_is_taken_down(unit: Unit, post: Post, now: datetime) -> None:
    """Tell those who have just shared words in a post that somebody deleted it, each once; nobody if another home shows it. Who
    shared before that was seen, and who shares after it reads so in their receipt."""
    cohort = await unit.cohorts.get(post.cohort or 0)
    if cohort is None or post.key.partition("/")[0] not in (SUMMARY, FINISHED):
        return
    others = [home for home in await unit.outbox.in_homes(cohort.id, post.key.rpartition("/")[0]) if home.home != post.home]
    if all(home.state == "gone" for home in others):
        persons = await _sharing(unit, cohort, post.key, post.due_at - BETWEEN_EDITS)
        await _tell(unit, cohort, post, persons, partial(_taken_down_card, post), now)


async def _tell(unit: Unit, cohort: Cohort, post: Post, persons: Sequence[int], card: Callable[[], Card], now: datetime) -> None:
    """Tell these persons in private what became of a post in which they share words."""
    addresses = await addresses_of(unit, cohort, persons)
    members = [member for member in await unit.enrollments.members(cohort.id) if member.person in addresses]
    posts = [
        direct_post(
            addresses[member.person],
            member,
            key=f"{UNSEEN}/{post.key}/{member.person}",
            card=compose(unit, card, member),
            due_at=reminder_hours(member, unit.community).next_open(now) + index * SPACING,  # not before the post is held
            cohort=cohort,
            until=post.until,
        )
        for index, member in enumerate(members, 1)
    ]
    await unit.outbox.put_all(posts)


async def if_still_unseen(unit: Unit, post: Post, now: datetime) -> Post | None:
    """The post; None if the channel takes posts again, or the member has left. What was taken down stays so."""
    home = await _home(unit, post.cohort or 0, post.key.removeprefix(f"{UNSEEN}/").rpartition("/")[0])
    return post if home and (home.hindrance or home.state == "gone") and await concerned(unit, post) else None


async def _home(unit: Unit, cohort: int, key: str) -> PostInHome | None:
    """What became of the post `key` in its home; None if the home is there no more."""
    name, _, number = key.rpartition("/")
    return next((home for home in await unit.outbox.in_homes(cohort, name) if str(home.home) == number), None)


async def _sharing(unit: Unit, cohort: Cohort, key: str, since: datetime | None = None) -> Sequence[int]:
    """The persons whose words are in a post, of a check-in those that were written since; nobody for posts of another kind."""
    kind, which, *_ = key.split("/")
    if kind == SUMMARY:
        day = date.fromisoformat(which)
        shown = [entry for entry in await unit.checkins.between(cohort.id, day, day) if is_shown(entry)]
        return [entry.person for entry in shown if since is None or entry.at >= since]
    if kind == FINISHED:
        week = (await cohort_weeks(unit, cohort))[int(which) - 1]
        return [work.person for _, work in await unit.progress.shared(cohort.id, week.id)]
    return ()


def _taken_down_card(post: Post) -> Card:
    said = t("“{title}” was taken down, so the cohort does not see what you shared there. It is kept.", title=post.card.title)
    return Card(t("What you shared is not seen"), (Text(said),))


def _card(post: Post, reason: Reason) -> Card:
    lines = [
        t(
            "The cohort does not see all of “{title}” yet: nothing can be posted in {channel} now.",
            title=post.card.title,
            channel=Channel(post.channel),
        ),
        hindrance_to_members(reason),
    ]
    if post.until:
        lines.append(t("If that is mended before {at}, it goes out by itself; moderators know of it.", at=Moment(post.until)))
    return Card(t("What you shared is not seen by all yet"), (Text(join(lines, " ")),))
