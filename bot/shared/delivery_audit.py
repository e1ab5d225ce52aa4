"""What the log channel says of a post that a moderator lets be sent, or calls off."""

from functools import partial
from typing import Literal

from bot.domain.delivery_board import BoardPost
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Text
from bot.interface.limits import fitted_ends
from bot.shared.audit import tell_moderators
from bot.text import Channel, Markup, plain, t

PostAct = Literal["send-now", "call-off", "post-again", "post-copy", "arrived"]
WIDEST_TITLE = 100


async def tell_of_post(context: Context, act: PostAct, post: BoardPost) -> None:
    await tell_moderators(context.unit, partial(_audit_card, context.member.name, act, post), context.now)


def _audit_card(name: str, act: PostAct, post: BoardPost) -> Card:
    look = Button(t("Look at it"), Call("manage delivery", {"post": str(post.id)}))
    return Card(_title(act), (Text(_deed(name, act, post)), Buttons((look,))))


def _title(act: PostAct) -> Markup:
    match act:
        case "call-off":
            return t("A post was called off")
        case "arrived":
            return t("A post was found")
        case _:
            return t("A post is to be sent")


def _deed(name: str, act: PostAct, post: BoardPost) -> Markup:
    title, channel = fitted_ends(plain(post.title), WIDEST_TITLE), Channel(post.channel)
    match act:
        case "arrived":
            return t("{name} found “{title}” in {channel}: it arrived.", name=name, title=title, channel=channel)
        case "send-now":
            return t("{name} asked to send “{title}” to {channel} now.", name=name, title=title, channel=channel)
        case "call-off":
            return t("{name} called off “{title}” for {channel}.", name=name, title=title, channel=channel)
        case "post-again":
            return t("{name} asked to send “{title}” to {channel} all the same.", name=name, title=title, channel=channel)
        case "post-copy":
            return t("{name} asked to send a copy of “{title}” to {channel}.", name=name, title=title, channel=channel)
