"""Whoever has done a week may ask two others who have done it, and want to be asked, to review what they made."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import TypeAlias

from bot.domain.cohort import Cohort, Progress
from bot.domain.member import Member
from bot.domain.peer_review import PeerReview, Reviewers, ReviewRequest, looked_at_again, next_reviewers
from bot.domain.roadmap import Week
from bot.domain.week_count import is_done
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.ports.dues import cohort_due
from bot.ports.unit import Unit
from bot.shared.direct_posts import addresses_of, can_be_asked, direct_post, waking_hour, written_as
from bot.shared.posts import compose
from bot.shared.week_card import cohort_weeks, week_title
from bot.text import Account, Markup, plain, t

PEER_REVIEW = "peer-review"
"""The name of the routine, and the first part of the keys of these messages."""


def can_be_reviewed(progress: Progress | None) -> bool:
    """Whether a week is done and there is something of it to look at."""
    return progress is not None and is_done(progress) and bool(progress.link or progress.note)


Wanted: TypeAlias = tuple[int, Week, ReviewRequest]
"""For which week a request is, after its number in the cohort."""


async def ask_reviewers(unit: Unit, cohort: Cohort, wanted: Sequence[Wanted], now: datetime) -> None:
    """Ask as many as each milestone lacks, each within their hours. The cohort has to be locked, so that two acts at once ask no
    more."""
    if not cohort.reviews or not wanted:
        return
    members = {member.person: member for member in await unit.enrollments.members(cohort.id)}
    reviews, done = [*await reviews_in(unit, cohort)], await unit.progress.done(cohort.id)
    willing = can_be_asked([member for member in members.values() if member.reviews], unit.community, now)
    there = {member.person: member for member in willing}
    before = {week.id: previous.id for previous, week in pairwise(await cohort_weeks(unit, cohort))}
    for number, week, request in wanted:
        circle = _circle(there, done, week.id, before.get(week.id))
        if author := members.get(request.person):
            drawn = [there[person] for person in next_reviewers(request, reviews, circle, now)]
            reviews += [await _ask(unit, cohort, number, week, author, reviewer, now) for reviewer in drawn]


def _circle(there: Collection[int], done: Mapping[str, Collection[int]], week: str, before: str | None) -> Reviewers:
    """Who of those that are `there` may review a week, the one before which is `before`."""
    ready = {person for person in there if person in done.get(week, ())}
    coming = {person for person in there if person in done.get(before or "", ())} - ready
    return Reviewers(ready, coming, Counter(person for other, persons in done.items() if other != week for person in persons))


async def reviews_in(unit: Unit, cohort: Cohort) -> Sequence[PeerReview]:
    """All of a cohort, without those of whoever has left it: nobody waits for them."""
    members = {member.person for member in await unit.enrollments.members(cohort.id)}
    reviews = await unit.peer_reviews.of_cohort(cohort.id)
    return [review for review in reviews if review.answer != "waiting" or review.reviewer in members]


async def _ask(
    unit: Unit, cohort: Cohort, number: int, week: Week, author: Member, reviewer: Member, now: datetime
) -> PeerReview:
    at = waking_hour(reviewer, unit.community, now)
    review = PeerReview(cohort=cohort.id, person=author.person, week=week.id, reviewer=reviewer.person, asked_at=at)
    await unit.peer_reviews.put(review)
    build = partial(_question, cohort, number, week, author.person)
    await send(unit, cohort, reviewer, question_key(number, review), author, build, at)
    return review


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
    """Whoever takes their request back before a question goes out, and asks anew, has another one sent."""
    parts = (review.cohort, number, review.person, review.reviewer, int(review.asked_at.timestamp()))
    return "/".join([PEER_REVIEW, "question", *map(str, parts)])


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
