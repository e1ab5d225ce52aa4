"""Whoever leaves questions for a review without an answer is asked no more, until they choose it again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.cohort import Cohort
from bot.domain.peer_review import MOST_UNANSWERED, PeerReview, is_silent
from bot.interface.card import Card, Text
from bot.ports.unit import Unit
from bot.shared.direct_posts import waking_hour
from bot.shared.peer_review import PEER_REVIEW, question_key, send
from bot.text import Account, t


async def note_silence(unit: Unit, cohort: Cohort, numbers: Mapping[str, int], now: datetime) -> None:
    """Keep of which questions nobody awaits the answer any more, by the number of each week; tell those who left too many in a
    row that they are asked no more. The cohort is locked."""
    reviews = [*await unit.peer_reviews.of_cohort(cohort.id)]
    for place, review in enumerate(reviews):
        if review.answer == "waiting" and not review.is_waited_for(now) and review.week in numbers:
            sent = await unit.outbox.message(question_key(numbers[review.week], review))
            reviews[place] = replace(review, answer="unanswered" if sent else "unreached")
            await unit.peer_reviews.put(reviews[place])
            if sent:
                await _let_rest(unit, cohort, reviews, review, now)


async def _let_rest(unit: Unit, cohort: Cohort, reviews: Sequence[PeerReview], latest: PeerReview, now: datetime) -> None:
    reader = await unit.members.get(latest.reviewer)
    if reader and reader.reviews and is_silent(reviews, latest.reviewer):
        await unit.members.save(replace(reader, reviews=False))
        key = f"{PEER_REVIEW}/rest/{cohort.id}/{reader.person}/{int(latest.asked_at.timestamp())}"
        await send(unit, cohort, reader, key, reader, _rest, waking_hour(reader, unit.community, now))


def _rest(_: Account | str | None) -> Card:
    said = t(
        "You left {count} questions for a review unanswered, so you are asked no more. </me settings reviews=yes> changes that.",
        count=MOST_UNANSWERED,
    )
    return Card(t("You are asked for no more reviews"), (Text(said),))
