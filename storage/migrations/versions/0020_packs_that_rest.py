"""packs that no setting names any more rest; the next release step says which"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("pack") as table:
        table.add_column(sa.Column("rests", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("pack") as table:
        table.drop_column("rests")
