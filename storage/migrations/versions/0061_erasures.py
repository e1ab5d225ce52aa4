"""who was erased, as digests, so that a backup of before brings nobody back"""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(64), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_erasure_community_id_community"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("community_id", "digest", name=op.f("pk_erasure")),
    )
    op.create_index("ix_erasure_at", "erasure", ["at"])


def downgrade() -> None:
    op.drop_table("erasure")
