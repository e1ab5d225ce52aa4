"""challenges, reviews, pauses and repairs"""

import sqlalchemy as sa
from alembic import op

import storage.tables.columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("cohort_id", sa.BigInteger(), nullable=True),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("at", storage.tables.columns.Instant(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("scored", sa.Boolean(), nullable=False),
        sa.Column("hints", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "cohort_id"],
            ["cohort.community_id", "cohort.id"],
            name=op.f("fk_attempt_community_id_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["member.community_id", "member.person_id"],
            name=op.f("fk_attempt_community_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_attempt")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index("ix_attempt_item", ["community_id", "item_id"], unique=False)
        batch_op.create_index("ix_attempt_person", ["community_id", "person_id", "day"], unique=False)

    op.create_table(
        "daily_challenge",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cohort_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("at", storage.tables.columns.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "cohort_id"],
            ["cohort.community_id", "cohort.id"],
            name=op.f("fk_daily_challenge_community_id_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "cohort_id", "day", name=op.f("pk_daily_challenge")),
    )
    op.create_table(
        "pause",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cohort_id", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "cohort_id"],
            ["cohort.community_id", "cohort.id"],
            name=op.f("fk_pause_community_id_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_pause")),
    )
    op.create_table(
        "repair",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cohort_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", storage.tables.columns.Instant(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "cohort_id"],
            ["cohort.community_id", "cohort.id"],
            name=op.f("fk_repair_community_id_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "cohort_id", "day", name=op.f("pk_repair")),
    )
    op.create_table(
        "review_state",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("stability", sa.Float(), nullable=True),
        sa.Column("difficulty", sa.Float(), nullable=True),
        sa.Column("due", storage.tables.columns.Instant(timezone=True), nullable=False),
        sa.Column("last_review", storage.tables.columns.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["member.community_id", "member.person_id"],
            name=op.f("fk_review_state_community_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", "item_id", name=op.f("pk_review_state")),
    )
    with op.batch_alter_table("review_state", schema=None) as batch_op:
        batch_op.create_index("ix_review_state_due", ["community_id", "person_id", "due"], unique=False)

    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "challenge_days",
                storage.tables.columns.Weekdays(length=32),
                server_default="mon,tue,wed,thu,fri,sat,sun",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("challenge_at", sa.Time(), server_default="08:00:00", nullable=False))
    # Cohorts that run already learn of the new routine as if they had just been launched; what they have is not posted twice.
    op.execute(
        """
        INSERT INTO due (community_id, cohort_id, routine, at, wait_until)
        SELECT community_id, id, 'begin', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP FROM cohort
        WHERE NOT EXISTS (
            SELECT 1 FROM due WHERE due.community_id = cohort.community_id AND due.cohort_id = cohort.id AND routine = 'begin'
        )
        """
    )

    with op.batch_alter_table("enrollment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("away", storage.tables.columns.Absences(), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    op.drop_column("enrollment", "away")
    op.drop_column("cohort", "challenge_at")
    op.drop_column("cohort", "challenge_days")
    with op.batch_alter_table("review_state", schema=None) as batch_op:
        batch_op.drop_index("ix_review_state_due")

    op.drop_table("review_state")
    op.drop_table("repair")
    op.drop_table("pause")
    op.drop_table("daily_challenge")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_attempt_person")
        batch_op.drop_index("ix_attempt_item")

    op.drop_table("attempt")
