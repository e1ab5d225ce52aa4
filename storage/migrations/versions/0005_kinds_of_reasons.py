"""kinds instead of English sentences, of why posts did not arrive"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KINDS = {
    "The channel no longer exists.": "no channel",
    "The bot cannot see the channel.": "hidden channel",
    "The bot lacks a permission in the channel.": "lacks permission",
    "They do not take direct messages.": "closed messages",
    "Whether it arrived could never be told.": "unknown outcome",
    "the bot is not in the channel: invite it with /invite": "not invited",
    "the bot cannot see the channel: invite it with /invite, or choose another": "not invited",
    "the channel is archived: unarchive it or choose another": "archived",
    "a workspace setting keeps the bot from posting there: ask an administrator of the workspace": "restricted",
    "the app lacks a permission: update it from the manifest and install it again": "outdated app",
    "there is no such person in the workspace": "no person",
    "the person has left the workspace": "person left",
    "that account is a bot": "is a bot",
    "the app's Messages tab is off: update it from the manifest": "messages tab off",
}
"""What was kept for each; anything else ends with the platform's own code."""

post = sa.table("post", sa.column("reason", sa.Text()), sa.column("state", sa.String()))


def upgrade() -> None:
    op.execute(post.update().where(post.c.state.in_(("missed", "gone"))).values(reason=None))
    found = op.get_bind().execute(sa.select(post.c.reason).where(post.c.reason.is_not(None)).distinct())
    for (sentence,) in found.all():
        *_, code = "unknown", *sentence.rstrip(".").split()
        kind = KINDS.get(sentence) or f"refused: {code}"
        op.execute(post.update().where(post.c.reason == sentence).values(reason=kind))


def downgrade() -> None:
    """The kinds stay: they are text as well."""
