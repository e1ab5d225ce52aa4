"""a week that is done keeps the mark that it had before"""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("progress", sa.Column("mark_before", sa.String(16)))


def downgrade() -> None:
    op.drop_column("progress", "mark_before")
