"""a draft has a kind"""

from collections.abc import Collection

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_draft = sa.table(
    "draft",
    sa.column("community_id", sa.BigInteger()),
    sa.column("id", sa.BigInteger()),
    sa.column("kind", sa.String()),
    sa.column("content", sa.JSON()),
)
_MARKS = {"changed": "manage undo-edit", "of": "content", "seed": "practice", "date": "manage repair", "did": "checkin"}


def upgrade() -> None:
    with op.batch_alter_table("draft") as table:
        table.add_column(sa.Column("kind", sa.String(length=40), nullable=True))
    connection = op.get_bind()
    for row in connection.execute(sa.select(_draft)).all():
        key = sa.and_(_draft.c.community_id == row.community_id, _draft.c.id == row.id)
        connection.execute(sa.update(_draft).where(key).values(kind=_kind_of(row.content)))
    with op.batch_alter_table("draft") as table:
        table.alter_column("kind", existing_type=sa.String(length=40), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("draft") as table:
        table.drop_column("kind")


def _kind_of(names: Collection[str]) -> str:
    """By the values that only one kind has. Of any other form the path is not known; such a draft is a day old at most."""
    if {"name", "roadmap", "start"} <= set(names) and "cohort" not in names:
        return "manage create"
    return next((kind for mark, kind in _MARKS.items() if mark in names), "unknown")
