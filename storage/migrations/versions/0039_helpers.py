"""members help each other: who wants to be asked, and who was asked to help whom"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("member", sa.Column("helps", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "help_offer",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cohort_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("week_id", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("helper", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "cohort_id"],
            ["cohort.community_id", "cohort.id"],
            name="fk_help_offer_community_id_cohort_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["member.community_id", "member.person_id"],
            name="fk_help_offer_community_id_person_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "helper"],
            ["member.community_id", "member.person_id"],
            name="fk_help_offer_community_id_helper",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "cohort_id", "person_id", "week_id", "helper", name="pk_help_offer"),
    )


def downgrade() -> None:
    op.drop_table("help_offer")
    with op.batch_alter_table("member") as batch:
        batch.drop_column("helps")
