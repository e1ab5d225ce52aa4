"""Whoever has done a week asks for reviews of it, reads them, thanks for one, or reports one to moderators."""

from dataclasses import replace
from functools import partial
from typing import Annotated

from annotated_types import Ge, Le

from bot.domain.cohort import Cohort
from bot.domain.late_work import takes_milestones
from bot.domain.peer_review import PeerReview, ReviewRequest
from bot.domain.roadmap import MOST_WEEKS, Week
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.option import Option
from bot.shared.audit import tell_moderators
from bot.shared.cohort_choice import hold_cohort, own_cohort, pressed_cohort, walked_cohort
from bot.shared.daily_bounds import REVIEWED, count_today
from bot.shared.direct_posts import arrives_text, waking_hour
from bot.shared.milestone_card import see_week
from bot.shared.over_words import kept_text, over_title
from bot.shared.pages import on_page, page_count, page_turns
from bot.shared.peer_review import (
    PEER_REVIEW,
    ask_reviewers,
    can_be_reviewed,
    given,
    look_at_again,
    named,
    send,
    shown_as,
)
from bot.shared.peer_review_card import review_texts, reviewed_text
from bot.shared.week_card import numbered_week, week_title
from bot.text import Account, Markup, join, t

CohortKey = Annotated[str, Option("Which cohort?")]
WeekKey = Annotated[int, Option("Which week?"), Ge(1), Le(MOST_WEEKS)]
ReviewerKey = Annotated[str, Option("Whose review?")]
PersonKey = Annotated[str, Option("Whose milestone?")]

commands = Commands()


@commands.add("milestone ask-review", "Ask two members to review what you made.", listed=False)
async def ask_review(context: Context, cohort: CohortKey, week: WeekKey) -> Card:
    await hold_cohort(context, cohort)
    chosen, shown = await _reviewable(context, cohort, week)
    unit, person = context.unit, context.member.person
    request = await unit.peer_reviews.request(chosen.id, person, shown.id)
    if request is None:
        await count_today(context, REVIEWED)
        request = ReviewRequest(cohort=chosen.id, person=person, week=shown.id, asked_at=context.now)
        await unit.peer_reviews.ask(request)
    await ask_reviewers(unit, chosen, [(week, shown, request)], context.now)
    await look_at_again(unit, chosen, context.now)
    told = await _asked_text(context, chosen, week, shown)
    back = Button(t("Take it back"), Call("milestone unask-review", {"cohort": str(chosen.id), "week": str(week)}))
    in_turn = t("</me settings reviews=yes> lets you review what others made, too.")
    notes = () if context.member.reviews else (Note(in_turn),)
    return Card(t("Reviews of week {number}", number=week), (Text(told), *notes, Buttons((see_week(chosen, week), back))))


async def _reviewable(context: Context, cohort: str, number: int) -> tuple[Cohort, Week]:
    """A week whose milestone the caller may ask reviews of. Raises Refusal if they may not."""
    chosen = await own_cohort(context, cohort, Call("milestone"))
    shown = await numbered_week(context.unit, chosen, number)
    if not takes_milestones(chosen.timetable, context.now, context.enrollment_in(chosen)):
        raise Refusal(kept_text(chosen), title=over_title(chosen))
    if not chosen.reviews:
        raise Refusal(t("{cohort} has no reviews of milestones now; ask in the channel.", cohort=chosen.name))
    if await context.unit.enrollments.count(chosen.id) < 2:
        raise Refusal(t("You are alone in {cohort}: share a link once others are in it.", cohort=chosen.name))
    progress = await context.unit.progress.of(chosen.id, context.member.person)
    if not can_be_reviewed(progress.get(shown.id)):
        raise Refusal(t("There is no link and no note to look at yet: press Done and give one."))
    return chosen, shown


async def _asked_text(context: Context, cohort: Cohort, number: int, week: Week) -> Markup:
    reviews = await context.unit.peer_reviews.of_work(cohort.id, context.member.person, week.id)
    if not any(review.counts(context.now) for review in reviews):
        return t(
            "Nobody else who reviews has finished week {number} yet. You need not ask again: whoever does is asked within a day.",
            number=number,
        )
    asked = t("Others who have finished the week are asked to look at your link and note.")
    return join([asked, reviewed_text(reviews), t("You read in private what they say.")], " ")


@commands.add("milestone unask-review", "Take back that you asked for reviews.", listed=False)
async def unask_review(context: Context, cohort: CohortKey, week: WeekKey) -> Card:
    await hold_cohort(context, cohort)
    chosen = await own_cohort(context, cohort, Call("milestone"))
    shown = await numbered_week(context.unit, chosen, week)
    await context.unit.peer_reviews.withdraw(chosen.id, context.member.person, shown.id, context.now)
    told = t("Nobody is asked any more; what was said already stays.")
    return Card(t("You ask for no reviews of week {number}", number=week), (Text(told), Buttons((see_week(chosen, week),))))


@commands.add("milestone reviews", "What others say of what you made.", access=Access.READ, listed=False)
async def reviews(
    context: Context,
    cohort: CohortKey,
    week: WeekKey,
    page: Annotated[int | None, Option("Which page? The latest review, if left out."), Ge(1)] = None,
) -> Card:
    chosen = await walked_cohort(context, cohort, Call("milestone"))
    return await _reviews_card(context, chosen, week, await numbered_week(context.unit, chosen, week), page)


