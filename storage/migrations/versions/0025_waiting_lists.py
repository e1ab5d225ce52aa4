"""waiting lists of full cohorts; nobody of before waits"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waiting",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cohort_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "cohort_id"],
            ["cohort.community_id", "cohort.id"],
            name=op.f("fk_waiting_community_id_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["member.community_id", "member.person_id"],
            name=op.f("fk_waiting_community_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "cohort_id", "person_id", name=op.f("pk_waiting")),
        sa.UniqueConstraint("community_id", "cohort_id", "number", name=op.f("uq_waiting_community_id_cohort_id_number")),
    )
    op.create_index("ix_waiting_person", "waiting", ["community_id", "person_id"])


def downgrade() -> None:
    op.drop_table("waiting")
