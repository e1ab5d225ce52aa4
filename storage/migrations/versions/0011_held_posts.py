"""posts that a platform refused are held; a cohort knows who launched it"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("post", sa.Column("held_since", sa.DateTime(timezone=True)))
    op.add_column("cohort", sa.Column("launched_by", sa.BigInteger()))


def downgrade() -> None:
    op.drop_column("cohort", "launched_by")
    op.drop_column("post", "held_since")