async def _reviews_card(
    context: Context, cohort: Cohort, number: int, week: Week, page: int | None, *told: Block, about: int | None = None
) -> Card:
    """One review on each page, which a phone has room for: that of the reviewer `about`, else the latest."""
    written = given(await context.unit.peer_reviews.of_work(cohort.id, context.member.person, week.id))
    places = [place for place, review in enumerate(written, 1) if review.reviewer == about]
    at = page or (places[0] if places else max(1, len(written)))
    blocks: list[Block] = [*told]
    for review in on_page(written, at, 1):
        blocks += await _review_blocks(context, cohort, number, review)
    turning = Call("milestone reviews", {"cohort": str(cohort.id), "week": str(number)})
    turns = page_turns(page_count(written, 1), at, turning, beside=(see_week(cohort, number),))
    return Card(week_title(number, week), (*(blocks or [Text(t("Nobody has reviewed it yet."))]), *turns))


async def _review_blocks(context: Context, cohort: Cohort, number: int, review: PeerReview) -> list[Block]:
    """One review, to the author, with what they can answer; of one that they reported, that they did."""
    reviewer = await context.unit.members.get(review.reviewer)
    name = named(await shown_as(context.unit, reviewer, context.place.platform))
    if review.reported:
        return [Text(t("{name}: you reported this review.", name=name))]
    keys = {"cohort": str(cohort.id), "week": str(number), "reviewer": str(review.reviewer)}
    thanks = () if review.thanked else (Button(t("Say thanks"), Call("milestone thank", keys), "primary"),)
    return [*review_texts(name, review), Buttons((*thanks, Button(t("Report"), Call("milestone report-review", keys))))]


@commands.add("milestone thank", "Thank somebody for a review.", listed=False)
async def thank(context: Context, cohort: CohortKey, week: WeekKey, reviewer: ReviewerKey) -> Card:
    await hold_cohort(context, cohort)
    chosen, shown, review = await _own_review(context, cohort, week, reviewer)
    unit, reader = context.unit, await context.unit.members.get(review.reviewer)
    if review.thanked or reader is None:
        return await _reviews_card(context, chosen, week, shown, None, about=review.reviewer)
    await unit.peer_reviews.put(replace(review, thanked=True))
    at = waking_hour(reader, unit.community, context.now)
    key = f"{PEER_REVIEW}/thanks/{chosen.id}/{week}/{context.member.person}/{reader.person}"
    build = partial(_thanks, chosen, week, shown)
    await send(unit, chosen, reader, key, context.member, build, at, promised_to=context.member.person)
    told = join([t("Your thanks are on their way."), arrives_text(reader, unit.community, at, context.now)], " ")
    return await _reviews_card(context, chosen, week, shown, None, Text(told), about=review.reviewer)


def _thanks(cohort: Cohort, number: int, week: Week, whom: Account | str | None) -> Card:
    said = t("{whom} thanks you for your review of **{week}**.", whom=named(whom), week=week_title(number, week))
    return Card(t("Thanks for your review in {cohort}", cohort=cohort.name), (Text(said),))


@commands.add("milestone report-review", "Report a review to the moderators.", listed=False)
async def report(context: Context, cohort: CohortKey, week: WeekKey, reviewer: ReviewerKey) -> Card:
    await hold_cohort(context, cohort)
    chosen, shown, review = await _own_review(context, cohort, week, reviewer)
    other = await context.unit.members.get(review.reviewer)
    await context.unit.peer_reviews.put(replace(review, reported=True))
    keys = {"cohort": str(chosen.id), "week": str(week), "person": str(review.person), "reviewer": str(review.reviewer)}
    reading = Call("manage read-review", keys)
    about = partial(_reported, chosen, week, context.member.name, other.name if other else "", reading)
    key = f"audit/{PEER_REVIEW}/{chosen.id}/{week}/{review.person}/{review.reviewer}"
    known = bool(await context.unit.outbox.known(key))
    told = known or await tell_moderators(context.unit, about, context.now, key)
    heard = t("The moderators can read it. You do not see it any more.")
    alone = t("You do not see it any more. The moderators have no log channel: tell one of them yourself.")
    return await _reviews_card(context, chosen, week, shown, None, Text(heard if told else alone), about=review.reviewer)


def _reported(cohort: Cohort, number: int, author: str, reviewer: str, reading: Call) -> Card:
    said = t(
        "{author} reports what {reviewer} wrote in a review of week {number} of {cohort}.",
        author=author,
        reviewer=reviewer,
        number=number,
        cohort=cohort.name,
    )
    return Card(t("A review is reported"), (Text(said), Buttons((Button(t("Read it"), reading),))))


@commands.add("manage read-review", "Read a reported review.", access=Access.READ, listed=False, moderator=True)
async def read_review(context: Context, cohort: CohortKey, week: WeekKey, person: PersonKey, reviewer: ReviewerKey) -> Card:
    chosen = await pressed_cohort(context, cohort)
    shown = await numbered_week(context.unit, chosen, week)
    for review in await context.unit.peer_reviews.of_work(chosen.id, record_id(person) or 0, shown.id):
        if review.reported and review.reviewer == record_id(reviewer):
            writer = await context.unit.members.get(review.reviewer)
            next_step = t("Talk to them first. </manage remove> takes somebody out of a cohort.")
            texts = review_texts(t("{name}", name=writer.name if writer else ""), review)
            return Card(t("A reported review of week {number}", number=week), (*texts, Note(next_step)))
    raise Refusal(t("There is no reported review like that any more."))


async def _own_review(context: Context, cohort: str, number: int, reviewer: str) -> tuple[Cohort, Week, PeerReview]:
    """A review that the caller got. Raises Refusal if there is none."""
    chosen = await walked_cohort(context, cohort, Call("milestone"))
    week = await numbered_week(context.unit, chosen, number)
    for review in given(await context.unit.peer_reviews.of_work(chosen.id, context.member.person, week.id)):
        if review.reviewer == record_id(reviewer) and not review.reported:
            return chosen, week, review
    raise Refusal(t("You got no review like that, or reported it already."))


feature = Feature(commands)
