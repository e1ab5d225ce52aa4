"""what lets somebody in on the web, and how often a cohort was changed, by which calendars tell that an entry has moved"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cohort", sa.Column("changes", sa.BigInteger(), server_default="0", nullable=False))
    op.create_table(
        "web_pass",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(64), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("platform", sa.String(16), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("space", sa.String(64)),
        sa.Column("channel", sa.String(64)),
        sa.Column("administrator", sa.Boolean(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("cohort_id", sa.BigInteger()),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["community_id", "cohort_id"],
            ["cohort.community_id", "cohort.id"],
            name="fk_web_pass_community_id_cohort_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["member.community_id", "member.person_id"],
            name="fk_web_pass_community_id_person_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "digest", name="pk_web_pass"),
    )
    op.create_index("ix_web_pass_digest", "web_pass", ["digest"], unique=True)
    op.create_index("ix_web_pass_person", "web_pass", ["community_id", "person_id"])


def downgrade() -> None:
    op.drop_table("web_pass")
    with op.batch_alter_table("cohort") as batch:
        batch.drop_column("changes")
