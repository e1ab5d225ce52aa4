"""moderators say whether solutions are posts of their own, and whether challenges get threads at once"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NEW = ("solutions_apart", "challenge_threads")


def upgrade() -> None:
    for name in NEW:
        op.add_column("cohort", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    for name in NEW:
        op.drop_column("cohort", name)
