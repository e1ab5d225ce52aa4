"""Whoever has done a week may ask two others who have done it, and want to be asked, to review what they made."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from bot.domain.cohort import Cohort, Progress
from bot.domain.member import Member, is_away
from bot.domain.peer_review import PeerReview, ReviewRequest, looked_at_again, next_reviewers
from bot.domain.roadmap import Week
from bot.domain.week_count import is_done
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.ports.dues import cohort_due
from bot.ports.unit import Unit
from bot.shared.direct_posts import addresses_of, direct_post, waking_hour, written_as
from bot.shared.posts import compose
from bot.shared.week_card import week_title
from bot.text import Account, Markup, plain, t

PEER_REVIEW = "peer-review"
"""The name of the routine, and the first part of the keys of these messages."""


def can_be_reviewed(progress: Progress | None) -> bool:
    """Whether a week is done and there is something of it to look at."""
    return progress is not None and is_done(progress) and bool(progress.link or progress.note)


async def ask_reviewers(unit: Unit, cohort: Cohort, number: int, week: Week, request: ReviewRequest, now: datetime) -> None:
    """Ask as many as a milestone lacks, each within their hours. The cohort is locked, so that two acts at once ask no more."""
    await unit.cohorts.lock(cohort.id)
    members = {member.person: member for member in await unit.enrollments.members(cohort.id)}
    author, reviews = members.get(request.person), await unit.peer_reviews.of_cohort(cohort.id)
    if author is None or not cohort.reviews:
        return
    waited_for = [review for review in reviews if review.answer != "waiting" or review.reviewer in members]
    done = (await unit.progress.done(cohort.id)).get(week.id, frozenset())
    ready = {member.person: member for member in members.values() if member.person in done and _may_be_asked(unit, member, now)}
    for person in next_reviewers(request, waited_for, ready, now):
        await _ask(unit, cohort, number, week, author, ready[person], now)


def _may_be_asked(unit: Unit, member: Member, now: datetime) -> bool:
    """Whether a member wants to review, can be written to and is not on leave, neither now nor when they would read it."""
    away = any(is_away(member, unit.community, at) for at in (now, waking_hour(member, unit.community, now)))
    return member.reviews and not member.unreachable and not away


async def _ask(unit: Unit, cohort: Cohort, number: int, week: Week, author: Member, reviewer: Member, now: datetime) -> None:
    at = waking_hour(reviewer, unit.community, now)
    review = PeerReview(cohort=cohort.id, person=author.person, week=week.id, reviewer=reviewer.person, asked_at=at)
    await unit.peer_reviews.put(review)
    build = partial(_question, cohort, number, week, author.person)
    await send(unit, cohort, reviewer, question_key(number, review), author, build, at)


async def send(
    unit: Unit,
    cohort: Cohort,
    reader: Member,
    key: str,
    about: Member,
    build: Callable[[Account | str | None], Card],
    at: datetime,
    promised_to: int | None = None,
) -> None:
    """A direct message about somebody, whom `build` takes as its last argument; none to whoever has no account there."""
    address = (await addresses_of(unit, cohort, [reader.person])).get(reader.person)
    if address:
        whom = await shown_as(unit, about, address.platform)
        card = compose(unit, partial(build, whom), reader)
        await unit.outbox.put(direct_post(address, reader, key=key, card=card, due_at=at, cohort=cohort, promised_to=promised_to))


async def shown_as(unit: Unit, member: Member | None, platform: str) -> Account | str | None:
    """How a member reads who takes part in a review; None if they chose to be seen by nobody, or are gone."""
    return await written_as(unit, member, platform) if member and member.visibility == "cohort" else None


def named(whom: Account | str | None) -> Markup:
    return t("{whom}", whom=whom) if whom else t("A member")


def member_name(member: Member | None) -> str:
    """The same as a name, where nobody is written to."""
    return member.name if member and member.visibility == "cohort" else plain(t("A member"))


def question_key(number: int, review: PeerReview) -> str:
    """Whoever takes their request back and asks anew sends another question."""
    parts = (review.cohort, number, review.person, review.reviewer, int(review.asked_at.timestamp()))
    return "/".join([PEER_REVIEW, "question", *map(str, parts)])


async def request_for(unit: Unit, cohort: Cohort, person: int, week: Week) -> ReviewRequest | None:
    requests = await unit.peer_reviews.requests(cohort.id)
    return next((each for each in requests if (each.person, each.week) == (person, week.id)), None)


async def look_at_again(unit: Unit, cohort: Cohort, now: datetime) -> None:
    """Let reviewers be sought again for the milestones of a cohort that lack any."""
    requests, reviews = await unit.peer_reviews.requests(cohort.id), await unit.peer_reviews.of_cohort(cohort.id)
    at = looked_at_again(requests, reviews, now)
    if at:
        await unit.dues.set(cohort_due(PEER_REVIEW, cohort.id, at))


def given(reviews: Sequence[PeerReview]) -> Sequence[PeerReview]:
    return [review for review in reviews if review.answer == "given"]


def _question(cohort: Cohort, number: int, week: Week, author: int, whom: Account | str | None) -> Card:
    keys = {"cohort": str(cohort.id), "week": str(number), "person": str(author)}
    asked = t(
        "{whom} has done **{week}** as you have, and asks for a review: what is good, what you could see, what to try next.",
        whom=named(whom),
        week=week_title(number, week),
    )
    buttons = (
        Button(t("Look at it"), Call("milestone look-at", keys), "primary"),
        Button(t("Not this week"), Call("milestone no-review", keys)),
    )
    ends = t("Without an answer within 4 days another member is asked. </me settings reviews=no> ends this.")
    return Card(t("Can you review a milestone in {cohort}?", cohort=cohort.name), (Text(asked), Buttons(buttons), Note(ends)))
