"""A post of the delivery board in one line: what, where, when, and why it was not sent."""

from bot.domain.delivery_board import BoardPost
from bot.feature import Context
from bot.interface.limits import fitted_ends
from bot.shared.hindrances import hindrance_text
from bot.shared.lost_posts import why_not_sent
from bot.text import Channel, Markup, Moment, link, plain, t

WIDEST_TITLE = 60


def board_line(context: Context, post: BoardPost) -> Markup:
    title, channel = fitted_ends(plain(post.title), WIDEST_TITLE), Channel(post.channel)
    match post.column:
        case "waiting":
            return t("- {title} in {channel}, {at}", title=title, channel=channel, at=Moment(post.due_at))
        case "held" | "uncertain":
            why = hindrance_text(post.reason) if post.reason else Markup()
            return t("- {title} in {channel}: {why}", title=title, channel=channel, why=why)
        case "failed" | "dropped":
            return t(
                "- {title} in {channel}, {at}: {why}",
                title=title,
                channel=channel,
                at=Moment(post.due_at),
                why=why_not_sent(post),
            )
        case "sent":
            at = Moment(post.at or post.due_at)
            url = context.link_to(post.platform, post.space, post.channel, post.message) if post.message else None
            shown = link(title, url) if url else title
            return t("- {title} in {channel}, {at}", title=shown, channel=channel, at=at)
