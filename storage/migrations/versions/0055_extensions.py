"""how often a member was given more or fewer weeks, so that calendar apps take what moved for newer"""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("enrollment", sa.Column("extensions", sa.Integer(), server_default=sa.text("0"), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("enrollment") as batch:
        batch.drop_column("extensions")
