"""when the bot was taken out of a space, which is not known of any yet"""

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Instant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("space", schema=None) as batch_op:
        batch_op.add_column(sa.Column("left_at", Instant(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("space", schema=None) as batch_op:
        batch_op.drop_column("left_at")
