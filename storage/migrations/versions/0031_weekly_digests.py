"""a community may do without the weekly digest; cohorts under way learn of it: each is planned anew, as after a change"""

import sqlalchemy as sa
from alembic import op

from storage.migrations.begin_anew import begin_anew, forget

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("community") as table:
        table.add_column(sa.Column("digest", sa.Boolean(), nullable=False, server_default=sa.true()))
    begin_anew(op.get_bind())


def downgrade() -> None:
    forget(op.get_bind(), "digest")
    with op.batch_alter_table("community") as table:
        table.drop_column("digest")
