"""What `today` says to a member who is in no cohort: which they can join, and which not."""

from collections.abc import Sequence

from bot.domain.cohort import Cohort
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Text
from bot.shared.joining import taken_out_text, with_room
from bot.shared.over_words import own_are_over_text
from bot.text import Markup, clip, join, t

MOST_OFFERED = 3
LONGEST_NAME = 40


async def offer_blocks(context: Context, known: Sequence[Cohort], *, late: bool) -> tuple[Block, ...]:
    """The blocks for a member without a cohort, or whose cohorts have all ended; `known` are the cohorts that have not.

    `late` if something can still be handed in, which then comes next.
    """
    barred = [cohort for cohort in known if context.was_taken_out_of(cohort)]
    offered = [cohort for cohort in known if cohort not in barred]
    first = offered[: 1 if context.moderator else MOST_OFFERED]  # moderators have more below it
    room = await with_room(context.unit, first)
    buttons = [_join(cohort, room=cohort.id in room) for cohort in first]
    if offered:
        buttons.append(all_cohorts_button())
    if walked := [cohort for cohort in context.cohorts or context.walked if not cohort.called_off]:
        buttons.append(Button(t("Progress"), Call("progress", {"cohort": str(walked[0].id)})))
    rows = (Buttons(tuple(buttons)),) if buttons else ()
    following = [_next_step(late, bool(offered), context.moderator)] if late or offered or not barred else []
    return (Text(join([no_cohort_text(context), *map(taken_out_text, barred[:MOST_OFFERED]), *following])), *rows)


def no_cohort_text(context: Context) -> Markup:
    """For a member without a cohort, or whose cohorts are all over."""
    if context.cohorts:
        return own_are_over_text(context.cohorts)
    if context.walked:
        return t("You are in no cohort now; what you did is kept.")
    return t("You are in no cohort yet.")


def _next_step(late: bool, offered: bool, moderator: bool) -> Markup:
    if late:
        return t("**Next:** hand in what is missing.")
    if offered:
        return t("**Next:** join a cohort.")
    if moderator:
        return t("**Next:** start a cohort.")
    return t("**Next:** ask a moderator to start a cohort.")


def _join(cohort: Cohort, *, room: bool) -> Button:
    name = short_name(cohort)
    label = t("Join {cohort}", cohort=name) if room else t("Join the line of {cohort}", cohort=name)
    return Button(label, Call("cohort join", {"cohort": str(cohort.id)}), "primary")


def all_cohorts_button() -> Button:
    return Button(t("All cohorts"), Call("cohort list"))


def short_name(cohort: Cohort) -> str:
    return clip(cohort.name, LONGEST_NAME)
