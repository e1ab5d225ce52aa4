"""What moderators do with a post that is planned: leave it out, put it back, or post it ahead of its time."""

from functools import partial
from typing import Annotated

from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.option import Option
from bot.shared.audit import tell_moderators, tell_moderators_anew, tell_undone, undo_key
from bot.shared.planned_acts import Stage, leave_out, planned_key, planned_post, post_at_once, put_back, stage_of, why_not_at_once
from bot.shared.planned_posts import PlannedPost
from bot.text import Markup, Moment, join, t

PlannedKey = Annotated[str, Option("Which planned post?")]

commands = Commands()


@commands.add("manage planned", "One planned post.", listed=False, moderator=True, access=Access.READ)
async def planned(context: Context, post: PlannedKey) -> Card:
    return await _card(context, await planned_post(context, post))


@commands.add("manage leave-out", "Leave a planned post out.", listed=False, moderator=True)
async def leave(context: Context, post: PlannedKey) -> Card:
    chosen = await planned_post(context, post, locked=True)
    if await leave_out(context, chosen):
        card = partial(_left_out_card, context.member.name, chosen)
        await tell_moderators_anew(context.unit, card, context.now, undo_key(_undo(chosen)))
    return await _card(context, chosen, t("It is left out."))


@commands.add("manage put-back", "Let a post that was left out come after all.", listed=False, moderator=True)
async def back(context: Context, post: PlannedKey) -> Card:
    chosen = await planned_post(context, post, locked=True)
    if await put_back(context, chosen):
        await tell_undone(context, undo_key(_undo(chosen)))
    is_queued = await stage_of(context, chosen) == "queued"
    return await _card(context, chosen, _goes_out() if is_queued else t("It is planned again."))


@commands.add("manage post-early", "Post at once what is planned.", listed=False, moderator=True)
async def early(context: Context, post: PlannedKey) -> Card:
    chosen = await planned_post(context, post, locked=True)
    if await post_at_once(context, chosen):
        await tell_moderators(context.unit, partial(_early_card, context.member.name, chosen), context.now)
    return await _card(context, chosen, _goes_out())


async def _card(context: Context, post: PlannedPost, said: Markup | None = None) -> Card:
    """How far a post of the plan is, and what can be done about it; `said` is what a press did."""
    stage, keys = await stage_of(context, post), {"post": planned_key(post)}
    board = Button(t("The board"), Call("manage deliveries", {"cohort": str(post.cohort.id)}))
    line = Text(join([said or _stage_text(stage), t("Planned for {at}.", at=Moment(post.occurrence.at))]))
    if stage == "queued":
        return Card(post.title, (line, Buttons((board,))))
    why = why_not_at_once(context, post)
    now = () if why else (Button(t("Post it now"), Call("manage post-early", keys)),)
    leave_it = Button(t("Leave it out"), Call("manage leave-out", keys))
    other = _undo_button(post) if stage == "left out" else leave_it
    notes = [*_what_stays(post), *([why] if why else [])]
    return Card(post.title, (line, *map(Note, notes), Buttons((*now, other, board))))


def _stage_text(stage: Stage) -> Markup:
    match stage:
        case "planned":
            return t("It comes by itself.")
        case "left out":
            return t("It was left out.")
        case "queued":
            return t("It was posted, or is about to be.")


def _goes_out() -> Markup:
    return t("It goes out within a minute, and comes once.")


def _undo_button(post: PlannedPost) -> Button:
    return Button(t("Undo"), _undo(post))


def _undo(post: PlannedPost) -> Call:
    return Call("manage put-back", {"post": planned_key(post)})


def _what_stays(post: PlannedPost) -> list[Markup]:
    """What goes on without the post, so that nobody leaves it out for the wrong reason."""
    match post.event:
        case "milestone":
            return [t("The week begins when it is planned, with this post or without; </milestone> shows it then.")]
        case "prompt":
            return [t("Without it members can check in all the same; </manage holidays> takes a day off.")]
        case "challenge":
            return [t("Without it </challenge today> has the challenge all the same.")]
        case _:
            return []


def _left_out_card(name: str, post: PlannedPost) -> Card:
    at = Moment(post.occurrence.at)
    said = t("{name} left “{title}” out, which was planned for {at}.", name=name, title=post.title, at=at)
    return Card(t("A planned post was left out"), (Text(said), Buttons((_undo_button(post),))))


def _early_card(name: str, post: PlannedPost) -> Card:
    at = Moment(post.occurrence.at)
    said = t("{name} asked to post “{title}” now, which was planned for {at}.", name=name, title=post.title, at=at)
    return Card(t("A planned post is to be sent"), (Text(said),))


feature = Feature(commands)
