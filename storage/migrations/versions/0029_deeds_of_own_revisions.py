"""a revision of a community's own content says what was done; of before there are entries that were added, and what was undone"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("own_revision", sa.Column("deed", sa.String(16), nullable=False, server_default="added"))
    op.add_column("own_revision", sa.Column("reason", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.execute("UPDATE own_revision SET deed = 'undone' WHERE rev > 1")
    op.create_index("ix_own_revision_at", "own_revision", ["community_id", "at"])


def downgrade() -> None:
    op.drop_index("ix_own_revision_at", "own_revision")
    op.drop_column("own_revision", "reason")
    op.drop_column("own_revision", "deed")
