"""revisions of a community's own content that came with one import, and are taken back together"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("own_revision", sa.Column("batch", sa.BigInteger()))
    op.create_index("ix_own_revision_batch", "own_revision", ["community_id", "batch", "item_id"])


def downgrade() -> None:
    op.drop_index("ix_own_revision_batch", "own_revision")
    op.drop_column("own_revision", "batch")
