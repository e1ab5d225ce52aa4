"""Posts that moderators want to be sent, unless what was decided since they were queued would keep them back."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.domain.post import COPY, Post
from bot.errors import Hindrance, Reason, Refusal
from bot.feature import Context, recheck_of
from bot.shared.hindrances import hindrance_text
from bot.text import Markup, t

MOST_COPIES = 20


async def send_now(context: Context, post: int) -> bool:
    """Let a post that waits be sent. False if it does not wait. Raises Refusal if it would not be sent."""
    await _check_wanted(context, post)
    return await context.unit.delivery_board.send_now(post, context.now)


async def send_again(context: Context, post: int) -> bool:
    """Let a post be sent that was not. False if it was, or waits. Raises Refusal if it would not be sent."""
    await _check_wanted(context, post)
    return await context.unit.delivery_board.send_again(post, context.now)


async def copies_of(context: Context, post: int) -> int:
    """How many copies of a post moderators had sent."""
    return len(await context.unit.delivery_board.known([_copy_key(post, number) for number in range(1, MOST_COPIES + 1)]))


async def send_copy(context: Context, post: int, number: int) -> bool:
    """Send what a post says now once more, where its cohort speaks now, as its copy of that number. False if that copy was sent
    before. Raises Refusal if it would not be said any more."""
    queued = await context.unit.delivery_board.queued(post)
    wanted = await _as_wanted(context, queued) if queued else None
    if wanted is None:
        return False
    copy = replace(wanted, key=_copy_key(post, number), due_at=context.now, until=None, state="waiting")
    return await context.unit.outbox.put(copy)


def _copy_key(post: int, number: int) -> str:
    return f"{COPY}/{post}/{number}"


async def _check_wanted(context: Context, post: int) -> None:
    queued = await context.unit.delivery_board.queued(post)
    if queued and queued.state != "sent":
        await _as_wanted(context, queued)


async def _as_wanted(context: Context, post: Post) -> Post:
    """The post as it is to be said now. Raises Refusal if it would not be sent."""
    recheck = recheck_of(context.rechecks, post)
    wanted = await recheck.reconsider(context.unit, post, context.now) if recheck else post
    if isinstance(wanted, Reason):
        raise Refusal(unwanted_text(wanted))
    return wanted or post


_UNWANTED: Mapping[Hindrance, Callable[[], Markup]] = {
    Hindrance.COHORT_ENDED: lambda: t("Its cohort is over; this is not said any more."),
    Hindrance.COHORT_RESTS: lambda: t("Its cohort has a break; send it once that is over."),
    Hindrance.COHORT_GOES_ON: lambda: t("Its cohort goes on, so that this would not be true."),
    Hindrance.FOLLOWED: lambda: t("A later challenge is there already, and the solution of this one would not come any more."),
    Hindrance.DIGEST_OFF: lambda: t("The weekly digest is off; </manage settings digest=yes> turns it on."),
}


def unwanted_text(reason: Reason) -> Markup:
    """Why a post would not be sent now, because of what moderators decided since it was queued."""
    said = _UNWANTED.get(reason.kind)
    return said() if said else hindrance_text(reason)
