"""members review each other's milestones: where, who wants to, who asks for it, who was asked, and what they said"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("member", sa.Column("reviews", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("cohort", sa.Column("reviews", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "review_request",
        *_keys(),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        _of_cohort("review_request"),
        _of_member("review_request", "person_id"),
        sa.PrimaryKeyConstraint("community_id", "cohort_id", "person_id", "week_id", name="pk_review_request"),
    )
    op.create_table(
        "peer_review",
        *_keys(),
        sa.Column("reviewer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("good", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("next", sa.Text(), nullable=False),
        sa.Column("thanked", sa.Boolean(), nullable=False),
        sa.Column("reported", sa.Boolean(), nullable=False),
        _of_cohort("peer_review"),
        _of_member("peer_review", "person_id"),
        _of_member("peer_review", "reviewer"),
        sa.PrimaryKeyConstraint("community_id", "cohort_id", "person_id", "week_id", "reviewer", name="pk_peer_review"),
    )
    op.create_index("ix_peer_review_reviewer", "peer_review", ["community_id", "reviewer"])


def downgrade() -> None:
    op.drop_table("peer_review")
    op.drop_table("review_request")
    for table in ("cohort", "member"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("reviews")


def _keys() -> list[sa.Column[Any]]:
    of_ours: list[sa.Column[Any]] = [
        sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=False)
        for name in ("community_id", "cohort_id", "person_id")
    ]
    return [*of_ours, sa.Column("week_id", sa.String(length=64), autoincrement=False, nullable=False)]


def _of_cohort(table: str) -> sa.ForeignKeyConstraint:
    columns, referred = ["community_id", "cohort_id"], ["cohort.community_id", "cohort.id"]
    return sa.ForeignKeyConstraint(columns, referred, name=f"fk_{table}_community_id_cohort_id", ondelete="CASCADE")


def _of_member(table: str, person: str) -> sa.ForeignKeyConstraint:
    columns, referred = ["community_id", person], ["member.community_id", "member.person_id"]
    return sa.ForeignKeyConstraint(columns, referred, name=f"fk_{table}_community_id_{person}", ondelete="CASCADE")
