"""One post of the delivery board: what became of it, and what moderators do about it."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from annotated_types import Ge, Le

from bot.domain.delivery_board import BoardPost
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Button, Buttons, Card, Text
from bot.interface.command import Access, Commands
from bot.interface.option import Option
from bot.shared.board_line import board_line
from bot.shared.delivery_audit import PostAct, tell_of_post
from bot.shared.lost_posts import what_to_know
from bot.shared.planned_acts import left_out_key
from bot.shared.wanted_posts import MOST_COPIES, copies_of, send_again, send_copy, send_now
from bot.text import Markup, join, n, t

PostKey = Annotated[str, Option("Which post?")]

commands = Commands()


@commands.add("manage delivery", "One post of the delivery board.", listed=False, moderator=True, access=Access.READ)
async def delivery(context: Context, post: PostKey) -> Card:
    return _post_card(context, await _post(context, post))


def _goes_out(post: BoardPost) -> bool:
    return post.column not in ("uncertain", "failed", "dropped")


def _declare(
    act: PostAct,
    description: str,
    done: Callable[[BoardPost], Markup],
    change: Callable[[Context, int], Awaitable[bool]],
    is_so: Callable[[BoardPost], bool],
) -> None:
    """`is_so`: whether a post is already as the press makes it, as after a second one, which is answered like the first."""

    async def changed(context: Context, post: PostKey) -> Card:
        is_changed = await change(context, (await _post(context, post)).id)
        found = await _post(context, post)
        if is_changed:
            await tell_of_post(context, act, found)
        elif not is_so(found):
            raise Refusal(t("That post is being sent, or was: look at </manage deliveries> again."))
        card = _post_card(context, found)
        was_sent = found.column == "sent" and act != "arrived"
        return Card(card.title, (Text(t("It was sent.") if was_sent else done(found)), *card.blocks))

    commands.add(f"manage {act}", description, listed=False, moderator=True)(changed)


_declare(
    "send-now",
    "Send a post now.",
    lambda post: t("It is tried again within a minute.") if post.column == "held" else t("It goes out within a minute."),
    send_now,
    _goes_out,
)
_declare(
    "call-off",
    "Do not send a post.",
    lambda _: t("It will not be sent."),
    lambda context, post: context.unit.delivery_board.call_off(post, context.now),
    lambda post: post.state == "unwanted",
)
_declare(
    "post-again",
    "Send a post that was not sent.",
    lambda _: t("It goes out within a minute, however late."),
    send_again,
    _goes_out,
)
_declare(
    "arrived",
    "Say that a post is there.",
    lambda _: t("It counts as sent, and is left as it is: the bot does not know which message it is."),
    lambda context, post: context.unit.delivery_board.note_arrived(post, context.now),
    lambda post: post.column == "sent",
)


@commands.add("manage copy-post", "Ask whether to post again.", listed=False, moderator=True, access=Access.READ)
async def ask_copy(context: Context, post: PostKey) -> Card:
    found = await _copied(context, post)
    copies = await copies_of(context, found.id)
    lines = [
        t("It is there already."),
        *([n("A copy of it was sent too.", "{count} copies of it were sent too.", copies)] if copies else []),
        t("A copy comes as the post is now; what changes later changes in the first one alone. Nobody is pinged."),
    ]
    keys = {"post": str(found.id), "number": str(copies + 1)}
    buttons = (Button(t("Post a copy"), Call("manage post-copy", keys), "primary"), *_way_there(context, found))
    return Card(t("Post it again?"), (Text(join([board_line(context, found), *lines])), Buttons(buttons), _to_board()))


@commands.add("manage post-copy", "Post a copy of what was sent.", listed=False, moderator=True)
async def copy(context: Context, post: PostKey, number: Annotated[int, Option("Which copy?"), Ge(1), Le(MOST_COPIES)]) -> Card:
    found = await _copied(context, post)
    if await send_copy(context, found.id, number):
        await tell_of_post(context, "post-copy", found)
    card = _post_card(context, found)
    return Card(card.title, (Text(t("A copy goes out within a minute.")), *card.blocks))


async def _copied(context: Context, key: str) -> BoardPost:
    """A post of which there can be a copy. Raises Refusal if it was not sent, or is no message."""
    found = await _post(context, key)
    if not _can_be_copied(found):
        raise Refusal(t("Only what was sent as a message can be posted again. Look at </manage deliveries>."))
    return found


def _can_be_copied(post: BoardPost) -> bool:
    return post.column == "sent" and post.kind in ("send", "reply")


async def _post(context: Context, key: str) -> BoardPost:
    number = record_id(key)
    if number is not None and (found := await context.unit.delivery_board.get(number)):
        return found
    raise Refusal(t("There is no such post. Look at </manage deliveries> again."))


def _post_card(context: Context, post: BoardPost) -> Card:
    lines = [board_line(context, post), *what_to_know(post)]
    buttons = (*_acts(post), *_way_there(context, post))
    return Card(post.title, (Text(join(lines)), *([Buttons(buttons)] if buttons else []), _to_board()))


def _acts(post: BoardPost) -> tuple[Button, ...]:
    keys = {"post": str(post.id)}
    all_the_same = Button(t("Send it all the same"), Call("manage post-again", keys))
    match post.column:
        case "waiting" | "held":
            call_off = Button(t("Do not send"), Call("manage call-off", keys))
            return Button(t("Send now"), Call("manage send-now", keys), "primary"), call_off
        case "uncertain":
            return (
                Button(t("It arrived"), Call("manage arrived", keys), "primary"),
                Button(t("Send again"), Call("manage post-again", keys)),
            )
        case "failed":
            return (all_the_same,)
        case "dropped" if post.state == "left out":
            return (Button(t("Undo"), Call("manage put-back", {"post": left_out_key(post)})),)
        case "dropped":
            return (all_the_same,)
        case "sent" if _can_be_copied(post):
            return (Button(t("Post it again"), Call("manage copy-post", keys)),)
        case "sent":
            return ()


def _way_there(context: Context, post: BoardPost) -> tuple[Button, ...]:
    url = context.link_to(post.platform, post.space, post.channel, post.message) if post.message else None
    return (Button(t("Go there"), url=url),) if url else ()


def _to_board() -> Buttons:
    return Buttons((Button(t("The board"), Call("manage deliveries")),))


feature = Feature(commands)
