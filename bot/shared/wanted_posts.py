"""Posts that moderators want to be sent, unless what was decided since they were queued would keep them back."""

from collections.abc import Callable, Mapping

from bot.errors import Hindrance, Reason, Refusal
from bot.feature import Context, recheck_of
from bot.shared.hindrances import hindrance_text
from bot.text import Markup, t


async def send_now(context: Context, post: int) -> bool:
    """Let a post that waits be sent. False if it does not wait. Raises Refusal if it would not be sent."""
    await _check_wanted(context, post)
    return await context.unit.delivery_board.send_now(post, context.now)


async def send_again(context: Context, post: int) -> bool:
    """Let a post be sent that was not. False if it was, or waits. Raises Refusal if it would not be sent."""
    await _check_wanted(context, post)
    return await context.unit.delivery_board.send_again(post, context.now)


async def _check_wanted(context: Context, post: int) -> None:
    queued = await context.unit.delivery_board.queued(post)
    recheck = recheck_of(context.rechecks, queued) if queued and queued.state != "sent" else None
    wanted = await recheck.reconsider(context.unit, queued, context.now) if queued and recheck else None
    if isinstance(wanted, Reason):
        raise Refusal(_unwanted_text(wanted))


_UNWANTED: Mapping[Hindrance, Callable[[], Markup]] = {
    Hindrance.COHORT_ENDED: lambda: t("Its cohort is over; this is not said any more."),
    Hindrance.COHORT_RESTS: lambda: t("Its cohort has a break; send it once that is over."),
    Hindrance.COHORT_GOES_ON: lambda: t("Its cohort goes on, so that this would not be true."),
    Hindrance.FOLLOWED: lambda: t("A later challenge is there already, and the solution of this one would not come any more."),
    Hindrance.DIGEST_OFF: lambda: t("The weekly digest is off; </manage settings digest=yes> turns it on."),
}


def _unwanted_text(reason: Reason) -> Markup:
    """Why a post would not be sent now, because of what moderators decided since it was queued."""
    said = _UNWANTED.get(reason.kind)
    return said() if said else hindrance_text(reason)
