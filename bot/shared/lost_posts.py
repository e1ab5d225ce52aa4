"""Why a post of the delivery board was not sent, and what helps."""

from bot.domain.delivery_board import BoardPost
from bot.shared.hindrances import hindrance_text, way_to_mend
from bot.shared.posts import PROMPT
from bot.text import Markup, Moment, t


def what_to_know(post: BoardPost) -> list[Markup]:
    """What keeps a post back, or did, and what helps."""
    lines = [hindrance_text(post.reason), *way_to_mend([post.reason])] if post.reason else []
    if post.again_at:
        lines.append(t("It is tried again {at}, and as soon as the channel changes.", at=Moment(post.again_at)))
    if post.column == "uncertain":
        lines.append(t("Look in the channel first: it may be there."))
    if post.state == "expired" and post.key.startswith(f"{PROMPT}/"):
        lines.append(t("</manage repair> credits members with a day that they could not keep."))
    return lines


def why_not_sent(post: BoardPost) -> Markup:
    """Why it was not sent."""
    if post.state == "expired" and post.reason:
        return t("{why} Its time passed before that was mended.", why=hindrance_text(post.reason))
    if post.state == "expired":
        return t("its time had passed")
    if post.reason:
        return hindrance_text(post.reason)
    if post.state == "left out":
        return t("left out of the plan")
    return t("called off") if post.state == "unwanted" else t("it could not be sent")
