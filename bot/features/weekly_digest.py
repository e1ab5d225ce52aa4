"""The weekly digest for moderators: how a week of a cohort went and what needs them, in the log channel as the week ends; without
one whoever launched the cohort reads it in private.

It holds numbers alone, so that a channel shames nobody; who may need a hand stands behind its buttons, in private.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Annotated

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.member import Community
from bot.domain.post import Post
from bot.domain.timetable import Occurrence, Timetable
from bot.errors import Hindrance, Reason, Refusal
from bot.feature import Context, Feature, Recheck, Routine
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.limits import fitted
from bot.interface.option import Option
from bot.ports.unit import Unit
from bot.shared.answered import Answered, answered_between
from bot.shared.audit import queue_for_moderators
from bot.shared.challenge_card import FEWEST_TO_COUNT
from bot.shared.cohort_choice import any_cohort, suggest_cohorts
from bot.shared.direct_posts import addresses_of, direct_post, waking_hour
from bot.shared.need_help import in_need
from bot.shared.posts import compose
from bot.shared.text_with_code import without_code_marks
from bot.shared.week_work import work_of_week
from bot.shared.what_waits import what_waits
from bot.text import Markup, join, n, t

DIGEST = "digest"
"""The first part of the keys of digests, and the name of the routine."""
EVER = datetime.min.replace(tzinfo=UTC)
"""Before everything that happened in a cohort."""
WIDEST_QUESTION = 300

commands = Commands()


@commands.add("manage digest", "How the last week of a cohort went, and what needs you.", moderator=True, access=Access.READ)
async def digest(
    context: Context, cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)] = None
) -> Card:
    chosen = await any_cohort(context, cohort, Call("manage digest"))
    over = await _last_report(context, chosen)
    if over is None:
        raise Refusal(t("The first week of {cohort} is not over yet. Look at </manage status>.", cohort=chosen.name))
    return _card(chosen, over.week, await _lines(context.unit, chosen, over, context.now), context.community)


async def _last_report(context: Context, cohort: Cohort) -> Occurrence | None:
    """The report of the last week that is over, or of the one under way if its digest was posted and it ends later now."""
    over = cohort.timetable.reports_so_far(context.now)
    week = over[-1].week + 1 if over else 1
    if await context.unit.outbox.queued([_key(cohort, week)]):
        return Occurrence(context.now, context.now, local_day(context.now, cohort.zone), week)
    return over[-1] if over else None


def _key(cohort: Cohort, week: int) -> str:
    return f"{DIGEST}/{cohort.id}/{week}"


async def post_digest(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """Tell moderators of the week that is ending, if it asked for anything; after a downtime of the latest alone, and only while
    its report is worth posting."""
    if not (due and unit.community.digest):
        return
    newest = due[-1]
    if now < newest.until and not _rested(cohort.timetable, newest):
        lines = await _lines(unit, cohort, newest, now)
        card = partial(_card, cohort, newest.week, lines, unit.community)
        key = _key(cohort, newest.week)
        if unit.community.log_channel:
            await queue_for_moderators(unit, card, now, key, newest.until)
        else:
            await _tell_launcher(unit, cohort, card, now, key)


async def _tell_launcher(unit: Unit, cohort: Cohort, card: Callable[[], Card], now: datetime, key: str) -> None:
    """Tell whoever launched the cohort, if they are in reach: without a log channel nobody else is there to read it."""
    member = await unit.members.get(cohort.launched_by) if cohort.launched_by else None
    if member is None or member.unreachable:
        return
    address = (await addresses_of(unit, cohort, [member.person])).get(member.person)
    if address:
        said, at = compose(unit, card, member), waking_hour(member, unit.community, now)
        await unit.outbox.put_all([direct_post(address, member, key=key, card=said, due_at=at, cohort=cohort)])


async def if_still_wanted(unit: Unit, post: Post, now: datetime) -> Post | Reason:
    """The digest, unless moderators turned it off since it was queued."""
    return post if unit.community.digest else Reason(Hindrance.DIGEST_OFF)


def _rested(timetable: Timetable, report: Occurrence) -> bool:
    """Whether breaks took all days of a week up to its report."""
    first, last = timetable.days_of(report.week)
    days = (min(last, report.day) - first).days + 1
    return all(timetable.rests_on(first + timedelta(days=number)) for number in range(days))


def _card(cohort: Cohort, week: int, lines: list[Markup], community: Community) -> Card:
    keys = {"cohort": str(cohort.id)}
    acts = (
        Button(t("Who may need a hand"), Call("manage status", keys), "primary"),
        Button(t("Posts"), Call("manage deliveries", keys)),
        Button(t("What waits in the queue"), Call("content queue")),
    )
    said = Text(join(lines) if lines else t("A quiet week."))
    return Card(
        t("{cohort}: week {number} for moderators", cohort=cohort.name, number=week),
        (said, Buttons(acts), Note(_where_it_is_posted(community))),
    )


def _where_it_is_posted(community: Community) -> Markup:
    if not community.digest:
        return t("This digest is not posted. </manage settings digest=yes> turns it on.")
    if community.log_channel is None:
        return t("Who launched the cohort gets this digest in private until </manage settings> names a log channel.")
    return t("This digest is posted as a week ends. </manage settings digest=no> turns it off.")


async def _lines(unit: Unit, cohort: Cohort, report: Occurrence, now: datetime) -> list[Markup]:
    """What happened from the digest before until this one, and what needs moderators now; what is nothing is left out."""
    timetable = cohort.timetable
    earlier = [each for each in timetable.reports_so_far(report.at) if each.week < report.week]
    before = [each for each in earlier if not _rested(timetable, each)]
    since = before[-1].at if before else EVER
    lost = await unit.delivery_board.count_lost(cohort.id, since, report.at)
    needy = len(await in_need(unit, cohort, now))
    counted = (
        (needy, n("- **{count} member** may need a hand", "- **{count} members** may need a hand", needy)),
        (lost, n("- **{count} post** was not sent", "- **{count} posts** were not sent", lost)),
    )
    return [
        *await _comings(unit, cohort, since, report.at),
        *await _work(unit, cohort, report.week),
        *await _answers(unit, cohort, report.week),
        *(line for count, line in counted if count),
        *(t("- {line}", line=line) for line in (await what_waits(unit, cohort.id)).lines),
    ]


async def _comings(unit: Unit, cohort: Cohort, since: datetime, until: datetime) -> list[Markup]:
    enrollments = await unit.enrollments.ever(cohort.id)
    joined = sum(each.joined_between(since, until) for each in enrollments)
    left = sum(each.left_between(since, until) for each in enrollments)
    lines = (
        (joined, n("- {count} joined", "- {count} joined", joined)),
        (left, n("- {count} left", "- {count} left", left)),
    )
    return [line for count, line in lines if count]


async def _work(unit: Unit, cohort: Cohort, week: int) -> list[Markup]:
    """The check-ins and the milestone of those who are in the cohort."""
    work = await work_of_week(unit, cohort, week)
    by = n("{count} member", "{count} members", work.persons)
    on = n("{count} day", "{count} days", work.days)
    count = len(work.checkins)
    checkins = n(
        "- {count} check-in by {people} on {days}", "- {count} check-ins by {people} on {days}", count, people=by, days=on
    )
    lines = (
        (count, checkins),
        (work.done, t("- {done} of {members} finished the milestone", done=work.done, members=work.members)),
    )
    return [line for counted, line in lines if counted]


async def _answers(unit: Unit, cohort: Cohort, week: int) -> list[Markup]:
    """How the week's challenges went and which was the hardest; nothing from which a single member's answers can be told."""
    answered = await answered_between(unit, cohort, *cohort.timetable.days_of(week))
    attempts = [attempt for each in answered for attempt in each.attempts]
    if len({attempt.person for attempt in attempts}) < FEWEST_TO_COUNT:
        return []
    right = sum(each.right for each in answered)
    line = t("- {tried} answers to challenges, {share} % right", tried=len(attempts), share=round(100 * right / len(attempts)))
    failed = [each for each in answered if len(each.attempts) >= FEWEST_TO_COUNT and each.share < 1]
    return [line, *([_hardest(min(failed, key=lambda each: each.share))] if failed else [])]


def _hardest(answered: Answered) -> Markup:
    question = fitted(" ".join(without_code_marks(answered.asked.variant.prompt).split()), WIDEST_QUESTION)
    return t("- Hardest, {share} % right: “{question}”", share=round(100 * answered.share), question=question)


feature = Feature(
    commands,
    (Routine(DIGEST, post_digest, Timetable.reports, Timetable.reported_since),),
    (Recheck(DIGEST, if_still_wanted),),
)
