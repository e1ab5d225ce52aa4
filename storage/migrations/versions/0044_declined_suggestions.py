"""a suggestion that is declined is kept, with who declined it, when and why"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("suggestion", sa.Column("declined_at", sa.DateTime(timezone=True)))
    op.add_column("suggestion", sa.Column("declined_by", sa.BigInteger()))
    op.add_column("suggestion", sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    op.execute("DELETE FROM suggestion WHERE declined_at IS NOT NULL")
    with op.batch_alter_table("suggestion") as batch:
        batch.drop_column("reason")
        batch.drop_column("declined_by")
        batch.drop_column("declined_at")
