"""own content tells its version: cohorts walk a community's own roadmap as it was at one"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("own_revision", sa.Column("version", sa.Integer(), server_default="0", nullable=False))
    op.create_index("ix_own_revision_kind", "own_revision", ["community_id", "kind", "version"])


def downgrade() -> None:
    op.drop_index("ix_own_revision_kind", "own_revision")
    with op.batch_alter_table("own_revision") as batch:
        batch.drop_column("version")
