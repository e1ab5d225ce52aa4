"""a suggestion and a look-up that found nothing stay with the entry they led to, so that they wait again once that is undone"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

TABLES = ("suggestion", "gap")


def upgrade() -> None:
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("item_id", sa.String(64)))
            table.add_column(sa.Column("waits", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    for name in TABLES:
        op.execute(sa.delete(sa.table(name, sa.column("waits"))).where(sa.column("waits").is_(False)))
        with op.batch_alter_table(name) as table:
            table.drop_column("waits")
            table.drop_column("item_id")
