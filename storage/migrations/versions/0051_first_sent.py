"""when a post was sent first, whatever was edited since"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("post", sa.Column("sent_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE post SET sent_at = changed_at WHERE message IS NOT NULL")


def downgrade() -> None:
    op.drop_column("post", "sent_at")
