"""a post may tell a change of something: what that was before all changes stays with it"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("post") as table:
        table.add_column(sa.Column("basis", sa.JSON(none_as_null=True)))


def downgrade() -> None:
    with op.batch_alter_table("post") as table:
        table.drop_column("basis")
