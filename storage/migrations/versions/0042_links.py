"""links are asked now and then whether they still work"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("community", sa.Column("check_links", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("community", sa.Column("links_noted", sa.Integer(), server_default="-1", nullable=False))
    op.add_column("community", sa.Column("links_shown", sa.Date()))
    owner = sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False)
    op.create_table(
        "own_link",
        owner,
        *_columns(),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name="fk_own_link_community_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("community_id", "item_id", name="pk_own_link"),
    )
    op.create_table("shipped_link", *_columns(), sa.PrimaryKeyConstraint("item_id", name="pk_shipped_link"))
    for table in ("own_link", "shipped_link"):
        op.create_index(f"ix_{table}_due_at", table, ["due_at"])
        op.create_index(f"ix_{table}_host", table, ["host", "asked_at"])


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("item_id", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("checked", sa.Date()),
        sa.Column("failed", sa.Date()),
        sa.Column("broken", sa.Date()),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True)),
    ]


def downgrade() -> None:
    op.drop_table("shipped_link")
    op.drop_table("own_link")
    with op.batch_alter_table("community") as batch:
        for column in ("links_shown", "links_noted", "check_links"):
            batch.drop_column(column)
