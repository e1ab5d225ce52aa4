"""Whoever is asked for a review looks at the milestone, writes a review along its checklist, or says that they cannot."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Annotated

from annotated_types import Ge, Le

from bot.domain.cohort import Cohort, Progress
from bot.domain.late_work import takes_milestones
from bot.domain.member import is_away
from bot.domain.peer_review import REVIEWERS, PeerReview, missing
from bot.domain.post import Post
from bot.domain.roadmap import MOST_WEEKS, Week
from bot.domain.timetable import Occurrence
from bot.errors import Hindrance, Reason, Refusal, about
from bot.feature import Context, Feature, Recheck, Routine, unscheduled
from bot.interface.call import Call, record_id
from bot.interface.card import Button, Buttons, Card, Text
from bot.interface.command import Access, Commands
from bot.interface.inputs import Choice, parted
from bot.interface.limits import LONGEST_LABEL
from bot.interface.option import Option, several_values
from bot.interface.prefill import Prefill, Wording
from bot.ports.unit import Unit
from bot.shared.cohort_choice import hold_cohort, own_cohort
from bot.shared.direct_posts import arrives_text, concerned, waking_hour
from bot.shared.finished_lines import whole_work
from bot.shared.peer_review import (
    PEER_REVIEW,
    Wanted,
    ask_reviewers,
    can_be_reviewed,
    given,
    look_at_again,
    member_name,
    named,
    question_key,
    reviews_in,
    send,
)
from bot.shared.peer_review_card import LONGEST_ANSWER, read_reviews
from bot.shared.silent_reviewers import note_silence
from bot.shared.week_card import cohort_weeks, milestone_text, numbered_week, week_title
from bot.text import Account, clip, escape, join, n, t

CohortKey = Annotated[str, Option("Which cohort?")]
WeekKey = Annotated[int, Option("Which week?"), Ge(1), Le(MOST_WEEKS)]
PersonKey = Annotated[str, Option("Whose milestone?")]

commands = Commands()


@commands.add("milestone look-at", "Look at a milestone that you can review.", access=Access.READ, listed=False)
async def look_at(context: Context, cohort: CohortKey, week: WeekKey, person: PersonKey) -> Card:
    chosen, shown, asked, work = await _asked(context, cohort, week, person)
    keys = {"cohort": str(chosen.id), "week": str(week), "person": str(asked.person)}
    write = Button(t("Write the review"), Call("milestone review", keys), "primary")
    buttons = Buttons((write, Button(t("Not this week"), Call("milestone no-review", keys))))
    made = whole_work(member_name(await context.unit.members.get(asked.person)), work)
    return Card(week_title(week, shown), (Text(milestone_text(shown)), *made, buttons))


async def as_form(context: Context, call: Call) -> Prefill:
    """Says of what the review is. Raises Refusal if the caller is not asked for it."""
    keys = commands[call.path].keys(call)
    chosen, shown, _, _ = await _asked(context, keys["cohort"], keys["week"], keys["person"])
    hint = t("{cohort}, week {number}: {title}", cohort=clip(chosen.name, 30), number=keys["week"], title=clip(shown.title, 30))
    return Prefill(wording={"good": Wording(hint=hint)})


@several_values
async def suggest_checklist(context: Context, typed: str) -> Sequence[Choice]:
    """The lines of the checklist of the week that the call is about, by their number."""
    chosen = await own_cohort(context, context.values.get("cohort"), Call("milestone"))
    week = await numbered_week(context.unit, chosen, record_id(context.values.get("week", "")) or 1)
    return [Choice(escape(clip(line, LONGEST_LABEL)), str(place)) for place, line in enumerate(week.milestone.checklist, 1)]


@commands.add("milestone review", "Review a milestone.", listed=False, title="Your review", submit="Send", prefill=as_form)
async def review(
    context: Context,
    cohort: CohortKey,
    week: WeekKey,
    person: PersonKey,
    good: Annotated[
        str, Option("What is good about it.", label="What is good about it", asked=True, long=True, most=LONGEST_ANSWER)
    ],
    seen: Annotated[
        str, Option("What you could see of the checklist.", label="What you could see", asked=True, suggest=suggest_checklist)
    ] = "",
    next: Annotated[
        str, Option("One thing to try next.", label="One thing to try next", asked=True, long=True, most=LONGEST_ANSWER)
    ] = "",
) -> Card:
    await hold_cohort(context, cohort)
    chosen, shown, asked, _ = await _asked(context, cohort, week, person)
    unit, author = context.unit, await context.unit.members.get(asked.person)
    lines = "\n".join(_lines(shown, seen))
    said = replace(asked, answer="given", answered_at=context.now, good=good, seen=lines, next=next)
    await unit.peer_reviews.put(said)
    told = [
        n(
            "You have reviewed {count} milestone.",
            "You have reviewed {count} milestones.",
            await unit.peer_reviews.given_by(context.member.person),
        )
    ]
    if author:
        at = waking_hour(author, unit.community, context.now)
        key = f"{PEER_REVIEW}/given/{chosen.id}/{week}/{author.person}/{context.member.person}"
        count = len(given(await unit.peer_reviews.of_work(chosen.id, author.person, shown.id)))
        build = partial(_given, chosen, week, shown, count)
        await send(unit, chosen, author, key, context.member, build, at, promised_to=context.member.person)
        told.insert(0, arrives_text(author, unit.community, at, context.now))
    return Card(t("Thank you for the review"), (Text(join(told, " ")),))


@about("seen")
def _lines(week: Week, seen: str) -> list[str]:
    """The lines of the checklist that somebody chose, by number. Raises Refusal for what is none."""
    lines = week.milestone.checklist
    chosen = [record_id(each) or 0 for each in parted(seen)]
    if any(not 1 <= number <= len(lines) for number in chosen):
        raise Refusal(t("Name lines of the checklist by their numbers, from 1 to {last}, with commas between.", last=len(lines)))
    return [lines[number - 1] for number in sorted(chosen)]


def _given(cohort: Cohort, number: int, week: Week, count: int, whom: Account | str | None) -> Card:
    said = t(
        "{whom} reviewed **{week}**, {count} of {all} so far.",
        whom=named(whom),
        week=week_title(number, week),
        count=count,
        all=max(count, REVIEWERS),
    )
    return Card(
        t("Your milestone in {cohort} is reviewed", cohort=cohort.name), (Text(said), Buttons((read_reviews(cohort, number),)))
    )


@commands.add("milestone no-review", "Say that you review nothing this week.", listed=False)
async def no_review(context: Context, cohort: CohortKey, week: WeekKey, person: PersonKey) -> Card:
    await hold_cohort(context, cohort)
    chosen, shown, asked, _ = await _asked(context, cohort, week, person)
    if asked.answer in ("waiting", "unanswered"):
        await _settle(context.unit, chosen, week, shown, replace(asked, answer="declined"), context.now)
    told = t("Nobody hears of it, and you are not asked again for a week. Somebody else is asked, if there is anybody.")
    return Card(t("Another time, then"), (Text(told),))


async def _settle(unit: Unit, cohort: Cohort, number: int, week: Week, review: PeerReview, now: datetime) -> None:
    """Keep that somebody does not review a milestone, and ask another."""
    await unit.peer_reviews.put(replace(review, answered_at=now))
    request = await unit.peer_reviews.request(cohort.id, review.person, week.id)
    if request and await _work(unit, cohort, request.person, week, now):
        await ask_reviewers(unit, cohort, [(number, week, request)], now)
    await look_at_again(unit, cohort, now)


async def _asked(context: Context, cohort: str, number: int, person: str) -> tuple[Cohort, Week, PeerReview, Progress]:
    """What the caller was asked to review, if it still asks for that. Raises Refusal if not."""
    chosen = await own_cohort(context, cohort, Call("milestone"))
    week, author = await numbered_week(context.unit, chosen, number), record_id(person) or 0
    asked = await context.unit.peer_reviews.of_work(chosen.id, author, week.id)
    own = next((each for each in asked if each.reviewer == context.member.person), None)
    if own is None:
        raise Refusal(t("Nobody asks you for a review there, or no more."))
    if own.answer == "given":
        raise Refusal(t("You have reviewed it, and its author reads it. Thank you!"), title=t("Reviewed already"))
    work = await _work(context.unit, chosen, author, week, context.now)
    if work is None or await context.unit.peer_reviews.request(chosen.id, author, week.id) is None:
        raise Refusal(t("They ask for no review of it any more. Thank you!"), title=t("No review needed"))
    return chosen, week, own, work


async def _work(unit: Unit, cohort: Cohort, author: int, week: Week, now: datetime) -> Progress | None:
    """What somebody in a cohort made of a week that it still takes; None if there is nothing to review any more."""
    enrollment = await unit.enrollments.get(cohort.id, author)
    if enrollment is None or enrollment.left_at or not takes_milestones(cohort.timetable, now, enrollment):
        return None
    made = (await unit.progress.of(cohort.id, author)).get(week.id)
    return made if can_be_reviewed(made) else None


async def seek_reviewers(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """Ask others in place of those who were waited for long enough, and for those for whom nobody was there; of what lacks
    reviewers, what needs none any more is forgotten."""
    await unit.cohorts.lock(cohort.id)
    weeks = {week.id: (number, week) for number, week in enumerate(await cohort_weeks(unit, cohort), 1)}
    await note_silence(unit, cohort, {name: number for name, (number, _) in weeks.items()}, now)
    reviews, wanted = await reviews_in(unit, cohort), list[Wanted]()
    for request in await unit.peer_reviews.requests(cohort.id):
        if missing(request, reviews, now) > 0:
            number, week = weeks.get(request.week, (0, None))
            if week and await _work(unit, cohort, request.person, week, now):
                wanted.append((number, week, request))
            else:
                await unit.peer_reviews.withdraw(request.cohort, request.person, request.week, now)
    await ask_reviewers(unit, cohort, wanted, now)
    await look_at_again(unit, cohort, now)


async def if_still_wanted(unit: Unit, post: Post, now: datetime) -> Post | Reason | None:
    """The message, unless its reader has left. A question is for nobody either who took leave, or wants to review no more, nor
    once its milestone needs no review, or the cohort has none any more."""
    found = await concerned(unit, post)
    if found is None:
        return Reason(Hindrance.NOT_IN_COHORT)
    if not _is_question(post):
        return post
    asked, (cohort, reviewer) = await _question(unit, post), found
    if asked is None:
        return None
    _, week, review = asked
    is_wanted = await _work(unit, cohort, review.person, week, now) and cohort.reviews and reviewer.reviews
    return post if is_wanted and not is_away(reviewer, unit.community, now) else None


async def ask_instead(unit: Unit, post: Post, now: datetime) -> None:
    """Ask another in place of one whom a question did not reach."""
    asked, cohort = await _question(unit, post), await unit.cohorts.get(post.cohort or 0)
    if asked and cohort:
        number, week, review = asked
        await _settle(unit, cohort, number, week, replace(review, answer="unreached"), now)


def _is_question(post: Post) -> bool:
    return post.key.startswith(f"{PEER_REVIEW}/question/")


async def _question(unit: Unit, post: Post) -> tuple[int, Week, PeerReview] | None:
    """The review that a message asks for and that is still waited for, with its week; None if there is none."""
    cohort = await unit.cohorts.get(post.cohort or 0)
    if cohort is None or not _is_question(post):
        return None
    weeks = {week.id: (number, week) for number, week in enumerate(await cohort_weeks(unit, cohort), 1)}
    for review in await unit.peer_reviews.of_cohort(cohort.id):
        number, week = weeks.get(review.week, (0, None))
        if week and review.answer == "waiting" and question_key(number, review) == post.key:
            return number, week, review
    return None


feature = Feature(
    commands, (Routine(PEER_REVIEW, seek_reviewers, unscheduled),), (Recheck(PEER_REVIEW, if_still_wanted, ask_instead),)
)
