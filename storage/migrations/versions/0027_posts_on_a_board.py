"""the posts of a community are found by what became of them"""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_post_board", "post", ["community_id", "state", "due_at"])


def downgrade() -> None:
    op.drop_index("ix_post_board", "post")
