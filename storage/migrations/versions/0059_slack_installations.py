"""workspaces that added the Slack app, their tokens encrypted, and those that are about to"""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "slack_installation",
        sa.Column("space", sa.String(64), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.Column("renewing_until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("space", name=op.f("pk_slack_installation")),
    )
    op.create_table(
        "slack_state",
        sa.Column("digest", sa.String(64), autoincrement=False, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_slack_state")),
    )
    op.create_index("ix_slack_state_expires_at", "slack_state", ["expires_at"])


def downgrade() -> None:
    op.drop_table("slack_state")
    op.drop_table("slack_installation")
