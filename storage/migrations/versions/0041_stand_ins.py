"""which entry of its own a community has in place of one that ships"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stand_in",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("own_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name="fk_stand_in_community_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("community_id", "item_id", name="pk_stand_in"),
    )


def downgrade() -> None:
    op.drop_table("stand_in")
