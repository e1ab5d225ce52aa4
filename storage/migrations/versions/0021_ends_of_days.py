"""days of a member may end at an hour of the night; those of before ended at midnight"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TABLES = ("member", "checkin", "attempt")


def upgrade() -> None:
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("day_ends", sa.Time(), nullable=False, server_default="00:00:00"))


def downgrade() -> None:
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.drop_column("day_ends")
