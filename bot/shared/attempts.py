"""What is kept of a member's answer: the attempt and, if it was wrong, the day on which the item comes back."""

from dataclasses import replace

from bot.domain.challenge import Attempt, Challenge
from bot.domain.grading import Grade
from bot.domain.review import enters, rated, rating_for
from bot.feature import Context


async def keep_answer(
    context: Context, challenge: Challenge, seed: int, answer: str, result: Grade, *, hints: int, scored: bool, cohort: int | None
) -> None:
    """Keep an attempt. A scored one moves the item's review; a free try comes after the solution, and tells nothing."""
    attempt = Attempt(
        id=context.unit.new_id(),
        person=context.member.person,
        cohort=cohort,
        item=challenge.id,
        rev=challenge.rev,
        seed=seed,
        day=context.today,
        zone=context.zone,
        day_ends=context.member.day_ends,
        at=context.now,
        answer=answer,
        verdict=result.verdict,
        scored=scored,
        hints=hints,
    )
    await context.unit.attempts.put(attempt)
    if scored:
        await _review(context, attempt)


async def give_up(context: Context, challenge: Challenge) -> None:
    """Let an item come back as if it had been missed. Nothing was answered, so no attempt is kept."""
    state = await context.unit.reviews.get(context.member.person, challenge.id)
    await context.unit.reviews.put(rated(state, context.member.person, challenge.id, "again", context.now))


async def _review(context: Context, attempt: Attempt) -> None:
    state = await context.unit.reviews.get(attempt.person, attempt.item)
    rating = rating_for(attempt.verdict, attempt.hints, tries=1)
    if rating and enters(state, rating):
        await context.unit.reviews.put(replace(rated(state, attempt.person, attempt.item, rating, context.now)))
