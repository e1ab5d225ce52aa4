"""look-ups and own content"""

import sqlalchemy as sa
from alembic import op

import storage.tables.columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gap",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("query", sa.String(length=200), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", storage.tables.columns.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_gap_community_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_gap")),
        sa.UniqueConstraint("community_id", "query", name=op.f("uq_gap_community_id_query")),
    )
    op.create_table(
        "own_revision",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("rev", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("at", storage.tables.columns.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_own_revision_community_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("community_id", "item_id", "rev", name=op.f("pk_own_revision")),
    )
    op.create_table(
        "report",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", storage.tables.columns.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["member.community_id", "member.person_id"],
            name=op.f("fk_report_community_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "item_id", "person_id", name=op.f("pk_report")),
    )
    op.create_table(
        "saved",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("at", storage.tables.columns.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["member.community_id", "member.person_id"],
            name=op.f("fk_saved_community_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", "item_id", name=op.f("pk_saved")),
    )
    op.create_table(
        "suggestion",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", storage.tables.columns.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["member.community_id", "member.person_id"],
            name=op.f("fk_suggestion_community_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_suggestion")),
    )
    with op.batch_alter_table("checkin", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hidden", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("community", schema=None) as batch_op:
        batch_op.add_column(sa.Column("content_version", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("enrollment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("removed", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("enrollment", "removed")
    op.drop_column("community", "content_version")
    op.drop_column("checkin", "hidden")
    op.drop_table("suggestion")
    op.drop_table("saved")
    op.drop_table("report")
    op.drop_table("own_revision")
    op.drop_table("gap")
