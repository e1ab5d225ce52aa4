"""posts are found by community, then by channel, so that workers claim in one community at a time; what has to be unique is so in
its community, as databases that are parted by it ask"""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

LEASED = sa.text("leased_until IS NOT NULL")


def upgrade() -> None:
    _index("community_id", "channel")
    op.drop_index("ix_web_pass_digest", "web_pass")
    op.create_index("ix_web_pass_digest", "web_pass", ["digest"])


def downgrade() -> None:
    op.drop_index("ix_web_pass_digest", "web_pass")
    op.create_index("ix_web_pass_digest", "web_pass", ["digest"], unique=True)
    _index("channel")


def _index(*lane: str) -> None:
    op.drop_index("ix_post_lane", "post")
    op.drop_index("ix_post_leased", "post")
    op.create_index("ix_post_lane", "post", ["state", "platform", *lane, "due_at", "number"])
    leased = ["state", "platform", *lane, "leased_until"]
    op.create_index("ix_post_leased", "post", leased, sqlite_where=LEASED, postgresql_where=LEASED)
