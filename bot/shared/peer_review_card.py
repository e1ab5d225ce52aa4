"""A review of a milestone as its author and moderators read it: kind words first."""

from collections.abc import Sequence

from bot.domain.cohort import Cohort, Progress
from bot.domain.peer_review import KEPT, REVIEWERS, PeerReview, ReviewRequest
from bot.domain.roadmap import Week
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Text, texts_of
from bot.interface.limits import fitted
from bot.shared.peer_review import can_be_reviewed, given
from bot.text import Markup, join, t

WIDEST_LINE = 45
"""Of the checklist, in a review: a line on a phone."""
LONGEST_ANSWER = 400


def review_texts(name: Markup, review: PeerReview) -> tuple[Text, ...]:
    seen = [t("- {line}", line=fitted(line, WIDEST_LINE)) for line in review.seen.splitlines()]
    said = [
        t("**{name}**", name=name),
        t("Good: {words}", words=review.good),
        *([t("Could see:"), *seen] if seen else []),
        *([t("To try next: {words}", words=review.next)] if review.next else []),
    ]
    return (*texts_of(said),)


def reviewed_text(reviews: Sequence[PeerReview], *, onward: Markup | None = None) -> Markup:
    """How many reviewed a milestone, for its author, and how it goes on if it does."""
    count = len(given(reviews))
    said = t("{count} of {all} reviewed it.", count=count, all=max(REVIEWERS, count))
    return join([said, onward], " ") if onward and count < REVIEWERS else said


async def _onward(context: Context, cohort: Cohort, request: ReviewRequest, reviews: Sequence[PeerReview]) -> Markup:
    """Who is waited for, or will be: nobody waits for whoever has left, nor for longer than an answer is waited for."""
    members = {member.person: member for member in await context.unit.enrollments.members(cohort.id)}
    if any(review.is_waited_for(context.now) and review.reviewer in members for review in reviews):
        return t("Others are asked; you read here and in private what they say.")
    asked = {context.member.person, *(review.reviewer for review in reviews)}
    if any(member.reviews for person, member in members.items() if person not in asked):
        if given(reviews) and context.now < request.asked_at + KEPT:
            return t("Another who finishes it is asked within 4 days.")
        return t("Whoever is next to finish it is asked within a day.")
    return t("Nobody who reviews is left to ask; whoever joins and finishes it is asked too.")


def read_reviews(cohort: Cohort, number: int) -> Button:
    return Button(t("Read the reviews"), Call("milestone reviews", {"cohort": str(cohort.id), "week": str(number)}))


async def review_blocks(
    context: Context, cohort: Cohort, number: int, week: Week, progress: Progress | None
) -> tuple[Block, ...]:
    """How many reviewed what the caller made of a week, or the way to ask for it. Nothing where there is nothing to look at; no
    way where reviews are off, and for whoever is alone."""
    if not can_be_reviewed(progress):
        return ()
    unit, person = context.unit, context.member.person
    reviews = await unit.peer_reviews.of_work(cohort.id, person, week.id)
    request = await unit.peer_reviews.request(cohort.id, person, week.id) if cohort.reviews else None
    if request or given(reviews):
        read = (Buttons((read_reviews(cohort, number),)),) if given(reviews) else ()
        onward = await _onward(context, cohort, request, reviews) if request and len(given(reviews)) < REVIEWERS else None
        return (Text(reviewed_text(reviews, onward=onward)), *read)
    if not cohort.reviews or await unit.enrollments.count(cohort.id) < 2:
        return ()
    keys = {"cohort": str(cohort.id), "week": str(number)}
    return (Buttons((Button(t("Ask for a review"), Call("milestone ask-review", keys)),)),)
