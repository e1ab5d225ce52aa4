"""What moderators decide of a post that the timetable plans: it is left out, put back, or posted at once.

Its key says what was decided, as each post has one of its own: under that of a post that is left out stands one that is never
sent, and what was posted already is not posted again when its time comes.
"""

from dataclasses import replace
from typing import Literal

from bot.domain.calendar import local_day
from bot.domain.delivery_board import BoardPost
from bot.domain.timetable import CHANGE_REACH
from bot.errors import Hindrance, Reason, Refusal
from bot.feature import Context, Routine
from bot.interface.card import Card, Text
from bot.shared.closing_card import CLOSING
from bot.shared.cohort_choice import locked_cohort, pressed_cohort
from bot.shared.daily_challenge import CHALLENGE
from bot.shared.planned_posts import PlannedPost
from bot.shared.posts import PROMPT, REPORT, WEEK, home_key, home_post, thread_name, written_for
from bot.shared.wanted_posts import unwanted_text
from bot.text import Markup, t

EVENTS = {WEEK: "milestone", PROMPT: "prompt", CHALLENGE: "challenge", REPORT: "report", CLOSING: "closing"}
"""What is planned, by the first part of the keys of its posts."""
ROUTINES = {"milestone": "milestone", "prompt": "checkin", "challenge": "challenge", "report": "report", "closing": "closing"}
"""Which routine posts it."""
Stage = Literal["planned", "left out", "queued"]
OF_A_DAY = ("prompt", "challenge")


def planned_key(post: PlannedPost) -> str:
    """What a press says of a planned post that has a name."""
    return f"{post.cohort.id}/{post.name}"


def left_out_key(post: BoardPost) -> str:
    """The same of one that stands on the board as left out, in one of its homes."""
    return f"{post.cohort}/{post.key.rpartition('/')[0]}"


async def planned_post(context: Context, key: str, *, locked: bool = False) -> PlannedPost:
    """The post by its key, be it planned, left out or posted. Raises Refusal if the timetable knows of none any more."""
    cohort_key, _, name = key.partition("/")
    cohort = await (locked_cohort if locked else pressed_cohort)(context, cohort_key)
    event = EVENTS.get(name.partition("/")[0])
    every = _routine(context, event).occurrences(cohort.timetable, cohort.timetable.begins(1) - CHANGE_REACH) if event else ()
    posts = (PlannedPost(cohort, event, it) for it in every if event)
    found = next((post for post in posts if post.name == name), None)
    if found:
        return found
    raise Refusal(t("The plan has changed: nothing of this is planned any more. Look at </manage deliveries> again."))


async def stage_of(context: Context, post: PlannedPost) -> Stage:
    """How far a post of the plan is: whatever happens in one of its homes counts."""
    states = {home.state for home in await context.unit.outbox.in_homes(post.cohort.id, post.name)}
    if states - {None, "left out"}:
        return "queued"
    return "left out" if "left out" in states else "planned"


async def leave_out(context: Context, post: PlannedPost) -> bool:
    """Let a planned post never be sent. False if that was so already. Raises Refusal if it is too late for that."""
    stage = await stage_of(context, post)
    if stage == "left out":
        return False
    if stage == "queued" or post.occurrence.at <= context.now:
        raise Refusal(t("It was posted meanwhile, or is about to be: look at </manage deliveries> again."))
    card, name, at = Card(post.title, (Text(t("It was left out of the plan.")),)), post.name, post.occurrence.at
    for home in await context.unit.cohorts.homes(post.cohort.id):
        above = home_post(home, name, card, at, state="left out")
        below = home_post(home, thread_name(name), card, at, kind="thread", parent=name, state="left out")
        await context.unit.outbox.put_all((above, below))
    return True


async def put_back(context: Context, post: PlannedPost) -> bool:
    """Let a post that was left out come after all: when it is planned, or at once if that was a while ago. False if it was not
    left out. Raises Refusal if it is not worth posting any more."""
    if await stage_of(context, post) != "left out":
        return False
    if why := _why_not_now(context, post) if post.occurrence.at <= context.now else None:
        raise Refusal(why)
    await _forget_left_out(context, post)
    if post.occurrence.at <= context.now:
        await _run(context, post)
    return True


async def post_at_once(context: Context, post: PlannedPost) -> bool:
    """Post what is planned or left out. False if it was posted already. Raises Refusal if it cannot come now."""
    if await stage_of(context, post) == "queued":
        return False
    if why := why_not_at_once(context, post):
        raise Refusal(why)
    await _forget_left_out(context, post)
    await _run(context, post)
    return True


def why_not_at_once(context: Context, post: PlannedPost) -> Markup | None:
    """Why a planned post cannot come now, or ahead of its time; None if it can."""
    it, cohort, now = post.occurrence, post.cohort, context.now
    why = _why_not_now(context, post)
    if why or it.at <= now:
        return why
    if post.event in ("report", "closing"):
        return t("It tells what was done until then, so that it cannot come ahead of its time.")
    if post.event == "milestone" and it.week != cohort.week_at(now) + 1:
        return t("Another week comes before it.")
    if post.event in OF_A_DAY and it.day != local_day(now, cohort.zone):
        return t("It is about its day, and can be posted on that day alone.")
    return None


def _why_not_now(context: Context, post: PlannedPost) -> Markup | None:
    """Why nobody would read a post of its routine now: its time is over, or its cohort has ended or has a break."""
    timetable, now = post.cohort.timetable, context.now
    if post.occurrence.until <= now:
        return t("Its time is over, so that it is not worth posting any more.")
    if post.event in ("milestone", *OF_A_DAY) and timetable.has_ended(now):
        return unwanted_text(Reason(Hindrance.COHORT_ENDED))
    if post.event in OF_A_DAY and timetable.rests_on(local_day(now, post.cohort.zone)):
        return unwanted_text(Reason(Hindrance.COHORT_RESTS))
    return None


async def _run(context: Context, post: PlannedPost) -> None:
    """Queue it as its routine does when it is due."""
    it = replace(post.occurrence, at=min(post.occurrence.at, context.now))
    with written_for(context.unit):
        await _routine(context, post.event).run(context.unit, post.cohort, (it,), context.now)


async def _forget_left_out(context: Context, post: PlannedPost) -> None:
    homes = await context.unit.outbox.in_homes(post.cohort.id, post.name)
    ids = {home.home for home in homes if home.state == "left out"}
    left = [home for home in await context.unit.cohorts.homes(post.cohort.id) if home.id in ids]
    await context.unit.outbox.cancel(*(home_key(home, each) for home in left for each in (post.name, thread_name(post.name))))


def _routine(context: Context, event: str) -> Routine:
    return context.routines[ROUTINES[event]]
