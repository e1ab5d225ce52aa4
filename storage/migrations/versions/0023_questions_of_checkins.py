"""moderators say how a cohort's check-ins ask; cohorts of before ask as they did"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

NEW = ("did_question", "next_question", "blocker_question")


def upgrade() -> None:
    for name in NEW:
        op.add_column("cohort", sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''")))


def downgrade() -> None:
    for name in NEW:
        op.drop_column("cohort", name)
