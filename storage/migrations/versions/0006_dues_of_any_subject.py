"""dues of any subject, claimed under a lease"""

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_due = sa.table(
    "due",
    sa.column("community_id", sa.BigInteger()),
    sa.column("cohort_id", sa.BigInteger()),
    sa.column("routine", sa.String()),
    sa.column("at", Instant()),
    sa.column("wait_until", Instant()),
)


def upgrade() -> None:
    known = op.get_bind().execute(sa.select(_due)).mappings().all()
    op.drop_table("due")  # its primary key is another one now
    due = op.create_table(
        "due",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subject_kind", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("subject_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("routine", sa.String(length=32), autoincrement=False, nullable=False),
        sa.Column("cohort_id", sa.BigInteger(), nullable=True),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("wait_until", Instant(timezone=True), nullable=False),
        sa.Column("leased_until", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_due_community_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["community_id", "cohort_id"],
            ["cohort.community_id", "cohort.id"],
            name=op.f("fk_due_community_id_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "subject_kind", "subject_id", "routine", name=op.f("pk_due")),
    )
    op.create_index(op.f("ix_due_wait_until"), "due", ["wait_until"], unique=False)
    op.create_index(op.f("ix_due_leased_until"), "due", ["leased_until"], unique=False)
    op.bulk_insert(due, [{**row, "subject_kind": "cohort", "subject_id": row["cohort_id"]} for row in known])


def downgrade() -> None:
    known = op.get_bind().execute(sa.select(_due).where(_due.c.cohort_id.is_not(None))).mappings().all()
    op.drop_table("due")
    op.create_table(
        "due",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cohort_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("routine", sa.String(length=32), autoincrement=False, nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("wait_until", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "cohort_id"],
            ["cohort.community_id", "cohort.id"],
            name=op.f("fk_due_community_id_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "cohort_id", "routine", name=op.f("pk_due")),
    )
    op.create_index(op.f("ix_due_wait_until"), "due", ["wait_until"], unique=False)
    op.bulk_insert(_due, [dict(row) for row in known])
