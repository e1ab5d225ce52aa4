"""posts of a channel keep their order: they are numbered as they are queued, and found by channel"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

LEASED = sa.text("leased_until IS NOT NULL")


def upgrade() -> None:
    op.add_column("post", sa.Column("number", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.execute(
        "UPDATE post SET number = queued.number FROM (SELECT community_id, id, "
        "row_number() OVER (PARTITION BY community_id ORDER BY due_at, id) AS number FROM post) AS queued "
        "WHERE post.community_id = queued.community_id AND post.id = queued.id"
    )
    op.drop_index("ix_post_waiting", "post")
    op.create_index("ix_post_number", "post", ["community_id", "number"])
    op.create_index("ix_post_lane", "post", ["state", "platform", "channel", "due_at", "number"])
    leased = ["state", "platform", "channel", "leased_until"]
    op.create_index("ix_post_leased", "post", leased, sqlite_where=LEASED, postgresql_where=LEASED)


def downgrade() -> None:
    op.drop_index("ix_post_leased", "post")
    op.drop_index("ix_post_lane", "post")
    op.drop_index("ix_post_number", "post")
    op.create_index("ix_post_waiting", "post", ["state", "due_at"])
    op.drop_column("post", "number")
