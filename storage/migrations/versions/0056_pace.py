"""the pace that workers share; when a post was tried first of which nobody knows whether it arrived"""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pace",
        sa.Column("name", sa.String(64), autoincrement=False, nullable=False),
        sa.Column("next_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_pace")),
    )
    op.add_column("post", sa.Column("tried_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("post", "tried_at")
    op.drop_table("pace")
